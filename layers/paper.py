"""A sheet of paper with a map: title, map, legend, footer, and beside it a panel with facts.

:func:`to_picture` gives it as PNG, SVG, PDF or one self-contained HTML file. Nothing here needs a
browser or a network, and the same input gives the same bytes. Sizes are points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Literal, get_args
from urllib.parse import urlencode

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from geo.catalogue import Catalogue
from layers import style
from layers.base import Layer
from layers.column import draw_setting, set_story
from layers.findings import EXPLORATION
from layers.ground import UNREACHABLE, Ground, fetch_ground
from layers.lettering import Letters, balance, shrink, wrap, write
from layers.mapimage import draw_plan
from layers.mapplan import MapPlan, plan_map
from layers.message import source_line
from layers.points import Box
from layers.scene import Scene
from layers.sheet import Sheet
from layers.story import story_of
from layers.titles import default_subtitle, default_title
from layers.view import NONE, View, to_address

Suffix = Literal["png", "svg", "pdf", "html"]
SUFFIXES = get_args(Suffix)

MARGIN, GAP = 28.0, 9.0
TITLE, SUBTITLE = Letters(26, weight=600), Letters(13, colour=style.MUTED)
ONE_LINE_TITLE, LEAST_TITLE = 20.0, 17.0
TITLE_LINES, MOST_LINES = 2, 5
FOOT, FOOT_BOLD = Letters(7.5, colour=style.MUTED), Letters(7.5, weight=600)
PANEL_WIDTH, PANEL_HEIGHT = 0.31, 0.36  # parts of the sheet, beside and under the map
GROUND_DPI = 150  # finer than a tile is drawn for
# Any other colouring shows what may hold a plan up: what it says is no verdict.
THEMES_WITHOUT_FINDINGS = (NONE, "woningen")
PLACE_SOURCES = "Plekken en cijfers: Kamerstuk 32 847, nr. 1395 en andere openbare bronnen"


def to_picture(
    catalogue: Catalogue, view: View, sheet: Sheet, suffix: Suffix, sites: Sequence[str] = (),
    today: date | None = None,
) -> bytes:  # fmt: skip
    """Return a picture of a view as a file: ``png``, ``svg``, ``pdf`` or ``html``.

    ``sites`` are ids of the places that it is about; the map fits them and fades the others.
    On ``today`` depends only what is marked as outdated.
    """
    scene = Scene(catalogue, view, tuple(sites), today or date.today())
    if suffix == "html":
        from layers.onefile import to_html

        address = address_of(scene, sheet.base_url) if sheet.base_url else ""
        return to_html(scene, titled(scene, sheet), PLACE_SOURCES, address)
    from layers.files import to_file

    title = titled(scene, sheet).title
    return to_file(draw_sheet(scene, sheet), suffix, title, sheet.dpi)


def draw_sheet(scene: Scene, sheet: Sheet) -> Figure:
    """Draw a sheet on a new figure that no one else knows."""
    sheet = titled(scene, sheet)
    (width, height), edge = sheet.points, MARGIN * sheet.scale
    figure = Figure(figsize=(width / 72, height / 72), dpi=sheet.dpi)
    figure.patch.set_facecolor(style.SURFACE)
    page = figure.add_axes((0, 0, 1, 1), xlim=(0, width), ylim=(0, height))
    page.set_axis_off()
    top = _draw_title(page, sheet, edge, height - 0.7 * edge, width - 2 * edge)
    # The foot of the whole country is the longest: what the map then shows may need less.
    most = max((_foot_lines(scene, sheet, scene.layers, width - 2 * edge, grounded)
                for grounded in (True, False)), key=len)  # fmt: skip
    gap = GAP * sheet.scale
    bottom = 0.6 * edge + len(most) * FOOT.scaled(sheet.scale).height + gap / 2
    frame, panel = _divide(sheet, (edge, bottom, width - edge, top - gap))
    plan = plan_map(scene, frame[2] - frame[0], frame[3] - frame[1], sheet.scale)
    plan = replace(plan, ground=_ground_of(plan))
    left, low, right, high = frame
    draw_plan(figure, (left, low, right - left, high - low), plan)
    if panel is not None:
        _draw_panel(page, plan, sheet, panel)
    foot = _foot_lines(scene, sheet, plan.layers, width - 2 * edge, plan.ground is not None)
    _draw_foot(page, foot, edge, bottom - gap / 2)
    return figure


def titled(scene: Scene, sheet: Sheet) -> Sheet:
    """Return the sheet with the title and subtitle that the selection gives it."""
    return replace(
        sheet,
        title=sheet.title or default_title(scene),
        subtitle=sheet.subtitle or default_subtitle(scene),
    )


def foot_texts(
    scene: Scene, sheet: Sheet, layers: Sequence[Layer], grounded: bool = True
) -> list[tuple[str, str]]:
    """Return what stands under the map: each text with where it links to, if it does.

    ``grounded``: the background that was asked for is there.
    """
    view = scene.view if grounded else replace(scene.view, background=NONE)
    texts = [(source_line(scene.catalogue, layers, view, PLACE_SOURCES), "")]
    if scene.view.background != NONE and not grounded:
        texts.append((UNREACHABLE, ""))
    if shows_findings(scene, sheet):
        texts.insert(0, (style.sentence(EXPLORATION), ""))
    if sheet.base_url:
        link = address_of(scene, sheet.base_url)
        texts.append((link, link))
    return texts


def shows_findings(scene: Scene, sheet: Sheet) -> bool:
    """Whether a picture shows what may hold a place up, and so must say that it is no verdict."""
    themed = scene.view.bottleneck is not None or scene.view.theme not in THEMES_WITHOUT_FINDINGS
    return sheet.exploration or themed or (sheet.panel and scene.subject is not None)


def address_of(scene: Scene, base_url: str) -> str:
    """Return the link that gives back a view in the app."""
    query = urlencode(to_address(scene.view, scene.catalogue))
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


def _ground_of(plan: MapPlan) -> Ground | None:
    if plan.scene.view.background == NONE:
        return None
    per_pixel = plan.metres_per_point * 72 / GROUND_DPI
    return fetch_ground(plan.scene.view.background, plan.extent, per_pixel)


def _draw_panel(page: Axes, plan: MapPlan, sheet: Sheet, panel: Box) -> None:
    left, bottom, right, top = panel
    columns = 1 if sheet.orientation == "landscape" else 2
    story = story_of(plan.scene, plan.looks)
    setting = set_story(story, right - left, top - bottom, columns, sheet.scale)
    draw_setting(page, setting, left, top)


def _foot_lines(
    scene: Scene, sheet: Sheet, layers: Sequence[Layer], width: float, grounded: bool = True
) -> list[tuple[str, Letters, str]]:
    """Return the lines at the foot with their look and where they link to."""
    lines = []
    for text, link in foot_texts(scene, sheet, layers, grounded):
        loud = text == style.sentence(EXPLORATION)
        letters = (FOOT_BOLD if loud else FOOT).scaled(sheet.scale)
        lines += [(line, letters, link) for line in wrap(text, letters, width)]
    return lines


def _draw_foot(
    page: Axes, lines: Sequence[tuple[str, Letters, str]], left: float, top: float
) -> None:
    for number, (line, letters, link) in enumerate(lines):
        spot = (left, top - number * letters.height - letters.size)
        write(page, spot, line, letters, **({"url": link} if link else {}))
