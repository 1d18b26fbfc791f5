"""A map of a view as a picture without title or foot, for a slide or a page of an atlas."""

from __future__ import annotations

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from layers import style
from layers.files import to_file
from layers.mapplan import MapPlan, plan_map
from layers.papermap import draw_furniture, draw_map
from layers.scene import Scene

DPI = 180  # of a picture on a slide: sharp on a screen of 2.400 pixels wide
Box = tuple[float, float, float, float]
"""Left, bottom, width, height in points, counted from the lower left corner."""
FRAME = style.BORDER_PROVINCIE
SCALE = 1.35  # type and symbols, beside those of A4


def draw_map_into(figure: Figure, box: Box, scene: Scene, scale: float = SCALE) -> None:
    """Draw a map with its legend, scale bar and inset in a box of points on a figure."""
    draw_plan(figure, box, plan_map(scene, box[2], box[3], scale))


def draw_plan(figure: Figure, box: Box, plan: MapPlan) -> None:
    """Draw a map that was worked out for a box, in a thin frame."""
    wide, high = figure.get_size_inches() * 72
    left, bottom, width, height = box
    axes = figure.add_axes((left / wide, bottom / high, width / wide, height / high))
    draw_map(axes, plan)
    draw_furniture(axes, plan)
    edge = Rectangle((0, 0), 1, 1, transform=axes.transAxes, fill=False, edgecolor=FRAME,
                     linewidth=0.8 * plan.scale, clip_on=False, zorder=90)  # fmt: skip
    axes.add_artist(edge)


def map_image(scene: Scene, width: float, height: float) -> bytes:
    """Return a map of ``width`` × ``height`` points as PNG."""
    figure = Figure(figsize=(width / 72, height / 72), dpi=DPI)
    draw_map_into(figure, (0, 0, width, height), scene)
    return to_file(figure, "png", "Kaart", DPI)
