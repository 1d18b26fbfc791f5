"""The token file: colours, sizes, and how numbers, dates and units read in Dutch.

A provincie that wants its own look replaces the colours here, and those that files carry too in
:mod:`geo.colours`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from fractions import Fraction

from babel.dates import format_date
from babel.numbers import format_decimal

from geo import colours, labels
from geo.model import Figure

INK, SURFACE, PAGE = colours.INK, colours.SURFACE, colours.PAGE
MUTED, LINE = "#5B6472", "#E3E5E8"
LAND, WATER, ABROAD = "#F4F2ED", "#DDE9F0", "#ECEAE5"
BORDER_PROVINCIE, BORDER_GEMEENTE = "#8A8F98", "#C9CCD1"
DOORBRAAK, GROOTSCHALIG, NPLV = colours.DOORBRAAK, colours.GROOTSCHALIG, colours.NPLV
RAMP_HOMES = ("#EDE4F3", "#D3BEE0", "#B08FC7", "#8A5CAB", "#5B2A86")
RAMP_NATURE = ("#E4EDDF", "#C5DBBE", "#9DC295", "#6E9E6B", "#467746")
HATCH = "#6B7280"
NET_CLASSES = {"0": ("T", "#FFFFFF"), "1": ("G", "#F2C300"), "2": ("O", "#E07B00"),
               "3": ("R", "#B3261E")}  # fmt: skip
"""Letter and colour of the classes of the capaciteitskaart; nothing else has these colours."""
NATURE, SELECTION = "#6E9E6B", "#D9480F"
TOUCHES, AT_DISTANCE, CITED = colours.TOUCHES, colours.AT_DISTANCE, colours.CITED
MONEY, MONEY_PALE, MONEY_BOX = "#2C5F7C", "#C6D9E3", "#F1F6F8"

LOCALE = "nl_NL"
KINDS, THEMES, UNITS = labels.KINDS, labels.THEMES, labels.UNITS
CONFIDENCES, FIGURE_KINDS = labels.CONFIDENCES, labels.FIGURE_KINDS
KIND_PLURALS = {
    "doorbraaklocatie": "Doorbraaklocaties",
    "nplv_gebied": "NPLV-gebieden",
    "grootschalig_gebied": "Grootschalige gebieden",
}
KIND_MARKS = {"doorbraaklocatie": "●", "nplv_gebied": "▨", "grootschalig_gebied": "◆"}
KIND_COLOURS = {
    "doorbraaklocatie": DOORBRAAK,
    "nplv_gebied": NPLV,
    "grootschalig_gebied": GROOTSCHALIG,
}
QUALIFIERS = {"exact": "", "circa": "circa", "ruim": "ruim", "bijna": "bijna",
              "minimaal": "minimaal", "maximaal": "maximaal"}  # fmt: skip
YEAR_QUALIFIERS = QUALIFIERS | {"minimaal": "vanaf", "maximaal": "uiterlijk"}
RHYTHMS = {"once": "eenmalig", "yearly": "jaarlijks", "half-yearly": "halfjaarlijks",
           "monthly": "maandelijks", "continuous": "doorlopend",
           "irregular": "onregelmatig"}  # fmt: skip


@dataclass(frozen=True)
class Stand:
    """How one of the four states is shown: symbol, letter, colours and words, never a verdict.

    A statement that a source makes counts as the state *raakt*; it is shown apart from a place that
    touches a layer, and so is one about a bottleneck that was solved.
    """

    stand_id: str
    symbol: str
    letter: str
    fill: str
    ink: str

    @property
    def label(self) -> str:
        """What it means, in words."""
        return labels.STANDS[self.stand_id]


STANDS = {
    stand.stand_id: stand
    for stand in (
        Stand("raakt", "●", "R", TOUCHES, SURFACE),
        Stand("op_afstand", "◐", "A", AT_DISTANCE, INK),
        Stand("bericht", "■", "B", CITED, INK),
        Stand("opgelost", "✓", "O", SURFACE, INK),
        Stand("niet_aanwezig", "○", "N", SURFACE, INK),
        Stand("niet_gecontroleerd", "", "?", PAGE, INK),
    )
}  # the first of these that holds is what a cell shows


def kind_word(kind: str) -> str:
    """Write a kind of place inside a sentence; an abbreviation keeps its capitals."""
    return inside(KINDS[kind])


def inside(word: str) -> str:
    """Write a word inside a sentence; an abbreviation keeps its capitals."""
    return word if word.startswith("NPLV") else lower(word)


def number_text(number: Decimal | int) -> str:
    """Write a number the Dutch way: 2.500 or 0,005."""
    return format_decimal(number, locale=LOCALE, decimal_quantization=False)


def euro_text(amount: Decimal) -> str:
    """Write an amount in euro as a table does: € 208 mln, € 1,3 mld, € 22.469.517."""
    for size, word in ((Decimal(10) ** 9, "mld"), (Decimal(10) ** 6, "mln")):
        short = amount / size
        if abs(amount) >= size and short == round(short, 3):
            return f"€ {number_text(short.normalize() + 0)} {word}"
    return f"€ {number_text(amount)}"


def share_text(share: Decimal) -> str:
    """Write a share between 0 and 1: 30 % or, for the goal of two thirds, 2/3 (66,7 %)."""
    percent = f"{number_text(round(share * 100, 1).normalize() + 0)} %"
    third = Fraction(share).limit_denominator(3)
    near = abs(Fraction(share) - third) < Fraction(1, 10**6)
    return f"{third} ({percent})" if near and third.denominator == 3 else percent


def figure_text(figure: Figure) -> str:
    """Write a figure with its qualifier and unit: circa 3.600 woningen."""
    if figure.value is None:
        amount = f"{_bare(figure.least, figure.unit)}–{_bare(figure.most, figure.unit)}"
    else:
        amount = _bare(figure.value, figure.unit)
    if figure.unit == "share":
        amount = amount.replace(" %–", "–")
    words = YEAR_QUALIFIERS if figure.unit == "year" else QUALIFIERS
    unit = _unit(figure.unit, figure.most)
    return " ".join(filter(None, (words[figure.qualifier], amount, unit)))


def range_text(low: Decimal, high: Decimal, unit: str) -> str:
    """Write what several sources span: 2.485–2.500 woningen; one number when both ends agree."""
    if low == high:
        return f"{_bare(low, unit)} {_unit(unit, high)}".strip()
    return f"{_bare(low, unit)}–{_bare(high, unit)} {_unit(unit, high)}".strip()


def date_text(partial: str) -> str:
    """Write a partial ISO date in full: 8 december 2025, juni 2025, 2025 or datum onbekend."""
    if partial in ("", "onbekend"):
        return "datum onbekend"
    parts = [int(part) for part in partial.split("-")]
    pattern = {1: "y", 2: "MMMM y", 3: "d MMMM y"}[len(parts)]
    moment = date(parts[0], *[*parts[1:], 1, 1][:2])
    return format_date(moment, pattern, locale=LOCALE)


def period_text(period: str) -> str:
    """Write a period: 2022 tot en met 2030, tot en met 2040, vanaf 2030."""
    start, slash, end = period.partition("/")
    if not slash:
        return date_text(start)
    if not start or not end:
        return f"vanaf {date_text(start)}" if start else f"tot en met {date_text(end)}"
    return f"{date_text(start)} tot en met {date_text(end)}"


_ROUNDING = {"near": ROUND_HALF_EVEN, "down": ROUND_FLOOR, "up": ROUND_CEILING}


def distance_text(metres: float, direction: str = "near") -> str:
    """Round a distance as honestly as it is known: to 100 m, 0,5 km or whole kilometres.

    ``direction`` is *near*, *down* or *up*.
    """
    way = _ROUNDING[direction]
    hundreds = int((Decimal(metres) / 100).to_integral_value(way)) * 100
    if hundreds < 1000:
        return f"{hundreds} m"
    step = Decimal("0.5") if metres < 10_000 else Decimal(1)
    rounded = (Decimal(metres) / 1000 / step).to_integral_value(way) * step
    return f"{number_text(rounded.normalize() + 0)} km"


def distance_interval_text(low_m: float, high_m: float) -> str:
    """Write an interval of distances, rounded outward so that it never says too little."""
    low, high = distance_text(low_m, "down"), distance_text(high_m, "up")
    return low if low == high else f"{low} tot {high}"


def list_text(words: Sequence[str]) -> str:
    """Write a list as a sentence does: Leiden, Delft en Dordrecht."""
    return " en ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def sentence(text: str) -> str:
    """Begin with a capital and end with a full stop."""
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")


def lower(text: str) -> str:
    """Write a phrase inside a sentence."""
    return text[:1].lower() + text[1:]


def count_text(number: int, singular: str, plural: str) -> str:
    """Write a number of things: 1 plek, 22 plekken."""
    return f"{number} {singular if number == 1 else plural}"


def _bare(number: Decimal, unit: str) -> str:
    if unit == "year":
        return str(number)
    if unit.startswith("euro"):
        return euro_text(number)
    return share_text(number) if unit == "share" else number_text(number)


def _unit(unit: str, number: Decimal) -> str:
    if unit in ("year", "euro", "share"):
        return ""
    singular, plural = UNITS[unit]
    return singular if number == 1 else plural
