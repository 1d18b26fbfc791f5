"""Who moves next: which statements count, and in which order, on made-up statements."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.agenda import bottlenecks_of, is_bottleneck
from geo.catalogue import Catalogue
from geo.links import Links
from geo.model import Statement

Told = Callable[..., list[str]]


def say(statement_id: str, **cells: str) -> Statement:
    """Return a statement about the soil of Cortelande, but for these cells."""
    row = {
        "statement_id": statement_id, "subject": "DB03", "theme": "bodem", "audience": "all",
        "text": "De bodem is slap.", "status": "open", "actor": "", "next_step": "",
        "next_date": "", "date": "2025-10", "source_id": "bron", "confidence": "stated",
    }  # fmt: skip
    return Statement.model_validate(row | cells)


@pytest.fixture
def told(catalogue: Catalogue) -> Told:
    """Return a function that gives the ids of the bottlenecks of a place, in order."""

    def ids(
        *statements: Statement, place_id: str = "DB03", links: Links | None = None
    ) -> list[str]:
        linked = catalogue.links if links is None else links
        known = replace(catalogue, statements=statements, links=linked)
        return [s.statement_id for s in bottlenecks_of(known, known.places[place_id])]

    return ids


def test_nothing_said_is_no_bottleneck(told: Told) -> None:
    assert told() == []


@pytest.mark.parametrize(
    ("cells", "counts"),
    [
        ({}, True),
        ({"theme": "financiering"}, True),
        ({"theme": "status"}, False),
        ({"theme": "status", "actor": "gemeente Zuidplas"}, True),
        ({"theme": "status", "next_step": "start van de bouw"}, True),
    ],
)
def test_a_stand_of_things_counts_only_with_who_moves_next(
    told: Told, cells: dict[str, str], counts: bool
) -> None:
    assert is_bottleneck(say("a", **cells)) is counts
    assert told(say("a", **cells)) == ["a"] * counts


@pytest.mark.parametrize(
    ("subject", "counts"),
    [
        ("DB03", True), ("GG18", True), ("GM1892", True), ("R-MIDDEN-HOLLAND", True),
        ("PV28", True), ("NL", False), ("DB01", False), ("GM1963", False), ("PV27", False),
        ("R-NOORDOOST-BRABANT", False), ("S-DOORBRAAKAANPAK", False),
    ],
)  # fmt: skip
def test_the_place_its_other_designation_and_its_areas_count(
    told: Told, subject: str, counts: bool
) -> None:
    assert told(say("a", subject=subject)) == ["a"] * counts


def test_what_is_said_of_a_part_reaches_the_area_that_it_lies_in(told: Told) -> None:
    assert told(say("a", subject="DB06"), place_id="GG17") == ["a"]
    assert told(say("a", subject="GG17"), place_id="DB06") == []
    assert told(say("a", subject="DB06"), place_id="GG17", links=Links([])) == []


def test_order_is_trust_then_near_then_open_then_new(told: Told) -> None:
    statements = [
        say("onzeker", confidence="low", date="2026-06"),
        say("opgelost", status="opgelost", date="2026-05"),
        say("provincie", subject="PV28", date="2026-04"),
        say("gemeente", subject="GM1892", date="2025"),
        say("zonder datum", date="onbekend"),
        say("oud", date="2024-12-31"),
        say("nieuw", date="2026-03"),
    ]
    assert told(*statements) == told(*reversed(statements)) == [
        "nieuw", "oud", "zonder datum", "opgelost", "gemeente", "provincie", "onzeker",
    ]  # fmt: skip


ANY = st.builds(
    say,
    st.uuids().map(str),
    subject=st.sampled_from(["DB03", "GG18", "GM1892", "PV28", "NL", "DB01"]),
    theme=st.sampled_from(["bodem", "status"]),
    status=st.sampled_from(["open", "opgelost"]),
    confidence=st.sampled_from(["stated", "inferred", "low"]),
    actor=st.sampled_from(["", "gemeente"]),
    date=st.sampled_from(["onbekend", "2024", "2025-10", "2025-10-07"]),
)


@given(statements=st.lists(ANY, max_size=8))
def test_every_local_bottleneck_stands_there_once(
    catalogue: Catalogue, statements: list[Statement]
) -> None:
    known = replace(catalogue, statements=tuple(statements))
    found = bottlenecks_of(known, known.places["DB03"])
    wanted = [s for s in statements if s.subject not in ("NL", "DB01") and is_bottleneck(s)]
    assert sorted(s.statement_id for s in found) == sorted(s.statement_id for s in wanted)
    trusted = [s.confidence != "low" for s in found]
    assert trusted == sorted(trusted, reverse=True)


# The bundled ones


def test_every_bottleneck_of_a_place_is_on_its_agenda(catalogue: Catalogue) -> None:
    for statement in catalogue.statements:
        if statement.subject in catalogue.places and is_bottleneck(statement):
            place = catalogue.places[statement.subject]
            assert statement in bottlenecks_of(catalogue, place), statement.statement_id


def test_every_bottleneck_of_an_area_is_on_the_agenda_of_its_places(catalogue: Catalogue) -> None:
    for statement in catalogue.statements:
        if statement.subject in catalogue.provincie_names and is_bottleneck(statement):
            name = catalogue.provincie_names[statement.subject]
            for place in catalogue.places.values():
                on = statement in bottlenecks_of(catalogue, place)
                assert on == (name in place.provincie), (statement.statement_id, place.place_id)


@pytest.mark.parametrize("place_id", ["DB01", "DB02", "DB03"])
def test_the_places_of_the_letter_know_who_moves_or_what_comes(
    catalogue: Catalogue, place_id: str
) -> None:
    own = [s for s in bottlenecks_of(catalogue, catalogue.places[place_id])
           if s.subject == place_id]  # fmt: skip
    assert any(s.actor or s.next_step for s in own)
    if place_id == "DB01":
        assert [s.theme for s in own if s.status == "opgelost"] == ["ruimte"]
