"""A chart as plain shapes, drawn once: the same figure is shown on a page and written to a file.

Sizes are points, measured from the upper left corner of the chart, downward. On a page the chart is
SVG whose text is text; :func:`to_picture` adds title, sources and peildatum and gives PNG, SVG or
PDF.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Literal, get_args

from markupsafe import escape
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, Rectangle

from layers import style
from layers.files import to_file
from layers.lettering import FAMILY, Letters, balance, wrap, write

Suffix = Literal["png", "svg", "pdf"]
SUFFIXES: tuple[Suffix, ...] = get_args(Suffix)
Anchor = Literal["left", "center", "right"]
WIDTH = 1080.0
DPI = 144
MARGIN = 32.0
TITLE, SUBTITLE = Letters(26, weight=600), Letters(14, colour=style.MUTED)
FOOT = Letters(10, colour=style.MUTED)
SCREEN_FAMILY = f"'Source Sans', '{FAMILY}'"  # the first is what the page itself is set in


@dataclass(frozen=True)
class Bar:
    """A rectangle; ``hatched`` money is conditional, a ``dashed`` edge is not certain."""

    x: float
    y: float
    width: float
    height: float
    fill: str = "none"
    edge: str = "none"
    hatched: bool = False
    dashed: bool = False


@dataclass(frozen=True)
class Rule:
    """A straight line; ``dashes`` are the lengths of strokes and gaps."""

    x0: float
    y0: float
    x1: float
    y1: float
    colour: str = style.INK
    width: float = 1.0
    dashes: tuple[float, ...] = ()


@dataclass(frozen=True)
class Dot:
    """A known value."""

    x: float
    y: float
    radius: float
    fill: str


@dataclass(frozen=True)
class Words:
    """One line of text, its baseline at ``y``."""

    x: float
    y: float
    text: str
    letters: Letters
    anchor: Anchor = "left"


Shape = Bar | Rule | Dot | Words


@dataclass(frozen=True)
class Chart:
    """Shapes with what a reader must know of them.

    ``alt`` says in words what the picture shows; ``foot`` are its sources and peildatum.
    """

    title: str
    subtitle: str
    alt: str
    foot: str
    height: float
    shapes: tuple[Shape, ...]
    width: float = WIDTH


@lru_cache(maxsize=64)
def to_inline(chart: Chart) -> str:
    """Return a chart as an SVG element for a page; title and foot stand in the page itself."""
    buffer = BytesIO()
    _draw(chart, 0.0, 0.0, 0.0).savefig(buffer, format="svg", metadata={"Date": None})
    svg = buffer.getvalue().decode()
    body = re.sub(r"<metadata>.*?</metadata>", "", svg[svg.index("<svg") :], flags=re.DOTALL)
    body = body.replace(f"'{FAMILY}'", SCREEN_FAMILY)
    head = (
        f'<svg role="img" aria-label="{escape(chart.alt)}" '
        f'viewBox="0 0 {chart.width:g} {chart.height:g}" xmlns="http://www.w3.org/2000/svg" '
        'xmlns:xlink="http://www.w3.org/1999/xlink">'
    )
    return head + body.split(">", 1)[1]


def to_picture(chart: Chart, suffix: Suffix) -> bytes:
    """Return a chart with title, subtitle and foot as a file."""
    head = sum(letters.height for _, letters in _head(chart)) + 0.7 * MARGIN
    foot = len(_foot(chart)) * FOOT.height + 0.9 * MARGIN
    figure = _draw(chart, head + MARGIN / 2, foot + MARGIN / 2, MARGIN)
    page = figure.axes[0]
    top = head + MARGIN / 2 - 0.7 * MARGIN
    y = -top
    for line, letters in _head(chart):
        y += letters.height
        write(page, (0, y - 0.3 * letters.size), line, letters)
    y = chart.height + MARGIN / 2
    for line in _foot(chart):
        y += FOOT.height
        write(page, (0, y), line, FOOT)
    return to_file(figure, suffix, chart.title, DPI)


def _head(chart: Chart) -> list[tuple[str, Letters]]:
    texts = ((chart.title, TITLE), (chart.subtitle, SUBTITLE))
    return [(line, look) for text, look in texts if text
            for line in balance(text, look, chart.width)]  # fmt: skip


def _foot(chart: Chart) -> Sequence[str]:
    return wrap(chart.foot, FOOT, chart.width)


def _draw(chart: Chart, above: float, below: float, beside: float) -> Figure:
    """Draw the shapes on a new figure, with room around them."""
    width, height = chart.width + 2 * beside, chart.height + above + below
    figure = Figure(figsize=(width / 72, height / 72), dpi=DPI)
    figure.patch.set_facecolor(style.SURFACE)
    page = figure.add_axes(
        (0, 0, 1, 1), xlim=(-beside, chart.width + beside), ylim=(chart.height + below, -above)
    )
    page.set_axis_off()
    for order, shape in enumerate(chart.shapes):
        _add(page, shape, 10 + order / 1000)
    return figure


def _add(page: Axes, shape: Shape, order: float) -> None:
    if isinstance(shape, Words):
        write(page, (shape.x, shape.y), shape.text, shape.letters, ha=shape.anchor, zorder=order)
    elif isinstance(shape, Rule):
        line = Line2D([shape.x0, shape.x1], [shape.y0, shape.y1], color=shape.colour,
                      linewidth=shape.width, zorder=order, solid_capstyle="butt")  # fmt: skip
        if shape.dashes:
            line.set_linestyle((0, shape.dashes))
        page.add_artist(line)
    elif isinstance(shape, Dot):
        page.add_artist(Circle((shape.x, shape.y), shape.radius, facecolor=shape.fill,
                               edgecolor=style.SURFACE, linewidth=1, zorder=order))  # fmt: skip
    else:
        for patch in _rectangles(shape):
            patch.set_zorder(order)
            page.add_artist(patch)


def _rectangles(bar: Bar) -> Iterator[Rectangle]:
    """Yield a rectangle, and over a hatched one its strokes in white."""
    spot, size = (bar.x, bar.y), (bar.width, bar.height)
    edge = (0, (3, 2)) if bar.dashed else "solid"
    yield Rectangle(spot, *size, facecolor=bar.fill, edgecolor=bar.edge, linewidth=1,
                    linestyle=edge)  # fmt: skip
    if bar.hatched:
        strokes = Rectangle(spot, *size, fill=False, hatch="////", edgecolor=style.SURFACE,
                            linewidth=0)  # fmt: skip
        strokes.set_hatch_linewidth(1.6)
        yield strokes
