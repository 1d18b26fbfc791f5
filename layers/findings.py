"""Findings in words: for one place and one theme, what each layer and each source says.

Plain text, so that screen, paper and slides say the same; the words are those of screening
practice (*ligt binnen, ligt op … van, niet gecontroleerd*), never a verdict.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from geo.catalogue import Catalogue
from geo.constraints import Constraint, Theme
from geo.findings import UNCHECKED, constraints_of, place_findings, stand_of
from geo.model import Place
from layers import style

EXPLORATION = "Verkenning, geen toets"
LEAST_SHARE = Decimal("0.001")
_NUMBERED = re.compile(r"(?P<text>.*) \(uitspraak [^()]+\)", re.DOTALL)


@dataclass(frozen=True)
class Said:
    """One thing that a layer or source says: a sentence, its date, its source, how it was found."""

    text: str
    stand: str
    date: str
    source_id: str
    method: str = ""
    outdated: bool = False


@dataclass(frozen=True)
class Answer:
    """What one constraint says about one place; at least one thing."""

    constraint: Constraint
    said: tuple[Said, ...]

    @property
    def is_checked(self) -> bool:
        """Whether anything was checked."""
        return self.said[0].stand != UNCHECKED


@lru_cache(maxsize=8)
def _rows(
    catalogue: Catalogue, today: date
) -> Mapping[tuple[str, str], tuple[dict[str, Any], ...]]:
    """Return the findings of all places as plain values, by place and theme."""
    table = place_findings(catalogue, today)
    plain = table.astype(object).where(table.notna(), None)
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for record in plain.to_dict("records"):
        row = {str(column): value for column, value in record.items()}
        found.setdefault((row["plan_id"], row["theme"]), []).append(row)
    return {key: tuple(rows) for key, rows in found.items()}


def findings_of(
    catalogue: Catalogue, place_id: str, theme: Theme, today: date
) -> tuple[dict[str, Any], ...]:
    """Return the rows of the screening about one place and one theme."""
    return _rows(catalogue, today).get((place_id, theme), ())


def answers_of(catalogue: Catalogue, place: Place, theme: Theme, today: date) -> tuple[Answer, ...]:
    """Return what every constraint of a theme says about a place, in the order of the sources."""
    rows = findings_of(catalogue, place.place_id, theme, today)
    return tuple(
        Answer(one, tuple(_said(catalogue, row, place) for row in own))
        for one in constraints_of(catalogue)
        if (own := [row for row in rows if row["constraint"] == one.id])
    )


def main_stand(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return what a cell shows of several findings: the first of :data:`style.STANDS` there is."""
    present = {stand_of(row) for row in rows}
    return next((stand for stand in style.STANDS if stand in present), UNCHECKED)


def finding_text(finding: Mapping[str, Any]) -> str:
    """Write a finding as one Dutch sentence."""
    if finding["state"] == UNCHECKED:
        return str(finding["method"])
    if finding["relation"] == "statement":
        numbered = _NUMBERED.fullmatch(str(finding["method"]))
        return numbered["text"] if numbered else str(finding["method"])
    if finding["state"] == "niet_aanwezig":
        return "Niet aanwezig in deze laag."
    name = str(finding["name"])
    kind = f" ({finding['class']})" if finding["class"] else ""
    if finding["state"] == "raakt":
        return f"Ligt {_part(finding['share'])}{name}{kind}."
    return f"{name}{kind} ligt op {_away(finding)}."


def told_by(findings: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the findings that the main state of a cell stands for."""
    stand = main_stand(findings)
    return [row for row in findings if stand_of(row) == stand]


def hint_text(findings: Sequence[Mapping[str, Any]]) -> str:
    """Write the first finding that the main state of a cell stands for."""
    told = told_by(findings)
    return finding_text(told[0]) if told else style.STANDS[UNCHECKED].label


def short_text(findings: Sequence[Mapping[str, Any]]) -> str:
    """Say what a cell stands for in a few words: a distance, or of when the newest message is."""
    stand, told = main_stand(findings), told_by(findings)
    if stand not in ("bericht", "opgelost"):
        old = " Verouderd." if any(row["outdated"] for row in told) else ""
        return finding_text(told[0]) + old
    dates = [str(row["layer_date"] or "onbekend") for row in told]
    newest = max(dates, key=lambda text: "" if text == "onbekend" else text)
    moment = "zonder datum" if newest == "onbekend" else f"van {style.date_text(newest)}"
    if stand == "opgelost":
        return f"opgelost, volgens een bericht {moment}"
    return f"bericht {moment}" if len(told) == 1 else f"{len(told)} berichten, nieuwste {moment}"


def _part(share: float | None) -> str:
    """Write which part lies inside: an uncertain place that touches lies inside as a whole."""
    if share is None or share >= 0.9995:
        return "binnen "
    if share == 0:
        return "tegen de rand van "
    if share < 0.0005:
        return f"voor minder dan {style.share_text(LEAST_SHARE)} binnen "
    return f"voor {style.share_text(Decimal(str(round(share, 3))))} binnen "


def _away(finding: Mapping[str, Any]) -> str:
    low, high = finding["distance_min_m"], finding["distance_max_m"]
    if low == high:
        return "minder dan 100 m" if low < 50 else style.distance_text(low)
    span = style.distance_interval_text(low, high)
    return f"{span}; raakvlak niet uitgesloten" if low == 0 else span


def _said(catalogue: Catalogue, finding: Mapping[str, Any], place: Place) -> Said:
    stated = finding["relation"] == "statement" and finding["state"] != UNCHECKED
    about = "" if not stated or finding["name"] == place.name else f"{finding['name']}: "
    found = about + finding_text(finding)
    method = "" if stated or finding["state"] == UNCHECKED else str(finding["method"])
    return Said(
        found, stand_of(finding), str(finding["layer_date"] or ""), str(finding["source_id"] or ""),
        method, bool(finding["outdated"]),
    )  # fmt: skip
