"""Which places pass the filters, and what of them may be added up."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.catalogue import Catalogue, data_folder, load_catalogue
from geo.model import PLACE_KINDS, Place, Selection
from geo.selection import HomesTotal, add_homes, select_places

PLACE_IDS = tuple(load_catalogue(data_folder()).places)
NOTHING = HomesTotal(0, 0, Decimal(0), Decimal(0))
some_ids = st.lists(st.sampled_from(PLACE_IDS), unique=True)


def found(catalogue: Catalogue, **filters: Any) -> list[str]:
    """Return the ids of the places that pass."""
    return [place.place_id for place in select_places(catalogue, Selection(**filters))]


def of(catalogue: Catalogue, *place_ids: str) -> list[Place]:
    """Return some places by id."""
    return [catalogue.places[place_id] for place_id in place_ids]


# Selecting


def test_without_filters_every_place_passes_in_the_order_of_the_file(catalogue: Catalogue) -> None:
    assert found(catalogue) == list(catalogue.places)


def test_provincie_keeps_exactly_its_places(catalogue: Catalogue) -> None:
    for code, name in catalogue.provincie_names.items():
        inside = [p.place_id for p in catalogue.places.values() if name in p.provincie]
        assert found(catalogue, provincie_code=code) == inside


def test_place_in_two_provincies_is_found_in_both(catalogue: Catalogue) -> None:
    codes = {name: code for code, name in catalogue.provincie_names.items()}
    assert catalogue.places["GG12"].provincie == ("Gelderland", "Utrecht")
    for name in ("Gelderland", "Utrecht"):
        assert "GG12" in found(catalogue, provincie_code=codes[name])
    assert "GG12" not in found(catalogue, provincie_code=codes["Limburg"])


@pytest.mark.parametrize(
    ("kinds", "prefixes", "count"),
    [
        (("doorbraaklocatie",), {"DB"}, 22),
        (("nplv_gebied",), {"NP"}, 20),
        (("grootschalig_gebied",), {"GG"}, 22),
        (("doorbraaklocatie", "nplv_gebied"), {"DB", "NP"}, 42),
        ((), set(), 0),
    ],
)
def test_kinds_keep_exactly_theirs(
    catalogue: Catalogue, kinds: tuple[str, ...], prefixes: set[str], count: int
) -> None:
    shown = found(catalogue, kinds=kinds)
    assert {place_id[:2] for place_id in shown} == prefixes
    assert len(shown) == count


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        ("Stougjeswijk", ["DB01"]),
        ("stougjes", ["DB01"]),
        ("STOUGJES", ["DB01"]),
        ("  stougjes  ", ["DB01"]),
        ("bleizo", ["DB10"]),  # the probable name
        ("Zuidplas", ["DB03", "GG18"]),  # the gemeente
        ("hoeksche waard", ["DB01"]),
        ("'S-GRAVENHAGE", ["DB14", "NP10", "GG05"]),
        ("qqqq", []),
    ],
)
def test_search_finds_name_probable_name_and_gemeente(
    catalogue: Catalogue, search: str, expected: list[str]
) -> None:
    assert found(catalogue, search=search) == expected


@pytest.mark.parametrize("search", ["", "   ", "\t"])
def test_empty_search_hides_nothing(catalogue: Catalogue, search: str) -> None:
    assert len(found(catalogue, search=search)) == 64


@pytest.mark.parametrize("search", [".*", "[a-z]", "%", "(?i)db", "\\", "{{ 1 }}"])
def test_search_is_text_not_a_pattern(catalogue: Catalogue, search: str) -> None:
    assert found(catalogue, search=search) == []


def test_all_filters_must_hold(catalogue: Catalogue) -> None:
    codes = {name: code for code, name in catalogue.provincie_names.items()}
    both = {"provincie_code": codes["Zuid-Holland"], "search": "zuidplas"}
    assert found(catalogue, **both) == ["DB03", "GG18"]
    assert found(catalogue, **both, kinds=("grootschalig_gebied",)) == ["GG18"]
    assert found(catalogue, search="zuidplas", provincie_code=codes["Drenthe"]) == []


@settings(deadline=None, max_examples=60)
@given(
    provincie=st.sampled_from(["", "PV20", "PV25", "PV26", "PV28"]),
    kinds=st.sets(st.sampled_from(PLACE_KINDS)),
    search=st.text("aeiou st-'", max_size=3),
)
def test_filters_together_are_what_they_are_one_by_one(
    provincie: str, kinds: set[Any], search: str
) -> None:
    catalogue, wanted = load_catalogue(data_folder()), tuple(k for k in PLACE_KINDS if k in kinds)
    apart = (
        set(found(catalogue, provincie_code=provincie))
        & set(found(catalogue, kinds=wanted))
        & set(found(catalogue, search=search))
    )
    assert set(found(catalogue, provincie_code=provincie, kinds=wanted, search=search)) == apart


# Adding


def test_nothing_adds_up_to_nothing(catalogue: Catalogue) -> None:
    assert add_homes(catalogue, []) == NOTHING


def test_only_doorbraaklocaties_are_added(catalogue: Catalogue) -> None:
    others = [p for p in catalogue.places.values() if p.kind != "doorbraaklocatie"]
    assert any(catalogue.ledger.reading(p.place_id, "homes") for p in others)
    assert add_homes(catalogue, others) == NOTHING


def test_place_with_two_designations_counts_once(catalogue: Catalogue) -> None:
    assert catalogue.links.same_place("DB03") == ("GG18",)
    once = HomesTotal(1, 1, Decimal(8000), Decimal(8000))
    assert add_homes(catalogue, of(catalogue, "DB03")) == once
    assert add_homes(catalogue, of(catalogue, "DB03", "GG18")) == once


@pytest.mark.parametrize("place_id", ["DB10", "DB13", "DB17"])
def test_place_that_no_source_names_counts_as_a_place_without_a_number(
    catalogue: Catalogue, place_id: str
) -> None:
    assert catalogue.ledger.reading(place_id, "homes")
    assert add_homes(catalogue, of(catalogue, place_id)) == replace(NOTHING, places=1)


def test_number_that_no_source_states_is_not_added(catalogue: Catalogue) -> None:
    place = catalogue.places["DB08"]
    reading = catalogue.ledger.reading("DB08", "homes")
    assert reading and place.is_named and reading.preferred.confidence == "inferred"
    assert add_homes(catalogue, [place]) == replace(NOTHING, places=1)


def test_unknown_number_is_counted_as_unknown(catalogue: Catalogue) -> None:
    assert catalogue.ledger.reading("DB04", "homes") is None
    assert add_homes(catalogue, of(catalogue, "DB04")) == replace(NOTHING, places=1)


def test_range_stays_a_range(catalogue: Catalogue) -> None:
    total = add_homes(catalogue, of(catalogue, "DB01", "DB05", "DB04"))
    assert total == HomesTotal(3, 2, Decimal(27_500), Decimal(37_500))


def test_total_of_everything_stays_under_that_of_the_rijk(catalogue: Catalogue) -> None:
    total = add_homes(catalogue, catalogue.places.values())
    assert total.places == 22
    assert 0 < total.known < total.places
    assert total.low <= total.high < 150_000


def test_changed_number_changes_the_total(copied: Any) -> None:
    before = add_homes(load_catalogue(copied.path), load_catalogue(copied.path).places.values())
    copied.edit("figures", "DB03.homes.1", value="8123")
    copied.stamp()
    catalogue = load_catalogue(copied.path)
    after = add_homes(catalogue, catalogue.places.values())
    assert after == replace(before, low=before.low + 123, high=before.high + 123)


@settings(deadline=None, max_examples=80)
@given(first=some_ids, more=some_ids)
def test_adding_places_never_lowers_the_total(first: list[str], more: list[str]) -> None:
    catalogue = load_catalogue(data_folder())
    few = add_homes(catalogue, of(catalogue, *first))
    many = add_homes(catalogue, of(catalogue, *dict.fromkeys([*first, *more])))
    assert many.low >= few.low and many.high >= few.high
    assert many.places >= few.places and many.known >= few.known
    assert many.low <= many.high and many.known <= many.places


@settings(deadline=None, max_examples=40)
@given(data=st.data(), ids=some_ids)
def test_order_does_not_matter(data: st.DataObject, ids: list[str]) -> None:
    catalogue, shuffled = load_catalogue(data_folder()), data.draw(st.permutations(ids))
    one, other = (add_homes(catalogue, of(catalogue, *order)) for order in (ids, shuffled))
    assert one == other


@settings(deadline=None, max_examples=40)
@given(left=some_ids, right=some_ids)
def test_separate_selections_add_up(left: list[str], right: list[str]) -> None:
    catalogue, rest = load_catalogue(data_folder()), [i for i in right if i not in left]
    a, b = (add_homes(catalogue, of(catalogue, *ids)) for ids in (left, rest))
    both = add_homes(catalogue, of(catalogue, *left, *rest))
    assert (both.low, both.high) == (a.low + b.low, a.high + b.high)
    assert (both.places, both.known) == (a.places + b.places, a.known + b.known)
