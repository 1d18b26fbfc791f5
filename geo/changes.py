"""What differs between two editions of the data, in Dutch and with both sources.

Everything is compared as text by its key; a column that only one edition has is named and not
compared. A comparison of an edition with itself is empty.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Literal

from geo.catalogue import TABLES, Catalogue
from geo.crs import points_rd
from geo.editions import (
    Cells,
    Snapshot,
    catalogue_of,
    column_issues,
    common_columns,
    not_compared,
    read_edition,
)
from geo.errors import GeoError
from geo.funding import structure_of
from geo.model import Frozen, Issue
from geo.selection import add_homes
from geo.words import number_text, range_text

Kind = Literal["added", "removed", "changed", "renamed", "moved"]
NAMES = {
    "places": "Plek", "figures": "Cijfer", "links": "Verband", "statements": "Uitspraak",
    "subjects": "Onderwerp", "quantities": "Grootheid", "decisions": "Stand van bedrag",
    "document": "Bron", "layer": "Bron van kaartlaag", "norm": "Norm", "file": "Kaartlaag",
}  # fmt: skip
KINDS: dict[Kind, str] = {
    "added": "toegevoegd", "removed": "weggehaald", "changed": "gewijzigd", "renamed": "hernoemd",
    "moved": "verplaatst",
}  # fmt: skip
RELATIONS = {
    "part_of": "deel van", "overlaps": "overlapt", "separate_from": "los van",
    "possibly_same": "mogelijk hetzelfde als", "unknown": "verband onbekend met",
    "same_place": "zelfde plek als", "lies_in": "ligt in", "applies_to": "geldt voor",
    "possibly_applies_to": "geldt mogelijk voor", "unlinked": "niet gekoppeld",
}  # fmt: skip
COLUMNS = {
    "name": "naam", "value": "waarde", "low": "laagste", "high": "hoogste", "unit": "eenheid",
    "qualifier": "nauwkeurigheid", "kind": "soort", "formula": "formule", "inputs": "invoer",
    "period": "periode", "conditions": "voorwaarden", "condition": "voorwaarde",
    "parent": "geheel", "source_id": "bron", "section": "paragraaf", "paragraph": "alinea",
    "reference_date": "peildatum", "confidence": "zekerheid", "note": "opmerking",
    "relation": "relatie", "text": "tekst", "date": "datum", "decided": "datum",
    "stage": "stand", "event": "gebeurtenis", "gemeente_codes": "gemeenten",
    "uncertainty_m": "onzekerheid (m)", "designation": "aanwijzing", "next_step": "volgende stap",
    "next_date": "datum volgende stap", "actor": "aan zet", "theme": "thema", "title": "titel",
    "publisher": "uitgever", "licence": "licentie", "method": "werkwijze", "url": "adres",
}  # fmt: skip
BLOCKS = ("document", "layer", "norm")
SHOWN = 60
MAX_NAMES = 3
SUMMED = ("places", "figures", "links")


class FieldChange(Frozen):
    """One column of a row, before and after."""

    column: str
    old: str
    new: str


class Change(Frozen):
    """One thing that differs, with both sources; empty where the row was not there.

    ``distance_m`` is how far a place was moved, in metres.
    """

    table: str
    kind: Kind
    key: str
    name: str
    fields: tuple[FieldChange, ...]
    old_source: str
    new_source: str
    distance_m: int | None
    text: str


class TotalChange(Frozen):
    """A sum that may be made, before and after; empty where it could not be made."""

    name: str
    old: str
    new: str


class Changes(Frozen):
    """All that differs from one edition to another, and what was not compared."""

    old: str
    new: str
    changes: tuple[Change, ...]
    totals: tuple[TotalChange, ...]
    not_compared: tuple[Issue, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return not self.changes and not self.totals


def compare_editions(old: Path, new: Path, old_name: str, new_name: str) -> Changes:
    """Compare two data folders; neither has to be one that the product accepts."""
    one, other = read_edition(old, old_name), read_edition(new, new_name)
    changes = [change for table in TABLES for change in _table_changes(one, other, table)]
    changes += [change for kind in BLOCKS for change in _block_changes(one, other, kind)]
    changes += _file_changes(one, other)
    (before, unfit), (after, more) = _totals(one), _totals(other)
    totals = tuple(
        TotalChange(name=(after.get(key) or before[key])[0], old=before.get(key, ("", ""))[1],
                    new=after.get(key, ("", ""))[1])
        for key in dict.fromkeys((*before, *after)) if before.get(key) != after.get(key)
    )  # fmt: skip
    issues = dict.fromkeys((*one.issues, *other.issues, *column_issues(one, other, TABLES),
                            *unfit, *more))  # fmt: skip
    return Changes(old=old_name, new=new_name, changes=tuple(changes), totals=totals,
                   not_compared=tuple(issues))  # fmt: skip


def as_text(changes: Changes) -> str:
    """Return all that differs as Dutch lines."""
    head = f"Van {changes.old} naar {changes.new}"
    lines = [f"{head}: geen verschillen." if changes.is_empty else f"{head}:"]
    lines += [f"- {change.text}" for change in changes.changes]
    lines += [f"- Som: {t.name}: {t.old or 'niet te maken'} → {t.new or 'niet te maken'}"
              for t in changes.totals]  # fmt: skip
    lines += [f"LET OP {issue.message}" for issue in changes.not_compared]
    return "\n".join(lines)


def _table_changes(one: Snapshot, other: Snapshot, table: str) -> Iterator[Change]:
    """Yield what differs in a table; one that only one edition can read is not compared."""
    if not one.columns[table] or not other.columns[table]:
        return
    before, after = one.tables[table], other.tables[table]
    for key in dict.fromkeys((*before, *after)):
        if key not in before or key not in after:
            yield _change(one, other, table, key, "added" if key in after else "removed", ())
    columns = common_columns(one, other, table)
    for key in (key for key in before if key in after):
        fields = tuple(
            FieldChange(column=column, old=before[key][column], new=after[key][column])
            for column in columns if before[key][column] != after[key][column]
        )  # fmt: skip
        for kind, part in _kinds(table, fields):
            yield _change(one, other, table, key, kind, part)


def _kinds(
    table: str, fields: tuple[FieldChange, ...]
) -> Iterator[tuple[Kind, tuple[FieldChange, ...]]]:
    """Tell a new name and a new point of a place from all other changes."""
    special: dict[str, Kind] = {"name": "renamed", "lon": "moved", "lat": "moved"}
    kinds = special if table == "places" else {}
    order: tuple[Kind, ...] = ("renamed", "moved", "changed")
    for kind in order:
        part = tuple(field for field in fields if kinds.get(field.column, "changed") == kind)
        if part:
            yield kind, part


def _change(
    one: Snapshot, other: Snapshot, table: str, key: str, kind: Kind,
    fields: tuple[FieldChange, ...],
) -> Change:  # fmt: skip
    before, after = one.tables[table].get(key), other.tables[table].get(key)
    row, edition = (after, other) if after is not None else (before, one)
    assert row is not None
    name = _name(edition, table, row)
    distance = _distance(before, after) if kind == "moved" else None
    sources = [
        snapshot.source_title(cells.get("source_id", "")) if cells else ""
        for snapshot, cells in ((one, before), (other, after))
    ]
    called = name if table == "links" else f"{name} ({key})"
    text = f"{NAMES[table]} {KINDS[kind]}: {called}{_what(table, kind, before, after, fields)}"
    if kind == "moved" and distance is not None:
        text += f", {number_text(distance)} m"
    return Change(
        table=table, kind=kind, key=key, name=name, fields=fields, old_source=sources[0],
        new_source=sources[1], distance_m=distance, text=text + _said_by(sources),
    )  # fmt: skip


def _what(
    table: str, kind: Kind, before: Cells | None, after: Cells | None,
    fields: tuple[FieldChange, ...],
) -> str:  # fmt: skip
    """Say a figure, link or statement before and after, then the columns that differ."""
    told = [_told(table, cells) for cells in (before, after) if cells]
    told = list(dict.fromkeys(text for text in told if text))
    text = f": {' → '.join(told)}" if told else ""
    shown = {"figures": ("value", "low", "high", "unit", "qualifier"), "links": ("relation",),
             "statements": ("text",)}.get(table, ())  # fmt: skip
    rest = [field for field in fields if field.column not in shown and kind != "moved"]
    parts = [
        f"{COLUMNS.get(f.column, f.column)} ‘{_short(f.old)}’ → ‘{_short(f.new)}’" for f in rest
    ]
    return text + (f"; {', '.join(parts)}" if parts else "")


def _told(table: str, cells: Cells) -> str:
    if table == "figures":
        return _figure(cells)
    if table == "links":
        return RELATIONS.get(cells.get("relation", ""), cells.get("relation", ""))
    return f"‘{_short(cells.get('text', ''))}’" if table == "statements" else ""


def _figure(cells: Cells) -> str:
    """Write the number of a row, also of one that today's types would refuse."""
    value, low, high = (cells.get(column, "") for column in ("value", "low", "high"))
    qualifier = cells.get("qualifier", "")
    try:
        ends = Decimal(value or low), Decimal(value or high)
        text = range_text(*ends, cells.get("unit", ""))
    except (InvalidOperation, ValueError):
        text = value or f"{low}–{high}"
    return text if qualifier in ("", "exact") else f"{qualifier} {text}"


def _name(edition: Snapshot, table: str, cells: Cells) -> str:
    """Return what a reader calls a row."""
    if table == "links":
        ends = [cells.get(end, "") for end in ("from", "to")]
        return " – ".join(edition.names.get(end, end) for end in ends if end)
    if table in ("figures", "statements", "decisions"):
        quantity = edition.tables["quantities"].get(cells.get("quantity", ""), {})
        label = quantity.get("label") or cells.get("quantity") or cells.get("theme", "")
        subject = cells.get("subject", "")
        return ", ".join(filter(None, (edition.names.get(subject, subject), label)))
    return cells.get("name") or cells.get("label") or next(iter(cells.values()))


def _distance(before: Cells | None, after: Cells | None) -> int | None:
    """Return how far a point was moved in metres, at least 1; None when one is no point."""
    if before is None or after is None:
        return None
    try:
        ends = [(float(cells["lon"]), float(cells["lat"])) for cells in (before, after)]
    except (KeyError, ValueError):
        return None
    points = points_rd([lon for lon, _ in ends], [lat for _, lat in ends])
    metres = points.iloc[0].distance(points.iloc[1])
    return max(1, round(metres)) if metres < float("inf") else None


def _block_changes(one: Snapshot, other: Snapshot, kind: str) -> Iterator[Change]:
    """Yield what differs in the blocks of ``sources.toml`` of one kind."""
    before, after = one.blocks.get(kind, {}), other.blocks.get(kind, {})
    for key in dict.fromkeys((*before, *after)):
        old, new = (
            {} if side is None else dict(side) for side in (before.get(key), after.get(key))
        )
        if old == new:
            continue
        columns = dict.fromkeys((*old, *new)) if old and new else ()
        fields = tuple(
            FieldChange(column=column, old=str(old.get(column, "")), new=str(new.get(column, "")))
            for column in columns if old.get(column) != new.get(column)
        )  # fmt: skip
        titles = [str(block.get("title", key)) if block else "" for block in (old, new)]
        yield _plain(kind, key, _kind(old, new), fields, titles)


def _file_changes(one: Snapshot, other: Snapshot) -> Iterator[Change]:
    for key in dict.fromkeys((*one.layers, *other.layers)):
        old, new = one.layers.get(key), other.layers.get(key)
        if old != new:
            yield _plain("file", key, _kind(old, new), (), [key if old else "", key if new else ""])


def _kind(old: object, new: object) -> Kind:
    return "changed" if old and new else "added" if new else "removed"


def _plain(
    table: str, key: str, kind: Kind, fields: tuple[FieldChange, ...], titles: list[str]
) -> Change:
    """Return a change of a block or a file, which is its own source."""
    name = titles[1] or titles[0]
    text = f"{NAMES[table]} {KINDS[kind]}: {name}{_what(table, kind, None, None, fields)}"
    return Change(table=table, kind=kind, key=key, name=name, fields=fields, old_source=titles[0],
                  new_source=titles[1], distance_m=None, text=text)  # fmt: skip


def _totals(edition: Snapshot) -> tuple[dict[str, tuple[str, str]], tuple[Issue, ...]]:
    """Return the sums that may be made of an edition, by key their name and text, and issues.

    Of a table that could not be read no sum is made: nothing read is not nothing there.
    """
    catalogue, issues = catalogue_of(edition)
    if not all(edition.columns[table] for table in SUMMED):
        return {}, issues
    try:
        return dict(_sums(catalogue)), issues
    except (GeoError, OSError, KeyError, ValueError):
        reason = not_compared(edition.name, "gegevens waarvan sommen te maken zijn", "andere")
        return {}, (*issues, reason)


def _sums(catalogue: Catalogue) -> Iterator[tuple[str, tuple[str, str]]]:
    homes = add_homes(catalogue, catalogue.places.values())
    known = f"{homes.known} van {homes.places} plekken"
    yield "homes", ("woningen op doorbraaklocaties",
                    f"{range_text(homes.low, homes.high, 'homes')} ({known})")  # fmt: skip
    for scope in structure_of(catalogue).walk():
        for band in (band for band in scope.bands if len(band.parts) > 1):
            names = [catalogue.names.get(part, part) for part in band.parts]
            more = len(names) - MAX_NAMES
            listed = "; ".join(names[:MAX_NAMES]) + (f" en {more} andere" if more > 0 else "")
            name = f"delen van ‘{scope.name}’ ({listed})"
            yield f"{scope.subject} {band.parts[0]}", (name, band.total.text)


def _said_by(sources: list[str]) -> str:
    known = list(dict.fromkeys(source for source in sources if source))
    return f" (bron: {' → '.join(known)})" if known else ""


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
