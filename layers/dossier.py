"""The dossier of one place: all that is known of it, in words, with a source mark at every line.

Plain values: the page, the paper and the slides are made of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from geo.agenda import bottlenecks_of
from geo.catalogue import Catalogue
from geo.constraints import THEMES, Theme
from geo.findings import UNCHECKED
from geo.model import Figure, Place, Statement
from layers import style
from layers.facts import (
    UNKNOWN_HOMES,
    doubt_of,
    headline,
    headline_text,
    kinds_text,
    place_in_source,
    where_text,
)
from layers.figures import (
    figure_lines,
    hidden_count,
    limited,
    reading_note,
    reading_text,
    span_text,
)
from layers.findings import (
    Answer,
    answers_of,
    findings_of,
    main_stand,
    short_text,
    told_by,
)
from layers.funding import Grant, excluded_count, grants_of, wider_of
from layers.references import Reference, References

NOT_NAMED = "niet genoemd in de bron"
Marks = tuple[int, ...]


@dataclass(frozen=True)
class Line:
    """A sentence with the numbers of its sources."""

    text: str
    marks: Marks


@dataclass(frozen=True)
class FigureRow:
    """A figure of the place; ``note`` says how to read it and where in its sources it stands."""

    label: str
    value: str
    note: str
    marks: Marks
    preferred: bool
    differs: bool
    limit: str = ""
    """What limits the number, short: the part of the note that must stand wherever it stands."""

    @property
    def said(self) -> str:
        """The number with what limits it, for where the note has no room."""
        return limited(self.value, self.limit)


@dataclass(frozen=True)
class GrantRow:
    """An amount that reaches the place, through what, how sure, and under which condition."""

    name: str
    amount: str
    sure: str
    condition: str
    marks: Marks

    @property
    def text(self) -> str:
        """The grant in one phrase: how sure, what, how much and under which condition."""
        sure = f"{self.sure}: " if self.sure else ""
        condition = f", {self.condition}" if self.condition else ""
        return f"{sure}{self.name}: {self.amount}{condition}"


@dataclass(frozen=True)
class ThemeRow:
    """What was found on one theme.

    ``short`` says in a few words what the state stands for, and whether that is outdated.
    """

    theme: Theme
    title: str
    stand: str
    short: Line
    lines: tuple[Line, ...]
    outdated: bool


@dataclass(frozen=True)
class StepRow:
    """A bottleneck with who moves next; ``actor`` and ``step`` say so when no source names one."""

    theme: str
    text: str
    actor: str
    step: str
    moment: str
    marks: Marks
    solved: bool


@dataclass(frozen=True)
class Dossier:
    """Everything about a place, ready to be laid out."""

    place: Place
    kinds: str
    where: str
    doubt: str
    """What is not sure about the name of the place; empty when a source states it."""
    homes: str
    homes_note: str
    homes_marks: Marks
    """The sources that say this very number."""
    homes_note_marks: Marks
    """All sources of the note, when that says between what they lie."""
    status: tuple[Line, ...]
    steps: tuple[StepRow, ...]
    figures: tuple[FigureRow, ...]
    figures_hidden: int
    grants: tuple[GrantRow, ...]
    wider: tuple[GrantRow, ...]
    """Money for the country, a list or a scheme: it may reach the place."""
    excluded: int
    """How many other schemes and grants are not for this place, as far as sources say."""
    themes: tuple[ThemeRow, ...]
    unchecked: tuple[tuple[str, tuple[str, ...]], ...]
    """Themes that were not checked, by the reason why."""
    limits: tuple[Line, ...]
    references: tuple[Reference, ...]

    @property
    def quiet(self) -> int:
        """On how many themes nothing was checked; a layer of a theme that is known is no theme."""
        return len(THEMES) - len(self.themes)


def build_dossier(
    catalogue: Catalogue, place: Place, today: date, sources: References | None = None
) -> Dossier:
    """Collect everything about a place; sources are numbered in reading order.

    With ``sources`` the numbers go on from those that a larger whole has used so far.
    """
    sources = sources or References(catalogue)
    homes, homes_note = _homes(catalogue, place)
    homes_marks, homes_note_marks = _homes_marks(catalogue, place, sources)
    return Dossier(
        place=place,
        kinds=kinds_text(catalogue, place),
        where=where_text(catalogue, place),
        doubt=doubt_of(place),
        homes=homes,
        homes_note=homes_note,
        homes_marks=homes_marks,
        homes_note_marks=homes_note_marks,
        status=_status(place, sources),
        steps=tuple(
            _step(catalogue, place, one, sources) for one in bottlenecks_of(catalogue, place)
        ),
        figures=_figures(catalogue, place, sources),
        figures_hidden=hidden_count(catalogue, place),
        grants=tuple(_grant(one, sources) for one in grants_of(catalogue, place)),
        wider=tuple(_grant(one, sources) for one in wider_of(catalogue, place)),
        excluded=excluded_count(catalogue, place),
        themes=_themes(catalogue, place, today, sources),
        unchecked=_unchecked(catalogue, place, today),
        limits=_limits(catalogue, place, today, sources),
        references=sources.listed(),
    )


def _grant(grant: Grant, sources: References) -> GrantRow:
    marks = sources.marks(list(grant.source_ids))
    return GrantRow(grant.name, grant.amount, grant.sure, grant.condition, marks)


def _homes(catalogue: Catalogue, place: Place) -> tuple[str, str]:
    reading = headline(catalogue, place)
    if reading is None:
        return UNKNOWN_HOMES, ""
    note = "" if place.is_named else "Voor de waarschijnlijke plek. "
    if reading.is_conflict:
        note += f"{len(reading.figures)} bronnen samen: {span_text(reading)}."
    return headline_text(reading), note.strip()


def _homes_marks(catalogue: Catalogue, place: Place, sources: References) -> tuple[Marks, Marks]:
    """Return the sources that say the number of homes, and all of them when they differ."""
    reading = headline(catalogue, place)
    if reading is None:
        return (), ()
    shown = reading_text(reading)
    same = [one.source_id for one in reading.figures if style.figure_text(one) == shown]
    said = sources.marks(same)
    every = [figure.source_id for figure in reading.figures] if reading.is_conflict else []
    return said, sources.marks(every)


def _status(place: Place, sources: References) -> tuple[Line, ...]:
    rows = [(place.designation, place.designation_source_id)]
    rows += [(place.status, place.status_source_id)] if place.status else []
    if place.composition:
        sure = "" if place.composition_basis == "stated" else "Waarschijnlijk "
        rows.append((f"{sure}Bestaat uit: {place.composition}", place.composition_source_id))
    away = style.distance_text(place.uncertainty_m, "up")
    spot = f"Ligging indicatief, onzekerheid ongeveer {away}: {place.location_method}"
    lines = [Line(style.sentence(text), sources.marks([source])) for text, source in rows]
    return (*lines, Line(style.sentence(spot), ()))


def _figures(catalogue: Catalogue, place: Place, sources: References) -> tuple[FigureRow, ...]:
    return tuple(
        FigureRow(
            line.label,
            line.value,
            " ".join(dict.fromkeys(filter(None, (_note(catalogue, f) for f in line.figures)))),
            sources.marks([figure.source_id for figure in line.figures]),
            line.preferred,
            line.differs,
            line.limit,
        )
        for line in figure_lines(catalogue, place)
    )


def _note(catalogue: Catalogue, figure: Figure) -> str:
    spot = place_in_source(figure)
    return " ".join(
        filter(None, (reading_note(catalogue, figure), style.sentence(spot) if spot else ""))
    )


def _themes(
    catalogue: Catalogue, place: Place, today: date, sources: References
) -> tuple[ThemeRow, ...]:
    rows = []
    for theme in THEMES:
        found = findings_of(catalogue, place.place_id, theme, today)
        stand = main_stand(found)
        if stand != UNCHECKED:
            answers = [a for a in answers_of(catalogue, place, theme, today) if a.is_checked]
            lines = tuple(line for answer in answers for line in _lines(answer, sources))
            old = any(said.outdated for answer in answers for said in answer.said)
            told = [str(row["source_id"]) for row in told_by(found)]
            short = Line(short_text(found), sources.marks(told))
            rows.append(ThemeRow(theme, style.THEMES[theme], stand, short, lines, old))
    return tuple(rows)


def _lines(answer: Answer, sources: References) -> list[Line]:
    """Return what a constraint says, a line each; the date of a layer or statement with it."""
    return [
        Line(
            f"{style.sentence(said.text)} ({style.date_text(said.date)}"
            f"{', verouderd' if said.outdated else ''})",
            sources.marks([said.source_id]),
        )
        for said in answer.said
    ]


def _unchecked(
    catalogue: Catalogue, place: Place, today: date
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the reasons why themes, or a layer of a theme, were not checked, with those themes."""
    found: dict[str, list[str]] = {}
    for theme in THEMES:
        answers = answers_of(catalogue, place, theme, today)
        silent = [a for a in answers if not a.is_checked]
        if len(silent) == len(answers):
            found.setdefault(silent[-1].said[0].text, []).append(style.THEMES[theme])
            silent = silent[:-1]
        for answer in silent:
            if answer.constraint.relation != "statement":
                found.setdefault(answer.said[0].text, []).append(answer.constraint.title)
    return tuple((reason, tuple(themes)) for reason, themes in found.items())


def _limits(
    catalogue: Catalogue, place: Place, today: date, sources: References
) -> tuple[Line, ...]:
    """Return how the layers that answered were measured, and what they do not say."""
    answers = (a for theme in THEMES for a in answers_of(catalogue, place, theme, today))
    layers = [a.constraint for a in answers if a.is_checked and a.constraint.source_id]
    return tuple(
        Line(
            f"{one.title} (stand {style.date_text(one.date)}): {style.sentence(one.method)} "
            f"Zegt niet: {style.sentence(one.says_not)}",
            sources.marks([one.source_id]),
        )
        for one in layers
    )


def _step(catalogue: Catalogue, place: Place, one: Statement, sources: References) -> StepRow:
    about = "" if one.subject == place.place_id else f"{catalogue.names[one.subject]}: "
    return StepRow(
        style.THEMES[one.theme],
        about + one.text,
        one.actor or NOT_NAMED,
        one.next_step or NOT_NAMED,
        one.next_date,
        sources.marks([one.source_id]),
        one.status == "opgelost",
    )
