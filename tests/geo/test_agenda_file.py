"""A reader's own agenda over the bundled one: what it adds, changes, and gets wrong."""

from __future__ import annotations

import pytest

from geo.agenda import AgendaItem, agenda_items, group_by_actor
from geo.agenda_file import OWN, of_places, read_agenda
from geo.catalogue import Catalogue
from geo.model import Issue
from geo.sheets import SheetError

THEMES = {"water": "Water", "ruimte": "Ruimte", "status": "Stand van zaken"}
Items = tuple[AgendaItem, ...]
HEAD = "nummer;plek;thema;knelpunt;wie;volgende stap;wanneer;status;bron;datum"


@pytest.fixture(scope="module")
def items(catalogue: Catalogue) -> tuple[AgendaItem, ...]:
    return agenda_items(catalogue, [catalogue.places["DB01"], catalogue.places["DB02"]])


def read(
    catalogue: Catalogue, items: tuple[AgendaItem, ...], *lines: str
) -> tuple[list[AgendaItem], tuple[Issue, ...]]:
    data = "\n".join([HEAD, *lines]).encode()
    found, issues = read_agenda("agenda.csv", data, catalogue, items, THEMES)
    return [item for item in found if item.own], issues


def test_a_new_row_is_own_and_touches_its_place(catalogue: Catalogue, items: Items) -> None:
    own, issues = read(
        catalogue, items, ";Stougjeswijk;Water;Duiker te smal;waterschap;ontwerp;maart;open;;"
    )
    assert issues == ()
    (item,) = own
    assert (item.subject, item.theme, item.text) == ("DB01", "water", "Duiker te smal")
    assert (item.actor, item.next_step, item.next_date) == ("waterschap", "ontwerp", "maart")
    assert (item.source, item.source_id, item.places) == (OWN, "", ("DB01",))


def test_a_row_about_a_provincie_touches_all_its_places(catalogue: Catalogue, items: Items) -> None:
    own, _ = read(catalogue, items, ";Zuid-Holland;;Te weinig plantoetsers;;;;;;")
    assert {"DB01", "DB03", "GG18"} <= set(own[0].places)
    assert "DB02" not in own[0].places


def test_a_known_row_is_changed_where_a_cell_is_filled(catalogue: Catalogue, items: Items) -> None:
    own, issues = read(catalogue, items, "ST-P008;;;;wethouder;;;gereed;verslag 3 juni;")
    assert issues == ()
    (item,) = own
    before = next(one for one in items if one.item_id == "ST-P008")
    assert (item.actor, item.solved, item.source) == ("wethouder", True, "verslag 3 juni")
    assert (item.text, item.next_step, item.source_id) == (
        before.text, before.next_step, before.source_id
    )  # fmt: skip


def test_an_agenda_that_comes_back_unchanged_changes_nothing(
    catalogue: Catalogue, items: Items
) -> None:
    lines = [";".join([one.item_id, "x", "", f'"{one.text}"', one.actor, one.next_step,
                       one.next_date, "opgelost" if one.solved else "open", "", one.date])
             for one in items if ";" not in one.text + one.next_step]  # fmt: skip
    own, issues = read(catalogue, items, *lines)
    assert (own, issues) == ([], ())


@pytest.mark.parametrize(
    ("line", "word"),
    [
        (";Nergenshuizen;;Iets;;;;;;", "Nergenshuizen"), (";Stougjeswijk;Watr;Iets;;;;;;", "Water"),
        (";Stougjeswijk;;;;;;;;", "knelpunt"), (";;;Iets;;;;;;", "plek"),
        ("ST-X999;;;Iets;;;;;;", "nummer"), (f";Stougjeswijk;;{'a' * 2001};;;;;;", "2001 tekens"),
    ],
)  # fmt: skip
def test_a_bad_row_is_reported_and_the_rest_is_read(
    catalogue: Catalogue, items: Items, line: str, word: str
) -> None:
    own, issues = read(catalogue, items, line, ";Lisserbroek;;Goede rij;;;;;;")
    assert [item.text for item in own] == ["Goede rij"]
    (issue,) = issues
    assert issue.where == "agenda.csv, rij 1"
    assert word in issue.message


def test_an_unknown_status_counts_as_open_and_is_said(catalogue: Catalogue, items: Items) -> None:
    own, issues = read(catalogue, items, ";Stougjeswijk;;Iets;;;;half;;")
    assert not own[0].solved
    assert "half" in issues[0].message


def test_a_file_without_the_columns_is_refused(catalogue: Catalogue, items: Items) -> None:
    with pytest.raises(SheetError, match="knelpunt"):
        read_agenda("a.csv", b"naam;bedrag\nx;1", catalogue, items, THEMES)


def test_groups_have_the_largest_first_and_the_nameless_last(
    catalogue: Catalogue, items: Items
) -> None:
    own, _ = read(catalogue, items, *[f";Stougjeswijk;;Punt {n};wethouder;;;;;" for n in range(9)])
    groups = group_by_actor([*items, *own])
    assert (groups[0].actor, len(groups[0].items)) == ("wethouder", 9)
    assert groups[-1].actor == ""
    assert sum(len(group.items) for group in groups) == len(items) + 9


def test_every_statement_stands_once_with_all_its_places(catalogue: Catalogue) -> None:
    all_items = agenda_items(catalogue, list(catalogue.places.values()))
    ids = [item.item_id for item in all_items]
    assert len(ids) == len(set(ids))
    roads = next(item for item in all_items if item.item_id == "ST-P013")
    assert set(roads.places) == {"DB03", "GG18"}
    assert {i.item_id for i in of_places(all_items, ["DB03"])} == {
        i.item_id for i in agenda_items(catalogue, [catalogue.places["DB03"]])
    }
