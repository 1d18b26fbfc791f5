"""What changed between two editions of the data, as sentences."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from geo.changes import KINDS, NAMES, Change, Changes
from layers import style
from layers.html import NONE, bullets

COMMAND = "python -m geo diff OUD NIEUW"
NO_HISTORY = (
    "Hier staat geen versiegeschiedenis van de gegevens. Vergelijk twee mappen met gegevens op de "
    "opdrachtregel met"
)


def no_history_html() -> Markup:
    """Say how two editions are compared without a version history."""
    return Markup("<p>{} <code>{}</code>.</p>").format(NO_HISTORY, COMMAND)


def changes_html(changes: Changes) -> Markup:
    """Return everything that differs, by what it is about; and what was not compared."""
    if changes.is_empty:
        same = Markup("<p>Tussen {} en {} zijn de gegevens gelijk.</p>")
        return same.format(changes.old, changes.new) + _issues(changes)
    groups: dict[str, list[Change]] = {}
    for change in changes.changes:
        groups.setdefault(change.table, []).append(change)
    parts = [_totals(changes)]
    for table, found in groups.items():
        parts.append(_group(NAMES[table], found))
    return NONE.join([*parts, _issues(changes)])


def _group(name: str, found: list[Change]) -> Markup:
    counts = [
        f"{sum(change.kind == kind for change in found)} {word}"
        for kind, word in KINDS.items() if any(change.kind == kind for change in found)
    ]  # fmt: skip
    return Markup("<details><summary>{}: {}</summary>{}</details>").format(
        name, style.list_text(counts), bullets(_items(change.text for change in found))
    )


def _totals(changes: Changes) -> Markup:
    rows = [
        f"{total.name}: {total.old or 'niet te maken'} → {total.new or 'niet te maken'}"
        for total in changes.totals
    ]
    title = Markup("<h3>Sommen die gemaakt mogen worden</h3>")
    return title + bullets(_items(rows)) if rows else NONE


def _issues(changes: Changes) -> Markup:
    rows = [issue.message for issue in changes.not_compared]
    title = Markup("<h3>Niet vergeleken</h3>")
    return title + bullets(_items(rows)) if rows else NONE


def _items(texts: Iterable[str]) -> list[Markup]:
    return [Markup("<li>{}</li>").format(text) for text in texts]
