"""Before an import, after it, grown old, removed and changed: what the layer then means."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
from shapely.geometry import Point

from geo.catalogue import CatalogueError, load_catalogue
from geo.check import check_catalogue
from geo.constraints import load_constraints
from geo.crs import RD_NEW, WGS84
from geo.screening import screen
from tests.geo.kaart import DAY, LAYER, PUBLIC, TODAY, Put

SPOTS = {
    "Roodstad": (4.35, 51.73), "Oranjedam": (4.45, 51.73), "Geelveen": (4.55, 51.73),
    "Klaarwater": (4.35, 51.79), "Bontenbal": (4.45, 51.79), "elders": (5.5, 52.1),
}  # fmt: skip


def findings(data: Path, today: date = TODAY) -> Any:
    """Screen a point in each area, and one elsewhere."""
    spots = gpd.GeoSeries([Point(spot) for spot in SPOTS.values()], crs=WGS84).to_crs(RD_NEW)
    plans = gpd.GeoDataFrame({"plan_id": list(SPOTS)}, geometry=spots)
    constraints = [c for c in load_constraints(data)[0] if c.id == "capaciteitskaart"]
    return screen(plans, constraints, data, today).set_index("plan_id")


def test_before_an_import_nothing_is_checked_and_nothing_is_wrong(copied: Any) -> None:
    assert not (copied.path / LAYER).exists() and check_catalogue(copied.path).ok
    table = findings(copied.path)
    assert table["state"].eq("niet_gecontroleerd").all() and len(table) == len(SPOTS)
    assert table["method"].eq(
        "Niet gecontroleerd: ‘Capaciteitskaart elektriciteitsnet’ is niet ingelezen "
        "(python -m geo import-netcongestie)."
    ).all()  # fmt: skip
    assert table["layer_date"].eq("onbekend").all() and not table["outdated"].any()


def test_an_import_gives_class_queue_name_and_date(put: Put, copied: Any) -> None:
    put()
    assert check_catalogue(copied.path).ok
    table = findings(copied.path)
    inside = table.drop("elders")
    assert inside["state"].eq("raakt").all() and inside["name"].tolist() == list(inside.index)
    assert inside["class"].to_dict() == {
        "Roodstad": "tekort aan capaciteit, met wachtrij",
        "Oranjedam": "in onderzoek, met wachtrij",
        "Geelveen": "capaciteit beperkt beschikbaar, geen wachtrij",
        "Klaarwater": "capaciteit beschikbaar, geen wachtrij",
        "Bontenbal": "geen klasse voor het hele gebied",
    }
    assert "Wachtrij afname: 1 verzoek, 1.240 MW." in table.loc["Oranjedam", "method"]
    assert "1 × geel, 1 × oranje, 2 × rood" in table.loc["Bontenbal", "method"]
    assert table["layer_date"].eq("2026-08-01").all()
    assert table["source_id"].eq("capaciteitskaart").all()
    # The map need not cover the country: nothing there is never "not there".
    assert table.loc["elders", "state"] == "niet_gecontroleerd"
    assert "dekt niet heel Nederland" in table.loc["elders", "method"]


def test_the_catalogue_says_the_date_of_the_import(put: Put, copied: Any) -> None:
    before = load_catalogue(copied.path)
    assert before.manifest.layers["capaciteitskaart"].date == "onbekend"
    assert not before.has_layer("capaciteitskaart") and len(before.absent_titles) == 1
    put()
    after = load_catalogue(copied.path)
    assert after.manifest.layers["capaciteitskaart"].date == "2026-08-01"
    assert after.has_layer("capaciteitskaart") and after.absent_titles == ()
    assert after.fingerprint != before.fingerprint
    assert 'date = "onbekend"' in (copied.path / "sources.toml").read_text(encoding="utf-8")


def test_a_map_older_than_its_rhythm_is_marked(put: Put, copied: Any) -> None:
    assert put().outdated and findings(copied.path)["outdated"].all()
    assert not put(PUBLIC, None, day=DAY).outdated
    assert not findings(copied.path)["outdated"].any()
    later = date.fromisoformat(DAY) + timedelta(32)
    assert findings(copied.path, later)["outdated"].all()


def test_removed_afterwards_it_is_as_before(put: Put, copied: Any) -> None:
    put()
    (copied.path / LAYER).unlink()
    assert check_catalogue(copied.path).ok
    table = findings(copied.path)
    assert table["state"].eq("niet_gecontroleerd").all()
    assert table["layer_date"].eq("onbekend").all()


@pytest.mark.parametrize("how", ["tampered", "garbage", "other system", "no column", "unlocked"])
def test_changed_afterwards_it_is_refused(put: Put, copied: Any, how: str) -> None:
    put()
    path = copied.path / LAYER
    layer = gpd.read_parquet(path)
    if how == "tampered":
        layer.assign(afname="0").to_parquet(path)
    elif how == "garbage":
        path.write_bytes(b"x")
    elif how == "unlocked":
        copied.swap("lock.json", f'"{LAYER}"', '"iets"')
    else:
        wrong = layer.to_crs(WGS84) if how == "other system" else layer.drop(columns="afname")
        wrong.to_parquet(path)
        copied.stamp()
    with pytest.raises(CatalogueError) as refused:
        load_catalogue(copied.path)
    messages = " ".join(issue.message for issue in refused.value.issues)
    assert f"data/{LAYER}" in messages and "git checkout data/capaciteitskaart" not in messages
    if how != "other system":
        assert "python -m geo import-netcongestie" in messages


@pytest.mark.parametrize("day", ["20261101", "gisteren", 3])
def test_a_lock_with_another_date_is_refused(put: Put, copied: Any, day: Any) -> None:
    put()
    lock = json.loads((copied.path / "lock.json").read_text(encoding="utf-8"))
    lock[LAYER]["date"] = day
    (copied.path / "lock.json").write_text(json.dumps(lock), encoding="utf-8")
    assert not check_catalogue(copied.path).ok
    assert findings(copied.path)["layer_date"].eq("onbekend").all()
