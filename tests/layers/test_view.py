"""A view and its address: what goes in comes out, and what is not known is said."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.catalogue import Catalogue, data_folder, load_catalogue
from geo.model import PLACE_KINDS, PlaceKind, Selection
from layers.themes import THEME_TITLES
from layers.view import (
    BACKGROUNDS,
    KIND_WORDS,
    SWITCHES,
    View,
    read_address,
    to_address,
)

PROVINCIES = tuple(load_catalogue(data_folder()).provincie_names)
PLACE_IDS = tuple(load_catalogue(data_folder()).places)


def in_order(kinds: set[PlaceKind]) -> tuple[PlaceKind, ...]:
    """Return kinds in the order of the model."""
    return tuple(kind for kind in PLACE_KINDS if kind in kinds)


selections = st.builds(
    Selection,
    provincie_code=st.sampled_from(("", *PROVINCIES)),
    kinds=st.sets(st.sampled_from(PLACE_KINDS)).map(in_order),
    search=st.text(max_size=80),
    place_id=st.none() | st.sampled_from(PLACE_IDS),
)
views = st.builds(
    View,
    selection=selections,
    theme=st.sampled_from(tuple(THEME_TITLES)),
    shown=st.frozensets(st.sampled_from(tuple(SWITCHES))),
    background=st.sampled_from(tuple(BACKGROUNDS)),
)


def travelled(address: dict[str, str]) -> dict[str, str]:
    """Return an address as it comes back from a browser's address bar."""
    return dict(parse_qsl(urlencode(address), keep_blank_values=True, strict_parsing=bool(address)))


@settings(deadline=None, max_examples=300)
@given(view=views)
def test_address_gives_the_same_view_back_without_a_message(view: View) -> None:
    catalogue = load_catalogue(data_folder())
    address = to_address(view, catalogue)
    assert read_address(address, catalogue) == (view, [])
    assert read_address(travelled(address), catalogue) == (view, [])
    assert to_address(read_address(address, catalogue)[0], catalogue) == address


def test_defaults_give_an_empty_address(catalogue: Catalogue) -> None:
    assert to_address(View(), catalogue) == {}
    assert read_address({}, catalogue) == (View(), [])


@settings(deadline=None, max_examples=60)
@given(view=views)
def test_version_goes_along_with_anything_and_never_alone(view: View) -> None:
    catalogue = load_catalogue(data_folder())
    address = to_address(view, catalogue)
    assert bool(address) == (view != View())
    assert address.get("gegevens") == (catalogue.fingerprint if address else None)
    assert all(address.values())


@pytest.mark.parametrize(
    ("address", "changes"),
    [
        ({"soort": "geen"}, {"selection": Selection(kinds=())}),
        ({"lagen": "geen"}, {"shown": frozenset()}),
        ({"soort": "nplv"}, {"selection": Selection(kinds=("nplv_gebied",))}),
        ({"lagen": "labels,natura2000"}, {"shown": frozenset({"labels", "natura2000"})}),
        ({"provincie": "Fryslân"}, {"selection": Selection(provincie_code="PV21")}),
        ({"plek": "DB01"}, {"selection": Selection(place_id="DB01")}),
        ({"zoek": "Ede & Wageningen"}, {"selection": Selection(search="Ede & Wageningen")}),
        ({"kleur": "woningen"}, {"theme": "woningen"}),
        ({"achtergrond": "luchtfoto"}, {"background": "luchtfoto"}),
    ],
)
def test_each_part_of_an_address(
    catalogue: Catalogue, address: dict[str, str], changes: dict[str, Any]
) -> None:
    view = View(**changes)
    assert read_address(address, catalogue) == (view, [])
    assert to_address(view, catalogue) == address | {"gegevens": catalogue.fingerprint}


def test_every_kind_has_a_word_of_its_own() -> None:
    assert set(KIND_WORDS) == set(PLACE_KINDS)
    assert len(set(KIND_WORDS.values())) == len(PLACE_KINDS)


# What is not known


@pytest.mark.parametrize(
    ("key", "unknown"),
    [
        ("provincie", "Holland"), ("provincie", "PV28"), ("plek", "DB99"), ("plek", "db01"),
        ("kleur", "regenboog"), ("achtergrond", "osm"), ("soort", "kasteel"), ("lagen", "wegen"),
        ("kleur", "{{ 7331*3 }}"), ("plek", "<script>"),
    ],
)  # fmt: skip
def test_unknown_value_is_ignored_with_one_message(
    catalogue: Catalogue, key: str, unknown: str
) -> None:
    view, notes = read_address({key: unknown}, catalogue)
    assert view == View()
    (note,) = notes
    assert unknown in note and f"‘{key}’" in note


def test_every_unknown_value_has_its_own_message_and_the_rest_holds(catalogue: Catalogue) -> None:
    address = {"provincie": "Utrecht", "kleur": "x", "plek": "y", "lagen": "labels,z,q"}
    view, notes = read_address(address, catalogue)
    assert view == View(selection=Selection(provincie_code="PV26"), shown=frozenset({"labels"}))
    assert len(notes) == 4
    assert all(any(f"‘{word}’" in note for note in notes) for word in "xyzq")


def test_list_with_unknown_words_only_is_as_if_it_were_not_there(catalogue: Catalogue) -> None:
    view, notes = read_address({"soort": "kasteel,brug"}, catalogue)
    assert view.selection.kinds == PLACE_KINDS
    assert len(notes) == 2


def test_message_does_not_grow_with_what_was_given(catalogue: Catalogue) -> None:
    view, notes = read_address({"plek": "x" * 5000, "zoek": "y" * 5000}, catalogue)
    assert max(map(len, notes)) < 200
    assert view.selection.search == "y" * 80


def test_parameter_of_another_kind_is_left_alone(catalogue: Catalogue) -> None:
    assert read_address({"uitsnede": "52,5,8", "utm_source": "x"}, catalogue) == (View(), [])


def test_older_data_is_announced_and_the_view_still_opens(catalogue: Catalogue) -> None:
    view, notes = read_address({"plek": "DB01", "gegevens": "0badcafe"}, catalogue)
    assert view.place_id == "DB01"
    (note,) = notes
    assert "0badcafe" in note and catalogue.fingerprint in note


def test_same_data_is_not_announced(catalogue: Catalogue) -> None:
    assert read_address({"gegevens": catalogue.fingerprint}, catalogue) == (View(), [])


@settings(deadline=None, max_examples=200)
@given(
    address=st.dictionaries(
        st.sampled_from(
            ["provincie", "soort", "zoek", "kleur", "lagen", "achtergrond", "plek", "gegevens"]
        ),
        st.text(max_size=60) | st.sampled_from(["geen", ",", "nplv,,x", "Utrecht", "DB01"]),
    )
)
def test_no_address_is_refused_and_each_gives_a_view_that_stays(address: dict[str, str]) -> None:
    catalogue = load_catalogue(data_folder())
    view, _ = read_address(address, catalogue)
    assert read_address(to_address(view, catalogue), catalogue) == (view, [])


def test_another_place_leaves_the_rest(catalogue: Catalogue) -> None:
    view = View(selection=Selection(search="ede", kinds=("nplv_gebied",)), theme="woningen")
    chosen = view.with_place("DB15")
    assert chosen.place_id == "DB15"
    assert chosen.with_place(None) == view
