"""Facts as plain sentences, each with where it stands."""

from __future__ import annotations

import pytest

from geo.catalogue import Catalogue
from layers.facts import (
    doubt_of,
    headline,
    headline_text,
    nature_fact,
    place_in_source,
    total_text,
)
from layers.figures import span_text
from layers.funding import grants_of


@pytest.mark.parametrize(
    ("section", "paragraph", "text"),
    [
        ("0", 2, "vóór paragraaf 1, alinea 2"), ("3", 4, "paragraaf 3, alinea 4"),
        ("3", None, "paragraaf 3"), ("bijlage 1", None, "bijlage 1"), ("", None, ""),
    ],
)  # fmt: skip
def test_place_in_the_source(
    catalogue: Catalogue, section: str, paragraph: int | None, text: str
) -> None:
    figure = catalogue.figures[0].model_copy(update={"section": section, "paragraph": paragraph})
    assert place_in_source(figure) == text


def test_stougjeswijk_is_known_by_the_letter_and_by_what_the_others_say(
    catalogue: Catalogue,
) -> None:
    reading = headline(catalogue, catalogue.places["DB01"])
    assert reading is not None
    assert headline_text(reading) == "2.500 woningen"
    assert span_text(reading) == "2.485–2.500 woningen"


def test_unknown_number_is_called_unknown(catalogue: Catalogue) -> None:
    assert headline(catalogue, catalogue.places["DB12"]) is None
    assert headline_text(None) == "Aantal woningen onbekend"


def test_distance_is_an_interval_and_a_wide_region_has_none(catalogue: Catalogue) -> None:
    assert nature_fact(catalogue, catalogue.places["DB01"]) == (
        "Oude Maas", "(niet stikstofgevoelig) ligt op 500 m tot 2,5 km",
    )  # fmt: skip
    name, words = nature_fact(catalogue, catalogue.places["GG17"])
    assert name == ""
    assert "geen afstand bepaald" in words


def test_money_comes_with_its_condition_and_source(catalogue: Catalogue) -> None:
    (first,) = (g for g in grants_of(catalogue, catalogue.places["DB03"]) if "208" in g.amount)
    assert "€ 208 mln voor 14.000 woningen" in first.text
    assert "onder voorwaarden" in first.text
    assert first.source_ids == ("kst-32847-1395",)
    assert grants_of(catalogue, catalogue.places["DB01"]) == ()


def test_doubt_is_said(catalogue: Catalogue) -> None:
    assert doubt_of(catalogue.places["DB13"]) == "Waarschijnlijk Rijnpark; niet bevestigd."
    assert "afgeleid" in doubt_of(catalogue.places["DB03"])
    assert doubt_of(catalogue.places["DB01"]) == ""


def test_total_says_over_how_many(catalogue: Catalogue) -> None:
    places = [catalogue.places[one] for one in ("DB01", "DB12", "NP01")]
    assert total_text(catalogue, places) == (
        "2.500 woningen", "opgeteld over 1 van 2 doorbraaklocaties",
    )  # fmt: skip
    assert total_text(catalogue, places[1:]) == ("", "")
