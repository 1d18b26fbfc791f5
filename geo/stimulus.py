"""The Realisatiestimulans as a calculation: an explicit scenario in, an amount a year out.

The amount per home and the years come from the ledger. A share of homes is rounded down to whole
homes, so that no part of a home is paid for. A year without input stays unknown, never zero.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import (
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StrictInt,
    ValidationError,
    model_validator,
)

from geo.catalogue import Catalogue
from geo.errors import GeoError, ScenarioError
from geo.ledger import Reading
from geo.model import Decision, Figure, Frozen, Issue, Text
from geo.schema import issues_of
from geo.sums import decision_of
from geo.words import euro_text, number_text

SCHEME = "S-REALISATIESTIMULANS"
MAX_HOMES = 10_000_000
MAX_BYTES = 1_000_000
MAX_SHOWN = 30  # decimals of a share in a sentence
ROUNDING = "naar beneden afgerond op hele woningen"


WHOLE = re.compile(r"\d{1,3}(\.\d{3})+")
MAX_DIGITS = 400  # of a number as text; with its exponent it fits both terms of a saved fraction
SHARE = re.compile(
    r"([0-9]{1,1500})/([1-9][0-9]{0,1499})|(-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?)(%?)"
)


def _read_share(cell: object) -> object:
    """Read 0.7, 7e-1, "0,7", "70 %" or "2/3" exactly: any number that JSON writes, or a fraction.

    A number of more than ``MAX_DIGITS`` signs is refused, and so is an exponent beyond 999.
    """
    found = SHARE.fullmatch(re.sub(r"\s", "", str(cell)).replace(",", "."))
    if found is not None and len(found[3] or "") <= MAX_DIGITS:
        above, below, number, percent = found.groups()
        share = Fraction(number) if number else Fraction(int(above), int(below))
        share /= 100 if percent else 1
        if 0 <= share <= 1:
            return share
    raise ValueError("een aandeel tussen 0 en 1, zoals 0,7 of 70 % of 2/3")


Share = Annotated[Fraction, BeforeValidator(_read_share), PlainSerializer(str)]
Homes = Annotated[StrictInt, Field(ge=0, le=MAX_HOMES)]


class StartYear(Frozen):
    """What is assumed to start in one year; the names are those of the file."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    startjaar: StrictInt
    gestarte_woningen: Homes
    aandeel_betaalbaar: Share
    al_gesteund: Homes = 0
    """Affordable homes that another Rijk scheme pays for already."""

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.al_gesteund > self.affordable:
            raise ValueError(
                f"hoogstens {number_text(self.affordable)} al gesteunde woningen: zoveel zijn er "
                "betaalbaar"
            )
        return self

    @property
    def affordable(self) -> int:
        """The affordable homes, rounded down."""
        share = self.aandeel_betaalbaar
        return self.gestarte_woningen * share.numerator // share.denominator


class Scenario(Frozen):
    """A named set of assumptions, as it stands in a file."""

    naam: Text
    aannames: tuple[Text, ...]
    jaren: tuple[StartYear, ...]


@dataclass(frozen=True)
class StimulusYear:
    """What the scheme pays in one year; ``counted`` and ``amount_eur`` are None without input."""

    year: int
    start_year: int
    starts: int | None
    affordable: int | None
    excluded: int | None
    counted: int | None
    amount_eur: int | None
    rule: str


@dataclass(frozen=True)
class Payment:
    """The years of the scheme; ``figures`` and ``decision`` are what the data gives for it.

    ``total_eur`` adds the years with input; ``missing`` are the years without.
    """

    scenario: Scenario
    years: tuple[StimulusYear, ...]
    figures: tuple[Figure, ...]
    decision: Decision | None

    @property
    def total_eur(self) -> int:
        """The amount of all years with input."""
        return sum(year.amount_eur for year in self.years if year.amount_eur is not None)

    @property
    def missing(self) -> tuple[int, ...]:
        """The years of payment for which the scenario says nothing."""
        return tuple(year.year for year in self.years if year.amount_eur is None)

    @property
    def source_ids(self) -> tuple[str, ...]:
        """The sources of the amount per home, of the years and of who is left out."""
        rule = [self.decision.source_id] if self.decision else []
        return tuple(dict.fromkeys((*(figure.source_id for figure in self.figures), *rule)))


class BadScenarioError(ScenarioError):
    """A scenario is refused; ``issues`` says why, one by one."""

    def __init__(self, issues: Sequence[Issue]) -> None:
        first = issues[0]
        GeoError.__init__(self, first.where, first.expected, first.found, first.repair)
        self.issues = list(issues)


def pay_out(catalogue: Catalogue, scenario: Scenario) -> Payment:
    """Work out what the scheme pays each year.

    Raises
    ------
    ScenarioError
        When a start year stands twice or outside the scheme.
    """
    rate, paid, start = (
        _figure(catalogue, name) for name in ("amount_per_home", "payment_year", "start_year")
    )
    lag = int(paid.least - start.least)
    _require_years(scenario, int(start.least), int(start.most))
    inputs = {year.startjaar: year for year in scenario.jaren}
    years = range(int(paid.least), int(paid.most) + 1)
    rows = tuple(_pay_year(year, year - lag, inputs.get(year - lag), rate) for year in years)
    return Payment(scenario, rows, (rate, paid, start), decision_of(catalogue, rate))


def load_scenario(path: Path) -> Scenario:
    """Read a scenario file (JSON).

    Raises
    ------
    ScenarioError
        When the file is not there or is no scenario; ``issues`` names every row that is wrong.
    """
    if not path.is_file():
        raise ScenarioError(str(path), "een scenariobestand", "geen bestand", "controleer de naam")
    if path.stat().st_size > MAX_BYTES:
        raise ScenarioError(path.name, "hoogstens 1 MB", "een groter bestand",
                            "kies een scenariobestand")  # fmt: skip
    return read_scenario(path.read_bytes(), path.name)


def read_scenario(content: bytes, name: str) -> Scenario:
    """Read the bytes of a scenario file; ``name`` is what messages call it.

    Raises
    ------
    ScenarioError
        When it is no scenario; ``issues`` names every row that is wrong.
    """
    try:
        raw = json.loads(content.decode("utf-8-sig"), parse_float=str)
    except (ValueError, RecursionError) as error:
        raise ScenarioError(name, "een scenario als JSON in UTF-8", "iets anders",
                            "bewaar het scenario opnieuw") from error  # fmt: skip
    return _read(raw, name)


def scenario_of(name: str, assumptions: str, years: Mapping[int, Mapping[str, str]]) -> Scenario:
    """Return what a reader filled in: an assumption a line, and the cells of each year as text.

    A year without any cell is left out, and so stays unknown. An empty number of homes that other
    schemes pay for is 0; thousands may have a point.

    Raises
    ------
    BadScenarioError
        When a cell is missing or is no number; ``issues`` names every cell.
    """
    filled = {year: row for year, row in sorted(years.items()) if any(map(str.strip, row.values()))}
    rows = [
        {"startjaar": year, **{key: _cell(key, text) for key, text in row.items() if text.strip()}}
        for year, row in filled.items()
    ]
    lines = [line.strip() for line in assumptions.splitlines() if line.strip()]
    return _read({"naam": name.strip(), "aannames": lines, "jaren": rows}, "uw scenario",
                 [f"startjaar {year}" for year in filled])  # fmt: skip


def _cell(key: str, text: str) -> int | str:
    """Read a whole number as the Dutch write it; what is none stays text and is refused."""
    plain = text.strip()
    whole = plain.replace(".", "") if WHOLE.fullmatch(plain) else plain
    return int(whole) if key != "aandeel_betaalbaar" and whole.isdecimal() else plain


def save_scenario(scenario: Scenario, path: Path) -> None:
    """Write a scenario so that :func:`load_scenario` gives it back.

    Raises
    ------
    ScenarioError
        When the file cannot be written.
    """
    try:
        path.write_text(to_json(scenario), encoding="utf-8")
    except OSError as error:
        raise ScenarioError(str(path), "een plek om te schrijven", "een fout bij het schrijven",
                            "kies een andere map") from error  # fmt: skip


def to_json(scenario: Scenario) -> str:
    """Return a scenario as the text of its file."""
    return json.dumps(scenario.model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n"


def _read(raw: Any, where: str, rows: Sequence[str] = ()) -> Scenario:
    """Check a scenario; ``rows`` is what messages call each year, else its number in the file."""
    if not isinstance(raw, dict) or not isinstance(raw.get("jaren"), list):
        raise ScenarioError(where, "een scenario met ‘naam’, ‘aannames’ en een lijst ‘jaren’",
                            "iets anders", "begin met een bewaard scenario")  # fmt: skip
    issues: list[Issue] = []
    years: list[StartYear] = []
    for number, fields in enumerate(raw["jaren"], start=1):
        try:
            years.append(StartYear.model_validate(fields))
        except ValidationError as error:
            row = rows[number - 1] if rows else f"jaar {number}"
            issues += issues_of(error, f"{where}, {row}", StartYear)
    try:
        scenario = Scenario.model_validate(raw | {"jaren": years})
    except ValidationError as error:
        issues += issues_of(error, where, Scenario)
    if issues:
        raise BadScenarioError(issues)
    return scenario


def _figure(catalogue: Catalogue, quantity: str) -> Figure:
    reading: Reading | None = catalogue.ledger.reading(SCHEME, quantity)
    if reading is None:
        raise ScenarioError(f"figures.csv ({SCHEME})", f"een cijfer ‘{quantity}’", "geen cijfer",
                            "zet het cijfer terug")  # fmt: skip
    return reading.preferred


def _require_years(scenario: Scenario, first: int, last: int) -> None:
    seen: set[int] = set()
    for year in scenario.jaren:
        where = f"‘{scenario.naam}’, startjaar {year.startjaar}"
        if not first <= year.startjaar <= last:
            raise ScenarioError(where, f"een startjaar van {first} tot en met {last}",
                                "een ander jaar", "haal het jaar weg: de regeling betaalt er niet "
                                "voor")  # fmt: skip
        if year.startjaar in seen:
            raise ScenarioError(where, "elk startjaar één keer", "het jaar staat er twee keer",
                                "voeg de rijen samen")  # fmt: skip
        seen.add(year.startjaar)


def _share_text(share: Fraction) -> str:
    """Write a share exactly: 2/3 as a fraction, one of many decimals as a number."""
    digits = next((n for n in range(MAX_SHOWN) if 10**n % share.denominator == 0), 0)
    if share.denominator < 10**6 or not digits:
        return str(share)
    return f"0,{share.numerator * 10**digits // share.denominator:0{digits}}"


def _pay_year(year: int, start: int, given: StartYear | None, rate: Figure) -> StimulusYear:
    money = euro_text(rate.least)
    if given is None:
        return StimulusYear(year, start, None, None, None, None, None,
                            f"Onbekend: het scenario zegt niets over {start}.")  # fmt: skip
    counted = given.affordable - given.al_gesteund
    share = _share_text(given.aandeel_betaalbaar)
    rule = (
        f"{money} per betaalbare woning waarvan de bouw in {start} is gestart: "
        f"{number_text(given.gestarte_woningen)} woningen × {share} "
        f"({ROUNDING}) min {number_text(given.al_gesteund)} die een andere rijksregeling betaalt."
    )
    return StimulusYear(year, start, given.gestarte_woningen, given.affordable, given.al_gesteund,
                        counted, counted * int(rate.least), rule)  # fmt: skip
