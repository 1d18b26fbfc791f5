"""Planned homes by segment: of the bundled places from the ledger, or from a user's own table.

A programme holds lots: a share of its homes with the segments that they may turn out to be. A lot
with one segment is known; the homes of an unknown lot may be any of its segments. Whatever they
turn out to be, the share of some segments lies between :meth:`Programme.least` and
:meth:`Programme.most`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from geo.catalogue import Catalogue
from geo.errors import ProgrammeError
from geo.model import SEGMENTS, Figure, Issue, Place, Segment
from geo.sheets import csv_cells

ALL = frozenset(SEGMENTS)
SOCIAL: frozenset[Segment] = frozenset(("sociale_huur",))
FREE: frozenset[Segment] = frozenset(("vrije_sector",))
AFFORDABLE = ALL - FREE
COLUMNS: dict[str, frozenset[Segment]] = {
    "sociale_huur": SOCIAL,
    "middenhuur": frozenset(("middenhuur",)),
    "betaalbare_koop": frozenset(("betaalbare_koop",)),
    "betaalbaar": AFFORDABLE,
    "vrije_sector": FREE,
    "onbekend": ALL,
}
NAME, HOMES, LEAST, MOST = "naam", "woningen", "woningen_min", "woningen_max"
MAX_BYTES, MAX_HOMES = 20_000_000, 10_000_000
EXACT_DIGITS = 10  # two thirds stands in the ledger as 0.6666666667


@dataclass(frozen=True)
class Lot:
    """A part (0–1) of the homes of a programme, and the segments they may turn out to be."""

    share: Fraction
    segments: frozenset[Segment]


@dataclass(frozen=True)
class Programme:
    """Planned homes of one place or plan, between ``low`` and ``high``; the lots add up to 1.

    Only one without homes has no lots. ``figures`` are the ledger rows it comes from; ``origin``
    is a place id, or file and row. Of one that is not ``is_known`` the row could not be read: it
    counts as a place, and its homes in nothing.
    """

    name: str
    origin: str
    low: int
    high: int
    lots: tuple[Lot, ...]
    figures: tuple[Figure, ...] = ()
    is_known: bool = True

    def least(self, counts: Collection[Segment]) -> Fraction:
        """Return the part that is in these segments whatever the unknown turns out to be."""
        return sum((lot.share for lot in self.lots if lot.segments <= set(counts)), Fraction(0))

    def most(self, counts: Collection[Segment]) -> Fraction:
        """Return the part that can be in these segments."""
        return sum((lot.share for lot in self.lots if lot.segments & set(counts)), Fraction(0))


def programme_of(catalogue: Catalogue, place: Place) -> Programme | None:
    """Return what the ledger says about the homes of a place, or None without a number of homes.

    Only the preferred figures count. A share of *ruim* or *minimaal* leaves the rest open.
    """
    reading = catalogue.ledger.reading(place.place_id, "homes")
    if reading is None:
        return None
    homes = reading.preferred
    shares = {
        name: found.preferred
        for name in ("share_social", "share_affordable", "share_affordable_other", "share_free")
        if (found := catalogue.ledger.reading(place.place_id, name)) is not None
    }
    return Programme(
        place.name, place.place_id, int(homes.least), int(homes.most), _lots(shares),
        (homes, *shares.values()),
    )  # fmt: skip


def exact_share(value: Decimal) -> Fraction:
    """Return a share as the ledger means it: 0.6666666667 is two thirds, 0.3 is three tenths."""
    plain = Fraction(value)
    digits = -int(value.as_tuple().exponent)
    near = plain.limit_denominator(100)
    rounded = digits >= EXACT_DIGITS and abs(near - plain) < Fraction(1, 10**EXACT_DIGITS)
    return near if rounded else plain


def read_programmes(path: Path) -> tuple[tuple[Programme, ...], list[Issue]]:
    """Read a CSV with a row a plan: naam, woningen (or woningen_min, woningen_max) and segments.

    An empty cell of a segment is unknown, never zero: what a row does not spread over segments may
    be any segment. A row that cannot be read is an issue, and a programme that is not known: the
    plan is there all the same.

    Raises
    ------
    ProgrammeError
        When the file is not there, too large, or has no columns for a name and homes.
    """
    header, rows = _read_csv(path)
    programmes: list[Programme] = []
    issues: list[Issue] = []
    for number, cells in enumerate(rows, start=2):
        where = f"{path.name}, regel {number}"
        name = cells.get(NAME, "").strip() or where
        try:
            counts = {column: _whole(column, cells.get(column, "")) for column in header}
            programmes += _split(where, name, counts)
        except ValueError as error:
            issues.append(_bad_row(where, *error.args))
            programmes.append(Programme(name, where, 0, 0, (), is_known=False))
    return tuple(programmes), issues


def _lots(shares: Mapping[str, Figure]) -> tuple[Lot, ...]:
    """Spread a programme over what is surely, perhaps and surely not social and affordable."""
    social_low, social_high = _bounds(shares.get("share_social"))
    other = shares.get("share_affordable_other")
    low, high = _bounds(shares.get("share_affordable"))
    if "share_affordable" not in shares and other is not None and "share_social" in shares:
        other_low, other_high = _bounds(other)
        low, high = social_low + other_low, min(Fraction(1), social_high + other_high)
    free_low, _ = _bounds(shares.get("share_free"))
    high = max(social_low, min(high, 1 - free_low))
    low, social_high = min(max(low, social_low), high), min(social_high, high)
    edge = min(social_high, low)
    middle: frozenset[Segment] = AFFORDABLE - SOCIAL
    spread = (
        (social_low, SOCIAL), (edge - social_low, AFFORDABLE), (low - edge, middle),
        (social_high - edge, ALL), (high - max(low, social_high), ALL - SOCIAL), (1 - high, FREE),
    )  # fmt: skip
    return tuple(Lot(share, segments) for share, segments in spread if share)


def _bounds(figure: Figure | None) -> tuple[Fraction, Fraction]:
    """Return between what a share lies; an absent one may be anything."""
    if figure is None:
        return Fraction(0), Fraction(1)
    low, high = exact_share(figure.least), exact_share(figure.most)
    if figure.qualifier in ("ruim", "minimaal"):
        return low, Fraction(1)
    return (Fraction(0), high) if figure.qualifier in ("bijna", "maximaal") else (low, high)


def _read_csv(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    if not path.is_file() or path.stat().st_size > MAX_BYTES:
        found = "geen bestand" if not path.is_file() else "een groter bestand"
        raise ProgrammeError(path.name, f"een CSV-bestand tot {MAX_BYTES // 10**6} MB", found,
                             "kies een ander bestand")  # fmt: skip
    try:
        lines = csv_cells(path.read_bytes())
    except ValueError as error:
        raise ProgrammeError(path.name, "een leesbare CSV", str(error)[:80],
                             "bewaar de tabel opnieuw als CSV") from error  # fmt: skip
    header = [name.strip().casefold().replace(" ", "_") for name in lines[0]] if lines else []
    known = {NAME, HOMES, LEAST, MOST, *COLUMNS}
    if NAME not in header or not ({HOMES} & set(header) or {LEAST, MOST} <= set(header)):
        raise ProgrammeError(
            path.name, f"kolommen {NAME} en {HOMES} (of {LEAST} en {MOST})",
            ", ".join(header)[:80] or "geen kolommen",
            f"noem de kolommen zo; segmenten heten {', '.join(COLUMNS)}",
        )  # fmt: skip
    rows = [
        dict(zip(header, line, strict=False)) for line in lines[1:] if any(map(str.strip, line))
    ]
    return [name for name in header if name in known - {NAME}], rows


def _whole(column: str, cell: str) -> int | None:
    """Read a whole number, with or without a point between thousands; None when empty."""
    text = cell.strip()
    plain = text.replace(".", "") if _has_thousands(text) else text
    if not text:
        return None
    if not plain.isascii() or not plain.isdigit() or int(plain) > MAX_HOMES:
        raise ValueError(f"bij {column} een geheel aantal woningen", f"‘{text[:40]}’")
    return int(plain)


def _has_thousands(text: str) -> bool:
    head, *groups = text.split(".")
    return 1 <= len(head) <= 3 and bool(groups) and all(len(group) == 3 for group in groups)


def _split(where: str, name: str, counts: Mapping[str, int | None]) -> Iterator[Programme]:
    """Yield a programme of what is spread over segments, and one of what is left open.

    Apart from each other, because of a range only the part left open can vary.
    """
    low, high = counts.get(LEAST), counts.get(MOST)
    if low is None or high is None:
        low = high = counts.get(HOMES)
    if low is None or high is None or low > high:
        raise ValueError("een aantal woningen, of een laagste en hoogste", "geen aantal")
    parts = {column: count for column in COLUMNS if (count := counts.get(column))}
    spread = sum(parts.values())
    if spread > low:
        raise ValueError(f"segmenten die samen hoogstens {low} woningen zijn", str(spread))
    if spread or not high:
        lots = tuple(Lot(Fraction(count, spread), COLUMNS[c]) for c, count in parts.items())
        yield Programme(name, where, spread, spread, lots)
    if high > spread:
        yield Programme(name, where, low - spread, high - spread, (Lot(Fraction(1), ALL),))


def _bad_row(where: str, expected: str, found: str) -> Issue:
    return Issue(
        severity="error", code="programme_row", where=where, expected=expected, found=found,
        repair="verbeter de rij; haar woningen tellen nu niet mee",
    )  # fmt: skip
