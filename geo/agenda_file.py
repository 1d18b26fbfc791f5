"""A reader's own agenda: a table that adds bottlenecks, or changes what is known of one.

Such a file is often confidential. It is read in memory and nothing of it is kept; whoever shows the
items decides where they go.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from typing import get_args

from geo.agenda import SOLVED, AgendaItem
from geo.catalogue import Catalogue
from geo.errors import UnknownSubjectError
from geo.model import Issue, Statement
from geo.sheets import Sheet, SheetError, read_sheet
from geo.statements import subjects_of_place
from geo.subjects import find_subject

COLUMNS = {
    "nummer": "item_id", "plek": "subject", "thema": "theme", "knelpunt": "text", "wie": "actor",
    "volgende stap": "next_step", "wanneer": "next_date", "status": "solved", "bron": "source",
    "datum": "date",
}  # fmt: skip
CHANGEABLE = ("text", "actor", "next_step", "next_date", "date", "source")
OPEN_WORDS, SOLVED_WORDS = ("", "open"), (SOLVED, "gereed", "afgerond")
THEMES: tuple[str, ...] = get_args(Statement.model_fields["theme"].annotation)
LONGEST = 2_000  # characters of a cell: what a slide can still lay out over several pages
OWN = "eigen opgave"


def read_agenda(
    name: str, data: bytes, catalogue: Catalogue, items: Sequence[AgendaItem],
    themes: Mapping[str, str],
) -> tuple[tuple[AgendaItem, ...], tuple[Issue, ...]]:  # fmt: skip
    """Read a file and lay it over the items that are known.

    Parameters
    ----------
    name, data
        The file: CSV or Excel with the columns of :data:`COLUMNS`; ``plek`` and ``knelpunt`` are
        needed for a new row, ``nummer`` for one that changes a known item.
    catalogue, items
        What is known, and of which places.
    themes
        Dutch words for the themes, which a file may use instead of their ids.

    Returns
    -------
    tuple
        The items, changed and new ones marked as own, and an issue for every row that was not, or
        not wholly, understood.

    Raises
    ------
    SheetError
        When the file cannot be read or has none of the columns.
    """
    sheet = read_sheet(name, data)
    columns = _columns(name, sheet)
    known = {item.item_id: item for item in items}
    issues, fresh = list(sheet.issues), []
    for number, cells in enumerate(sheet.rows, start=1):
        row = {columns[at]: " ".join(cell.split()) for at, cell in enumerate(cells)
               if at in columns}  # fmt: skip
        where = f"{name}, rij {number}"
        problem = _too_long(where, row)
        if problem is None and row.get("item_id") in known:
            known[row["item_id"]], more = _changed(where, known[row["item_id"]], row)
            issues += more
        elif problem is None:
            item, problem = _new(where, number, row, catalogue, themes)
            fresh += [item] if item else []
        issues += [problem] if problem else []
    return (*known.values(), *fresh), tuple(issues)


def _columns(name: str, sheet: Sheet) -> dict[int, str]:
    found = {at: COLUMNS[title.casefold()] for at, title in enumerate(sheet.columns)
             if title.casefold() in COLUMNS}  # fmt: skip
    if not {"item_id", "text"} & set(found.values()):
        raise SheetError(
            name, f"kolommen {', '.join(COLUMNS)}", ", ".join(sheet.columns)[:200],
            "geef de kolommen deze namen, of begin met de agenda die u hier downloadt",
        )  # fmt: skip
    return found


def _changed(
    where: str, item: AgendaItem, row: Mapping[str, str]
) -> tuple[AgendaItem, list[Issue]]:
    """Return a known item with the cells that a row fills in; empty cells change nothing."""
    new = {key: row[key] for key in CHANGEABLE if row.get(key)}
    issues = []
    solved = _solved(row.get("solved", ""))
    if solved is None:
        issues.append(_bad_status(where, row["solved"]))
    elif row.get("solved"):
        new["solved"] = solved  # type: ignore[assignment]
    changes = {key: value for key, value in new.items() if getattr(item, key) != value}
    if set(changes) <= {"source"}:
        return item, issues
    changed = replace(item, **changes, own=True)  # type: ignore[arg-type]
    return replace(changed, source=row.get("source") or OWN), issues


def _new(
    where: str, number: int, row: Mapping[str, str], catalogue: Catalogue,
    themes: Mapping[str, str],
) -> tuple[AgendaItem | None, Issue | None]:  # fmt: skip
    if row.get("item_id"):
        return None, _issue(
            where,
            "een bekend nummer, of een leeg nummer bij een nieuwe rij",
            f"‘{row['item_id'][:40]}’",
            "verbeter het nummer of maak het leeg",
        )
    if not row.get("text") or not row.get("subject"):
        missing = "knelpunt" if not row.get("text") else "plek"
        return None, _issue(where, f"een ingevulde cel ‘{missing}’", "een lege cel",
                            f"vul ‘{missing}’ in")  # fmt: skip
    try:
        subject = find_subject(catalogue, row["subject"])
    except UnknownSubjectError as error:
        return None, _issue(where, error.expected, f"‘{row['subject'][:60]}’", error.repair)
    theme = _theme(row.get("theme", ""), themes)
    if theme is None:
        near = get_close_matches(row["theme"], [*themes.values()], n=1)
        hint = f"bedoelde u ‘{near[0]}’?" if near else f"kies uit: {', '.join(themes.values())}"
        return None, _issue(where, "een bekend thema", f"‘{row['theme'][:60]}’", hint)
    solved = _solved(row.get("solved", ""))
    item = AgendaItem(
        f"eigen-{number}", subject, _touched(catalogue, subject), theme, row["text"],
        row.get("actor", ""), row.get("next_step", ""), row.get("next_date", ""), bool(solved),
        row.get("date", ""), "", row.get("source") or OWN, own=True,
    )  # fmt: skip
    return item, _bad_status(where, row["solved"]) if solved is None else None


def _touched(catalogue: Catalogue, subject: str) -> tuple[str, ...]:
    """Return the places that something said of a subject is about."""
    return tuple(
        place.place_id
        for place in catalogue.places.values()
        if subject in subjects_of_place(place, catalogue)
    )


def _theme(text: str, themes: Mapping[str, str]) -> str | None:
    if not text:
        return "status"
    by_word = {word.casefold(): theme for theme, word in themes.items()}
    found = by_word.get(text.casefold(), text)
    return found if found in THEMES else None


def _solved(word: str) -> bool | None:
    """Return whether a status says solved; None for a word that is neither."""
    if word.casefold() in OPEN_WORDS:
        return False
    return True if word.casefold() in SOLVED_WORDS else None


def _too_long(where: str, row: Mapping[str, str]) -> Issue | None:
    long = next((key for key, cell in row.items() if len(cell) > LONGEST), None)
    if long is None:
        return None
    return _issue(where, f"hoogstens {LONGEST} tekens in een cel", f"{len(row[long])} tekens",
                  "kort de tekst in")  # fmt: skip


def _bad_status(where: str, found: str) -> Issue:
    words = ", ".join(filter(None, (*OPEN_WORDS, *SOLVED_WORDS)))
    return _issue(where, f"status {words} of leeg", f"‘{found[:40]}’",
                  "verbeter de status; de rij telt nu als open")  # fmt: skip


def _issue(where: str, expected: str, found: str, repair: str) -> Issue:
    return Issue(severity="error", code="agenda_row", where=where, expected=expected, found=found,
                 repair=repair)  # fmt: skip


def of_places(items: Iterable[AgendaItem], place_ids: Iterable[str]) -> tuple[AgendaItem, ...]:
    """Return the items that touch one of these places."""
    wanted = set(place_ids)
    return tuple(item for item in items if wanted & set(item.places))
