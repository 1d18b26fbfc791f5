"""The dossier of a place on A4: a sheet with its map and main facts, then everything in tables."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Literal

from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure
from PIL import Image

from geo.catalogue import Catalogue
from geo.findings import CLAIM
from geo.ledger import PREFERENCE_RULE
from geo.model import Place
from layers import style
from layers.dossier import Dossier, GrantRow, StepRow, build_dossier
from layers.facts import NO_FUNDING, WIDER_MONEY, excluded_text
from layers.files import to_file
from layers.findings import EXPLORATION
from layers.grids import draw_grid, new_page, write_words
from layers.lettering import clean
from layers.message import version_text
from layers.paper import draw_sheet
from layers.references import bracket_marks
from layers.scene import Scene
from layers.sheet import Sheet
from layers.slides import Grid, Row, Words, split_rows
from layers.view import View

WIDTH, HEIGHT = 595.0, 842.0
EDGE, TOP, FOOT = 40.0, 76.0, 806.0
WIDTHS = (120.0, WIDTH - 2 * EDGE - 160.0, 40.0)
TEXT, HEADING, SMALL = 9.5, 13.0, 8.0
PNG_DPI = 150
MAKER = "Doorbraakkaart"


def dossier_file(
    catalogue: Catalogue, place: Place, suffix: Literal["pdf", "png"], today: date
) -> bytes:
    """Return the dossier of a place as PDF, or as one PNG with its pages below each other."""
    pages = dossier_pages(catalogue, place, today)
    return to_pages(pages, f"Dossier {place.name}") if suffix == "pdf" else _to_png(pages)


def to_pages(pages: Iterable[Figure], title: str) -> bytes:
    """Return figures as a PDF; only one is held at a time."""
    buffer = io.BytesIO()
    metadata = {"Title": clean(title), "Creator": MAKER, "Producer": MAKER, "CreationDate": None}
    with PdfPages(buffer, metadata=metadata) as book:
        for figure in pages:
            book.savefig(figure)
    return buffer.getvalue()


def dossier_pages(catalogue: Catalogue, place: Place, today: date) -> Iterator[Figure]:
    """Yield the sheet of a place, and the pages with everything that is known of it."""
    yield place_sheet(catalogue, place, today)
    rows = _rows(build_dossier(catalogue, place, today))
    for number, part in enumerate(split_rows(rows, WIDTHS, [FOOT - TOP]), start=2):
        yield table_page(catalogue, f"Dossier {place.name}", part, number)


def place_sheet(catalogue: Catalogue, place: Place, today: date, number: int = 1) -> Figure:
    """Draw the first page of a place: its map, and under it its main facts."""
    sites = (place.place_id,)
    scene = Scene(catalogue, View().with_place(place.place_id), sites, today)
    sheet = Sheet("a4", "portrait", title=place.name, panel=True, exploration=True)
    figure = draw_sheet(scene, sheet)
    figure.text(1 - EDGE / WIDTH, 14 / HEIGHT, str(number), ha="right", size=SMALL,
                color=style.MUTED)  # fmt: skip
    return figure


def table_page(catalogue: Catalogue, title: str, rows: tuple[Row, ...], number: int) -> Figure:
    """Draw a page of a table under a title, with the version of the data at its foot."""
    figure, page = new_page(WIDTH, HEIGHT)
    write_words(page, (EDGE, 30, WIDTH - 2 * EDGE, 0), [Words(title, size=16, bold=True)])
    draw_grid(page, Grid(EDGE, TOP, WIDTHS, rows))
    foot = f"{EXPLORATION} · {version_text(catalogue)} · {number}"
    small = [Words(foot, size=SMALL, colour=style.MUTED)]
    write_words(page, (EDGE, HEIGHT - 26, WIDTH - 2 * EDGE, 0), small)
    return figure


def _to_png(pages: Iterable[Figure]) -> bytes:
    images = [Image.open(io.BytesIO(to_file(one, "png", "", PNG_DPI))) for one in _at(pages)]
    whole = Image.new("RGB", (images[0].width, sum(image.height for image in images)), "white")
    top = 0
    for image in images:
        whole.paste(image, (0, top))
        top += image.height
    buffer = io.BytesIO()
    whole.save(buffer, "png", dpi=(PNG_DPI, PNG_DPI))
    return buffer.getvalue()


def _at(pages: Iterable[Figure]) -> Iterator[Figure]:
    for figure in pages:
        figure.set_dpi(PNG_DPI)
        yield figure


# --- rows --------------------------------------------------------------------------------------


def _rows(dossier: Dossier) -> list[Row]:
    """Return everything in a dossier as rows of one table."""
    return [
        *_part("Wie is aan zet", [_step(one) for one in dossier.steps],
               "Geen bron noemt een knelpunt of een volgende stap."),
        *_part("Cijfers", [_row(one.label, f"{one.value}. {one.note}", one.marks,
                                "voorkeur" if one.preferred else "") for one in dossier.figures],
               "Geen cijfers bekend.", PREFERENCE_RULE),
        *_part("Middelen van het Rijk", _grants(dossier.grants), NO_FUNDING),
        *(_part(WIDER_MONEY, _grants(dossier.wider), "") if dossier.wider else []),
        _row("", excluded_text(dossier.excluded)),
        *_part(f"Knelpunten: {style.lower(EXPLORATION)}", _findings(dossier), "", CLAIM),
        *_part("Bronnen", [_row(f"[{one.number}]", f"{one.text} {one.url}")
                           for one in dossier.references], "Geen bronnen."),
    ]  # fmt: skip


def _findings(dossier: Dossier) -> list[Row]:
    found = [
        _row(theme.title if at == 0 else "", line.text, line.marks)
        for theme in dossier.themes
        for at, line in enumerate(theme.lines)
    ]
    quiet = [_row("Niet gecontroleerd", f"{style.list_text(themes)}: {style.lower(reason)}")
             for reason, themes in dossier.unchecked]  # fmt: skip
    return [*found, *quiet, *(_row("Werkwijze", one.text, one.marks) for one in dossier.limits)]


def _grants(grants: Sequence[GrantRow]) -> list[Row]:
    return [
        _row(one.name, ". ".join(filter(None, (one.amount, one.condition))), one.marks, one.sure)
        for one in grants
    ]  # fmt: skip


def _step(step: StepRow) -> Row:
    moment = f" ({step.moment})" if step.moment else ""
    solved = "Opgelost. " if step.solved else ""
    text = f"{solved}{step.text} Wie: {step.actor}. Volgende stap: {step.step}{moment}."
    return _row(step.theme, text, step.marks)


def _part(title: str, rows: list[Row], empty: str, note: str = "") -> list[Row]:
    heading = Row((Words(title, size=HEADING, bold=True),), wide=True)
    under = [_row("", note)] if note and rows else []
    return [heading, *(rows or [_row("", empty)]), *under]


def _row(label: str, text: str, marks: tuple[int, ...] = (), remark: str = "") -> Row:
    lead = f"{remark}: " if remark else ""
    return Row((
        Words(label, size=TEXT, bold=True, colour=style.MUTED),
        Words((lead + text).strip(), size=TEXT),
        Words(bracket_marks(marks), size=SMALL, colour=style.MUTED),
    ))  # fmt: skip
