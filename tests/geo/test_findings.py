"""Findings as files and counts, and one row a plan."""

from __future__ import annotations

import json
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import Point, box

from geo.catalogue import Catalogue
from geo.constraints import read_constraints
from geo.crs import RD_NEW
from geo.errors import ExportError
from geo.findings import (
    EXPLORATION,
    bundled_plans,
    plan_table,
    write_findings,
)
from geo.screening import COLUMNS, screen
from tests.geo.ground import GEMEENTEN, LAYER, RULE, TODAY, brief, plans


def screen_squares(frame: gpd.GeoDataFrame, folder: Path) -> pd.DataFrame:
    """Screen against three squares."""
    squares = [box(0, 0, 100, 100), box(1000, 0, 1100, 100), box(0, 3000, 100, 3100)]
    areas = gpd.GeoDataFrame({"naam": ["Bos", "Duin", "Ven"]}, geometry=squares, crs=RD_NEW)
    areas.to_parquet(folder / "natuur.parquet")
    constraints, _ = read_constraints({"layer": {"natura2000": LAYER | {"constraint": RULE}}})
    return screen(frame, constraints, folder, TODAY)


@pytest.mark.parametrize("suffix", ["csv", "parquet", "gpkg", "xlsx"])
def test_findings_are_written_with_the_same_columns(tmp_path: Path, suffix: str) -> None:
    frame = plans(Point(50, 50), Point(), plan_id=["=1+1", "b"])
    table = screen_squares(frame, tmp_path)
    path = tmp_path / f"uit.{suffix}"
    assert write_findings(table, path) == len(table) == 4
    read = {"csv": pd.read_csv, "parquet": pd.read_parquet, "xlsx": pd.read_excel}.get(
        suffix, gpd.read_file
    )(path)
    assert [column for column in read.columns if column != "geometry"] == COLUMNS
    assert read["method"].str.startswith(EXPLORATION).all()
    assert read["distance_m"].tolist()[:3] == table["distance_m"].tolist()[:3]
    formula = "'=1+1" if suffix in ("csv", "xlsx") else "=1+1"
    assert read["plan_id"].tolist() == [formula] * 3 + ["b"]


@pytest.mark.parametrize("name", ["uit.docx", "uit", "geen/map/uit.csv"])
def test_a_file_that_cannot_be_written_is_said(tmp_path: Path, name: str) -> None:
    with pytest.raises(ExportError, match="Herstel"):
        write_findings(screen_squares(plans(Point(1, 1)), tmp_path), tmp_path / name)


def test_the_bundled_places_are_all_answered(catalogue: Catalogue) -> None:
    constraints, _ = read_constraints({"layer": {"natura2000": LAYER | {"constraint": RULE}}})
    (nature,) = [one.model_copy(update={"file": "natura2000.parquet"}) for one in constraints]
    table = screen(bundled_plans(catalogue), [nature], catalogue, TODAY)
    assert table["plan_id"].unique().tolist() == list(catalogue.places)
    assert table["state"].isin(["raakt", "op_afstand"]).all()
    known = table[["distance_min_m", "distance_m", "distance_max_m"]]
    assert known.notna().all(axis=None)
    assert (known.diff(axis=1).iloc[:, 1:] >= 0).all(axis=None)


def test_one_row_a_plan() -> None:
    frame = plans(Point(0, 0), box(500, 0, 1500, 100), Point(9e4, 9e4), Point(),
                  plan_id=list("abcd"))  # fmt: skip
    table = plan_table(frame, GEMEENTEN)
    assert brief(table, *table.columns) == [
        ("a", "GM0001", "West", "Noord"), ("b", "GM0002", "Oost", "Noord"),
        ("c", None, None, None), ("d", None, None, None),
    ]  # fmt: skip
    assert table.columns.tolist() == ["plan_id", "gemeente_code", "gemeente", "provincie"]


def test_without_gemeenten_a_plan_still_has_its_row() -> None:
    table = plan_table(plans(Point(0, 0), plan_id=["a"]), None)
    assert brief(table, *table.columns) == [("a", None, None, None)]


def test_a_table_of_findings_is_plain_json(tmp_path: Path) -> None:
    rows = json.loads(screen_squares(plans(Point(50, 50)), tmp_path).to_json(orient="records"))
    assert rows[0]["state"] == "raakt"
