"""The bundled catalogue: every place by itself, and how ``data/`` is opened."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest

from geo.catalogue import (
    Catalogue,
    CatalogueError,
    data_folder,
    load_catalogue,
    load_for_screening,
    read_catalogue,
)
from geo.crs import WGS84
from geo.errors import SourceError
from geo.joins import locate_points
from geo.model import Place
from geo.schema import read_table
from geo.sources import DATA, LOCK, sha256

PLACES, _ = read_table(data_folder() / "places.csv", Place)
LAST = {"DB": 22, "NP": 20, "GG": 22}
IDS = [f"{kind}{number:02}" for kind, last in LAST.items() for number in range(1, last + 1)]
KINDS = {"DB": "doorbraaklocatie", "NP": "nplv_gebied", "GG": "grootschalig_gebied"}
# Named in notes and in the press, never designated: none may pass for a doorbraaklocatie.
CANDIDATES = (
    "Schieveste", "Nieuw-Mathenesse", "Stadionpark", "Bovenduist", "Hoefkwartier", "Winkelsteeg",
    "Binckhorst",
)  # fmt: skip
# Only the gemeenten of these are known; what the press says of them is at most probable.
GEMEENTE_ONLY = {
    "DB10": "Lansingerland en Zoetermeer",
    "DB11": "Utrecht", "DB12": "Amersfoort", "DB13": "Arnhem", "DB14": "'s-Gravenhage",
    "DB15": "Ede en Wageningen", "DB16": "Katwijk", "DB17": "Lelystad",
    "DB18": "Nijmegen en Heumen", "DB20": "Rotterdam", "DB21": "Schiedam", "DB22": "Zaanstad",
}  # fmt: skip


def test_the_ids_are_kept_in_order() -> None:
    assert [place.place_id for place in PLACES] == IDS


def test_the_three_of_the_letter_come_first() -> None:
    assert [p.name for p in PLACES[:3]] == ["Stougjeswijk", "Lisserbroek", "Cortelande"]


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.place_id)
def test_bundled_place(catalogue: Catalogue, place: Place) -> None:
    assert place.kind == KINDS[place.place_id[:2]]
    assert place.gemeente_codes and set(place.gemeente_codes) <= set(catalogue.gemeente_names)
    assert place.provincie and set(place.provincie) <= set(catalogue.provincie_names.values())
    assert 100 <= place.uncertainty_m <= 30_000 and place.location_method and place.designation
    for source_id in (place.source_id, place.designation_source_id):
        assert catalogue.manifest.source(source_id) is not None
    if place.status or place.composition:
        assert place.status_source_id or place.composition_source_id
    located = locate_points(catalogue.place_points[[place.place_id]], catalogue.gemeenten)
    code = located.loc[place.place_id, "gemeente_code"]
    assert code in catalogue.gemeente_names
    if place.extent == "site":
        assert code in place.gemeente_codes


def test_a_place_known_by_gemeente_only_is_named_after_it() -> None:
    for place in PLACES:
        if place.place_id in GEMEENTE_ONLY:
            assert place.name == f"{GEMEENTE_ONLY[place.place_id]}, plek niet genoemd"
            assert place.name_basis == "gemeente_only" and not place.is_named
        else:
            assert "plek niet genoemd" not in place.name and place.name_basis != "gemeente_only"


def test_a_place_known_by_gemeente_only_has_no_other_name_but_a_probable_one() -> None:
    for place in PLACES:
        if place.location_basis == "gemeente":
            assert place.probable_name == ""
        if place.probable_name:
            assert place.location_basis == "probable" and place.probable_name not in place.name


def candidates_in(place: Place) -> list[str]:
    """Return the candidates that a row names, whichever column it is in."""
    text = " ".join(str(value) for value in place.model_dump().values()).casefold()
    return [name for name in CANDIDATES if name.casefold() in text]


@pytest.mark.parametrize(
    "place", [p for p in PLACES if p.kind == "doorbraaklocatie"], ids=lambda place: place.place_id
)
def test_no_candidate_passes_for_a_doorbraaklocatie(place: Place) -> None:
    assert candidates_in(place) == []
    assert candidates_in(place.model_copy(update={"note": "Mogelijk Stadionpark."}))


def test_a_candidate_may_be_in_a_region_of_that_name() -> None:
    assert any(candidates_in(place) for place in PLACES if place.kind == "grootschalig_gebied")


def test_the_outlines_are_those_of_stated_gemeenten() -> None:
    outlined = {place.place_id for place in PLACES if place.has_outline}
    assert outlined == {"GG12", "GG17"}


# --- opening -------------------------------------------------------------------------------


def test_the_catalogue_is_kept_until_a_file_changes(copied: Any) -> None:
    first = load_catalogue(copied.path)
    version = first.version
    assert load_catalogue(copied.path) is first
    copied.edit("figures", "DB03.homes.1", value="8123")
    copied.stamp()
    second = load_catalogue(copied.path)
    assert second is not first and second.version != version
    assert second.ledger.reading("DB03", "homes").preferred.value == 8123  # type: ignore[union-attr]


def test_refusal_names_every_error(copied: Any) -> None:
    for name in ("places.csv", "figures.csv"):
        (copied.path / name).unlink()
    with pytest.raises(CatalogueError) as refused:
        load_catalogue(copied.path)
    where = [issue.where for issue in refused.value.issues]
    assert {"data/places.csv", "data/figures.csv"} <= set(where)
    assert str(refused.value) == refused.value.issues[0].message


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="git checkout"):
        load_catalogue(tmp_path)
    assert read_catalogue(tmp_path)[0].places == {}


def test_the_folder_is_the_bundled_one_unless_the_environment_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("DOORBRAAKKAART_DATA", raising=False)
    assert data_folder() == DATA == Path(__file__).parents[2] / "data"
    monkeypatch.setenv("DOORBRAAKKAART_DATA", str(tmp_path))
    assert data_folder() == tmp_path


def test_geometry_is_in_rd_and_read_once(catalogue: Catalogue) -> None:
    assert catalogue.gemeenten.crs.to_epsg() == catalogue.place_points.crs.to_epsg() == 28992
    assert catalogue.gemeenten is catalogue.gemeenten
    assert len(catalogue.natura2000) == 158 and len(catalogue.place_points) == 64


def test_a_layer_that_cannot_be_read_is_refused(copied: Any) -> None:
    (copied.path / "land.parquet").write_bytes(b"x")
    opened, _ = read_catalogue(copied.path)
    with pytest.raises(SourceError, match="git checkout data/land.parquet"):
        opened.geometry("land")


def test_every_subject_has_a_name_and_the_version_says_when(catalogue: Catalogue) -> None:
    assert catalogue.names["NL"] == "Nederland" and catalogue.names["DB01"] == "Stougjeswijk"
    assert catalogue.names["GM1963"] == "Hoeksche Waard" and len(catalogue.provincie_names) == 12
    assert {figure.subject for figure in catalogue.figures} <= set(catalogue.names)
    assert catalogue.version == f"{catalogue.edition.version} {catalogue.fingerprint}"


# --- opening for findings ------------------------------------------------------------------


def remove(path: Path) -> None:
    path.unlink()


def empty(path: Path) -> None:
    gpd.read_parquet(path).iloc[:0].to_parquet(path)


def move_to_degrees(path: Path) -> None:
    gpd.read_parquet(path).to_crs(WGS84).to_parquet(path)


def garble(path: Path) -> None:
    path.write_bytes(b"geen parquet")


def lose_a_row(path: Path) -> None:
    gpd.read_parquet(path).iloc[1:].to_parquet(path)


Spoil = Callable[[Path], None]
SPOILS: tuple[Spoil, ...] = (remove, empty, move_to_degrees, garble, lose_a_row)


@pytest.mark.parametrize("spoil", SPOILS)
def test_a_spoilt_constraint_layer_is_tolerated_and_reported(copied: Any, spoil: Spoil) -> None:
    spoil(copied.path / "natura2000.parquet")
    opened, issues = load_for_screening(copied.path)
    assert {issue.where for issue in issues} == {"data/natura2000.parquet"}
    assert all(issue.severity == "error" and "Herstel: " in issue.message for issue in issues)
    assert len(opened.places) == 64
    with pytest.raises(CatalogueError):
        load_catalogue(copied.path)


@pytest.mark.parametrize("spoil", [move_to_degrees, garble])
def test_a_layer_that_is_wrong_though_its_lock_agrees_is_reported_too(
    copied: Any, spoil: Spoil
) -> None:
    path = copied.path / "natura2000.parquet"
    spoil(path)
    lock = json.loads((copied.path / LOCK).read_text(encoding="utf-8"))
    lock[path.name]["sha256"] = sha256(path)
    (copied.path / LOCK).write_text(json.dumps(lock), encoding="utf-8")
    _, issues = load_for_screening(copied.path)
    assert {issue.where for issue in issues} == {"data/natura2000.parquet"}


@pytest.mark.parametrize("spoil", SPOILS)
def test_a_spoilt_layer_without_constraint_is_refused(copied: Any, spoil: Spoil) -> None:
    spoil(copied.path / "gemeenten.parquet")
    with pytest.raises(CatalogueError, match=r"gemeenten\.parquet"):
        load_for_screening(copied.path)


def test_a_spoilt_table_is_refused_also_beside_a_spoilt_layer(copied: Any) -> None:
    remove(copied.path / "natura2000.parquet")
    copied.edit("statements", "ST-P003", status="misschien")
    with pytest.raises(CatalogueError) as refused:
        load_for_screening(copied.path)
    where = " ".join(issue.where for issue in refused.value.issues)
    assert "statements.csv" in where and "natura2000" not in where


def test_sound_data_opens_the_same_for_findings(catalogue: Catalogue) -> None:
    opened, issues = load_for_screening(data_folder())
    assert issues == () and opened.version == catalogue.version
