"""What is not known is never said to be silence: statements, gemeenten and borrowed ids."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest

from geo.__main__ import parser
from geo.catalogue import Catalogue, read_catalogue
from geo.cli import run
from geo.constraints import Constraint, load_constraints
from geo.crs import RD_NEW, points_rd
from geo.errors import SourceError
from geo.findings import bundled_plans
from geo.screening import NO_OUTLINE, screen
from geo.statements import NO_TABLE, SILENT, UNLOCATED

TODAY = date(2026, 11, 24)
GRONINGEN, HOEKSCHE_WAARD = (6.5, 53.2), (4.41, 51.81)


def asked(folder: Path, *relations: str) -> list[Constraint]:
    """Return the constraints of some relations."""
    return [one for one in load_constraints(folder)[0] if one.relation in relations]


def plans_at(*rows: tuple[str, float, float]) -> gpd.GeoDataFrame:
    points = points_rd([lon for _, lon, _ in rows], [lat for *_, lat in rows])
    return gpd.GeoDataFrame({"plan_id": [key for key, *_ in rows]}, geometry=points, crs=RD_NEW)


def cited(plans: gpd.GeoDataFrame, catalogue: Catalogue) -> pd.DataFrame:
    return screen(plans, asked(catalogue.data, "statement"), catalogue, TODAY)


@pytest.mark.parametrize("content", [None, "x,y\n1,2\n"])
def test_statements_that_cannot_be_read_are_not_silence(copied: Any, content: str | None) -> None:
    path = copied.path / "statements.csv"
    path.unlink() if content is None else path.write_text(content, encoding="utf-8")
    catalogue, issues = read_catalogue(copied.path)
    found = cited(bundled_plans(catalogue), catalogue)
    assert set(found["state"]) == {"niet_gecontroleerd"} and set(found["method"]) == {NO_TABLE}
    assert any("statements.csv" in issue.where for issue in issues)


def test_a_borrowed_id_far_away_is_not_that_place(catalogue: Catalogue) -> None:
    there, here, own = (
        cited(plans_at((key, *spot)), catalogue).drop(columns="plan_id")
        for key, spot in (("DB01", GRONINGEN), ("DB01", HOEKSCHE_WAARD), ("x", GRONINGEN))
    )
    pd.testing.assert_frame_equal(there, own)
    assert "Stougjeswijk" in set(here["name"]) and "Stougjeswijk" not in set(there["name"])


def test_a_plan_in_no_gemeente_is_not_located_and_not_silent(catalogue: Catalogue) -> None:
    found = cited(plans_at(("zee", 3.2, 53.5), ("land", *GRONINGEN)), catalogue)
    methods = {key: set(rows) for key, rows in found.groupby("plan_id")["method"]}
    assert methods["zee"] == {UNLOCATED}
    assert UNLOCATED not in methods["land"] and SILENT in methods["land"]


def test_every_bundled_place_lies_in_a_gemeente_of_its_own(catalogue: Catalogue) -> None:
    found = cited(bundled_plans(catalogue), catalogue)
    assert UNLOCATED not in set(found["method"])


def test_a_gemeente_without_its_outline_says_that_the_distance_may_be_larger(copied: Any) -> None:
    path = copied.path / "gemeenten.parquet"
    gpd.read_parquet(path).to_crs("EPSG:4326").to_parquet(path)
    catalogue, _ = read_catalogue(copied.path)
    found = screen(bundled_plans(catalogue), asked(copied.path, "nearest"), copied.path, TODAY)
    rows = found[found["plan_id"] == "DB14"]
    assert len(rows) and rows["method"].str.contains(NO_OUTLINE, regex=False).all()


@pytest.mark.parametrize("content", [None, b"xx"])
def test_unreadable_gemeenten_are_one_message(
    copied: Any, content: bytes | None, capsys: pytest.CaptureFixture[str], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    path = copied.path / "gemeenten.parquet"
    path.unlink() if content is None else path.write_bytes(content)
    with pytest.raises(SourceError, match=r"gemeenten\.parquet: verwacht een GeoParquet-bestand"):
        read_catalogue(copied.path)[0].provincie_of  # noqa: B018 - what it raises is asked
    monkeypatch.setenv("DOORBRAAKKAART_DATA", str(copied.path))
    assert run(parser, ["screen", "--out", str(tmp_path / "uit.csv")]) == 1
    said = "".join(capsys.readouterr())
    assert "gemeenten.parquet" in said and "Traceback" not in said


def test_screening_says_that_a_layer_was_changed(
    copied: Any, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = copied.path / "natura2000.parquet"
    gpd.read_parquet(path).iloc[:80].to_parquet(path)
    monkeypatch.setenv("DOORBRAAKKAART_DATA", str(copied.path))
    assert run(parser, ["screen", "--out", str(tmp_path / "uit.csv")]) == 0
    assert "FOUT  data/natura2000.parquet" in "".join(capsys.readouterr())


@pytest.mark.parametrize("option", ["--out", "--plans-out"])
def test_a_target_that_cannot_be_written_stops_before_the_work(
    option: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    words = {"--out": tmp_path / "uit.csv", option: tmp_path / "uit.txt"}
    given = [str(word) for pair in words.items() for word in pair]
    assert run(parser, ["screen", *given]) == 1
    assert "‘.txt’" in "".join(capsys.readouterr())
    assert list(tmp_path.iterdir()) == []
