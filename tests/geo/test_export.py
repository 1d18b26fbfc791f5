"""What leaves the house: one row a place, in three kinds of file, the same in all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pytest

from geo.catalogue import Catalogue, load_catalogue
from geo.errors import ExportError
from geo.export import figure_rows, net_statements, place_table, write_places
from geo.joins import locate_points
from geo.model import Figure

KINDS = ("csv", "geojson", "gpkg")
COLUMNS = {
    "place_id", "kind", "name", "gemeente_code", "gemeente", "provincie", "lon", "lat",
    "uncertainty_m", "homes", "homes_low", "homes_high", "natura2000_nearest",
    "natura2000_distance_m", "natura2000_distance_min_m", "natura2000_distance_max_m",
    "netcongestie_afname", "netcongestie_afname_date", "netcongestie_woningen", "funding_links",
    "sources", "data_version",
}  # fmt: skip


def written(catalogue: Catalogue, folder: Path, kind: str) -> pd.DataFrame:
    """Write the places and read them back, by place id."""
    out = folder / f"plekken.{kind}"
    assert write_places(catalogue, out) == 64
    if kind == "csv":
        return pd.read_csv(out).set_index("place_id", drop=False)
    return gpd.read_file(out).set_index("place_id", drop=False)


@pytest.mark.parametrize("kind", KINDS)
def test_every_file_has_all_places_and_columns(
    catalogue: Catalogue, tmp_path: Path, kind: str
) -> None:
    table = written(catalogue, tmp_path, kind)
    assert list(table.index) == list(catalogue.places) and set(table) >= COLUMNS
    row = table.loc["DB01"]
    assert (row["name"], row["gemeente"], row["homes"]) == ("Stougjeswijk", "Hoeksche Waard", 2500)
    assert (row["homes_low"], row["homes_high"]) == (2485, 2500)
    assert "kst-32847-1395" in row["sources"].split(";")
    assert row["data_version"] == catalogue.version
    assert pd.isna(table.loc["DB12", "homes"])  # unknown, not zero


def test_geojson_is_in_degrees_and_is_plain_json(catalogue: Catalogue, tmp_path: Path) -> None:
    write_places(catalogue, tmp_path / "plekken.GEOJSON")
    features = json.loads((tmp_path / "plekken.GEOJSON").read_text(encoding="utf-8"))["features"]
    assert len(features) == 64
    for feature in features:
        place = catalogue.places[feature["properties"]["place_id"]]
        assert feature["geometry"]["coordinates"] == pytest.approx([place.lon, place.lat], abs=1e-6)
    assert features[11]["properties"]["homes"] is None


def test_geopackage_is_in_metres(catalogue: Catalogue, tmp_path: Path) -> None:
    write_places(catalogue, tmp_path / "plekken.gpkg")
    info = pyogrio.read_info(tmp_path / "plekken.gpkg", layer="plekken")
    assert (info["crs"], info["features"]) == ("EPSG:28992", 64)
    frame = pyogrio.read_dataframe(tmp_path / "plekken.gpkg")
    found = locate_points(frame.geometry, catalogue.gemeenten)
    site = np.array([place.extent == "site" for place in catalogue.places.values()])
    codes = frame["gemeente_code"].str.split(";")
    inside = [code in listed for code, listed in zip(found["gemeente_code"], codes, strict=True)]
    assert all(np.array(inside)[site])


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("plekken.xlsx", r"\.csv, \.geojson, \.gpkg; gevonden ‘\.xlsx’"),
        ("plekken", "gevonden ‘geen achtervoegsel’"),
        ("geen/map/plekken.csv", "een bestaande map.*Herstel: maak de map"),
    ],
)
def test_another_file_is_refused_and_not_written(
    catalogue: Catalogue, tmp_path: Path, name: str, words: str
) -> None:
    with pytest.raises(ExportError, match=words):
        write_places(catalogue, tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_one_changed_value_is_seen_in_every_export(copied: Any, tmp_path: Path) -> None:
    before = load_catalogue(copied.path)
    copied.edit("figures", "DB03.homes.1", value="8123")
    copied.stamp()
    after = load_catalogue(copied.path)
    for kind in KINDS:
        assert written(before, tmp_path, kind).loc["DB03", "homes"] == 8000
        assert written(after, tmp_path, kind).loc["DB03", "homes"] == 8123
    (row,) = (r for r in figure_rows(after, "DB03") if r["figure_id"] == "DB03.homes.1")
    assert (row["value"], row["preferred"]) == (8123, True)


def test_distances_are_an_interval_around_the_distance(catalogue: Catalogue) -> None:
    table = place_table(catalogue)
    low, at, high = (table[f"natura2000_distance{end}_m"] for end in ("_min", "", "_max"))
    assert ((low >= 0) & (low <= at) & (at <= high)).all()
    assert set(table["natura2000_nearest"]) <= set(catalogue.natura2000["naam"])


def test_figures_are_plain_values_with_the_preferred_one_marked(catalogue: Catalogue) -> None:
    rows = figure_rows(catalogue, "DB01")
    assert [set(row) for row in rows] == [{*Figure.model_fields, "preferred"}] * len(rows)
    assert json.loads(json.dumps(rows)) == rows
    homes = [row for row in rows if row["quantity"] == "homes"]
    assert [row["source_id"] for row in homes if row["preferred"]] == ["kst-32847-1395"]
    assert {type(row["value"]) for row in homes} == {int}


def test_net_statements_are_the_newest_of_the_area_before_those_of_the_country(
    catalogue: Catalogue,
) -> None:
    for theme in ("netcongestie_afname", "netcongestie_woningen"):
        for place in catalogue.places.values():
            found = net_statements(catalogue, place, theme)
            assert {statement.theme for statement in found} <= {theme}
            sure = [s for s in found if s.confidence != "low"]
            own = [s.date for s in sure if s.subject != "NL"]
            country = [s.date for s in sure if s.subject == "NL"]
            assert own == sorted(own, reverse=True) and country == sorted(country, reverse=True)
            assert [s.date for s in found[: len(sure)]] == own + country
    place = catalogue.places["DB01"]
    assert net_statements(catalogue, place, "geen_thema") == ()
