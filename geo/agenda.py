"""Who moves next: what holds a place up, with the authority and the next step that a source names.

Only cited statements speak here. Where a source names no authority or no next step, none is given.
"""

from __future__ import annotations

from geo.catalogue import Catalogue
from geo.model import Place, Statement
from geo.statements import subjects_of_place

STANDING = "status"


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
                one.confidence == "low", near[one.subject], one.status == "opgelost", not one.actor,
            ),
        )
    )  # fmt: skip


def is_bottleneck(statement: Statement) -> bool:
    """Whether a statement says what holds something up, or who moves next."""
    return statement.theme != STANDING or bool(statement.actor or statement.next_step)
