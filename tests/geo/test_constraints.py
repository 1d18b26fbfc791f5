"""Constraints are blocks and files: a new one needs no Python."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
from shapely.geometry import Point, box

from geo.catalogue import Catalogue
from geo.constraints import THEMES, load_constraints, read_constraints
from geo.crs import RD_NEW
from geo.findings import (
    count_unchecked,
)
from geo.screening import screen
from tests.geo.ground import LAYER, RULE, TODAY, brief, plans

NEW_BLOCK = """
[layer.spoor]
title = "Geluidzone spoor"
publisher = "Hand"
authority = "eigen"
licence = "CC0-1.0"
attribution = "Hand"
url = "https://example.org/"
date = "2026-11-01"
method = "Getekend."
rhythm = "monthly"
file = "spoor.geojson"

[layer.spoor.constraint]
theme = "geluid"
relation = "overlap"
name_column = "zone"
says = "of het plan in de zone ligt"
says_not = "hoeveel geluid er is"
"""


def test_a_new_constraint_is_a_block_and_a_file(tmp_path: Path) -> None:
    (tmp_path / "sources.toml").write_text(NEW_BLOCK, encoding="utf-8")
    zone = gpd.GeoDataFrame({"zone": ["Spoor 1"]}, geometry=[box(0, 0, 50, 50)], crs=RD_NEW)
    zone.to_file(tmp_path / "spoor.geojson", driver="GeoJSON")
    constraints, issues = load_constraints(tmp_path)
    assert {issue.code for issue in issues} == {"theme_without_constraint"}
    table = screen(plans(box(0, 0, 100, 100), Point(99, 99)), constraints, tmp_path, TODAY)
    assert brief(table, "constraint", "theme", "state", "name", "share") == [
        ("spoor", "geluid", "raakt", "Spoor 1", 0.25),
        ("spoor", "geluid", "niet_aanwezig", None, None),
    ]


def test_the_note_of_an_area_goes_with_its_finding(tmp_path: Path) -> None:
    block = NEW_BLOCK + 'note_column = "uitleg"\ncomplete = false\n'
    (tmp_path / "sources.toml").write_text(block, encoding="utf-8")
    zones = gpd.GeoDataFrame(
        {"zone": ["B", "A"], "uitleg": ["Over B.", None]},
        geometry=[box(0, 0, 50, 50), box(50, 0, 90, 50)], crs=RD_NEW,
    )  # fmt: skip
    zones.to_file(tmp_path / "spoor.geojson", driver="GeoJSON")
    asked = plans(Point(9, 9), Point(60, 9), Point(5, 40), uncertainty_m=[0, 0, 20])
    table = screen(asked, load_constraints(tmp_path)[0], tmp_path, TODAY)
    crossed = "Getekend. Over B. Raakvlak niet uitgesloten: de plek is bekend op 20 m."
    assert brief(table, "name", "method") == [
        ("B", "Getekend. Over B."), ("A", "Getekend."), ("B", crossed),
    ]  # fmt: skip
    zones.drop(columns="uitleg").to_file(tmp_path / "spoor.geojson", driver="GeoJSON")
    table = screen(asked, load_constraints(tmp_path)[0], tmp_path, TODAY)
    assert table["method"].str.contains("mist de kolom uitleg").all()


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"theme": "weer"}, "een van"),
        ({"relation": "dichtbij"}, "een van"),
        ({"name_column": ""}, "name_column"),
        ({"relation": "class"}, "class_column"),
        ({"says_not": ""}, "ingevulde waarde"),
        ({"within_m": 0}, "groter dan"),
        ({"naam_kolom": "naam"}, "onbekende sleutel"),
    ],
)
def test_a_bad_block_is_an_issue_and_the_others_stay(change: dict[str, Any], text: str) -> None:
    bad, good = LAYER | {"constraint": RULE | change}, LAYER | {"constraint": RULE}
    constraints, issues = read_constraints({"layer": {"a": bad, "b": good}})
    assert [constraint.id for constraint in constraints] == ["b"]
    found = [issue for issue in issues if issue.severity == "error"]
    assert found and text in found[0].message and "[layer.a.constraint]" in found[0].where


@pytest.mark.parametrize("raw", [{}, {"layer": 3}, {"layer": {"a": 3}}, {"layer": {"a": LAYER}}])
def test_without_blocks_every_theme_is_reported(raw: dict[str, Any]) -> None:
    constraints, issues = read_constraints(raw)
    assert constraints == () and len(issues) == len(THEMES)
    bad = {"layer": {"a": LAYER | {"constraint": 3}}}
    assert any(issue.severity == "error" for issue in read_constraints(bad)[1])


STATEMENTS = {
    "constraint": {
        theme: {"title": label, "theme": theme, "says": "wat", "says_not": "niet"}
        for theme, label in THEMES.items()
    }
}  # fmt: skip


def test_a_statement_holds_through_the_place_its_gemeente_or_provincie(
    catalogue: Catalogue,
) -> None:
    own = next(s for s in catalogue.statements if s.subject == "DB01" and s.theme in THEMES)
    wide = next(s for s in catalogue.statements if s.subject == "PV28" and s.theme in THEMES)
    constraints, issues = read_constraints(STATEMENTS)
    points = gpd.GeoSeries([catalogue.place_points["DB01"]] * 2, crs=RD_NEW)
    frame = gpd.GeoDataFrame({"plan_id": ["DB01", "eigen"]}, geometry=points)
    table = screen(frame, constraints, catalogue, TODAY)
    assert issues == [] and set(table["theme"]) == set(THEMES)
    said = table[table["state"] == "raakt"].set_index("plan_id")["method"]
    assert said["DB01"].str.contains(own.statement_id).any()
    assert not said["eigen"].str.contains(own.statement_id).any()
    assert all(said[plan].str.contains(wide.statement_id).any() for plan in ("DB01", "eigen"))


def test_a_statement_about_the_country_leaves_a_place_unchecked(catalogue: Catalogue) -> None:
    one = next(s for s in catalogue.statements if s.theme == "stikstof")
    national = replace(catalogue, statements=(one.model_copy(update={"subject": "NL"}),))
    constraints, _ = read_constraints(STATEMENTS)
    table = screen(plans(Point(93_000, 425_000)), constraints, national, TODAY)
    assert (table["state"] == "niet_gecontroleerd").all()
    assert table.set_index("theme")["method"]["stikstof"].endswith("alleen over het hele land.")
    assert count_unchecked(table).to_dict() == dict.fromkeys(THEMES, 1)


def test_without_a_catalogue_statements_are_not_checked(tmp_path: Path) -> None:
    constraints, _ = read_constraints(STATEMENTS)
    table = screen(plans(Point(1, 1)), constraints, tmp_path, TODAY)
    assert (table["state"] == "niet_gecontroleerd").all() and len(table) == len(THEMES)
