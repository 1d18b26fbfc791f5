"""The frozen types of the house: what a source, figure, place, link or statement is.

A type doubles as the schema of its table in ``data/``: its fields are the columns, its checks are
the checks on a row. Text that a user reads is Dutch; an empty cell means *unknown*, never zero.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Literal, Self, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic import model_validator as _model_validator

from geo.errors import sentence

Authority = Literal[
    "rijk", "provincie", "gemeente", "regio", "netbeheerder", "corporatie", "onderzoek", "media",
    "eigen",
]  # fmt: skip
Rhythm = Literal["once", "yearly", "half-yearly", "monthly", "continuous", "irregular"]
Confidence = Literal["stated", "inferred", "general", "low"]
PlaceKind = Literal["doorbraaklocatie", "nplv_gebied", "grootschalig_gebied"]
PLACE_KINDS: tuple[PlaceKind, ...] = get_args(PlaceKind)
Segment = Literal["sociale_huur", "middenhuur", "betaalbare_koop", "vrije_sector"]
SEGMENTS: tuple[Segment, ...] = get_args(Segment)
Severity = Literal["error", "notice"]

DATE_PATTERN = r"^(onbekend|\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?)$"
PERIOD_PATTERN = r"^(\d{4}(-\d{2}){0,2})?(/(\d{4}(-\d{2}){0,2})?)?$"

PartialDate = Annotated[str, StringConstraints(pattern=DATE_PATTERN)]
"""``YYYY``, ``YYYY-MM``, ``YYYY-MM-DD`` or ``onbekend``: a day is never invented."""
Period = Annotated[str, StringConstraints(pattern=PERIOD_PATTERN)]
"""``2025``, ``2022/2030``, ``/2040`` (until), ``2030/`` (from) or empty."""
Text = Annotated[str, StringConstraints(min_length=1)]


def _split(cell: object) -> object:
    if isinstance(cell, str):
        return tuple(part.strip() for part in cell.split(";") if part.strip())
    return cell


def _blank(cell: object) -> object:
    return None if cell == "" else cell


def _plain_decimal(cell: object) -> object:
    """Take only plain decimals: no exponent, thousands separator or surrounding space."""
    if isinstance(cell, str) and cell and not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", cell):
        raise ValueError("een getal met een punt als decimaalteken")
    return _blank(cell)


Codes = Annotated[tuple[str, ...], BeforeValidator(_split)]
Number = Annotated[Decimal | None, BeforeValidator(_plain_decimal)]
Whole = Annotated[int | None, BeforeValidator(_blank)]


class Frozen(BaseModel):
    """A value: frozen, and with no field that the schema does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Issue(Frozen):
    """Something a reader should know about the data; only an ``error`` stops the product."""

    severity: Severity
    code: str
    where: str
    expected: str
    found: str
    repair: str

    @property
    def message(self) -> str:
        """The whole issue in one Dutch sentence."""
        return sentence(self.where, self.expected, self.found, self.repair)


class Term(Frozen):
    """A stated licence term, for sources whose terms have no SPDX identifier."""

    title: Text
    text: Text


class Document(Frozen):
    """A document that figures and statements are taken from; its text is not bundled."""

    title: Text
    publisher: Text
    authority: Authority
    licence: Text
    url: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]
    date: PartialDate
    method: Text
    rhythm: Rhythm


class Layer(Document):
    """A geometry (GeoParquet, EPSG:28992) with the public source it was made from.

    ``imported``: not bundled but read in by a user, so that its file may be absent; its date is
    then what ``lock.json`` says of that file.
    """

    file: Text
    attribution: Text
    imported: bool = False


class Table(Frozen):
    """A table that this project keeps by hand; its rows name their own sources."""

    title: Text
    publisher: Text
    licence: Text
    date: PartialDate
    method: Text
    rhythm: Rhythm
    file: Text


class Edition(Frozen):
    """The version of the bundled data as a whole: the peildatum that every picture shows."""

    version: Text
    reference_date: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]


class Place(Frozen):
    """A doorbraaklocatie, NPLV-gebied or grootschalig woningbouwgebied, as a point.

    ``lon``, ``lat`` are WGS 84 degrees; the true place lies within ``uncertainty_m`` metres.
    ``location_basis`` *site*: a source names the place; *probable*: its plan is inferred;
    *gemeente*: only the gemeente is known; *region*: the point stands for a wide area.
    """

    place_id: Annotated[str, StringConstraints(pattern=r"^(DB|NP|GG)\d{2}$")]
    kind: PlaceKind
    name: Text
    name_basis: Literal["stated", "inferred", "gemeente_only"]
    probable_name: str
    gemeente_codes: Codes
    gemeente_basis: Confidence
    provincie: Codes
    lon: float
    lat: float
    uncertainty_m: Annotated[int, Field(gt=0)]
    location_basis: Literal["site", "probable", "gemeente", "region"]
    location_method: Text
    extent: Literal["site", "region"]
    designation: Text
    designation_source_id: Text
    status: str
    status_source_id: str
    composition: str
    composition_basis: str
    composition_source_id: str
    source_id: Text
    confidence: Confidence
    note: str

    @property
    def is_named(self) -> bool:
        """Whether a source names the place itself, not only its gemeente."""
        return self.location_basis in ("site", "region")

    @property
    def symbol(self) -> str:
        """How a map shows it: its kind, a doorbraaklocatie that no source names apart."""
        unnamed = self.kind == "doorbraaklocatie" and not self.is_named
        return "doorbraaklocatie_unnamed" if unnamed else self.kind

    @property
    def has_outline(self) -> bool:
        """Whether the outline of its gemeenten may be drawn: a region whose gemeenten are stated.

        A site inside one gemeente (Cortelande in Zuidplas) never gets the outline of that whole
        gemeente: it would show far more land than the plan has.
        """
        return self.extent == "region" and self.gemeente_basis == "stated"


class Subject(Frozen):
    """Something figures speak of that is no place: a scheme, a grant, a region, an agreement."""

    subject_id: Text
    kind: Literal["scheme", "grant", "woondealregio", "region", "agreement"]
    name: Text
    gemeente_codes: Codes
    gemeenten_complete: bool
    gemeente_basis: Literal["", "stated", "inferred", "general"]
    provincie: Codes
    source_id: str
    note: str


class Quantity(Frozen):
    """What is counted: its Dutch label, its unit and whose newest document is preferred.

    ``single``: a subject has one true value of it, so several sources are a conflict to show.
    """

    quantity: Text
    label: Text
    unit: Text
    responsible: Authority
    single: bool
    meaning: Text


class Figure(Frozen):
    """One row of the ledger: a number, what it counts, and where exactly it stands.

    ``value, low, high`` are plain decimals (euro, not millions; a share between 0 and 1; a year).
    """

    figure_id: Text
    subject: Text
    quantity: Text
    value: Number
    low: Number
    high: Number
    unit: Text
    qualifier: Literal["exact", "circa", "ruim", "bijna", "minimaal", "maximaal"]
    kind: Literal["gesteld", "afgeleid", "handmatig"]
    formula: str
    inputs: Codes
    period: Period
    conditions: str
    parent: str
    source_id: Text
    section: str
    paragraph: Whole
    reference_date: PartialDate
    confidence: Confidence

    @_model_validator(mode="after")
    def _is_complete(self) -> Self:
        if self.value is None and (self.low is None or self.high is None):
            raise ValueError("een waarde, of een laagste en hoogste waarde")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError("een laagste waarde die niet boven de hoogste ligt")
        if self.unit == "share" and any(
            n is not None and not 0 <= n <= 1 for n in (self.value, self.low, self.high)
        ):
            raise ValueError("een aandeel tussen 0 en 1")
        if self.kind == "afgeleid" and not (self.formula and self.inputs):
            raise ValueError("bij een afgeleid cijfer een formule en de cijfers waaruit het volgt")
        return self

    @property
    def least(self) -> Decimal:
        """The lowest value that the row allows."""
        return next(n for n in (self.low, self.value) if n is not None)

    @property
    def most(self) -> Decimal:
        """The highest value that the row allows."""
        return next(n for n in (self.high, self.value) if n is not None)


class Link(Frozen):
    """A directed relation between two amounts, schemes, regions or places."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    origin: Annotated[str, Field(alias="from", min_length=1)]
    target: Annotated[str, Field(alias="to")]
    relation: Literal[
        "part_of", "overlaps", "separate_from", "possibly_same", "unknown", "same_place",
        "lies_in", "applies_to", "possibly_applies_to", "unlinked",
    ]  # fmt: skip
    confidence: Confidence
    source_id: str
    note: str

    @_model_validator(mode="after")
    def _has_target(self) -> Self:
        if (self.relation == "unlinked") != (self.target == ""):
            raise ValueError("een doel bij elke relatie, behalve bij ‘unlinked’")
        return self


class Decision(Frozen):
    """How firm an amount is: what stage it is in, on what condition, and since when.

    An empty ``condition`` means that the source names none, not that there is none. ``decided`` is
    the day of the ``event``: of a decision or agreement, else of its announcement.
    """

    subject: Text
    quantity: Text
    stage: Literal[
        "available", "granted", "agreed", "reserved", "claimable", "requested", "unknown"
    ]
    condition: str
    decided: PartialDate
    event: Literal["", "besluit", "afspraak", "bekendmaking"]
    source_id: Text
    confidence: Confidence

    @_model_validator(mode="after")
    def _dates_an_event(self) -> Self:
        if (self.event == "") != (self.decided == "onbekend"):
            raise ValueError("een datum bij een gebeurtenis, en anders ‘onbekend’")
        return self


class NormShare(Frozen):
    """One share of a norm: which segments count, and the figure that says how much.

    ``figure`` names a ledger figure; ``quantity`` instead takes the preferred figure of that
    quantity about the area itself, so that one block holds for every provincie.
    """

    segment: Text
    counts: Annotated[tuple[Segment, ...], Field(min_length=1)]
    figure: str = ""
    quantity: str = ""

    @_model_validator(mode="after")
    def _points_once(self) -> Self:
        if bool(self.figure) == bool(self.quantity):
            raise ValueError("een ‘figure’ of een ‘quantity’")
        return self


class Norm(Frozen):
    """A set of goals for a portfolio, never for one place; its numbers are ledger figures.

    ``area``: ``NL`` holds for every portfolio, ``provincie`` for each whole provincie, and a
    code (``PV28``, ``WD06``) for that area alone.
    """

    title: Text
    area: Text
    homes_per_year: str = ""
    shares: Annotated[tuple[NormShare, ...], Field(min_length=1)]
    note: str = ""


class Statement(Frozen):
    """A dated, cited statement that is no figure, in our own words.

    Of a bottleneck, ``actor`` is who is to act, ``next_step`` what comes next (or the condition
    that must be met) and ``next_date`` when, in Dutch words: each only as far as the cited source
    says so. Empty means that the source names none.
    """

    statement_id: Text
    subject: Text
    theme: Literal[
        "stikstof", "netcongestie_afname", "netcongestie_woningen", "bodem", "water", "geluid",
        "drinkwater", "ruimte", "infrastructuur", "bezwaar_en_beroep", "uitvoeringskracht",
        "arbeidsmarkt", "financiering", "status",
    ]  # fmt: skip
    audience: Literal["large_users", "homes", "all"]
    text: Text
    status: Literal["open", "opgelost"]
    actor: str
    next_step: str
    next_date: str
    date: PartialDate
    source_id: Text
    confidence: Confidence

    @_model_validator(mode="after")
    def _has_step(self) -> Self:
        if self.next_date and not self.next_step:
            raise ValueError("een volgende stap bij een datum in ‘next_date’")
        return self


class Selection(Frozen):
    """Which places a reader looks at: filters that all must hold, and the one place chosen."""

    provincie_code: str = ""
    kinds: tuple[PlaceKind, ...] = PLACE_KINDS
    search: str = ""
    place_id: str | None = None
