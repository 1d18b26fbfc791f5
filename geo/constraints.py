"""What a plan is screened for: one constraint a block of ``data/sources.toml``, and no Python.

A layer with a ``constraint`` table of its own is a constraint on geometry; a block
``[constraint.ID]`` is one on statements, which name their own sources::

    [layer.natura2000.constraint]
    theme = "stikstof"
    relation = "nearest"
    name_column = "naam"
    says = "hoe ver het dichtstbijzijnde gebied ligt"
    says_not = "hoeveel stikstof er neerslaat"
"""

from __future__ import annotations

import calendar
import datetime as dt
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, Field, ValidationError, model_validator

from geo.lock import import_facts
from geo.model import Frozen, Issue, Layer, PartialDate, Rhythm, Text
from geo.schema import issues_of

Relation = Literal["overlap", "nearest", "class", "statement"]
Theme = Literal[
    "stikstof", "netcongestie_afname", "netcongestie_woningen", "bodem", "water", "geluid",
    "drinkwater", "ruimte", "infrastructuur", "bezwaar_en_beroep", "uitvoeringskracht",
    "arbeidsmarkt",
]  # fmt: skip
THEMES: dict[Theme, str] = {
    "stikstof": "Stikstof",
    "netcongestie_afname": "Netcongestie, afname door grootverbruikers",
    "netcongestie_woningen": "Netcongestie, woningen",
    "bodem": "Bodem",
    "water": "Water",
    "geluid": "Geluid",
    "drinkwater": "Drinkwater",
    "ruimte": "Ruimte",
    "infrastructuur": "Infrastructuur",
    "bezwaar_en_beroep": "Bezwaar en beroep",
    "uitvoeringskracht": "Uitvoeringskracht",
    "arbeidsmarkt": "Arbeidsmarkt",
}
RHYTHM_DAYS: dict[Rhythm, int] = {
    "yearly": 366, "half-yearly": 184, "monthly": 31, "continuous": 7,
}  # fmt: skip
"""After how many days a layer of this rhythm is outdated; *once* and *irregular* never are."""
UNKNOWN_CLASS = "onbekend"
LAYER_FACTS = ("title", "file", "date", "rhythm", "method", "imported")


class Rule(Frozen):
    """The hand-written part of a constraint: what is asked of a layer, and what it says.

    ``classes`` puts a Dutch word for a value of ``class_column``; the text in ``note_column`` goes
    with a finding as it is. ``within_m`` limits what is
    named at a distance; without it an overlap names only what is touched and nearest has no limit.
    ``complete`` says that the layer covers the whole country, so that nothing there means
    ``niet_aanwezig``; a layer of one region sets it to false.
    """

    theme: Theme
    relation: Relation
    name_column: str = ""
    class_column: str = ""
    note_column: str = ""
    classes: Mapping[str, str] = Field(default_factory=dict)
    within_m: Annotated[float, Field(gt=0)] | None = None
    complete: bool = True
    says: Text
    says_not: Text

    @model_validator(mode="after")
    def _has_columns(self) -> Self:
        if self.relation != "statement" and not self.name_column:
            raise ValueError("een name_column bij een relatie met vlakken")
        if self.relation == "class" and not self.class_column:
            raise ValueError("een class_column bij de relatie ‘class’")
        return self

    def label(self, value: object) -> str:
        """Return the Dutch word for a class; a value that is missing is *onbekend*."""
        text = "" if value is None or value != value else str(value).strip()
        return self.classes.get(text, text) or UNKNOWN_CLASS


class LayerBlock(Layer):
    """A layer block that may carry a constraint."""

    constraint: Rule | None = None


class StatementBlock(Rule):
    """A block ``[constraint.ID]``: statements about a place, gemeente, provincie or region."""

    title: Text
    relation: Literal["statement"] = "statement"


class Constraint(Rule):
    """A rule with the facts of its layer; those are empty for statements, which have their own."""

    id: Text
    title: Text
    file: str = ""
    date: PartialDate = "onbekend"
    rhythm: Rhythm = "irregular"
    method: str = ""
    source_id: str = ""
    imported: bool = False

    def is_outdated(self, today: dt.date) -> bool:
        """Whether the layer is older than its own rhythm.

        Of a date that is a month or year the last day counts, and an unknown date is never too
        old: a layer is called outdated only when that is certain.
        """
        days, dated = RHYTHM_DAYS.get(self.rhythm), last_day(self.date)
        return days is not None and dated is not None and today - dated > dt.timedelta(days)


def last_day(text: str) -> dt.date | None:
    """Return the last day that ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD`` can mean."""
    if text == "onbekend" or not text:
        return None
    year, month, day = (*map(int, text.split("-")), 0, 0)[:3]
    month = month or 12
    return dt.date(year, month, day or calendar.monthrange(year, month)[1])


def read_constraints(raw: Mapping[str, Any]) -> tuple[tuple[Constraint, ...], list[Issue]]:
    """Read the constraints of a parsed ``sources.toml``; a block that does not fit is an issue.

    A theme without any block is an issue too: it would vanish instead of being *not checked*.
    """
    found: list[Constraint] = []
    issues: list[Issue] = []
    for where, block_id, fields in _blocks(raw):
        try:
            found.append(_constraint(block_id, fields))
        except ValidationError as error:
            issues += issues_of(error, where, Rule)
    return tuple(found), issues + check_themes(found)


def load_constraints(data: Path) -> tuple[tuple[Constraint, ...], list[Issue]]:
    """Read the constraints of a data folder; unreadable TOML is left to ``geo check``.

    A layer that was read in has the date that its lock says.
    """
    try:
        raw = tomllib.loads((data / "sources.toml").read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError):
        raw = {}
    found, issues = read_constraints(raw)
    dated = (
        one.model_copy(update=import_facts(data, one.file)) if one.imported else one
        for one in found
    )
    return tuple(dated), issues


def check_themes(constraints: Iterable[Rule]) -> list[Issue]:
    """Report every theme that no constraint asks about."""
    asked = {constraint.theme for constraint in constraints}
    return [
        Issue(
            severity="notice", code="theme_without_constraint", where=f"thema {theme}",
            expected="ten minste één constraint-blok in sources.toml", found="geen blok",
            repair=f"voeg een blok [constraint.…] toe met theme = \"{theme}\"",
        )
        for theme in THEMES if theme not in asked
    ]  # fmt: skip


def _blocks(raw: Mapping[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for layer_id, layer in _tables(raw.get("layer")):
        if "constraint" in layer:
            facts: dict[str, Any] = {key: layer[key] for key in LAYER_FACTS if key in layer}
            rule = layer["constraint"] if isinstance(layer["constraint"], dict) else {}
            where = f"sources.toml, [layer.{layer_id}.constraint]"
            yield where, layer_id, {**rule, **facts, "source_id": layer_id}
    for block_id, block in _tables(raw.get("constraint")):
        yield f"sources.toml, [constraint.{block_id}]", block_id, {"relation": "statement"} | block


def _tables(group: object) -> Iterator[tuple[str, dict[str, Any]]]:
    items = group.items() if isinstance(group, Mapping) else ()
    return ((str(key), dict(value)) for key, value in items if isinstance(value, Mapping))


def _constraint(block_id: str, fields: dict[str, Any]) -> Constraint:
    if "source_id" not in fields:
        _require(StatementBlock, fields)
    return Constraint.model_validate({**fields, "id": block_id})


def _require(model: type[BaseModel], fields: dict[str, Any]) -> None:
    model.model_validate(fields)
