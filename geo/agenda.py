"""Who moves next: what holds places up, with the authority and the next step that a source names.

Only cited statements speak here, and rows that a reader adds from a file of their own. Where a
source names no authority or no next step, none is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from geo.catalogue import Catalogue
from geo.model import Place, Statement
from geo.statements import subjects_of_place

STANDING = "status"
SOLVED = "opgelost"


@dataclass(frozen=True)
class AgendaItem:
    """A bottleneck on the agenda of a versnellingstafel, once, with all places that it touches.

    ``actor``, ``next_step`` and ``next_date`` are empty where no source names them. ``own``: a row
    from a reader's file, or one that such a file changed; ``source_id`` is then empty and
    ``source`` says whose it is.
    """

    item_id: str
    subject: str
    places: tuple[str, ...]
    theme: str
    text: str
    actor: str
    next_step: str
    next_date: str
    solved: bool
    date: str
    source_id: str
    source: str = ""
    own: bool = False


@dataclass(frozen=True)
class AgendaGroup:
    """The items of one authority; ``actor`` is empty for those of which no source names one."""

    actor: str
    items: tuple[AgendaItem, ...]


def bottlenecks_of(catalogue: Catalogue, place: Place) -> tuple[Statement, ...]:
    """Return the bottlenecks of a place and of its gemeenten, regions and provincies.

    A statement on how things stand is one only when it names who moves next. Statements about the
    whole country say nothing about one place and are left out.

    Returns
    -------
    tuple
        The place itself before its areas; then open before solved, those of which a source names
        who moves, and the newest first. Statements of low confidence come last.
    """
    near = {subject: rank for rank, subject in enumerate(subjects_of_place(place, catalogue))}
    found = [s for s in catalogue.statements if s.subject in near and is_bottleneck(s)]
    newest = sorted(found, key=lambda one: "" if one.date == "onbekend" else one.date, reverse=True)
    return tuple(
        sorted(
            newest,
            key=lambda one: (
                one.confidence == "low", near[one.subject], one.status == SOLVED, not one.actor,
            ),
        )
    )  # fmt: skip


def is_bottleneck(statement: Statement) -> bool:
    """Whether a statement says what holds something up, or who moves next."""
    return statement.theme != STANDING or bool(statement.actor or statement.next_step)


def agenda_items(catalogue: Catalogue, places: Sequence[Place]) -> tuple[AgendaItem, ...]:
    """Return the bottlenecks of a selection, each once, in the order of the places."""
    touched: dict[str, list[str]] = {}
    statements: dict[str, Statement] = {}
    for place in places:
        for one in bottlenecks_of(catalogue, place):
            statements[one.statement_id] = one
            touched.setdefault(one.statement_id, []).append(place.place_id)
    return tuple(_item(one, touched[key]) for key, one in statements.items())


def group_by_actor(items: Iterable[AgendaItem]) -> tuple[AgendaGroup, ...]:
    """Group items by who moves next, the most items first; those without an authority come last.

    Open items come before solved ones.
    """
    groups: dict[str, list[AgendaItem]] = {}
    for item in sorted(items, key=lambda one: one.solved):
        groups.setdefault(item.actor.strip(), []).append(item)
    order = sorted(groups, key=lambda actor: (actor == "", -len(groups[actor]), actor.casefold()))
    return tuple(AgendaGroup(actor, tuple(groups[actor])) for actor in order)


def _item(one: Statement, places: Sequence[str]) -> AgendaItem:
    return AgendaItem(
        one.statement_id, one.subject, tuple(places), one.theme, one.text, one.actor, one.next_step,
        one.next_date, one.status == SOLVED, one.date, one.source_id,
    )  # fmt: skip
