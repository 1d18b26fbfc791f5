"""A made-up ledger with links, on which the answers are known by eye."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from geo.catalogue import Catalogue, data_folder, load_catalogue
from geo.links import Links
from geo.model import Decision, Figure, Link, Norm, Subject

AMOUNT = {"quantity": "amount", "unit": "euro"}
HOMES = {"quantity": "homes_supported", "unit": "homes"}


def figure(subject: str, value: object = "100", **fields: Any) -> Figure:
    """Return an amount of a subject, or what the fields say; the id follows from them."""
    row = dict.fromkeys(("low", "high", "formula", "inputs", "period", "conditions", "parent"), "")
    row |= AMOUNT | {"subject": subject, "value": str(value), "qualifier": "exact"}
    row |= {"kind": "gesteld", "source_id": "kst-32847-1395", "section": "", "paragraph": ""}
    row |= {"reference_date": "onbekend", "confidence": "stated"} | fields
    row.setdefault("figure_id", f"{subject}.{row['quantity']}.{row['source_id']}")
    return Figure.model_validate(row)


def homes(subject: str, value: object = "100", **fields: Any) -> Figure:
    """Return the homes that a subject's amount supports."""
    return figure(subject, value, **(HOMES | fields))


def link(origin: str, relation: str, target: str = "", **fields: Any) -> Link:
    """Return a stated link of the letter."""
    row = {"from": origin, "to": target, "relation": relation, "confidence": "stated"}
    return Link.model_validate(row | {"source_id": "kst-32847-1395", "note": ""} | fields)


def subject(subject_id: str, kind: str = "scheme", **fields: Any) -> Subject:
    """Return a scheme without gemeenten."""
    row = {"subject_id": subject_id, "kind": kind, "name": f"Naam {subject_id}", "provincie": ""}
    row |= {"gemeente_codes": "", "gemeenten_complete": "false", "gemeente_basis": ""}
    return Subject.model_validate(row | {"source_id": "", "note": ""} | fields)


def grant(subject_id: str, codes: str, basis: str = "stated") -> Subject:
    """Return a grant for these gemeenten and no others."""
    return subject(subject_id, "grant", gemeente_codes=codes, gemeenten_complete="true",
                   gemeente_basis=basis)  # fmt: skip


def book(
    figures: Iterable[Figure] = (), links: Iterable[Link] = (), subjects: Iterable[Subject] = (),
    decisions: Iterable[Decision] = (), norms: Mapping[str, Norm] | None = None, **fields: Any,
) -> Catalogue:  # fmt: skip
    """Return a catalogue of these rows, with the bundled quantities, documents and gemeenten.

    Every subject of a figure or link is a scheme unless it is given; there are no places unless
    the fields have them.
    """
    bundled = load_catalogue(data_folder())
    figures, links, subjects = tuple(figures), tuple(links), tuple(subjects)
    ids = [f.subject for f in figures] + [end for one in links for end in (one.origin, one.target)]
    known = {i: subject(i) for i in filter(None, ids) if i not in bundled.names or i[1] == "-"}
    manifest = bundled.manifest if norms is None else replace(bundled.manifest, norms=norms)
    rows: dict[str, Any] = {
        "data": bundled.data, "manifest": manifest, "places": {}, "fingerprint": "proef",
        "subjects": known | {one.subject_id: one for one in subjects}, "links": Links(links),
        "quantities": bundled.quantities, "figures": figures, "statements": (),
        "decisions": tuple(decisions),
    }  # fmt: skip
    return Catalogue(**(rows | fields))
