"""Draws paragraphs and tables on a page whose points are counted from the upper left corner."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from layers import style
from layers.lettering import write
from layers.slides import LEADING, PADDING, Box, Grid, Words


def new_page(width: float, height: float, dpi: int = 72) -> tuple[Figure, Axes]:
    """Return an empty page and the axes that count its points, downward from the top."""
    figure = Figure(figsize=(width / 72, height / 72), dpi=dpi)
    figure.patch.set_facecolor(style.SURFACE)
    page = figure.add_axes((0, 0, 1, 1), xlim=(0, width), ylim=(height, 0))
    page.set_axis_off()
    return figure, page


def write_words(page: Axes, box: Box, words: Sequence[Words]) -> None:
    """Write paragraphs below each other, from the upper left corner of a box."""
    left, top, width, _ = box
    for one in words:
        for line in one.lines(width):
            top += one.size * LEADING
            write(page, (left, top - 0.26 * one.size), line, one.letters)


def draw_grid(page: Axes, grid: Grid) -> None:
    """Draw a table with thin lines between its rows."""
    top = grid.top
    for row in grid.rows:
        left, widths = grid.left, grid.widths
        spread = (sum(widths),) if row.wide else widths
        down = 3 * PADDING if row.wide else PADDING
        for words, width in zip(row.cells, spread, strict=row.wide is False):
            write_words(page, (left, top + down, width - 2 * PADDING, 0.0), [words])
            left += width
        top += row.height(grid.widths)
        page.plot([grid.left, left], [top, top], color=style.LINE, linewidth=0.75)
