"""The agenda for the versnellingstafel as a section of a page and as a workbook."""

from __future__ import annotations

import io
from collections.abc import Sequence

from markupsafe import Markup
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from geo.agenda import SOLVED, AgendaGroup, AgendaItem, group_by_actor
from geo.agenda_file import COLUMNS
from geo.catalogue import Catalogue
from geo.spreadsheets import safe_cell
from layers import style
from layers.citing import facts_table
from layers.findings import EXPLORATION
from layers.html import NONE, source_link
from layers.message import version_text

NOBODY = "In geen bron genoemd"
WIDTHS = {"nummer": 12, "plek": 26, "thema": 22, "knelpunt": 70, "wie": 36, "volgende stap": 44,
          "wanneer": 22, "status": 10, "bron": 44, "datum": 12}  # fmt: skip


def agenda_html(catalogue: Catalogue, items: Sequence[AgendaItem]) -> Markup:
    """Return the agenda: a table for each authority, the one with most to do on top."""
    groups = group_by_actor(items)
    if not groups:
        return Markup("<p>Geen bron noemt een knelpunt bij deze plekken.</p>")
    body = NONE.join(_group(catalogue, group) for group in groups)
    return Markup('<article class="dossier agenda">{}</article>').format(body)


def agenda_xlsx(catalogue: Catalogue, items: Sequence[AgendaItem]) -> bytes:
    """Return the agenda as a workbook that can be filled in further and read back.

    Text that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Agenda"
    sheet.append(list(COLUMNS))
    for group in group_by_actor(items):
        for item in group.items:
            sheet.append([safe_cell(cell) for cell in _cells(catalogue, item)])
    for at, (column, width) in enumerate(zip(sheet.columns, WIDTHS.values(), strict=True), start=1):
        sheet.column_dimensions[get_column_letter(at)].width = width
        column[0].font = Font(bold=True)
        for cell in column[1:]:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    _add_notes(book, catalogue)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _add_notes(book: Workbook, catalogue: Catalogue) -> None:
    notes = book.create_sheet("Toelichting")
    notes.column_dimensions["A"].width = 100
    for line in (
        "Agenda voor de versnellingstafel, uit Doorbraakkaart",
        f"Gegevens: {version_text(catalogue)}",
        f"{EXPLORATION}: wat genoemde bronnen zeggen. Een lege cel is niet genoemd.",
        "Vul cellen aan of voeg rijen toe zonder nummer, en lees het bestand in op Presentatie.",
    ):
        notes.append([line])


def _cells(catalogue: Catalogue, item: AgendaItem) -> list[str]:
    """Return an item in the order of :data:`geo.agenda_file.COLUMNS`."""
    return [
        "" if item.item_id.startswith("eigen-") else item.item_id,
        catalogue.names.get(item.subject, item.subject), style.THEMES[item.theme], item.text,
        item.actor, item.next_step, item.next_date, SOLVED if item.solved else "open",
        source_name(catalogue, item), item.date,
    ]  # fmt: skip


def source_name(catalogue: Catalogue, item: AgendaItem) -> str:
    """Return who says an item: the publisher and title of its source, and whose changes it has."""
    source = catalogue.manifest.source(item.source_id)
    said = f"{source.publisher}: {source.title}" if source else ""
    return "; ".join(filter(None, (said, item.source)))


def _group(catalogue: Catalogue, group: AgendaGroup) -> Markup:
    heads = ("Plek", "Knelpunt", "Volgende stap", "Bron")
    table = facts_table("steps", heads, (_row(catalogue, item) for item in group.items))
    return Markup('<section><h3>{} <span class="muted">({})</span></h3>{}</section>').format(
        group.actor or NOBODY, len(group.items), table
    )


def _row(catalogue: Catalogue, item: AgendaItem) -> tuple[str | Markup, ...]:
    moment = f" ({item.next_date})" if item.next_date else ""
    step = f"{item.next_step}{moment}" if item.next_step else "niet genoemd"
    solved = "Opgelost. " if item.solved else ""
    said = source_link(catalogue, item.source_id, style.date_text(item.date))
    if item.own:
        said += Markup('<br><strong class="old">eigen: {}</strong>').format(item.source)
    return (
        catalogue.names.get(item.subject, item.subject),
        f"{style.THEMES[item.theme]}: {solved}{item.text}",
        step,
        said,
    )
