"""The four tables: each row cited, and none that says other than screening or the ledger."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest

from geo.catalogue import Catalogue, load_catalogue, load_for_screening
from geo.columns import COLUMNS
from geo.crs import RD_NEW
from geo.findings import EXPLORATION, UNCHECKED, place_findings, stand_of
from geo.lookup import net_statements
from geo.scope import places_scope, read_scope
from geo.screening import COLUMNS as FINDING_COLUMNS
from geo.table import Table
from geo.tables import What, build_table
from tests.geo.ground import TODAY

TABLES: tuple[What, ...] = ("places", "figures", "findings", "statements")
COUNTS = {
    "places": lambda c: len(c.places), "figures": lambda c: len(c.figures),
    "findings": lambda c: len(place_findings(c, TODAY)), "statements": lambda c: len(c.statements),
}  # fmt: skip


def built(catalogue: Catalogue, what: What, *sites: str) -> Table:
    return build_table(catalogue, what, read_scope(catalogue, sites=sites), TODAY)


def row_of(catalogue: Catalogue, what: What, key: str) -> dict[str, Any]:
    rows = built(catalogue, what).rows
    (row,) = rows[rows.iloc[:, 0] == key].to_dict("records")
    return {str(name): cell for name, cell in row.items()}


@pytest.mark.parametrize("what", TABLES)
def test_columns_are_those_described_and_every_row_is_there(
    catalogue: Catalogue, what: What
) -> None:
    table = built(catalogue, what)
    assert list(table.cells) == list(COLUMNS[what])
    assert len(table.rows) == COUNTS[what](catalogue)
    assert isinstance(table.rows, gpd.GeoDataFrame) and table.rows.crs == RD_NEW


@pytest.mark.parametrize("what", TABLES)
def test_every_row_names_sources_peildatum_and_version(catalogue: Catalogue, what: What) -> None:
    table = built(catalogue, what)
    rows = table.cells
    assert set(rows["data_date"]) == {catalogue.edition.reference_date}
    assert set(rows["data_version"]) == {catalogue.version}
    assert rows["attribution"].str.contains("Kadaster", regex=False).all()
    cited = rows["state"] != UNCHECKED if what == "findings" else rows["data_date"].notna()
    for name in ("source_title", "source_publisher", "source_date", "source_licence", "source_url"):
        assert (rows.loc[cited, name] != "").all(), name


@pytest.mark.parametrize("what", TABLES)
def test_only_the_sources_that_are_used_are_listed(catalogue: Catalogue, what: What) -> None:
    table = built(catalogue, what, "DB01")
    assert table.provenance is not None
    listed = [row[0] for row in table.provenance.sources]
    rows = table.cells
    if what == "findings":  # a layer that was not read in is no source
        rows = rows[rows["state"] != UNCHECKED]
    column = rows["sources" if what == "places" else "source_id"]
    used = {one for cell in column.dropna() for one in str(cell).split(";") if one}
    assert set(listed) == used | {"gemeenten"} and len(set(listed)) == len(listed)
    assert len(listed) < len(catalogue.manifest.documents) / 2


@pytest.mark.parametrize("what", TABLES)
def test_what_is_said_of_the_file_is_dutch_and_dated(catalogue: Catalogue, what: What) -> None:
    table = built(catalogue, what)
    assert table.provenance is not None
    about = dict(table.provenance.about)
    assert about["Peildatum"] == "24-11-2026" and about["Selectie"] == "alles"
    assert about["Licentie"].startswith("Register van Doorbraakkaart. ")
    assert about.get("Let op", "").startswith(EXPLORATION) is (what != "figures")


@pytest.mark.parametrize("what", TABLES)
def test_nothing_chosen_is_an_empty_table(catalogue: Catalogue, what: What) -> None:
    table = build_table(catalogue, what, places_scope(catalogue, []), TODAY)
    assert len(table.rows) == 0 and list(table.cells) == list(COLUMNS[what])


def test_a_place_is_near_what_screening_says(catalogue: Catalogue) -> None:
    places = built(catalogue, "places").cells.set_index("place_id")
    findings = built(catalogue, "findings").cells
    first = findings[findings["constraint"] == "natura2000"].drop_duplicates("plan_id")
    first = first.set_index("plan_id").loc[places.index]
    pairs = {"nearest": "name", "class": "class", "state": "state", "date": "layer_date",
             "distance_m": "distance_m", "distance_min_m": "distance_min_m",
             "distance_max_m": "distance_max_m", "outdated": "outdated"}  # fmt: skip
    for ours, theirs in pairs.items():
        assert places[f"natura2000_{ours}"].tolist() == first[theirs].tolist(), ours


def test_of_a_gemeente_the_distance_is_the_range_over_it(catalogue: Catalogue) -> None:
    row = row_of(catalogue, "places", "DB12")
    screened = place_findings(catalogue, TODAY)
    one = screened[(screened["plan_id"] == "DB12") & (screened["relation"] == "nearest")].iloc[0]
    assert row["location_basis"] == "gemeente" and row["gemeente"] == "Amersfoort"
    assert row["natura2000_distance_min_m"] == round(one["distance_min_m"]) == 1111
    assert row["natura2000_distance_max_m"] == round(one["distance_max_m"]) == 14733
    assert catalogue.places["DB12"].uncertainty_m == 5000  # by which a circle gave 3326 to 13326


def test_a_place_without_the_layer_is_not_checked(copied: Any) -> None:
    (copied.path / "natura2000.parquet").unlink()
    catalogue, _ = load_for_screening(copied.path)
    rows = built(catalogue, "places").cells
    assert set(rows["natura2000_state"]) == {UNCHECKED}
    assert rows["natura2000_nearest"].isna().all() and rows["natura2000_distance_m"].isna().all()


def test_a_place_says_what_the_ledger_prefers_and_what_sources_span(catalogue: Catalogue) -> None:
    row = row_of(catalogue, "places", "DB01")
    assert (row["name"], row["gemeente"], row["symbol"]) == ("Stougjeswijk", "Hoeksche Waard",
                                                           "doorbraaklocatie")  # fmt: skip
    assert (row["homes"], row["homes_low"], row["homes_high"]) == (2500, 2485, 2500)
    (net, *_) = net_statements(catalogue, catalogue.places["DB01"], "netcongestie_afname")
    assert (row["netcongestie_afname"], row["netcongestie_afname_date"]) == (net.text, net.date)
    assert row["sources"].split(";")[0] == "kst-32847-1395"
    assert row["source_title"].split(" | ")[-1] == "Natura 2000-gebieden"
    assert len(row["source_url"].split(" | ")) == len(row["sources"].split(";"))
    assert row["homes_probable"] is False
    likely = row_of(catalogue, "places", "DB16")  # Katwijk: the figure is of the plan Valkenhorst
    assert (likely["homes"], likely["homes_probable"]) == (5600, True)
    unknown = row_of(catalogue, "places", "DB12")  # unknown, not zero
    assert pd.isna(unknown["homes"]) and pd.isna(unknown["homes_probable"])


def test_a_figure_is_exact_and_tells_its_meaning_and_its_place(catalogue: Catalogue) -> None:
    row = row_of(catalogue, "figures", "DB01.homes.1")
    assert (row["subject_name"], row["label"], row["unit"]) == ("Stougjeswijk", "woningen", "homes")
    assert (row["value"], row["preferred"]) == (Decimal(2500), True)
    assert (row["section"], row["paragraph"]) == ("0", 2)
    assert row["source_title"] == catalogue.manifest.documents["kst-32847-1395"].title
    assert row["source_licence"] == "Vrij te hergebruiken overheidspublicatie"
    assert row["geometry"] == catalogue.place_points["DB01"]
    assert row_of(catalogue, "figures", "NL.woontop_year.1")["geometry"] is None


def test_preferred_is_what_the_ledger_prefers(catalogue: Catalogue) -> None:
    rows = built(catalogue, "figures").cells
    expected = [catalogue.ledger.is_preferred(figure) for figure in catalogue.figures]
    assert rows["preferred"].tolist() == expected
    assert 0 < sum(expected) < len(expected)


def test_a_statement_says_who_is_to_act(catalogue: Catalogue) -> None:
    row = row_of(catalogue, "statements", "ST-P014")
    assert (row["subject_name"], row["theme"], row["status"]) == (
        "Cortelande",
        "bezwaar_en_beroep",
        "open",
    )
    assert row["actor"] == "Raad van State" and row["next_step"] and row["date"] == "2025-11-10"
    assert row["source_publisher"] and row["disclaimer"] == EXPLORATION


def test_findings_leave_nothing_out_that_was_not_checked(catalogue: Catalogue) -> None:
    rows = built(catalogue, "findings").cells
    screened = place_findings(catalogue, TODAY)
    assert rows["plan_id"].tolist() == screened["plan_id"].tolist()
    assert rows["state"].tolist() == screened["state"].tolist()
    assert set(FINDING_COLUMNS) < set(rows)
    assert (rows["state"] == UNCHECKED).any()
    assert rows["method"].str.startswith(EXPLORATION).all()
    names = [catalogue.places[one].name for one in rows["plan_id"]]
    assert rows["place_name"].tolist() == names
    assert rows["symbol"].tolist() == [stand_of(row) for row in screened.to_dict("records")]


@pytest.mark.parametrize("what", ["places", "findings"])
def test_rows_of_places_come_in_the_order_asked(catalogue: Catalogue, what: What) -> None:
    asked = ["GG12", "DB05", "DB04"]
    rows = built(catalogue, what, *asked).cells
    assert list(dict.fromkeys(rows.iloc[:, 0])) == asked


def test_of_a_place_come_its_own_figures_and_what_is_said_of_its_areas(
    catalogue: Catalogue,
) -> None:
    for what in ("figures", "statements"):
        table = built(catalogue, what, "DB01")
        about = set(table.cells["subject"])
        assert {"DB01", "PV28"} <= about and not {"NL", "DB02", "PV27"} & about
        assert table.provenance is not None
        said = dict(table.provenance.about)["Selectie"]
        assert said == "Stougjeswijk, met gemeenten, regio's en provincies"
    places = built(catalogue, "places", "DB01").provenance
    assert places is not None and dict(places.about)["Selectie"] == "Stougjeswijk"


def test_a_layer_is_outdated_by_the_day_that_is_given(catalogue: Catalogue) -> None:
    for today, old in ((TODAY, False), (date(2030, 1, 1), True)):
        rows = build_table(catalogue, "places", read_scope(catalogue), today).cells
        assert set(rows["natura2000_outdated"]) == {old}


def test_one_changed_value_is_in_every_table_that_holds_it(copied: Any) -> None:
    copied.edit("figures", "DB03.homes.1", value="8123")
    copied.stamp()
    catalogue = load_catalogue(copied.path)
    assert row_of(catalogue, "places", "DB03")["homes"] == 8123
    assert row_of(catalogue, "figures", "DB03.homes.1")["value"] == Decimal(8123)


def test_a_table_without_provenance_has_no_sheets(catalogue: Catalogue) -> None:
    table = built(catalogue, "statements")
    assert list(table.sheets()) == ["Bronnen", "Over dit bestand", "Kolommen"]
    assert replace(table, provenance=None).sheets() == {}
