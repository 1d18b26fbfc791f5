"""What is refused: one thing in a copy of ``data/`` is spoiled, and the check says what to do.

A clean copy passes, so that every refusal here is by the one thing that was spoiled.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest

from geo.catalogue import CatalogueError, load_catalogue
from geo.check import Report, check_catalogue

Spoil = Callable[[Any], object]
COUNTS = {
    "gemeenten": 342, "provincies": 12, "natura2000": 158, "doorbraaklocaties": 22,
    "nplv_gebieden": 20, "grootschalige_gebieden": 22,
}  # fmt: skip
LETTER = "[document.kst-32847-1395]\n"
ENGLISH = re.compile(r"\b(None|should|input|field|expected|unable|error|invalid|must)\b")


def edit(table: str, key: str, **cells: str) -> Spoil:
    return lambda copied: copied.edit(table, key, **cells)


def swap(old: str, new: str, name: str = "sources.toml") -> Spoil:
    return lambda copied: copied.swap(name, old, new)


def write(name: str, content: bytes) -> Spoil:
    return lambda copied: (copied.path / name).write_bytes(content)


def remove(name: str) -> Spoil:
    return lambda copied: (copied.path / name).unlink()


def without_lock_of(name: str) -> Spoil:
    return lambda copied: copied.swap("lock.json", f'"{name}"', f'"_{name}"')


def reproject(name: str) -> Spoil:
    def spoil(copied: Any) -> None:
        path: Path = copied.path / name
        gpd.read_parquet(path).to_crs("EPSG:4326").to_parquet(path)

    return spoil


def rename_column(name: str, column: str) -> Spoil:
    def spoil(copied: Any) -> None:
        path: Path = copied.path / name
        gpd.read_parquet(path).rename(columns={column: f"{column}_"}).to_parquet(path)

    return spoil


def unlink(code: str) -> Spoil:
    return lambda copied: copied.drop("links", lambda row: code in (row["from"], row["to"]))


def errors_of(report: Report) -> list[Any]:
    return [issue for issue in report.issues if issue.severity == "error"]


def refusal(path: Path, where: str) -> str:
    """Return the messages about this place, after seeing that loading refuses with the same."""
    report = check_catalogue(path)
    assert not report.ok
    messages = [issue.message for issue in errors_of(report) if where in issue.where]
    assert messages, [issue.message for issue in errors_of(report)]
    with pytest.raises(CatalogueError) as refused:
        load_catalogue(path)
    assert set(messages) <= {issue.message for issue in refused.value.issues}
    for message in messages:
        assert ": verwacht " in message and not ENGLISH.search(message)
        assert message.split("Herstel: ")[1].strip()
    return "\n".join(messages)


# name: (what is spoiled, where it is reported, words of the message)
FILES: dict[str, tuple[Spoil, str, list[str]]] = {
    "tampered table": (swap("2500", "2501", "figures.csv"), "data/figures.csv",
        ["een gewijzigd bestand", "git checkout data/figures.csv", "python -m geo lock"]),
    "tampered layer": (write("land.parquet", b"x"), "data/land.parquet", ["gewijzigd bestand"]),
    "removed table": (remove("places.csv"), "data/places.csv",
        ["geen bestand", "[table.places]", "git checkout data/places.csv"]),
    "removed layer": (remove("gemeenten.parquet"), "data/gemeenten.parquet", ["git checkout"]),
    "removed manifest": (remove("sources.toml"), "data/sources.toml", ["git checkout"]),
    "removed lock": (remove("lock.json"), "data/lock.json", ["git checkout data/lock.json"]),
    "lock is no JSON": (write("lock.json", b"{"), "data/lock.json",
        ["JSON", "git checkout data/lock.json"]),
    "file without lock": (without_lock_of("links.csv"), "data/links.csv",
        ["een regel in lock.json", "python -m geo lock"]),
    "stray file": (write("extra.geojson", b"{}"), "data/extra.geojson",
        ["een blok in sources.toml", "voeg een blok toe of haal het bestand weg"]),
    "broken TOML": (swap("[edition]", "[edition"), "data/sources.toml", ["geldige TOML", "git"]),
    "misspelt key": (swap(f"{LETTER}title", f"{LETTER}titel"), "[document.kst-32847-1395], titel",
        ["de onbekende sleutel ‘titel’", "bedoelde u ‘title’?"]),
    "misspelt licence": (swap("licence =", "licnce ="), "licnce", ["bedoelde u ‘licence’?"]),
    "missing licence": (swap('licence = "CC-BY-4.0"\n', ""), "[layer.gemeenten], licence",
        ["gevonden niets", "vul ‘licence’ in"]),
    "empty licence": (swap('licence = "CC-BY-4.0"', 'licence = ""'), "[layer.gemeenten], licence",
        ["vul ‘licence’ in"]),
    "unknown licence": (swap('licence = "CC-BY-4.0"', 'licence = "vrij"'),
        "[layer.gemeenten], licence", ["‘vrij’", "SPDX", "[term.…]"]),
    "number for text": (swap('licence = "CC-BY-4.0"', "licence = 4"),
        "[layer.gemeenten], licence", ["tekst tussen aanhalingstekens"]),
    "unknown kind of block": (lambda c: c.append("[documnt.x]\ntitle = 'x'"),
        "[documnt]", ["‘documnt’", "bedoelde u ‘document’?"]),
    "no address": (swap("https://", "zie "), "[layer.gemeenten], url", []),
    "no edition": (swap("reference_date", "peildatum"), "[edition]", ["reference_date"]),
}  # fmt: skip

# As FILES; the lock is stamped again, so that only the content is wrong.
CONTENT: dict[str, tuple[Spoil, str, list[str]]] = {
    "figure without source": (edit("figures", "DB01.homes.1", source_id=""),
        "(DB01.homes.1), source_id", ["een lege cel", "vul ‘source_id’ in"]),
    "unknown source": (edit("figures", "DB01.homes.1", source_id="kst-1"),
        "figures.csv (DB01.homes.1)", ["een bron met een blok in sources.toml", "‘kst-1’"]),
    "wrong unit": (edit("figures", "DB01.homes.1", unit="euro"),
        "figures.csv (DB01.homes.1)", ["eenheid ‘homes’", "‘euro’"]),
    "unknown quantity": (edit("figures", "DB01.homes.1", quantity="huizen"),
        "figures.csv (DB01.homes.1)", ["quantities.csv", "huizen"]),
    "value is a word": (edit("figures", "DB01.homes.1", value="veel"),
        "(DB01.homes.1), value", ["een getal met een punt als decimaalteken", "‘veel’"]),
    "value with a comma": (edit("figures", "DB01.homes.1", value="2,5"),
        "(DB01.homes.1), value", ["een getal met een punt als decimaalteken", "‘2,5’"]),
    "no value": (edit("figures", "DB01.homes.1", value=""),
        "(DB01.homes.1)", ["een waarde, of een laagste en hoogste waarde"]),
    "share of thirty": (edit("figures", "NL.share_social_goal.1", value="30"),
        "(NL.share_social_goal.1)", ["een aandeel tussen 0 en 1"]),
    "figure twice": (lambda c: c.add("figures"), "figures.csv, figure_id",
        ["elke sleutel één keer", "geef een van de rijen een eigen sleutel"]),
    "place twice": (lambda c: c.add("places"), "places.csv, place_id", ["‘DB01’ 2 keer"]),
    "derived value": (edit("figures", "DB02.homes.1", value="3600"),
        "figures.csv (DB02.homes.1)", ["3500, de uitkomst van de formule", "3600"]),
    "input of a derived value": (edit("figures", "DB01.homes.1", value="2400"),
        "figures.csv (DB02.homes.1)", ["3600, de uitkomst van de formule", "3500"]),
    "no formula": (edit("figures", "DB02.homes.1", formula="min Stougjeswijk"),
        "figures.csv (DB02.homes.1)", ["formule"]),
    "formula without its inputs": (edit("figures", "DB02.homes.1", formula="7000 - 3500"),
        "figures.csv (DB02.homes.1)", []),
    "unknown input": (edit("figures", "DB02.homes.1", inputs="DB99.homes.1"),
        "figures.csv (DB02.homes.1)", ["een bestaand cijfer", "DB99.homes.1"]),
    "unknown parent": (edit("figures", "DB01.homes.1", parent="DB99.homes.1"),
        "figures.csv (DB01.homes.1)", ["een bestaand cijfer", "DB99.homes.1"]),
    "unknown subject of a figure": (edit("figures", "DB01.homes.1", subject="DB99"),
        "figures.csv (DB01.homes.1)", ["onderwerp dat bestaat", "DB99"]),
    "unknown subject of a statement": (edit("statements", "ST-P003", subject="DB99"),
        "statements.csv (ST-P003)", ["onderwerp dat bestaat", "DB99"]),
    "unknown source of a statement": (edit("statements", "ST-P003", source_id="kst-1"),
        "statements.csv (ST-P003)", ["een bron met een blok", "‘kst-1’"]),
    "unknown source of a place": (edit("places", "DB01", source_id="kst-1"),
        "places.csv (DB01 Stougjeswijk)", ["een bron met een blok", "‘kst-1’"]),
    "unknown source of a subject": (edit("subjects", "S-GROOTSCHALIG", source_id="kst-1"),
        "subjects.csv (S-GROOTSCHALIG", ["een bron met een blok", "‘kst-1’"]),
    "unknown gemeente of a subject": (edit("subjects", "S-MIDDEN-HOLLAND", gemeente_codes="GM9999"),
        "subjects.csv (S-MIDDEN-HOLLAND", ["GM9999"]),
    "unlinked region": (unlink("GG22"), "links.csv", ["een relatie voor GG22, of ‘unlinked’"]),
    "link to nowhere": (lambda c: c.add("links", to="DB99", relation="applies_to"), "links.csv",
        ["onderwerp dat bestaat", "DB99"]),
    "link without target": (lambda c: c.add("links", to="", relation="part_of"), "links.csv",
        ["een doel bij elke relatie"]),
    "unknown gemeente": (edit("places", "DB01", gemeente_codes="GM9999"),
        "places.csv (DB01 Stougjeswijk)", ["een bekende gemeentecode", "GM9999"]),
    "another gemeente": (edit("places", "DB01", gemeente_codes="GM0599"),
        "places.csv (DB01 Stougjeswijk)", ["een punt in een van de gemeenten", "Hoeksche Waard"]),
    "another provincie": (edit("places", "DB01", provincie="Zeeland"),
        "places.csv (DB01 Stougjeswijk)", ["verwacht Zuid-Holland", "gevonden Zeeland"]),
    "point elsewhere": (edit("places", "DB01", lon="4.48", lat="51.92"),
        "places.csv (DB01 Stougjeswijk)", ["een punt in Rotterdam"]),
    "point at sea": (edit("places", "DB01", lon="3.0", lat="54.0"),
        "places.csv (DB01 Stougjeswijk)", ["een punt"]),
    "point swapped": (edit("places", "DB01", lon="51.8185", lat="4.434"),
        "places.csv (DB01 Stougjeswijk)", ["een punt"]),
    "region outside the country": (edit("places", "GG06", lon="0", lat="0"),
        "places.csv (GG06 Oude Lijn)", ["een punt"]),
    "decision of nothing": (edit("decisions", "S-SAMEN", subject="S-WBI"),
        "decisions.csv (S-WBI amount)", ["een bedrag uit figures.csv"]),
    "decision twice": (edit("decisions", "S-SAMEN", subject="S-NPLV"),
        "decisions.csv (S-NPLV amount)", ["elk bedrag één keer"]),
    "unknown source of a decision": (edit("decisions", "S-SAMEN", source_id="kst-1"),
        "decisions.csv (S-SAMEN amount)", ["een bron met een blok", "‘kst-1’"]),
    "day without an event": (edit("decisions", "S-SAMEN", decided="2025-11"),
        "decisions.csv, regel 7 (S-SAMEN)", ["een datum bij een gebeurtenis"]),
    "part of itself": (lambda c: c.add("links", **{"from": "S-BEREIKBAARHEID",
                                                   "to": "S-KORTE-TERMIJN"}),
        "links.csv (S-KORTE-TERMIJN)", ["een geheel dat geen deel van zichzelf is"]),
    "norm without its figure": (swap('figure = "NL.share_social_goal.1"', 'figure = "NL.x.1"'),
        "[norm.woontop]", ["een aandeel uit figures.csv", "NL.x.1"]),
    "norm of homes": (swap('figure = "NL.share_social_goal.1"', 'figure = "NL.homes_goal.1"'),
        "[norm.woontop]", ["een aandeel", "NL.homes_goal.1"]),
    "norm of no share": (swap('quantity = "share_social_woondeal"', 'quantity = "homes"'),
        "[norm.provincie-2022]", ["een aandeel", "homes"]),
    "norm of nowhere": (swap('area = "NL"', 'area = "DB01"'), "[norm.woontop]",
        ["NL, provincie of een code", "DB01"]),
    "norm of no segment": (swap('counts = ["sociale_huur"]', "counts = []"), "[norm.woontop]", []),
    "norm that points twice": (swap('figure = "NL.share_social_goal.1"',
        'figure = "NL.share_social_goal.1"\nquantity = "share_social"'), "[norm.woontop]",
        ["een ‘figure’ of een ‘quantity’"]),
    "norm a year without its figure": (swap('"NL.homes_goal.1"', '"NL.x.1"'), "[norm.woontop]",
        ["een cijfer uit figures.csv", "NL.x.1"]),
    "other columns": (swap("figure_id,subject", "figure_id,onderwerp", "figures.csv"),
        "figures.csv", ["de kolommen figure_id, subject", "git checkout data/figures.csv"]),
}  # fmt: skip
LAYERS = ("gemeenten", "gemeenten_land", "provincies", "natura2000", "land", "buurlanden")


def test_a_clean_copy_is_in_order_with_the_real_counts(copied: Any) -> None:
    report = check_catalogue(copied.path)
    assert report.ok and errors_of(report) == []
    assert {name: report.counts[name] for name in COUNTS} == COUNTS
    for name in ("figures", "sources", "links", "statements"):
        assert (report.counts[name] or 0) > 20
    assert set(report.counts) == {*COUNTS, "figures", "sources", "links", "statements"}
    assert len(load_catalogue(copied.path).places) == 64


@pytest.mark.parametrize("name", FILES)
def test_spoiled_file_is_refused_with_the_repair(copied: Any, name: str) -> None:
    spoil, where, words = FILES[name]
    spoil(copied)
    message = refusal(copied.path, where)
    assert [word for word in words if word not in message] == [], message


@pytest.mark.parametrize("name", CONTENT)
def test_spoiled_content_is_refused_with_the_repair(copied: Any, name: str) -> None:
    spoil, where, words = CONTENT[name]
    spoil(copied)
    copied.stamp()
    message = refusal(copied.path, where)
    assert [word for word in words if word not in message] == [], message


@pytest.mark.parametrize("layer", LAYERS)
def test_layer_in_degrees_is_refused_with_both_systems(copied: Any, layer: str) -> None:
    reproject(f"{layer}.parquet")(copied)
    copied.stamp()
    message = refusal(copied.path, f"data/{layer}.parquet")
    assert "EPSG:28992" in message and "EPSG:4326" in message and "to_crs" in message


def test_layer_without_a_column_is_refused(copied: Any) -> None:
    rename_column("gemeenten.parquet", "gemeente_code")(copied)
    copied.stamp()
    assert "gemeente_code" in refusal(copied.path, "gemeenten.parquet")


def test_stamping_takes_a_wanted_change(copied: Any) -> None:
    copied.edit("figures", "DB03.homes.1", value="8123")
    assert not check_catalogue(copied.path).ok
    copied.stamp()
    assert check_catalogue(copied.path).ok


def test_known_gaps_are_notices_and_never_stop_the_product(copied: Any) -> None:
    def gaps(report: Report) -> list[str]:
        return [issue.message for issue in report.issues if issue.severity == "notice"]

    before = check_catalogue(copied.path)
    assert before.ok and any("24 locaties" in gap and "22 locaties" in gap for gap in gaps(before))
    assert all(issue.code == "known_gap" for issue in before.issues)
    copied.drop("figures", lambda row: row["subject"] == "DB08")
    copied.stamp()
    after = check_catalogue(copied.path)
    assert after.ok and gaps(after) != gaps(before)


def test_counts_are_unknown_when_a_layer_cannot_be_read(copied: Any) -> None:
    (copied.path / "natura2000.parquet").write_bytes(b"x")
    report = check_catalogue(copied.path)
    assert not report.ok and report.counts["natura2000"] is None
    assert report.counts["gemeenten"] == 342
