"""A sheet of paper with a map: title, map, legend, footer, and beside it a panel with facts.

:func:`to_picture` gives it as PNG, SVG, PDF or one self-contained HTML file. Nothing here needs a
browser or a network, and the same input gives the same bytes. Sizes are points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import urlencode

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from geo.catalogue import Catalogue
from geo.findings import EXPLORATION
from geo.model import Place
from geo.selection import select_places
from layers import all_layers, style
from layers.base import Layer, LegendClass
from layers.column import draw_setting, set_story
from layers.furniture import Box
from layers.lettering import Letters, balance, shrink, wrap, write
from layers.message import source_line
from layers.papermap import MapPlan, draw_furniture, draw_map, plan_map
from layers.story import place_story, selection_story
from layers.titles import default_subtitle, default_title
from layers.view import View, to_address

Size = Literal["a4", "a3", "16x9"]
Orientation = Literal["landscape", "portrait"]
Suffix = Literal["png", "svg", "pdf", "html"]

PIXELS = {"a4": (3508, 2480), "a3": (4961, 3508), "16x9": (1920, 1080)}
DPI = {"a4": 300, "a3": 300, "16x9": 144}
SCALES = {"a4": 1.0, "a3": 1.35, "16x9": 1.15}  # of type and symbols

MARGIN, GAP = 28.0, 9.0
TITLE, SUBTITLE = Letters(26, weight=600), Letters(13, colour=style.MUTED)
ONE_LINE_TITLE, LEAST_TITLE = 20.0, 17.0
TITLE_LINES, MOST_LINES = 2, 5
FOOT, FOOT_BOLD = Letters(7.5, colour=style.MUTED), Letters(7.5, weight=600)
PANEL_WIDTH, PANEL_HEIGHT = 0.31, 0.36  # parts of the sheet, beside and under the map
FRAME = style.BORDER_PROVINCIE
# Colourings that show what may hold a plan up: what they say is no verdict.
FINDING_THEMES = ("natura2000", "netcongestie", "netcongestie-woningen")
PLACE_SOURCES = "Plekken en cijfers: Kamerstuk 32 847, nr. 1395 en andere openbare bronnen"


@dataclass(frozen=True)
class Sheet:
    """What a picture is printed on, and what stands around the map.

    An empty title or subtitle is made from the selection. ``base_url``: where the app runs, for a
    link to the same view. ``exploration``: say that findings are no verdict, also when no theme
    shows them. ``panel``: facts beside the map, or under it on a portrait sheet.
    """

    size: Size = "a4"
    orientation: Orientation = "landscape"
    title: str = ""
    subtitle: str = ""
    base_url: str = ""
    exploration: bool = False
    panel: bool = False

    @property
    def pixels(self) -> tuple[int, int]:
        """Width and height of the PNG."""
        width, height = PIXELS[self.size]
        return (width, height) if self.orientation == "landscape" else (height, width)

    @property
    def points(self) -> tuple[float, float]:
        """Width and height in points."""
        width, height = self.pixels
        return width / DPI[self.size] * 72, height / DPI[self.size] * 72

    @property
    def scale(self) -> float:
        """How much larger than on A4 type and symbols are."""
        return SCALES[self.size]


def to_picture(
    catalogue: Catalogue, view: View, sheet: Sheet, suffix: Suffix, sites: Sequence[str] = ()
) -> bytes:
    """Return a picture of a view as a file: ``png``, ``svg``, ``pdf`` or ``html``.

    ``sites`` are ids of the places that it is about; the map fits them and fades the others.
    """
    if suffix == "html":
        from layers.onefile import to_html

        return to_html(catalogue, view, titled(catalogue, view, sheet, sites), sites)
    from layers.files import to_file

    figure = draw_sheet(catalogue, view, sheet, sites)
    return to_file(figure, suffix, titled(catalogue, view, sheet, sites).title, DPI[sheet.size])


def draw_sheet(catalogue: Catalogue, view: View, sheet: Sheet, sites: Sequence[str] = ()) -> Figure:
    """Draw a sheet on a new figure that no one else knows."""
    sheet = titled(catalogue, view, sheet, sites)
    (width, height), edge = sheet.points, MARGIN * sheet.scale
    figure = Figure(figsize=(width / 72, height / 72), dpi=DPI[sheet.size])
    figure.patch.set_facecolor(style.SURFACE)
    page = figure.add_axes((0, 0, 1, 1), xlim=(0, width), ylim=(0, height))
    page.set_axis_off()
    top = _draw_title(page, sheet, edge, height - 0.7 * edge, width - 2 * edge)
    # The foot of the whole country is the longest: what the map then shows may need less.
    most = _foot_lines(catalogue, view, sheet, all_layers(catalogue, view), width - 2 * edge, sites)
    bottom = 0.6 * edge + len(most) * FOOT.scaled(sheet.scale).height + GAP / 2 * sheet.scale
    frame, panel = _divide(sheet, (edge, bottom, width - edge, top - GAP * sheet.scale))
    plan = plan_map(catalogue, view, frame[2] - frame[0], frame[3] - frame[1], sites, sheet.scale)
    _draw_map(figure, plan, frame)
    if panel is not None:
        _draw_panel(page, plan, sheet, panel)
    foot = _foot_lines(catalogue, view, sheet, plan.layers, width - 2 * edge, sites)
    _draw_foot(page, foot, edge, bottom - GAP / 2 * sheet.scale)
    return figure


def titled(catalogue: Catalogue, view: View, sheet: Sheet, sites: Sequence[str] = ()) -> Sheet:
    """Return the sheet with the title and subtitle that the selection gives it."""
    return replace(
        sheet,
        title=sheet.title or default_title(catalogue, view, sites),
        subtitle=sheet.subtitle or default_subtitle(catalogue, view, sites),
    )


def foot_texts(
    catalogue: Catalogue, view: View, sheet: Sheet, layers: Sequence[Layer], sites: Sequence[str]
) -> list[tuple[str, bool]]:
    """Return what stands under the map, each with whether it is to be seen at once."""
    texts = [(source_line(catalogue, layers, view, PLACE_SOURCES), False)]
    if sheet.exploration or view.theme in FINDING_THEMES or (sheet.panel and len(sites) == 1):
        texts.insert(0, (EXPLORATION, True))
    if sheet.base_url:
        texts.append((address_of(catalogue, view, sheet.base_url), False))
    return texts


def address_of(catalogue: Catalogue, view: View, base_url: str) -> str:
    """Return the link that gives back a view in the app."""
    query = urlencode(to_address(view, catalogue))
    return f"{base_url}?{query}" if query else base_url


def _draw_title(page: Axes, sheet: Sheet, left: float, top: float, width: float) -> float:
    """Draw title and subtitle, and return how far down they reach."""
    largest = TITLE.scaled(sheet.scale)
    letters = shrink(sheet.title, largest, width, 1, ONE_LINE_TITLE * sheet.scale)
    if len(wrap(sheet.title, letters, width)) > 1:
        letters = shrink(sheet.title, largest, width, TITLE_LINES, LEAST_TITLE * sheet.scale)
    for text, look in ((sheet.title, letters), (sheet.subtitle, SUBTITLE.scaled(sheet.scale))):
        for line in balance(text, look, width)[:MOST_LINES]:
            top -= look.height
            write(page, (left, top + 0.22 * look.size), line, look)
    return top


def _divide(sheet: Sheet, inner: Box) -> tuple[Box, Box | None]:
    """Return the frames of the map and of the panel."""
    left, bottom, right, top = inner
    if not sheet.panel:
        return inner, None
    (width, height), gap = sheet.points, 2 * GAP * sheet.scale
    if sheet.orientation == "landscape":
        split = right - PANEL_WIDTH * width
        return (left, bottom, split - gap, top), (split, bottom, right, top)
    split = bottom + PANEL_HEIGHT * height
    return (left, split + gap, right, top), (left, bottom + gap / 2, right, split)


def _draw_map(figure: Figure, plan: MapPlan, frame: Box) -> None:
    width, height = figure.get_size_inches() * 72
    left, bottom, right, top = frame
    place = (left / width, bottom / height, (right - left) / width, (top - bottom) / height)
    axes = figure.add_axes(place)
    draw_map(axes, plan)
    draw_furniture(axes, plan)
    edge = Rectangle((0, 0), 1, 1, transform=axes.transAxes, fill=False, edgecolor=FRAME,
                     linewidth=0.8 * plan.scale, clip_on=False, zorder=90)  # fmt: skip
    axes.add_artist(edge)


def _draw_panel(page: Axes, plan: MapPlan, sheet: Sheet, panel: Box) -> None:
    left, bottom, right, top = panel
    columns = 1 if sheet.orientation == "landscape" else 2
    if len(plan.sites) == 1:
        story = place_story(plan.catalogue, plan.catalogue.places[plan.sites[0]])
    else:
        story = selection_story(plan.catalogue, shown_places(plan), looks_of(plan))
    setting = set_story(story, right - left, top - bottom, columns, sheet.scale)
    draw_setting(page, setting, left, top)


def shown_places(plan: MapPlan) -> tuple[Place, ...]:
    """Return the places that a picture is about: those asked for, else the whole selection."""
    places = select_places(plan.catalogue, plan.view.selection)
    return tuple(p for p in places if not plan.sites or p.place_id in plan.sites)


def looks_of(plan: MapPlan) -> dict[str, LegendClass]:
    """Return how each place is drawn on the map, by id."""
    looks: dict[str, LegendClass] = {}
    for layer in plan.layers:
        classes = {one.class_id: one for one in layer.classes}
        rows = zip(layer.features["feature_id"], layer.features["class_id"], strict=True)
        looks |= {key: classes[class_id] for key, class_id in rows}
    return looks


def _foot_lines(
    catalogue: Catalogue, view: View, sheet: Sheet, layers: Sequence[Layer], width: float,
    sites: Sequence[str],
) -> list[tuple[str, Letters, str]]:  # fmt: skip
    """Return the lines at the foot with their look and where they link to."""
    lines = []
    for text, loud in foot_texts(catalogue, view, sheet, layers, sites):
        letters = (FOOT_BOLD if loud else FOOT).scaled(sheet.scale)
        link = text if sheet.base_url and text.startswith(sheet.base_url) else ""
        lines += [(line, letters, link) for line in wrap(text, letters, width)]
    return lines


def _draw_foot(
    page: Axes, lines: Sequence[tuple[str, Letters, str]], left: float, top: float
) -> None:
    for number, (line, letters, link) in enumerate(lines):
        spot = (left, top - number * letters.height - letters.size)
        write(page, spot, line, letters, **({"url": link} if link else {}))
