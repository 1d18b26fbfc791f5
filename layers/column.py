"""Pieces of text in columns, with numbered sources under them.

What does not fit is counted in words; type is never made smaller. Sizes are points; the upper left
corner of a column is where it begins.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from matplotlib.axes import Axes

from layers import style
from layers.base import LegendClass
from layers.lettering import Letters, shrink, width_of, wrap, write
from layers.symbols import draw_swatch, outer_px

SOURCE = Letters(7.2, colour=style.MUTED)
INDENT, GUTTER, ABOVE_SOURCES = 14.0, 18.0, 9.0
SYMBOL_PX = 15.0  # the largest symbol before a row
MARK_SIZE = 3.1  # times the root of the size of the letters
SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


@dataclass(frozen=True)
class Piece:
    """A paragraph, heading or row.

    ``sources`` are the sources of what it says, each in words; ``right`` stands at the right edge;
    ``look`` is a symbol before it; ``leads``: it must not stand alone at the foot of a column.
    ``least``: the smallest size to which it may shrink to stay on one line; 0 when it may not.
    """

    text: str
    letters: Letters
    before: float = 0.0
    sources: tuple[str, ...] = ()
    right: str = ""
    look: LegendClass | None = None
    leads: bool = False
    least: float = 0.0

    def scaled(self, scale: float) -> Piece:
        """Return the piece for a larger sheet."""
        letters, least = self.letters.scaled(scale), self.least * scale
        return replace(self, letters=letters, before=self.before * scale, least=least)

    def shrunk(self, marks: str, width: float) -> Piece:
        """Return the piece in a size in which it stays on one line, if it may."""
        if not self.least:
            return self
        text = f"{self.text} {marks}"
        return replace(self, letters=shrink(text, self.letters, width, 1, self.least))


@dataclass(frozen=True)
class Story:
    """What a column tells: a head that is always there, and rows that are cut when they must be.

    ``more`` says in words how many rows are left out.
    """

    head: tuple[Piece, ...]
    rows: tuple[Piece, ...]
    more: Callable[[int], Piece]

    def pieces(self, count: int) -> tuple[Piece, ...]:
        """Return the head with so many rows, and how many are left out."""
        left_out = len(self.rows) - count
        rest = (self.more(left_out),) if left_out else ()
        return (*self.head, *self.rows[:count], *rest)


@dataclass(frozen=True)
class Setting:
    """A story that is set in columns: each piece with its column, depth and lines."""

    spots: tuple[tuple[Piece, int, float, tuple[str, ...]], ...]
    sources: tuple[str, ...]
    numbers: dict[str, int]
    width: float
    height: float
    columns: int
    scale: float

    @property
    def column_width(self) -> float:
        """The width of one column."""
        return _column_width(self.width, self.columns, self.scale)


def set_story(
    story: Story, width: float, height: float, columns: int = 1, scale: float = 1.0
) -> Setting:
    """Set as many rows of a story as fit into columns of a height together with their sources."""
    for count in range(len(story.rows), -1, -1):
        setting = _set(story.pieces(count), width, height, columns, scale)
        if setting is not None:
            return setting
    raise ValueError(f"the head of a story needs more than {width:.0f} × {height:.0f} points")


def draw_setting(axes: Axes, setting: Setting, left: float, top: float) -> None:
    """Draw a set story on axes in points."""
    step = setting.column_width + GUTTER * setting.scale
    for piece, column, depth, lines in setting.spots:
        _draw_piece(axes, setting, piece, lines, left + column * step, top - depth)
    letters = SOURCE.scaled(setting.scale)
    bottom = top - setting.height
    for number, line in enumerate(reversed(setting.sources)):
        write(axes, (left, bottom + number * letters.height + 0.25 * letters.size), line, letters)


def mark_text(numbers: Sequence[int]) -> str:
    """Write source marks: ¹, ¹ ³, or ¹⁻⁴ for three or more in a row."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    words = []
    for run in runs:
        words += [f"{run[0]}-{run[-1]}"] if len(run) > 2 else [str(number) for number in run]
    return " ".join(words).translate(SUPERSCRIPTS)


def _set(
    pieces: Sequence[Piece], width: float, height: float, columns: int, scale: float
) -> Setting | None:
    scaled = [piece.scaled(scale) for piece in pieces]
    numbers: dict[str, int] = {}
    for piece in scaled:
        for source in piece.sources:
            numbers.setdefault(source, len(numbers) + 1)
    sources = _source_lines(numbers, width, scale)
    room = height - len(sources) * SOURCE.scaled(scale).height - ABOVE_SOURCES * scale
    narrow = _column_width(width, columns, scale)
    scaled = [piece.shrunk(_marks(piece, numbers), narrow) for piece in scaled]
    lines = [_lines(piece, numbers, narrow, scale) for piece in scaled]
    spots = _flow(scaled, lines, room, columns)
    if spots is None:
        return None
    if columns > 1:
        depths = np.arange(room / columns / 2, room, 6.0)
        shorter = (_flow(scaled, lines, float(depth), columns) for depth in depths)
        spots = next((flow for flow in shorter if flow is not None), spots)
    return Setting(tuple(spots), sources, numbers, width, height, columns, scale)


def _flow(
    pieces: Sequence[Piece], lines: Sequence[tuple[str, ...]], room: float, columns: int
) -> list[tuple[Piece, int, float, tuple[str, ...]]] | None:
    """Stack pieces down a column and on in the next one; None when they do not fit."""
    spots, column, depth = [], 0, 0.0
    for number, (piece, own) in enumerate(zip(pieces, lines, strict=True)):
        before = piece.before if depth else 0.0
        needed = before + len(own) * piece.letters.height
        if piece.leads and number + 1 < len(pieces):
            needed += len(lines[number + 1]) * pieces[number + 1].letters.height
        if depth and depth + needed > room:
            column, depth, before = column + 1, 0.0, 0.0
        depth += before
        spots.append((piece, column, depth, own))
        depth += len(own) * piece.letters.height
        if column >= columns or depth > room:
            return None
    return spots


def _lines(piece: Piece, numbers: dict[str, int], width: float, scale: float) -> tuple[str, ...]:
    room = width - (INDENT * scale if piece.look else 0)
    marks = _marks(piece, numbers)
    if piece.right:
        room -= width_of(_joined(piece.right, marks), piece.letters) + 6 * scale
        return wrap(piece.text, piece.letters, room)
    return _marked(wrap(piece.text, piece.letters, room), marks, piece.letters, room)


def _marked(lines: tuple[str, ...], marks: str, letters: Letters, width: float) -> tuple[str, ...]:
    """Add source marks to the last line; they never stand on a line without a word."""
    *before, last = lines
    if not marks or width_of(_joined(last, marks), letters) <= width:
        return (*before, _joined(last, marks))
    head, _, word = last.rpartition(" ")
    return (*before, *filter(None, [head]), _joined(word, marks))


def _draw_piece(
    axes: Axes, setting: Setting, piece: Piece, lines: tuple[str, ...], left: float, top: float
) -> None:
    letters, scale = piece.letters, setting.scale
    marks = _marks(piece, setting.numbers)
    x = left + (INDENT * scale if piece.look else 0.0)
    for number, line in enumerate(lines):
        last = number == len(lines) - 1 and not piece.right
        baseline = top - number * letters.height - letters.size
        _write_marked(axes, (x, baseline), line, letters, marks if last else "")
    if piece.look:
        middle = left + INDENT * scale / 2 - 2 * scale, top - letters.size * 0.68
        size = min(scale, scale * SYMBOL_PX / outer_px(piece.look))
        draw_swatch(axes, piece.look, middle, size, 60, axes.transData)
    if piece.right:
        text, edge = _joined(piece.right, marks), left + setting.column_width
        spot = (edge - width_of(text, letters), top - letters.size)
        _write_marked(axes, spot, text, letters, marks)


def _write_marked(
    axes: Axes, spot: tuple[float, float], text: str, letters: Letters, marks: str
) -> None:
    """Write a line that may end with source marks, which are small beside large letters."""
    body = text.removesuffix(marks) if marks else text
    write(axes, spot, body, letters)
    if body != text:
        small = replace(letters, size=min(letters.size, MARK_SIZE * letters.size**0.5), weight=400)
        x = spot[0] + width_of(body, letters) + width_of("x x", letters) - width_of("xx", letters)
        raised = 0.55 * (letters.size - small.size)
        write(axes, (x, spot[1] + raised), marks, small)


def _marks(piece: Piece, numbers: dict[str, int]) -> str:
    return mark_text([numbers[source] for source in piece.sources])


def _source_lines(numbers: dict[str, int], width: float, scale: float) -> tuple[str, ...]:
    texts = [f"{mark_text([number])} {source}" for source, number in numbers.items()]
    lines = [wrap(text, SOURCE.scaled(scale), width) for text in texts]
    return tuple(line for some in lines for line in some)


def _column_width(width: float, columns: int, scale: float) -> float:
    return float(np.floor((width - (columns - 1) * GUTTER * scale) / columns))


def _joined(text: str, marks: str) -> str:
    return f"{text} {marks}".strip()
