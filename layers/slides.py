"""What stands on a slide, and where: the same pages become PowerPoint and PDF.

All measures are points on a page of 960 × 540 (16:9), counted from its upper left corner.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from layers import style
from layers.column import mark_text
from layers.dossier import Marks
from layers.lettering import Letters, clean, shrink, wrap
from layers.view import View

WIDTH, HEIGHT = 960.0, 540.0
MARGIN, TOP, BOTTOM = 36.0, 92.0, 500.0
SMALLEST = 14.0
LEADING = 1.22
PADDING = 4.0  # above and below the text of a cell, and left of it
Box = tuple[float, float, float, float]
"""Left, top, width, height."""
TITLE_BOX: Box = (MARGIN, 22, WIDTH - 2 * MARGIN, 38)
COVER_BOX: Box = (72, 150, WIDTH - 144, 110)
SUBTITLE_BOX: Box = (MARGIN, 60, WIDTH - 2 * MARGIN, 22)
FOOT_BOX: Box = (MARGIN, 502, WIDTH - 2 * MARGIN, 36)


@dataclass(frozen=True)
class Words:
    """A paragraph: a text with the marks of its sources."""

    text: str
    marks: Marks = ()
    size: float = SMALLEST
    bold: bool = False
    colour: str = style.INK

    @property
    def full(self) -> str:
        """The text with its source marks behind it."""
        return f"{self.text} {mark_text(self.marks)}" if self.marks else self.text

    @property
    def letters(self) -> Letters:
        """How the text looks."""
        return Letters(self.size, weight=600 if self.bold else 400, colour=self.colour)

    def lines(self, width: float) -> tuple[str, ...]:
        """Break the text into lines; measured in a font wider than that of a PowerPoint file."""
        return wrap(self.full, self.letters, width)

    def height(self, width: float) -> float:
        """Return how high the paragraph is in a column of a width."""
        return len(self.lines(width)) * self.size * LEADING


@dataclass(frozen=True)
class Paragraphs:
    """Text in a box."""

    box: Box
    words: tuple[Words, ...]


@dataclass(frozen=True)
class Row:
    """A row of a table, a cell a column.

    A ``head`` row names the columns, and stands on every page; a ``wide`` row begins a part: its
    first cell runs over all columns.
    """

    cells: tuple[Words, ...]
    head: bool = False
    wide: bool = False

    def height(self, widths: Sequence[float]) -> float:
        """Return how high the row is."""
        if self.wide:
            return self.cells[0].height(sum(widths) - 2 * PADDING) + 4 * PADDING
        tallest = max(
            cell.height(width - 2 * PADDING) for cell, width in zip(self.cells, widths, strict=True)
        )
        return tallest + 2 * PADDING


@dataclass(frozen=True)
class Grid:
    """A table with the left upper corner at a spot; thin lines between its rows."""

    left: float
    top: float
    widths: tuple[float, ...]
    rows: tuple[Row, ...]

    @property
    def height(self) -> float:
        """How high the table is."""
        return sum(row.height(self.widths) for row in self.rows)


@dataclass(frozen=True)
class Picture:
    """A map of a view in a box; ``alt`` says in words what it shows."""

    box: Box
    view: View
    sites: tuple[str, ...]
    alt: str


@dataclass(frozen=True)
class Slide:
    """A page of a pack; ``notes`` are for the speaker, with the source of each figure on it.

    ``begins_place``: the first page of a place.
    """

    title: str
    subtitle: str = ""
    items: tuple[Paragraphs | Grid | Picture, ...] = ()
    notes: tuple[Words, ...] = ()
    foot: str = ""
    cover: bool = False
    begins_place: bool = False

    @property
    def marks(self) -> frozenset[int]:
        """The numbers of all sources that the page and its notes name."""
        told = [*self.notes]
        for item in self.items:
            if isinstance(item, Paragraphs):
                told += item.words
            elif isinstance(item, Grid):
                told += [cell for row in item.rows for cell in row.cells]
        return frozenset(mark for words in told for mark in words.marks)

    @property
    def heading(self) -> Words:
        """The title in the largest type that fits: on one line, else small on two."""
        width, large = self.title_box[2], Letters(40.0 if self.cover else 28.0, weight=600)
        fitted = shrink(self.title, large, width, 2 if self.cover else 1, 18.0)
        if not self.cover and len(wrap(self.title, fitted, width)) > 1:
            fitted = shrink(self.title, replace(fitted, size=15.0), width, 2, SMALLEST)
        return Words(self.title, size=fitted.size, bold=True)

    @property
    def title_box(self) -> Box:
        """Where the title stands."""
        return COVER_BOX if self.cover else TITLE_BOX


def split_rows(
    rows: Sequence[Row], widths: tuple[float, ...], heights: Sequence[float]
) -> list[tuple[Row, ...]]:
    """Divide rows over pages of so much height; the last height holds for all that follow.

    The head row of the first page stands above each of them. A row that is higher than a page is
    cut into rows that follow each other. A first page that is lower than the others has only whole
    rows; it is empty when the first row does not fit.
    """
    head, body = list(rows[:1]) if rows and rows[0].head else [], list(rows)
    above = sum(one.height(widths) for one in head)
    rooms = [height - above for height in heights]
    pages: list[list[Row]] = []
    room = 0.0
    for row in body[len(head) :]:
        parts = _cut(row, widths, rooms[-1])
        if not pages and rooms[0] < min(rooms[-1], row.height(widths)):
            pages.append([])
        for at, part in enumerate(parts):
            need = part.height(widths)
            begins = at == 0 and len(parts) > 1
            if not pages or need > room or begins:
                room = rooms[min(len(pages), len(rooms) - 1)]
                pages.append([*head])
            pages[-1].append(part)
            room -= need
    return [tuple(page) for page in pages]


def _cut(row: Row, widths: tuple[float, ...], room: float) -> list[Row]:
    """Cut a row into rows no higher than a room; each goes on where the one before it stopped.

    A cell that is used up is empty in the rows that follow.
    """
    spread, edge = ((sum(widths),), 4 * PADDING) if row.wide else (widths, 2 * PADDING)
    parts: list[Row] = []
    while row.height(widths) > room:
        halves = [
            _cut_words(words, width - 2 * PADDING, room - edge)
            for words, width in zip(row.cells, spread, strict=True)
        ]
        if not any(later.full for _, later in halves):
            break  # a line a cell, in a room that is too low for one
        parts.append(replace(row, cells=tuple(now for now, _ in halves)))
        row = replace(row, cells=tuple(later for _, later in halves))
    return [*parts, row]


def _cut_words(words: Words, width: float, room: float) -> tuple[Words, Words]:
    """Return the lines of a text that fit, at least one, and the rest, which keeps the marks."""
    if words.height(width) <= room or len(words.lines(width)) == 1:
        return words, replace(words, text="", marks=())
    text, lines = clean(words.text), wrap(words.text, words.letters, width)
    end = 0
    for line in lines[: max(1, min(int(room / (words.size * LEADING)), len(lines) - 1))]:
        end += len(line)
        end += text[end : end + 1] == " "  # none where a word itself is broken
    return replace(words, text=text[:end].rstrip(), marks=()), replace(words, text=text[end:])
