"""Reading the capaciteitskaart in: what is written, what is left out, and what is refused."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest

from geo import netcongestie
from geo.__main__ import parser
from geo.catalogue import load_catalogue
from geo.check import check_catalogue
from geo.cli import run
from geo.errors import GeoError, SourceError
from geo.netcongestie import summary
from tests.geo.kaart import (
    DAY,
    LAYER,
    MODEL,
    OUTLINES,
    PUBLIC,
    Put,
    changed,
    classes,
    codes,
    write,
)
from tests.layers.poison import PAYLOADS


def test_the_model_and_its_outlines_become_one_layer_in_rd(put: Put, copied: Any) -> None:
    found = put()
    layer = gpd.read_parquet(copied.path / LAYER)
    assert layer.crs.to_epsg() == 28992 and found.date == "2026-08-01"
    assert list(layer.columns) == [
        "code", "name", "netbeheerder", "afname", "afname_requests", "afname_queue_mw",
        "afname_year", "invoeding", "invoeding_requests", "invoeding_queue_mw", "invoeding_year",
        "note", "date", "geometry",
    ]  # fmt: skip
    assert classes(found) == {
        "Roodstad": "3", "Oranjedam": "2", "Geelveen": "1", "Klaarwater": "0", "Bontenbal": "",
        "Stilwoude": "",
    }  # fmt: skip
    row = layer.set_index("name").loc["Roodstad"]
    assert (row["code"], row["netbeheerder"], row["date"]) == ("OS Rood 50-10i", "Stedin",
                                                               "2026-08-01")  # fmt: skip
    assert (row["afname_requests"], row["afname_queue_mw"], row["afname_year"]) == (15, 3.5, 2029)
    assert row.geometry.geom_type == "MultiPolygon" and len(row.geometry.geoms) == 2
    assert layer.set_index("name")["afname_requests"].isna()["Geelveen"]


def test_what_was_left_out_is_said(put: Put) -> None:
    messages = {issue.code: issue.message for issue in put().issues}
    assert "model.json, OS Zonder vlak" in messages["area_without_outline"]
    assert "vlakken.geojson, OS Onbekend" in messages["outline_without_area"]
    assert messages["area_split"].startswith("OS Geel: verwacht één klasse voor invoeding")
    assert codes(put()).count("area_split") == 2


def test_the_lock_says_the_date_and_only_this_line_changes(put: Put, copied: Any) -> None:
    before = json.loads((copied.path / "lock.json").read_text(encoding="utf-8"))
    (copied.path / "land.parquet").write_bytes(b"geknoeid")
    put()
    after = json.loads((copied.path / "lock.json").read_text(encoding="utf-8"))
    assert after.pop(LAYER)["date"] == "2026-08-01" and after == before
    found = {(issue.where, issue.code) for issue in check_catalogue(copied.path).issues}
    assert ("data/land.parquet", "file_changed") in found


def test_the_public_layer_has_a_row_for_each_class_of_an_area(put: Put) -> None:
    found = put(PUBLIC, None, day=DAY)
    rows = list(zip(found.layer["code"], found.layer["afname"], strict=True))
    assert rows == [("0", ""), ("G1", "1"), ("O1", "2"), ("R1", "2"), ("R1", "3"), ("T1", "0")]
    assert found.date == DAY and found.issues == ()
    assert found.areas_by_class("afname") == {"0": 1, "1": 1, "2": 2, "3": 1, "": 1}
    assert found.areas_by_class("invoeding") == {"0": 2, "1": 1, "2": 0, "3": 1, "": 1}
    row = found.layer[found.layer["afname"] == "3"].iloc[0]
    assert (row["name"], row["netbeheerder"], row["afname_queue_mw"]) == ("Roodstad", "Stedin", 3.5)
    nameless = found.layer.iloc[0]  # -1, and 0 of ground without a name
    assert nameless["name"] == "Gebied zonder naam op de capaciteitskaart"
    assert len(nameless.geometry.geoms if nameless.geometry.geom_type[0] == "M" else [0]) == 1


def test_a_second_map_takes_the_outlines_of_the_first(put: Put, tmp_path: Path) -> None:
    first = put()
    newer = changed(tmp_path, lambda raw: raw.update(date="2026-11-01") or raw["energy_areas"][3]
                    .update(demand_constraint="red"))  # fmt: skip
    second = put(newer, None)
    assert second.date == "2026-11-01" and classes(second)["Klaarwater"] == "3"
    same = second.layer.geometry.to_numpy() == first.layer.geometry.to_numpy()
    assert same.all() and (second.layer["netbeheerder"] == first.layer["netbeheerder"]).all()
    assert "outline_without_area" not in codes(second)  # what has no area was not kept


def test_without_outlines_there_is_nothing_to_draw(put: Put, copied: Any) -> None:
    with pytest.raises(GeoError, match="geen eerdere import.*--areas"):
        put(MODEL, None)
    put()
    (copied.path / LAYER).write_bytes(b"geknoeid")
    with pytest.raises(SourceError, match="gewijzigd bestand.*--areas"):
        put(MODEL, None)


def test_an_option_that_is_not_used_is_said(put: Put) -> None:
    assert "option_unused" in codes(put(day=DAY)) and "--date" in put(day=DAY).issues[-1].where
    assert put(PUBLIC, OUTLINES, day=DAY).issues[-1].where == "--areas"


@pytest.mark.parametrize("payload", PAYLOADS)
def test_names_stay_text(put: Put, tmp_path: Path, payload: str) -> None:
    file = changed(tmp_path, lambda raw: raw["energy_areas"][0].update(description=payload))
    shown = "".join(c for c in " ".join(payload.split()) if c.isprintable())
    assert shown in classes(put(file)) and shown


DEEP = b"[" * 100_000
BAD_FILES: dict[str, tuple[Callable[[Path], Path], str]] = {
    "no JSON": (write("k.json", b"{"), "leesbaar json-bestand"),
    "too deep": (write("k.json", DEEP), "te diep genest"),
    "not UTF-8": (write("k.json", b'{"a":"\xff"}'), "niet te lezen"),
    "a list": (write("k.json", b"[]"), "FeatureCollection"),
    "another model": (write("k.json", b'{"conforms_to":"iets","energy_areas":[]}'), "v1.3.0"),
    "outlines only": (lambda _: OUTLINES, "een kolom ‘afname’ met klassen"),
    "JSON of ArcGIS": (write("k.json", b'{"geometryType":"x","features":[]}'), "f=geojson"),
    "cut off": (write("k.geojson", b'{"type":"FeatureCollection","features":[],'
                      b'"properties":{"exceededTransferLimit":true}}'), "afgekapt"),
    "not there": (lambda folder: folder / "weg.json", "geen bestand"),
    "a folder": (lambda folder: folder, "achtervoegsel"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_refused_and_nothing_changes(
    put: Put, copied: Any, tmp_path: Path, name: str
) -> None:
    make, words = BAD_FILES[name]
    folder = tmp_path / "in"
    folder.mkdir()
    before = sorted(p.name for p in copied.path.iterdir())
    with pytest.raises(GeoError, match=f"(?s){words}.*Herstel: |Herstel: .*{words}"):
        put(make(folder), day=DAY)
    assert sorted(p.name for p in copied.path.iterdir()) == before


@pytest.mark.parametrize(
    ("day", "words"),
    [("", "--date 2026-08-21"), ("gisteren", "‘gisteren’"), ("2026-11-24", "prognose")],
)
def test_the_public_layer_needs_the_day_it_was_taken(put: Put, day: str, words: str) -> None:
    with pytest.raises(GeoError, match=words):
        put(PUBLIC, None, day=day)


def test_too_large_a_file_is_refused(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geo.plans.MAX_BYTES", 1000)
    with pytest.raises(GeoError, match="hoogstens 0 MB"):
        put()


@pytest.mark.parametrize(
    ("old", "new"), [("[layer.capaciteitskaart]", "[layer.kaart]"), ("imported = true\n", "")]
)
def test_without_its_block_nothing_is_read_in(put: Put, copied: Any, old: str, new: str) -> None:
    copied.swap("sources.toml", old, new)
    with pytest.raises(SourceError, match=r"\[layer.capaciteitskaart\].*git checkout"):
        put()


def test_without_a_lock_nothing_is_read_in(put: Put, copied: Any) -> None:
    (copied.path / "lock.json").write_text("[]", encoding="utf-8")
    with pytest.raises(SourceError, match=r"lock\.json"):
        put()
    assert not (copied.path / LAYER).exists()


@pytest.mark.parametrize("earlier", [False, True])
@pytest.mark.parametrize("fails", ["lock.json", LAYER])
def test_a_write_that_fails_leaves_everything_as_it_was(
    put: Put, copied: Any, monkeypatch: pytest.MonkeyPatch, earlier: bool, fails: str
) -> None:
    if earlier:
        put()
    before = sorted((p.name, p.read_bytes()) for p in copied.path.iterdir())
    real = os.replace

    def replace(source: Path, target: Path) -> None:
        if target.name == fails and not source.name.startswith("old-"):
            raise PermissionError(13, "schijf vol")
        real(source, target)

    monkeypatch.setattr(netcongestie.os, "replace", replace)
    with pytest.raises(SourceError, match="niets veranderd"):
        put(PUBLIC, None, day=DAY)
    assert sorted((p.name, p.read_bytes()) for p in copied.path.iterdir()) == before


def test_the_summary_counts_by_class_and_says_what_it_is_not(put: Put) -> None:
    text = "\n".join(summary(put()))
    assert text.startswith("Capaciteitskaart van 01-08-2026 ingelezen: 6 voedingsgebieden.\n")
    assert "afname: transparant 1, geel 1, oranje 1, rood 1, geen klasse 2" in text
    assert "congestiegebieden van TenneT weggelaten: 1" in text and "verouderd" in text
    assert text.endswith("grootverbruikers, niet over woningen. Verkenning, geen toets.")
    parts = "\n".join(summary(put(PUBLIC, None, day=DAY)))
    assert "5 voedingsgebieden, in 6 delen met een eigen klasse." in parts
    assert "verouderd" not in parts


def test_the_command_line_reads_in_and_screens(
    copied: Any, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DOORBRAAKKAART_DATA", str(copied.path))
    assert run(parser, ["import-netcongestie", str(MODEL)]) == 1
    assert "noem het bestand met --areas" in capsys.readouterr().err
    assert run(parser, ["import-netcongestie", str(MODEL), "--areas", str(OUTLINES)]) == 0
    said = capsys.readouterr()
    assert "6 voedingsgebieden" in said.out and said.err.count("\n") == 4
    assert said.err.startswith("FOUT  model.json, OS Zonder vlak: verwacht een vlak")
    assert run(parser, ["import-netcongestie", str(PUBLIC), "--date", DAY]) == 0
    assert capsys.readouterr().err == ""
    assert run(parser, ["check"]) == 0 and "niet ingelezen" not in capsys.readouterr().out
    out = tmp_path / "uit.csv"
    assert run(parser, ["screen", "--out", str(out)]) == 0
    rows = [
        row for row in out.read_text(encoding="utf-8").splitlines() if ",capaciteitskaart," in row
    ]
    assert any("raakt" in row and DAY in row for row in rows)
    assert run(parser, ["lock"]) == 0  # stamping everything again keeps the date
    assert load_catalogue(copied.path).manifest.layers["capaciteitskaart"].date == DAY
