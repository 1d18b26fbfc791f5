"""What a meeting sees of each place: few words in large type, made of the dossier."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from geo.catalogue import Catalogue
from geo.model import Place
from layers import style
from layers.dossier import NOT_NAMED, Dossier, StepRow, ThemeRow, build_dossier
from layers.findings import EXPLORATION
from layers.message import around
from layers.references import bracket_marks

MOST_GRANTS, MOST_STEPS = 2, 3


def meeting_slides(
    catalogue: Catalogue, places: Sequence[Place], today: date
) -> list[dict[str, Any]]:
    """Return a slide a place as plain values, with the bounds that its map shows."""
    return [_slide(catalogue, place, today) for place in places]


@lru_cache(maxsize=256)
def _slide(catalogue: Catalogue, place: Place, today: date) -> dict[str, Any]:
    dossier = build_dossier(catalogue, place, today)
    told = _steps(dossier)
    grants, steps = dossier.grants[:MOST_GRANTS], told[:MOST_STEPS]
    cited = [dossier.homes_marks, dossier.homes_note_marks, *(g.marks for g in grants),
             *(s.marks for s in steps)]  # fmt: skip
    marks = {mark for row in cited for mark in row}
    return {
        "id": place.place_id,
        "name": place.name,
        "kinds": dossier.kinds,
        "colour": style.KIND_COLOURS[place.kind],
        "where": dossier.where,
        "doubt": dossier.doubt,
        "homes": dossier.homes,
        "homesMarks": bracket_marks(dossier.homes_marks),
        "homesNote": f"{dossier.homes_note} {bracket_marks(dossier.homes_note_marks)}".strip(),
        "grants": [f"{one.text} {bracket_marks(one.marks)}" for one in grants],
        "grantsMore": len(dossier.grants) - len(grants),
        "themes": [_theme(row) for row in dossier.themes],
        "unchecked": _unchecked_text(dossier),
        "steps": [step_text(one) for one in steps],
        "stepsMore": len(told) - len(steps),
        "claim": EXPLORATION,
        "sources": [f"[{one.number}] {one.publisher}, {one.date}"
                    for one in dossier.references if one.number in marks],
        "bounds": around(catalogue, place),
    }  # fmt: skip


def step_text(step: StepRow) -> str:
    """Write who moves next: theme, authority, step and moment, as far as a source names them."""
    who = f"{step.actor}: " if step.actor != NOT_NAMED else ""
    moment = f" ({step.moment})" if step.moment else ""
    solved = "opgelost; " if step.solved else ""
    what = step.step if step.step != NOT_NAMED else "volgende stap niet genoemd"
    return f"{step.theme}: {solved}{who}{what}{moment} {bracket_marks(step.marks)}"


def _steps(dossier: Dossier) -> tuple[StepRow, ...]:
    """Return the steps that a source names; one step for several themes is one row."""
    told = [s for s in dossier.steps if s.actor != NOT_NAMED or s.step != NOT_NAMED]
    merged: dict[tuple[str, str, str, bool], StepRow] = {}
    for step in told:
        key = (step.actor, step.step, step.moment, step.solved)
        merged[key] = _merge(merged[key], step) if key in merged else step
    return tuple(merged.values())


def _merge(first: StepRow, second: StepRow) -> StepRow:
    themes = dict.fromkeys([*first.theme.split(", "), style.lower(second.theme)])
    marks = dict.fromkeys([*first.marks, *second.marks])
    return replace(first, theme=", ".join(themes), marks=tuple(marks))


def _theme(row: ThemeRow) -> dict[str, str]:
    stand = style.STANDS[row.stand]
    title = f"{row.title} (verouderd)" if row.outdated else row.title
    return {"stand": row.stand, "mark": f"{stand.symbol} {stand.letter}".strip(), "title": title}


def _unchecked_text(dossier: Dossier) -> str:
    if not dossier.quiet:
        return ""
    return f"{style.count_text(dossier.quiet, 'thema', 'thema’s')} niet gecontroleerd"
