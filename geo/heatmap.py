"""Reads the open information model of the capaciteitskaart: a HeatmapDataSet, version 1.3.

It holds classes and queues and no geometry. By its schema a class belongs to a postcode; a
voedingsgebied has one of its own only when it lists no postcodes. So an area of which all
postcodes agree has their class, and one of which they differ has none: no class would be true of
it, and how they differ goes into its note.

Source: github.com/Netbeheer-Nederland/im-capaciteitskaart, schema v1.3.0 (HeatmapDataSet >
EnergyArea > PostcodeArea); v1.2 differs in fields that are not used here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from geo.errors import GeoError
from geo.model import Issue
from geo.shapes import issue
from geo.voedingsgebied import (
    NO_CLASS,
    Direction,
    Number,
    Voedingsgebied,
    is_blank,
    key_of,
    number_of,
    read_number,
    shown,
    split_of,
    text_of,
    whole_of,
    year_of,
)

CLASSES = {"transparant": "0", "yellow": "1", "amber": "2", "red": "3"}
VERSION = re.compile(r"capaciteitskaart/v1\.(\d+)(\.\d+)?/?$")
KNOWN_MINORS = ("2", "3")
AREA, CONGESTION = "energy_area", "congestion_area"
PREFIX = {"afname": "demand", "invoeding": "generation"}
WORDS = " of ".join(CLASSES)


class HeatmapError(GeoError):
    """A file is no capaciteitskaart, or not one that may be shown as the state of today."""


@dataclass(frozen=True)
class Heatmap:
    """The voedingsgebieden of a data set, the date it holds from, and what was left out.

    ``congestion_areas`` counts the areas of TenneT that lie over the voedingsgebieden.
    """

    date: str
    areas: tuple[Voedingsgebied, ...]
    issues: tuple[Issue, ...]
    congestion_areas: int


def is_heatmap(raw: object) -> bool:
    """Whether JSON is a data set of the information model, rather than GeoJSON."""
    return isinstance(raw, dict) and ("energy_areas" in raw or "conforms_to" in raw)


def read_heatmap(raw: Mapping[str, Any], where: str, today: date) -> Heatmap:
    """Read a data set; an area that does not fit is left out with an issue.

    Raises
    ------
    HeatmapError
        When it is of another model or version, holds no areas, has no date, or is a forecast.
    """
    issues = [*_check_version(raw, where), *_check_validity(raw, where, today)]
    day = _require_date(raw, where, today)
    listed = raw.get("energy_areas")
    if not isinstance(listed, list) or not listed:
        raise HeatmapError(where, "een lijst ‘energy_areas’ met voedingsgebieden",
                           "geen voedingsgebieden", "haal het bestand opnieuw op")  # fmt: skip
    areas: list[Voedingsgebied] = []
    congestion = 0
    for number, item in enumerate(listed, start=1):
        spot = f"{where}, gebied {number}"
        if isinstance(item, dict) and item.get("type") == CONGESTION:
            congestion += 1
        elif problem := _misfit(item, spot):
            issues.append(problem)
        else:
            area, found = _area(item, f"{spot} ({text_of(item['short_code'])})")
            areas.append(area)
            issues += found
    kept, twice = _without_doubles(areas, where)
    return Heatmap(day, tuple(kept), (*issues, *twice), congestion)


# --- the data set ---------------------------------------------------------------------------


def _check_version(raw: Mapping[str, Any], where: str) -> Iterator[Issue]:
    stated = text_of(raw.get("conforms_to"))
    match = VERSION.search(stated)
    if match is None:
        raise HeatmapError(
            f"{where}, conforms_to", "het informatiemodel capaciteitskaart/v1.3.0",
            f"‘{stated}’" if stated else "niets", "haal het bestand op bij Netbeheer Nederland",
        )  # fmt: skip
    if match[1] not in KNOWN_MINORS:
        yield issue("heatmap_version", f"{where}, conforms_to", "versie 1.3",
                    f"versie 1.{match[1]}", "het is gelezen als 1.3; controleer de uitkomst",
                    "notice")  # fmt: skip


def _require_date(raw: Mapping[str, Any], where: str, today: date) -> str:
    """Return the day that a data set holds from: ``date``, else ``issued``.

    A forecast for a later year comes as a data set of its own with the same shape, and would be
    shown as the state of today.
    """
    named = "issued" if is_blank(raw.get("date")) else "date"
    day = require_day(text_of(raw.get(named)), f"{where}, {named}", today)
    start = _valid(raw, "start")
    if _day(start):
        require_day(start, f"{where}, valid, start", today)
    return day


def _check_validity(raw: Mapping[str, Any], where: str, today: date) -> Iterator[Issue]:
    end = _day(_valid(raw, "end"))
    if end is not None and end <= today:
        yield issue("heatmap_expired", f"{where}, valid, end", f"een kaart die op {today} geldt",
                    f"een kaart die tot {end} gold", "haal de nieuwste kaart op",
                    "notice")  # fmt: skip


def _valid(raw: Mapping[str, Any], end: str) -> str:
    interval = raw.get("valid")
    return text_of(interval.get(end)) if isinstance(interval, dict) else ""


def require_day(text: str, where: str, today: date) -> str:
    """Return a day ``YYYY-MM-DD`` that is not in the future.

    Raises
    ------
    HeatmapError
        When it is no day, or a later one.
    """
    day = _day(text)
    if day is None:
        raise HeatmapError(where, "een datum zoals 2026-08-21", f"‘{text}’" if text else "niets",
                           "vul de datum van de kaart in")  # fmt: skip
    if day > today:
        raise HeatmapError(where, f"een datum tot en met {today}", text, "lees de kaart van nu in; "
                           "een prognose is geen stand van nu")  # fmt: skip
    return day.isoformat()


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _without_doubles(
    areas: Iterable[Voedingsgebied], where: str
) -> tuple[list[Voedingsgebied], list[Issue]]:
    """Keep of equal areas one; of areas that share a code and differ, none may be chosen."""
    known: dict[str, set[Voedingsgebied]] = {}
    for area in areas:
        known.setdefault(key_of(area.code), set()).add(area)
    twice = [next(iter(same)) for same in known.values() if len(same) > 1]
    issues = [
        issue("area_twice", f"{where}, {area.code}", "elk gebied één keer",
              f"{len(known[key_of(area.code)])} gebieden met deze code en andere gegevens",
              "vraag de netbeheerder welke geldt; het gebied is weggelaten")
        for area in twice
    ]  # fmt: skip
    return [next(iter(same)) for same in known.values() if len(same) == 1], issues


# --- one area -------------------------------------------------------------------------------


def _misfit(item: object, where: str) -> Issue | None:
    """Return why an item is no voedingsgebied; None when it is one."""
    code = text_of(item.get("short_code")) if isinstance(item, dict) else ""
    if not isinstance(item, dict) or not code:
        return issue("area_without_code", where, "een voedingsgebied met een short_code",
                     "geen short_code", "vul haar in; het gebied is weggelaten")  # fmt: skip
    if item.get("type", AREA) not in (AREA, None):
        return issue("area_type", f"{where} ({code})", f"type {AREA} of {CONGESTION}",
                     shown(item["type"]), "verbeter het type; het gebied is weggelaten"
                     )  # fmt: skip
    return None


def _area(item: Mapping[str, Any], where: str) -> tuple[Voedingsgebied, list[Issue]]:
    code = text_of(item["short_code"])
    afname, first = _direction(item, "afname", where)
    invoeding, second = _direction(item, "invoeding", where)
    name = text_of(item.get("description")) or code
    return Voedingsgebied(code, name, afname, invoeding), first + second


def _direction(item: Mapping[str, Any], name: str, where: str) -> tuple[Direction, list[Issue]]:
    prefix = PREFIX[name]
    class_code, split, issues = _class(item, f"{prefix}_constraint", where)

    def read(field: str, reader: Callable[[Any], Number | None]) -> Number | None:
        name = f"{prefix}_{field}"
        return read_number(item.get(name), reader, f"{where}, {name}", issues)

    direction = Direction(
        class_code, read("requests_in_queue", whole_of), read("capacity_in_queue", number_of),
        read("alleviation_year", year_of), split,
    )  # fmt: skip
    return direction, issues


def _class(item: Mapping[str, Any], field: str, where: str) -> tuple[str, str, list[Issue]]:
    """Return the class of an area, how its postcodes differ, and what is wrong with either."""
    listed = item.get("postcode_areas")
    postcodes = listed if isinstance(listed, list) else []
    cells = [one.get(field) if isinstance(one, dict) else None for one in postcodes]
    known = Counter(code for code in map(_code, cells) if code)
    lost = [value for value in cells if not _code(value)]
    issues = [_lost_postcodes(lost, field, where)] if lost else []
    own = _code(item.get(field))
    if own is None:
        issues.append(_unknown(item[field], field, where))
    if len(known) > 1:
        return NO_CLASS, split_of(known + Counter({NO_CLASS: len(lost)})), issues
    agreed = next(iter(known), own or NO_CLASS)
    if own not in (None, NO_CLASS, agreed):
        issues.append(_other_class(item[field], field, where))
    return agreed, "", issues


def _code(value: object) -> str | None:
    """Return the code of a class, empty for no value, None for a value that is not known."""
    if is_blank(value):
        return NO_CLASS
    return CLASSES.get(value.strip().casefold()) if isinstance(value, str) else None


def _unknown(value: object, field: str, where: str) -> Issue:
    return issue("area_class", f"{where}, {field}", WORDS, shown(value),
                 "verbeter de waarde; zij telt nu niet mee")  # fmt: skip


def _lost_postcodes(values: list[object], field: str, where: str) -> Issue:
    words = sorted({shown(value) for value in values if not is_blank(value)})
    found = ", ".join(words[:3]) or "niets"
    return issue("postcode_class", f"{where}, {field}", f"{WORDS} bij elke postcode",
                 f"{found} bij {len(values)} van de postcodes",
                 "verbeter de waarden; zij tellen nu niet mee")  # fmt: skip


def _other_class(value: object, field: str, where: str) -> Issue:
    repair = "verbeter de waarde; die van de postcodes geldt"
    return issue("area_class_differs", f"{where}, {field}", "de klasse van de postcodes",
                 shown(value), repair, "notice")  # fmt: skip
