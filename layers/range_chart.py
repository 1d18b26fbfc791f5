"""Horizontal bars and ranges with direct labels: one line a fact, from a zero line.

A range is a thin bar from its lowest to its highest; a dot stands only where a value is known.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from layers import style
from layers.chart import WIDTH, Bar, Chart, Dot, Rule, Shape, Words
from layers.lettering import Letters, width_of, wrap

NAME, HEADING = Letters(13), Letters(13.5, weight=600)
VALUE, NOTE = Letters(13, weight=600), Letters(11.5, colour=style.MUTED)
NAMES, TEXTS = 300.0, 300.0
BAR, THIN, PAD, ABOVE = 16.0, 6.0, 6.0, 10.0
GAP = 8.0


@dataclass(frozen=True)
class Line:
    """One fact between ``low`` and ``high``, in the unit of its ``scale``: the value at full width.

    ``dots`` are known values; ``is_bar``: drawn from zero to ``high``; ``pale``: expected or older.
    ``norm`` is a value to set it against, with ``norm_text`` above it. A line with only a name is a
    heading.
    """

    name: str
    low: float = 0.0
    high: float = 0.0
    scale: float = 0.0
    text: str = ""
    note: str = ""
    dots: tuple[float, ...] = ()
    is_bar: bool = False
    pale: bool = False
    norm: float | None = None
    norm_text: str = ""


def range_chart(
    title: str, subtitle: str, foot: str, lines: Sequence[Line], texts: float = TEXTS
) -> Chart:
    """Draw lines under each other; ``texts`` is the room for what stands behind the bars."""
    y, shapes = 2.0, list[Shape]()
    for line in lines:
        height = _height(line)
        shapes += _line(line, y, height, WIDTH - NAMES - texts)
        y += height
    shapes.insert(0, Rule(NAMES, 0, NAMES, y + 2, style.BORDER_PROVINCIE, 1.0))
    alt = " ".join(alt_of(line) for line in lines if line.scale)
    return Chart(title, subtitle, alt, foot, y + 4, tuple(shapes))


def alt_of(line: Line) -> str:
    """Say a line in words."""
    parts = (f"{line.name}: {line.text}", line.norm_text, line.note)
    return ", ".join(filter(None, parts)) + "."


def _height(line: Line) -> float:
    if not line.scale:
        return len(wrap(line.name, HEADING, NAMES - GAP)) * HEADING.height + ABOVE
    names = len(wrap(line.name, NAME, NAMES - 2 * GAP)) * NAME.height
    extra = NOTE.height if line.norm_text else 0
    return max(names, BAR) + 2 * PAD + extra


def _line(line: Line, top: float, height: float, room: float) -> Iterator[Shape]:
    if not line.scale:
        y = top + ABOVE
        for row in wrap(line.name, HEADING, NAMES - GAP):
            yield Words(0, y + 0.95 * HEADING.size, row, HEADING)
            y += HEADING.height
        return
    extra = NOTE.height if line.norm_text else 0
    middle = top + extra + (height - extra) / 2
    rows = wrap(line.name, NAME, NAMES - 2 * GAP)
    y = middle - len(rows) * NAME.height / 2
    for row in rows:
        yield Words(0, y + 0.95 * NAME.size, row, NAME)
        y += NAME.height
    yield from _mark(line, middle, room)
    yield from _norm(line, middle, room)
    x = NAMES + room * max([line.high, line.norm or 0, *line.dots]) / line.scale
    x += GAP + (6 if line.dots else 0)
    yield Words(x, middle + 0.34 * VALUE.size, line.text, VALUE)
    if line.note:
        x += width_of(line.text, VALUE) + GAP
        yield Words(x, middle + 0.34 * NOTE.size, line.note, NOTE)


def _mark(line: Line, middle: float, room: float) -> Iterator[Shape]:
    x0, x1 = (NAMES + room * value / line.scale for value in (line.low, line.high))
    fill = style.MONEY_PALE if line.pale else style.MONEY
    if line.is_bar and x1 == NAMES:
        return
    if line.is_bar:
        yield Bar(NAMES, middle - BAR / 2, x1 - NAMES, BAR, fill,
                  style.MONEY if line.pale else fill, dashed=line.pale)  # fmt: skip
    elif x1 > x0:
        yield Bar(x0, middle - THIN / 2, x1 - x0, THIN, style.MONEY_PALE, style.MONEY)
    for dot in line.dots:
        yield Dot(NAMES + room * dot / line.scale, middle, 6, fill)


def _norm(line: Line, middle: float, room: float) -> Iterator[Shape]:
    if line.norm is None:
        return
    x = NAMES + room * line.norm / line.scale
    yield Rule(x, middle - BAR * 0.8, x, middle + BAR * 0.8, style.INK, 2.0)
    if line.norm_text:
        yield Words(x, middle - BAR * 0.8 - 4, line.norm_text, NOTE, "center")
