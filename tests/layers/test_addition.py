"""Adding on the page: the well-known wrong sums are refused, the right ones are exact."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from geo.catalogue import Catalogue
from geo.pairs import Refusal
from geo.sums import PerHome, Sum
from layers.addition import (
    WRONG,
    choice_text,
    choices,
    examples_html,
    examples_of,
    outcome_html,
    outcome_of,
    right_examples,
)
from layers.references import References
from tests.geo.money import book, figure, homes

REASONS = ("part", "possibly_same", "part", "rate", "part")


def of(catalogue: Catalogue, *ids: str) -> list[Any]:
    known = choices(catalogue)
    return [known[one] for one in ids]


def said(catalogue: Catalogue, read_html: Any, *ids: str) -> str:
    html = outcome_html(catalogue, of(catalogue, *ids), References(catalogue))
    return str(read_html(html).text)


@pytest.mark.parametrize(("example", "reason"), [*zip(WRONG, REASONS, strict=True)])
def test_wrong_sums_are_refused(
    catalogue: Catalogue, read_html: Any, example: Any, reason: str
) -> None:
    outcome = outcome_of(catalogue, of(catalogue, *example.figure_ids))
    assert isinstance(outcome, Refusal) and outcome.reason == reason
    text = said(catalogue, read_html, *example.figure_ids)
    assert text.startswith("Geen som") and outcome.sentence in text


def test_right_sums_are_exact(catalogue: Catalogue, read_html: Any) -> None:
    rows, two = right_examples(catalogue)
    assert len(rows.figure_ids) == 15
    assert "= € 441.955.000." in said(catalogue, read_html, *rows.figure_ids)
    assert "Al deze bedragen zijn onder voorwaarden." in said(
        catalogue, read_html, *rows.figure_ids
    )
    assert "= € 230.000.000." in said(catalogue, read_html, *two.figure_ids)


def test_every_example_has_its_outcome_and_sources(catalogue: Catalogue, read_html: Any) -> None:
    sources = References(catalogue)
    page = read_html(examples_html(catalogue, sources))
    assert page.tags.count("li") == len(examples_of(catalogue)) == 7
    assert page.text.count("geen som") == len(WRONG)
    assert len(sources.listed()) > 2
    assert page.links


def test_a_sum_over_reasoned_links_says_how_sure_it_is(
    catalogue: Catalogue, read_html: Any
) -> None:
    ids = ("S-KORTE-TERMIJN.homes_supported.1", "S-GEBIEDSBUDGET.homes_supported.11")
    text = said(catalogue, read_html, *ids)
    assert "circa 273.000 woningen" in text
    assert "Zekerheid van de som: waarschijnlijk (afgeleid)." in text


def test_every_other_pair_that_may_not_be_added_is_named(
    catalogue: Catalogue, read_html: Any
) -> None:
    text = said(catalogue, read_html, *WRONG[2].figure_ids)
    assert "Ook 1 ander paar" in text and "€ 180 miljoen" in text


def test_an_amount_with_its_homes_is_divided_and_says_whose(
    catalogue: Catalogue, read_html: Any
) -> None:
    ids = ("S-MIDDEN-HOLLAND.amount.1", "S-MIDDEN-HOLLAND.homes_supported.1")
    assert isinstance(outcome_of(catalogue, of(catalogue, *ids)), PerHome)
    text = said(catalogue, read_html, *ids)
    assert "per woning" in text and "niet per plek" in text


def test_homes_counted_for_a_rate_are_multiplied(read_html: Any) -> None:
    rate = figure("S-POT", 7, quantity="amount_per_home", unit="euro/home")
    ledger = book([rate, homes("S-POT", 10)])
    assert outcome_of(ledger, [rate, homes("S-POT", 10)]) == Decimal(70)
    html = outcome_html(ledger, [rate, homes("S-POT", 10)], References(ledger))
    assert "€ 70" in read_html(html).text


def test_a_choice_is_found_by_number_and_by_name(catalogue: Catalogue) -> None:
    known = choices(catalogue)
    assert choice_text(catalogue, known["S-NPLV.amount.1"]) == (
        "€ 600 mln · Woontopafspraak met alle NPLV-gebieden samen"
    )
    assert len({choice_text(catalogue, one) for one in known.values()}) > 0.9 * len(known)
    assert all(one.unit in ("euro", "homes", "euro/home") for one in known.values())


def test_two_plain_sums_are_one() -> None:
    ledger = book([figure("S-A", 1), figure("S-B", 2)])
    assert isinstance(outcome_of(ledger, [figure("S-A", 1)]), Sum)
    assert isinstance(outcome_of(ledger, [figure("S-A", 1), figure("S-B", 2)]), Refusal)
