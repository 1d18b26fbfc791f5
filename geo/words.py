"""How numbers, dates and figures read inside a Dutch sentence.

Sentences of :mod:`geo` are text, where € 208 miljoen is written out; tables write € 208 mln.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from geo.model import Figure

MONTHS = ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus",
          "september", "oktober", "november", "december")  # fmt: skip
UNITS = {"homes": " woningen", "homes/year": " woningen per jaar", "euro/home": " per woning",
         "euro/year": " per jaar"}  # fmt: skip
SIZES = ((Decimal(10) ** 9, "miljard"), (Decimal(10) ** 6, "miljoen"))


def number_text(number: Decimal | int) -> str:
    """Write a number with all its digits: 2.500 or 0,005."""
    plain = f"{Decimal(number):,f}"
    whole, _, part = plain.partition(".")
    part = part.rstrip("0")
    return whole.replace(",", ".") + (f",{part}" if part else "")


def euro_text(amount: Decimal) -> str:
    """Write an amount as text does, every digit kept: € 208 miljoen, € 22.469.517."""
    for size, word in SIZES:
        short = amount / size
        if abs(amount) >= size and short == round(short, 3):
            return f"€ {number_text(short)} {word}"
    return f"€ {number_text(amount)}"


def range_text(low: Decimal, high: Decimal, unit: str) -> str:
    """Write what lies between two ends, one number when they agree: 9.000 tot 16.000 woningen."""
    write = _WRITERS.get(unit, number_text)
    span = write(low) if low == high else f"{write(low)} tot {write(high)}"
    return f"{span} woning" if unit == "homes" and high == 1 else span + UNITS.get(unit, "")


def figure_text(figure: Figure) -> str:
    """Write a figure with its qualifier: circa 145.000 woningen."""
    text = range_text(figure.least, figure.most, figure.unit)
    return text if figure.qualifier == "exact" else f"{figure.qualifier} {text}"


def percent_text(share: Fraction, direction: str = "near") -> str:
    """Write a share in tenths of a percent, rounded *near*, *down* or *up*: 66,7 %."""
    tenths = share * 1000
    ways: dict[str, Callable[[Fraction], int]] = {"near": round, "down": floor, "up": ceil}
    whole = ways[direction](tenths)
    return f"{number_text(Decimal(whole) / 10)} %"


def date_text(partial: str) -> str:
    """Write a partial ISO date: 8 december 2025, juni 2025, 2025 or datum onbekend."""
    if partial in ("", "onbekend"):
        return "datum onbekend"
    year, month, day = [*(int(part) for part in partial.split("-")), 0, 0][:3]
    words = (str(day) if day else "", MONTHS[month - 1] if month else "", str(year))
    return " ".join(filter(None, words))


def list_text(words: Sequence[str]) -> str:
    """Write a list as a sentence does: Leiden, Delft en Dordrecht."""
    return " en ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def _share(share: Decimal) -> str:
    return percent_text(Fraction(share))


_WRITERS: dict[str, Callable[[Decimal], str]] = {
    "euro": euro_text, "euro/home": euro_text, "euro/year": euro_text, "year": str, "share": _share,
}  # fmt: skip
