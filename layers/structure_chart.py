"""Draws the funding structure: nested boxes of rows, and lines beside them for every doubt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from geo.catalogue import Catalogue
from geo.model import Link
from layers import style
from layers.chart import WIDTH, Bar, Chart, Dot, Rule, Shape, Words
from layers.chart_text import foot_of
from layers.lettering import Letters, width_of, wrap
from layers.structure import RELATIONS, Row, edges_of, pictures, reach_text, rows_of

NAME, ROOT = Letters(12.5), Letters(13.5, weight=600)
AMOUNT = Letters(12.5, weight=600)
NOTE = Letters(11.5, colour=style.MUTED)
INSIDE = Letters(12.5, weight=600, colour=style.SURFACE)
INSIDE_NOTE = Letters(11.5, colour=style.SURFACE)
LETTER = Letters(11, weight=600)
NAMES, INDENT, GUTTER, LANE = 320.0, 14.0, 22.0, 18.0
BAR, PAD, BETWEEN = 17.0, 5.0, 14.0
LINES = {"overlaps": (style.INK, ()), "possibly_same": (style.GROOTSCHALIG, (5.0, 2.0)),
         "unknown": (style.MUTED, (1.5, 2.0))}  # fmt: skip
GAP = 7.0


@dataclass(frozen=True)
class Spot:
    """Where a row stands: its upper and lower edge, and that of the last of its parts."""

    row: Row
    top: float
    bottom: float
    last: float
    lines: tuple[str, ...]

    @property
    def middle(self) -> float:
        """The height of the bar."""
        return (self.top + self.bottom) / 2


def structure_chart(catalogue: Catalogue, picture: str) -> Chart:
    """Draw one of :func:`layers.structure.pictures`; widths are to scale within the picture."""
    rows = rows_of(catalogue, picture)
    edges = edges_of(catalogue, rows)
    spots = _spots(rows)
    lanes = _lanes(edges, spots)
    right = WIDTH - (GUTTER + LANE * (max(lanes, default=-1) + 1) if edges else 0)
    whole = max((row.end for row in rows), default=Decimal(1)) or Decimal(1)
    scale = (right - NAMES - 4) / float(whole)
    shapes = [shape for spot in spots for shape in _boxes(spot, scale)]
    shapes += [
        s for spot in spots for s in _row(spot, scale, right, note_text(catalogue, spot.row))
    ]
    shapes += [shape for number, link in enumerate(edges)
               for shape in _edge(link, number, right + GUTTER + lanes[number] * LANE,
                                  spots, right)]  # fmt: skip
    title = f"Middelen: {pictures(catalogue)[picture]}"
    sources = [a.figure.source_id for row in rows if (a := row.amount)]
    return Chart(title, SUBTITLE, alt_text(catalogue, rows, edges), foot_of(catalogue, sources),
                 spots[-1].bottom + PAD if spots else BAR, tuple(shapes))  # fmt: skip


SUBTITLE = (
    "Een deel staat onder zijn geheel. Naast elkaar: mag worden opgeteld. Onder elkaar vanaf "
    "dezelfde kant: niet. Gestreept: onder voorwaarden. Stippelrand: afgeleid verband."
)


def alt_text(catalogue: Catalogue, rows: Sequence[Row], edges: Sequence[Link]) -> str:
    """Say in words what the picture shows: each amount, what it lies in, and every doubt."""
    parts, above = [], list[Row]()
    for row in rows:
        above = [*above[: row.depth], row]
        inside = f" in {above[-2].scope.name}" if len(above) > 1 else ""
        parts.append(f"{row.scope.name}: {amount_text(row)}{inside}.")
    names = catalogue.names
    parts += [f"{names[e.origin]} {RELATIONS[e.relation]} {names[e.target]}." for e in edges]
    return " ".join(parts)


def amount_text(row: Row) -> str:
    """Write the amount of a row; *bedrag onbekend* when there is none."""
    amount = row.amount
    return style.figure_text(amount.figure) if amount else "bedrag onbekend"


def note_text(catalogue: Catalogue, row: Row) -> str:
    """Write what a reader must know beside the amount: homes, reach, condition."""
    amount = row.amount
    if row.again:
        return ""
    homes = [style.figure_text(one.preferred) for one in amount.homes[:1]] if amount else []
    condition = ["onder voorwaarden"] if amount and amount.condition else []
    return " · ".join(filter(None, (*homes, reach_text(catalogue, row.scope), *condition)))


def _spots(rows: Sequence[Row]) -> list[Spot]:
    """Put rows under each other, with room between two roots and at the foot of a box."""
    tops: list[tuple[float, float, tuple[str, ...]]] = []
    y = 2.0
    for number, row in enumerate(rows):
        y += BETWEEN if number and row.depth == 0 else 0
        letters = ROOT if row.depth == 0 else NAME
        name = row.scope.name + (" (waarschijnlijk ook hier)" if row.again else "")
        lines = tuple(wrap(name, letters, NAMES - 14 - INDENT * row.depth))
        height = max(len(lines) * letters.height, BAR) + 2 * PAD
        tops.append((y, y + height, lines))
        y += height
    return [Spot(row, *tops[n][:2], _last(rows, tops, n), tops[n][2]) for n, row in enumerate(rows)]


def _last(
    rows: Sequence[Row], tops: Sequence[tuple[float, float, tuple[str, ...]]], number: int
) -> float:
    below = number
    while below + 1 < len(rows) and rows[below + 1].depth > rows[number].depth:
        below += 1
    return tops[below][1]


def _boxes(spot: Spot, scale: float) -> Iterator[Shape]:
    """Yield the box around a whole and its parts."""
    row = spot.row
    if spot.last > spot.bottom:
        x, width = NAMES + float(row.start) * scale, float(row.end - row.start) * scale
        yield Bar(x - 3, spot.top + 1, width + 6, spot.last - spot.top - 2, style.MONEY_BOX,
                  style.MONEY_PALE)  # fmt: skip


def _row(spot: Spot, scale: float, right: float, note: str) -> Iterator[Shape]:
    row = spot.row
    letters = ROOT if row.depth == 0 else NAME
    y = spot.middle - len(spot.lines) * letters.height / 2
    for line in spot.lines:
        yield Words(INDENT * row.depth, y + 0.95 * letters.size, line, letters)
        y += letters.height
    yield from _bar(spot, scale)
    yield from _texts(spot, scale, right, note)


def _bar(spot: Spot, scale: float) -> Iterator[Shape]:
    row, top = spot.row, spot.middle - BAR / 2
    if row.amount is None:
        return
    x, width = NAMES + float(row.start) * scale, max(float(row.low - row.start) * scale, 2)
    most = float(row.high - row.low) * scale
    if most:
        yield Bar(x + width, top, most, BAR, style.MONEY_PALE, style.MONEY, dashed=True)
    if row.amount.figure.qualifier in ("ruim", "minimaal") and row.end > row.high:
        more = float(row.end - row.high) * scale
        yield Bar(x + width, top, more, BAR, "none", style.MONEY, dashed=True)
    hatched = bool(row.amount.condition)
    if row.again:
        yield Bar(x, top, width, BAR, style.SURFACE, style.MONEY, dashed=True)
    elif row.is_sure:
        yield Bar(x, top, width, BAR, style.MONEY, style.MONEY, hatched=hatched)
    else:
        yield Bar(x, top, width, BAR, style.MONEY, style.MONEY, hatched=hatched)
        yield Bar(x - 2, top - 2, width + 4, BAR + 4, "none", style.INK, dashed=True)


def _texts(spot: Spot, scale: float, right: float, note: str) -> Iterator[Shape]:
    """Write amount and note where they fit: in the bar, behind it, or before it."""
    row, amount = spot.row, amount_text(spot.row)
    y = spot.middle + 0.34 * AMOUNT.size
    x0, x1 = (NAMES + float(at) * scale for at in (row.start, row.high))
    long, rest = width_of(amount, AMOUNT), width_of(note, NOTE)
    dark = row.amount is not None and not row.amount.condition and not row.again
    free = min(right + GUTTER, WIDTH) - x1 - GAP  # behind the bar
    if x1 - x0 > long + 2 * GAP:
        whole = x1 - x0 > long + rest + 3 * GAP
        if not dark:
            plate = long + (rest + GAP if whole and note else 0) + GAP
            yield Bar(x0 + GAP / 2, spot.middle - BAR / 2 + 1, plate, BAR - 2, style.SURFACE)
        yield Words(x0 + GAP, y, amount, INSIDE if dark else AMOUNT)
        if whole:
            yield Words(x0 + 2 * GAP + long, y, note, INSIDE_NOTE if dark else NOTE)
        elif free > rest:
            yield Words(x1 + GAP, y, note, NOTE)
        else:
            yield Words(x0 - GAP, y, note, NOTE, "right")
    elif free > long + GAP:
        yield Words(x1 + GAP, y, amount, AMOUNT if row.amount else NOTE)
        if free > long + rest + GAP:
            yield Words(x1 + 2 * GAP + long, y, note, NOTE)
        else:
            yield Words(x0 - GAP, y, note, NOTE, "right")
    else:
        yield Words(x0 - GAP, y, amount, AMOUNT, "right")
        yield Words(x0 - 2 * GAP - long, y, note, NOTE, "right")


def _lanes(edges: Sequence[Link], spots: Sequence[Spot]) -> list[int]:
    """Give each doubt a lane beside the rows in which it crosses no other."""
    taken: list[list[tuple[float, float]]] = []
    lanes = []
    for link in edges:
        low, high = _ends(link, spots)
        lane = next((n for n, held in enumerate(taken)
                     if all(high + 4 < a or b + 4 < low for a, b in held)), len(taken))  # fmt: skip
        taken += [[]] if lane == len(taken) else []
        taken[lane].append((low, high))
        lanes.append(lane)
    return lanes


def _ends(link: Link, spots: Sequence[Spot]) -> tuple[float, float]:
    at = {spot.row.scope.subject: spot.middle for spot in reversed(spots)}
    low, high = sorted((at[link.origin], at[link.target]))
    return low, high


def _edge(
    link: Link, number: int, x: float, spots: Sequence[Spot], right: float
) -> Iterator[Shape]:
    """Draw a doubt as a line beside the rows, with the letter by which it is listed."""
    low, high = _ends(link, spots)
    colour, dashes = LINES[link.relation]
    yield Rule(x, low, x, high, colour, 1.6, dashes)
    for y in (low, high):
        yield Rule(right + 4, y, x, y, colour, 1.0, (1, 3))
        yield Dot(x, y, 3.2, colour)
    middle = (low + high) / 2
    yield Bar(x - 6, middle - 8, 12, 16, style.SURFACE)
    yield Words(x, middle + 4, edge_letter(number), LETTER, "center")


def edge_letter(number: int) -> str:
    """Return the letter of a doubt: a to z, then aa."""
    return chr(97 + number % 26) * (number // 26 + 1)
