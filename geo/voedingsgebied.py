"""What the capaciteitskaart says of one voedingsgebied, whichever file it was read from.

Classes are those of the map: 0 available, 1 limited, 2 under study with a queue, 3 shortage with a
queue, and none. They are about large users, in two directions: afname and invoeding.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from geo.model import Issue
from geo.shapes import issue

COLOURS = {"0": "transparant", "1": "geel", "2": "oranje", "3": "rood"}
"""The colour that the netbeheerders give a class; in words, where a class cannot be drawn."""
NO_CLASS = ""
YEARS = (2000, 2100)
MOST = 10**9  # of requests or MW: what is more is a slip of the pen
MAX_TEXT = 120
Number = TypeVar("Number", int, float)


@dataclass(frozen=True)
class Direction:
    """Afname or invoeding: a class or none, the queue in requests and MW, and a year.

    ``year``: from when the netbeheerder expects the shortage to be over. ``split``: how the
    postcodes differ, when one class would not be true of all.
    """

    class_code: str = NO_CLASS
    requests: int | None = None
    queue_mw: float | None = None
    year: int | None = None
    split: str = ""

    @property
    def queue_text(self) -> str:
        """The queue in words: 15 verzoeken, 3 MW; empty when nothing is known of it."""
        count = "" if self.requests is None else f"{_dutch(self.requests)} " + (
            "verzoek" if self.requests == 1 else "verzoeken"
        )  # fmt: skip
        power = "" if self.queue_mw is None else f"{_dutch(self.queue_mw)} MW"
        return ", ".join(filter(None, (count, power)))


@dataclass(frozen=True)
class Voedingsgebied:
    """One area, or the part of it that has one class; two that say the same are equal."""

    code: str
    name: str
    afname: Direction
    invoeding: Direction
    netbeheerder: str = ""

    @property
    def note(self) -> str:
        """What goes with the class for afname, in Dutch sentences."""
        colour = COLOURS.get(self.invoeding.class_code, "geen klasse")
        feeding_in = "" if self.invoeding.split else f"Invoeding: {colour}."
        parts = (
            *_sentences("afname", self.afname), feeding_in,
            *_sentences("invoeding", self.invoeding),
            f"Netbeheerder: {self.netbeheerder}." if self.netbeheerder else "",
        )  # fmt: skip
        return " ".join(filter(None, parts))


def _sentences(name: str, direction: Direction) -> tuple[str, ...]:
    queue, year = direction.queue_text, direction.year
    split = f"{name.capitalize()} verschilt per postcode: {direction.split}."
    return (
        split if direction.split else "",
        f"Wachtrij {name}: {queue}." if queue else "",
        f"Tekort voor {name} volgens de netbeheerder opgelost vanaf {year}." if year else "",
    )


# --- cells of a stranger's file -------------------------------------------------------------


def cell(row: Mapping[str, Any], names: Iterable[str]) -> Any:
    """Return the first of some cells that is filled; None when none is."""
    return next((row[name] for name in names if not is_blank(row.get(name))), None)


def is_blank(value: Any) -> bool:
    """Whether a cell holds nothing: missing, not a number, or no more than space."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return True
    return isinstance(value, str) and not value.strip()


def text_of(value: Any) -> str:
    """Return a cell as one line of text that is not too long; a whole number without ``.0``.

    What cannot be printed is left out: half a character would break the file it is written to.
    """
    if is_blank(value) or isinstance(value, bool | dict | list):
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    line = " ".join(str(value).split())
    return "".join(letter for letter in line if letter.isprintable())[:MAX_TEXT]


def shown(value: Any) -> str:
    """Return a cell as a message quotes it."""
    text = text_of(value)
    return f"‘{text}’" if text else "iets anders"


def key_of(code: str) -> str:
    """Return what a code is compared by: without capitals and spaces."""
    return re.sub(r"\s+", "", code).casefold()


def number_of(value: Any) -> float | None:
    """Return a cell as a number from 0 to :data:`MOST`; None for anything else. Takes ``1,5``."""
    if isinstance(value, str) and re.fullmatch(r"\s*\d{1,12}([.,]\d{1,12})?\s*", value):
        value = float(value.replace(",", "."))
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if 0 <= value <= MOST else None


def whole_of(value: Any) -> int | None:
    """Return a cell as a whole number of 0 or more."""
    number = number_of(value)
    return int(number) if number is not None and number.is_integer() else None


def year_of(value: Any) -> int | None:
    """Return a cell as a year of this century."""
    year = whole_of(value)
    return year if year is not None and YEARS[0] <= year <= YEARS[1] else None


def read_number(
    value: Any, reader: Callable[[Any], Number | None], where: str, issues: list[Issue]
) -> Number | None:
    """Read a cell with a number; one that is filled and cannot be read becomes an issue."""
    number = reader(value)
    if number is None and not is_blank(value):
        issues.append(
            issue("area_number", where, "een getal van 0 of meer, of een jaartal", shown(value),
                  "verbeter het getal; nu geldt het als onbekend")
        )  # fmt: skip
    return number


def split_of(classes: Counter[str]) -> str:
    """Write how many postcodes have which class: 2 × geel, 1 × rood."""
    ordered = sorted(classes.items(), key=lambda item: item[0] or "9")
    return ", ".join(
        f"{_dutch(count)} × {COLOURS.get(one, 'zonder klasse')}" for one, count in ordered
    )


def _dutch(number: float) -> str:
    """Write a number the Dutch way, with one decimal at most: 1.234,5."""
    text = f"{round(number, 1):,.1f}".removesuffix(".0")
    return text.translate(str.maketrans(",.", ".,"))
