"""Which places and subjects a table is about."""

from __future__ import annotations

import pytest

from geo.catalogue import Catalogue
from geo.errors import UnknownSubjectError
from geo.scope import EVERYTHING, places_scope, read_scope


def test_without_a_choice_it_is_everything(catalogue: Catalogue) -> None:
    scope = read_scope(catalogue)
    assert scope.places == tuple(catalogue.places.values())
    assert (scope.subjects, scope.words) == (None, EVERYTHING)
    assert scope.holds("NL") and scope.holds("S-BEREIKBAARHEID")


def test_a_provincie_holds_its_places_gemeenten_and_regions_only(catalogue: Catalogue) -> None:
    scope = read_scope(catalogue, provincie="zuid-holland")
    assert scope.words == "Zuid-Holland" and scope.places
    assert all("Zuid-Holland" in place.provincie for place in scope.places)
    assert all(scope.holds(code) for code in ("PV28", "DB01", "GM1963"))
    assert not any(scope.holds(code) for code in ("NL", "PV27", "DB06", "GM0758"))
    assert read_scope(catalogue, provincie="PV28") == scope


def test_places_come_once_in_the_given_order_with_their_areas(catalogue: Catalogue) -> None:
    scope = read_scope(catalogue, sites=["'t Zoet", "DB01", "db06"])
    assert [place.place_id for place in scope.places] == ["DB06", "DB01"]
    assert all(scope.holds(code) for code in ("DB06", "GM0758", "PV30", "GM1963", "PV28"))
    assert not any(scope.holds(code) for code in ("NL", "DB02", "PV27"))
    assert scope.words == "'t Zoet; Stougjeswijk"


def test_all_places_are_everything_and_none_is_nothing(catalogue: Catalogue) -> None:
    backwards = places_scope(catalogue, list(catalogue.places.values())[::-1])
    assert backwards.subjects is None and backwards.places[0].place_id == "GG22"
    nothing = places_scope(catalogue, [])
    assert nothing.places == () and not nothing.holds("NL")


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"provincie": "Zuid-Hollant"}, "bedoelde u ‘Zuid-Holland’"),
        ({"provincie": "Stougjeswijk"}, "kies uit Drenthe, Flevoland"),
        ({"sites": ["DB01", "Stougjeswik"]}, "bedoelde u ‘Stougjeswijk’?"),
        ({"sites": ["Zuid-Holland"]}, "data/places.csv"),
    ],
)
def test_what_does_not_exist_is_said_with_what_may_be_meant(
    catalogue: Catalogue, asked: dict[str, list[str]], words: str
) -> None:
    with pytest.raises(UnknownSubjectError) as error:
        read_scope(catalogue, **asked)  # type: ignore[arg-type]
    assert words in str(error.value)
