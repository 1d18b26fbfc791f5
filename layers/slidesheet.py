"""The pages of a pack as PDF: the slides of the PowerPoint file, with maps drawn as vectors."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable

from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure

from layers import style
from layers.grids import draw_grid, new_page, write_words
from layers.lettering import clean
from layers.slides import (
    FOOT_BOX,
    HEIGHT,
    SUBTITLE_BOX,
    WIDTH,
    Grid,
    Paragraphs,
    Picture,
    Slide,
    Words,
)

MAKER = "Doorbraakkaart"
DrawMap = Callable[[Figure, Picture], None]


def to_pdf(slides: Iterable[Slide], draw: DrawMap) -> bytes:
    """Return a PDF, a page a slide; only one page is held at a time.

    ``draw`` draws a map into its box on the figure.
    """
    buffer, metadata = io.BytesIO(), {"Creator": MAKER, "Producer": MAKER, "CreationDate": None}
    with PdfPages(buffer, metadata=metadata) as pages:
        for number, slide in enumerate(slides, start=1):
            if number == 1:
                pages.infodict()["Title"] = clean(slide.title)
            pages.savefig(draw_slide(slide, number, draw))
    return buffer.getvalue()


def draw_slide(slide: Slide, number: int, draw: DrawMap) -> Figure:
    """Draw a slide on a figure of its own."""
    figure, page = new_page(WIDTH, HEIGHT)
    write_words(page, slide.title_box, [slide.heading])
    if slide.subtitle:
        write_words(page, SUBTITLE_BOX, [Words(slide.subtitle, colour=style.MUTED)])
    for item in slide.items:
        if isinstance(item, Paragraphs):
            write_words(page, item.box, item.words)
        elif isinstance(item, Grid):
            draw_grid(page, item)
        else:
            draw(figure, item)
    if slide.foot:
        write_words(page, FOOT_BOX, [Words(f"{slide.foot} · {number}", colour=style.MUTED)])
    return figure
