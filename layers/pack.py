"""A pack for a bestuurlijk overleg as a file: PowerPoint or PDF, from the same pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Literal

from matplotlib.figure import Figure

from layers.deck import to_pptx
from layers.mapimage import draw_map_into, map_image
from layers.packpages import Pack, pack_pages
from layers.scene import Scene
from layers.slides import HEIGHT, Picture, Slide
from layers.slidesheet import to_pdf

Suffix = Literal["pptx", "pdf"]
Report = Callable[[int, int], None]


def pack_file(pack: Pack, suffix: Suffix, report: Report | None = None) -> bytes:
    """Return a pack as a file.

    ``report`` is told before each page how many places are done, of how many; it may raise to stop.
    """
    pages: Iterable[Slide] = pack_pages(replace(pack, notes=suffix == "pptx"))
    if report:
        pages = _reported(pages, pack, report)
    if suffix == "pptx":
        day = date.fromisoformat(pack.catalogue.edition.reference_date)
        return to_pptx(pages, lambda picture: _image(pack, picture), day)
    return to_pdf(pages, lambda figure, picture: _draw(pack, figure, picture))


def _reported(pages: Iterable[Slide], pack: Pack, report: Report) -> Iterator[Slide]:
    """Pass the pages on; every page asks whether to go on, a page of a place counts."""
    done = 0
    for page in pages:
        report(done, len(pack.places))
        yield page
        done += page.begins_place
    report(len(pack.places), len(pack.places))


def _scene(pack: Pack, picture: Picture) -> Scene:
    return Scene(pack.catalogue, picture.view, picture.sites, pack.today)


def _image(pack: Pack, picture: Picture) -> bytes:
    _, _, width, height = picture.box
    return map_image(_scene(pack, picture), width, height)


def _draw(pack: Pack, figure: Figure, picture: Picture) -> None:
    left, top, width, height = picture.box
    draw_map_into(figure, (left, HEIGHT - top - height, width, height), _scene(pack, picture))
