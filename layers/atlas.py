"""The atlas: contents, a page a place, and all sources, as one PDF."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from matplotlib.figure import Figure

from geo.catalogue import Catalogue
from geo.model import Place
from layers import style
from layers.dossier import build_dossier
from layers.dossiersheet import (
    FOOT,
    TEXT,
    TOP,
    WIDTHS,
    place_sheet,
    table_page,
    to_pages,
)
from layers.references import References
from layers.slides import Row, Words, split_rows

Report = Callable[[int, int], None]


def atlas_file(
    catalogue: Catalogue, places: Sequence[Place], today: date, title: str = "Atlas",
    report: Report | None = None,
) -> bytes:  # fmt: skip
    """Return the atlas of places.

    ``report`` is told before each place how many are done, of how many; it may raise to stop.
    """
    return to_pages(atlas_pages(catalogue, places, today, title, report), title)


def atlas_pages(
    catalogue: Catalogue, places: Sequence[Place], today: date, title: str = "Atlas",
    report: Report | None = None,
) -> Iterator[Figure]:  # fmt: skip
    """Yield the pages one by one, so that no more than one is held at a time."""
    contents = split_rows(_contents(catalogue, places, 0), WIDTHS, [FOOT - TOP])
    first = len(contents) + 1  # the page of the first place, known once the contents are laid out
    numbered = split_rows(_contents(catalogue, places, first), WIDTHS, [FOOT - TOP])
    for number, rows in enumerate(numbered, start=1):
        yield table_page(catalogue, title, rows, number)
    for done, place in enumerate(places):
        if report:
            report(done, len(places))
        yield place_sheet(catalogue, place, today, first + done)
    if report:
        report(len(places), len(places))
    sources = split_rows(_sources(catalogue, places, today), WIDTHS, [FOOT - TOP])
    for number, rows in enumerate(sources, start=first + len(places)):
        yield table_page(catalogue, "Bronnen", rows, number)


def _contents(catalogue: Catalogue, places: Sequence[Place], first: int) -> list[Row]:
    """Return a row a place with its page; the numbers do not change the height of a row."""
    rows = []
    for at, place in enumerate(places):
        gemeenten = style.list_text([catalogue.names[code] for code in place.gemeente_codes])
        rows.append(_row(place.name, f"{style.KINDS[place.kind]} in {gemeenten}", str(first + at)))
    if not rows:
        rows = [_row("", "Geen plek voldoet aan deze selectie.", "")]
    return rows


def _sources(catalogue: Catalogue, places: Sequence[Place], today: date) -> list[Row]:
    """Return every source that a dossier of these places uses."""
    sources = References(catalogue)
    for place in places:
        build_dossier(catalogue, place, today, sources)
    return [_row(one.publisher, f"{one.text} {one.url}", "") for one in sources.listed()]


def _row(label: str, text: str, number: str) -> Row:
    return Row((
        Words(label, size=TEXT, bold=True), Words(text, size=TEXT), Words(number, size=TEXT),
    ))  # fmt: skip
