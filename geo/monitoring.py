"""How far it is: realised and permitted homes beside the goal, woondeals, and where sources differ.

Vintages of one agreement stand side by side and regions that overlap are not summed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from geo.catalogue import COUNTRY, Catalogue
from geo.ledger import PREFERENCE_RULE, Reading
from geo.model import Figure
from geo.pairs import WOONDEAL
from geo.sums import Sum, add
from geo.words import figure_text

GOAL = "homes_goal"
MEASURES = ("homes_realised", "homes_permitted", "homes_expected")
NO_SUM = ("Woondealregio's overlappen elkaar en van de meeste zijn niet alle gemeenten bekend: hun "
          "aantallen worden niet opgeteld.")  # fmt: skip


@dataclass(frozen=True)
class Measure:
    """One number of homes in a year beside the goal a year; ``of_goal`` is 1 at the goal.

    ``of_goal`` is None when the period of the number is not one year.
    """

    label: str
    figure: Figure
    expected: bool
    of_goal: Fraction | None


@dataclass(frozen=True)
class Progress:
    """The goal a year, and what was realised, permitted and is expected."""

    goal: Figure
    measures: tuple[Measure, ...]


@dataclass(frozen=True)
class Woondeal:
    """What one provincie or region agreed: every vintage, the oldest first."""

    code: str
    name: str
    vintages: tuple[Figure, ...]


@dataclass(frozen=True)
class Woondeals:
    """Woondeals per provincie and per region, and what may be added of them.

    ``totals`` are the sums of vintages that all provincies have; ``regions_reason`` says why the
    regions have none.
    """

    provincies: tuple[Woondeal, ...]
    regions: tuple[Woondeal, ...]
    totals: tuple[Sum, ...]
    regions_reason: str = NO_SUM


@dataclass(frozen=True)
class SeveralSources:
    """One quantity with several sources as a range; ``differs``: they do not say the same.

    ``vintages``: they are agreements of different moments, and not a dispute.
    """

    subject: str
    name: str
    reading: Reading
    vintages: bool
    rule: str = PREFERENCE_RULE

    @property
    def differs(self) -> bool:
        """Whether the sources say different things."""
        return self.reading.is_conflict

    @property
    def texts(self) -> tuple[str, ...]:
        """What each source says, the preferred first."""
        return tuple(map(figure_text, self.reading.figures))


def progress_of(catalogue: Catalogue) -> Progress | None:
    """Return the progress of the country, or None when the ledger has no goal."""
    goal = catalogue.ledger.reading(COUNTRY, GOAL)
    if goal is None:
        return None
    found = [r for q in MEASURES if (r := catalogue.ledger.reading(COUNTRY, q)) is not None]
    measures = tuple(_measure(reading, goal.preferred) for reading in found)
    return Progress(goal.preferred, measures)


def woondeals_of(catalogue: Catalogue) -> Woondeals:
    """Return the woondeals of every provincie and region that has a number."""
    provincies = [_woondeal(catalogue, code) for code in sorted(catalogue.provincie_names)]
    regions = [_woondeal(catalogue, s.subject_id) for s in catalogue.subjects.values()
               if s.kind == "woondealregio"]  # fmt: skip
    known = tuple(one for one in provincies if one.vintages)
    moments = [{figure.reference_date for figure in one.vintages} for one in known]
    totals = [
        add(catalogue, [figure for one in known for figure in one.vintages
                        if figure.reference_date == moment])
        for moment in sorted(set.intersection(*moments) if moments else set())
    ]  # fmt: skip
    sums = tuple(total for total in totals if isinstance(total, Sum))
    return Woondeals(known, tuple(one for one in regions if one.vintages), sums)


def several_sources(catalogue: Catalogue) -> tuple[SeveralSources, ...]:
    """Return every quantity with several sources, those that differ first."""
    subjects = dict.fromkeys(figure.subject for figure in catalogue.figures)
    found = [
        SeveralSources(subject, catalogue.names.get(subject, subject), reading, _vintages(reading))
        for subject in subjects for reading in catalogue.ledger.readings(subject)
        if len(reading.figures) > 1
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: not one.differs))


def _measure(reading: Reading, goal: Figure) -> Measure:
    figure = reading.preferred
    comparable = goal.least and (figure.unit == goal.unit or _is_year(figure.period))
    share = Fraction(figure.least) / Fraction(goal.least) if comparable else None
    return Measure(reading.quantity.label, figure, figure.quantity == "homes_expected", share)


def _vintages(reading: Reading) -> bool:
    moments = {figure.reference_date for figure in reading.figures}
    return reading.quantity.quantity == WOONDEAL and len(moments) > 1


def _is_year(period: str) -> bool:
    """Whether a period is a calendar year, or twelve named months such as 2024-10/2025-09."""
    months = re.fullmatch(r"(\d{4})-(\d{2})/(\d{4})-(\d{2})", period)
    if months is None:
        return re.fullmatch(r"\d{4}", period) is not None
    first, start, last, stop = map(int, months.groups())
    return (last - first) * 12 + stop - start + 1 == 12


def _woondeal(catalogue: Catalogue, code: str) -> Woondeal:
    figures = [f for f in catalogue.ledger.about(code, low=False) if f.quantity == WOONDEAL]
    ordered = sorted(figures, key=lambda figure: (figure.reference_date, figure.figure_id))
    return Woondeal(code, catalogue.names.get(code, code), tuple(ordered))
