"""Progress beside the goal, woondeals by vintage, and quantities with several sources."""

from __future__ import annotations

from fractions import Fraction

import pytest

from geo.catalogue import Catalogue
from geo.ledger import PREFERENCE_RULE
from geo.monitoring import (
    NO_SUM,
    progress_of,
    several_sources,
    woondeals_of,
)
from tests.geo.money import book, figure

YEAR = "2024-10/2025-09"


def test_realised_permitted_and_expected_beside_the_goal(catalogue: Catalogue) -> None:
    progress = progress_of(catalogue)
    assert progress is not None and progress.goal.value == 100_000
    found = [(int(m.figure.least), m.figure.period, m.expected, m.of_goal)
             for m in progress.measures]  # fmt: skip
    assert found == [
        (77_600, YEAR, False, Fraction(776, 1000)),
        (104_000, YEAR, False, Fraction(104, 100)),
        (100_000, "2027", True, Fraction(1)),
    ]


@pytest.mark.parametrize(
    ("period", "share"),
    [(YEAR, 1), ("2024", 1), ("2024-10/2025-08", None), ("2024/2025", None), ("", None),
     ("2024-01/2024-12", 1), ("2024-01-01/2024-12-31", None)],
)  # fmt: skip
def test_only_a_year_is_set_against_a_goal_a_year(period: str, share: int | None) -> None:
    goal = figure("NL", "100", quantity="homes_goal", unit="homes/year")
    realised = figure("NL", "100", quantity="homes_realised", unit="homes", period=period)
    progress = progress_of(book([goal, realised]))
    assert progress is not None and progress.measures[0].of_goal == share


def test_without_a_goal_there_is_no_progress() -> None:
    assert progress_of(book()) is None


def test_vintages_stand_side_by_side(catalogue: Catalogue) -> None:
    deals = woondeals_of(catalogue)
    assert len(deals.provincies) == 12 and len(deals.regions) == 16
    by_name = {deal.name: [int(f.least) for f in deal.vintages] for deal in deals.provincies}
    assert by_name["Gelderland"] == [100_000, 104_000]
    assert by_name["Limburg"] == [26_550]
    dates = [f.reference_date for d in deals.provincies for f in d.vintages if d.code == "PV28"]
    assert dates == ["2022-10-13", "2025"]


def test_only_the_vintage_that_all_provincies_have_is_summed(catalogue: Catalogue) -> None:
    (total,) = woondeals_of(catalogue).totals
    assert total.low == 917_193 and len(total.terms) == 12
    assert {term.reference_date for term in total.terms} == {"2022-10-13"}


def test_regions_are_never_summed(catalogue: Catalogue) -> None:
    deals = woondeals_of(catalogue)
    assert deals.regions_reason == NO_SUM
    assert all(term.subject.startswith("PV") for total in deals.totals for term in total.terms)


def test_without_one_common_vintage_there_is_no_total() -> None:
    rows = [
        figure(code, "5", quantity="homes_woondeal", unit="homes", reference_date=date)
        for code, date in (("PV24", "2022"), ("PV25", "2023"))
    ]
    deals = woondeals_of(book(rows))
    assert deals.totals == () and len(deals.provincies) == 2


def test_every_quantity_with_several_sources_is_a_range_with_all_of_them(
    catalogue: Catalogue,
) -> None:
    found = {
        (one.subject, one.reading.quantity.quantity): one for one in several_sources(catalogue)
    }
    groups: dict[tuple[str, str], int] = {}
    for row in catalogue.figures:
        if catalogue.quantities[row.quantity].single and row.confidence != "low":
            key = (row.subject, row.quantity)
            groups[key] = groups.get(key, 0) + 1
    assert set(found) == {key for key, number in groups.items() if number > 1}
    for key, one in found.items():
        assert len(one.texts) == groups[key] and one.rule == PREFERENCE_RULE
        assert one.reading.low <= one.reading.preferred.least <= one.reading.high


def test_stougjeswijk_differs_and_vintages_are_no_dispute(catalogue: Catalogue) -> None:
    found = {
        (one.subject, one.reading.quantity.quantity): one for one in several_sources(catalogue)
    }
    place = found["DB01", "homes"]
    assert place.differs and not place.vintages
    assert place.texts == ("2.500 woningen", "2.485 woningen", "2.485 woningen")
    assert found["PV25", "homes_woondeal"].vintages and found["PV25", "homes_woondeal"].differs
    assert not found["NL", "homes_woondeal"].vintages  # two readings of one message
    assert not found["S-NPLV", "amount"].differs


def test_those_that_differ_come_first(catalogue: Catalogue) -> None:
    order = [one.differs for one in several_sources(catalogue)]
    assert order == sorted(order, reverse=True) and any(order) and not all(order)
