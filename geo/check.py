"""Checks what no single row can know: that rows refer to each other and to real places."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path

from geo.catalogue import COUNTRY, SITE_LIST, Catalogue, read_catalogue
from geo.errors import GeoError
from geo.lock import IMPORT, restore
from geo.model import Figure, Frozen, Issue, Severity

OPERATORS: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b,
}  # fmt: skip
GEMEENTE = ("gemeente_code", "gemeente", "provincie_code", "provincie", "geometry")
LAYER_COLUMNS = {
    "gemeenten": GEMEENTE,
    "gemeenten_land": GEMEENTE,
    "provincies": ("provincie_code", "provincie", "geometry"),
    "natura2000": ("nr", "naam", "richtlijn", "stikstofgevoelig", "oppervlakte_ha", "geometry"),
    "land": ("geometry",),
    "buurlanden": ("name", "geometry"),
}
IMPORTED_COLUMNS = {
    "capaciteitskaart": ("code", "name", "netbeheerder", "afname", "invoeding", "note", "date"),
}  # fmt: skip
COUNTED_LAYERS = ("gemeenten", "provincies", "natura2000")
REGIONAL = ("grant", "region", "woondealregio")


class Report(Frozen):
    """What ``python -m geo check`` found: ``ok`` is false only when an issue is an error."""

    ok: bool
    counts: dict[str, int | None]
    issues: tuple[Issue, ...]


def check_catalogue(data: Path) -> Report:
    """Read everything in a data folder and report on it; never raises for bad data."""
    catalogue, issues = read_catalogue(data)
    issues += find_issues(catalogue)
    ok = not any(issue.severity == "error" for issue in issues)
    return Report(ok=ok, counts=_counts(catalogue), issues=tuple(issues))


def find_issues(catalogue: Catalogue) -> list[Issue]:
    """Check layers, references between tables, and places against the gemeenten.

    What cannot be checked because a layer is unreadable is left out: that layer is the issue.
    """
    issues = _check_layers(catalogue)
    broken = any("gemeenten.parquet" in issue.where for issue in issues)
    areas_read = not broken and _count(catalogue, "gemeenten") is not None
    known = {*catalogue.places, *catalogue.subjects, COUNTRY}
    if areas_read:
        known |= set(catalogue.names)
        issues += check_locations(catalogue)
    issues += [
        *_check_figures(catalogue, known if areas_read else None),
        *_check_statements(catalogue, known if areas_read else None),
        *_check_links(catalogue, known if areas_read else None),
        *_check_subjects(catalogue, areas_read),
        *_check_place_sources(catalogue),
        *_check_decisions(catalogue),
        *_check_norms(catalogue, areas_read),
        *_check_circles(catalogue),
    ]
    return issues or [*known_gaps(catalogue)]


def check_locations(catalogue: Catalogue) -> list[Issue]:
    """Check every place against the gemeenten: its codes, its provincie and where its point lies.

    The point of a wide region may lie in a gemeente that is not on its list; all others may not.
    """
    from geo.joins import locate_points

    areas = catalogue.gemeenten.set_index("gemeente_code")
    located = locate_points(catalogue.place_points, catalogue.gemeenten)
    names = catalogue.gemeente_names
    issues = []
    for place in catalogue.places.values():
        where = f"places.csv ({place.place_id} {place.name})"
        unknown = [code for code in place.gemeente_codes if code not in areas.index]
        if unknown:
            issues.append(_unknown(where, "een bekende gemeentecode", ", ".join(unknown)))
            continue
        provincies = {str(p) for p in areas.loc[list(place.gemeente_codes), "provincie"]}
        if provincies != set(place.provincie):
            issues.append(
                _unknown(where, " en ".join(sorted(provincies)), ", ".join(place.provincie))
            )
        code = located.loc[place.place_id, "gemeente_code"]
        strays = place.extent == "site" and code not in place.gemeente_codes
        if strays or code not in names:
            found = f"een punt in {names.get(str(code), 'geen enkele gemeente')}"
            issues.append(_unknown(where, "een punt in een van de gemeenten van de plek", found))
    return issues


def _check_layers(catalogue: Catalogue) -> list[Issue]:
    issues = []
    layers, wanted = catalogue.manifest.layers, LAYER_COLUMNS | IMPORTED_COLUMNS
    for layer in (one for one in LAYER_COLUMNS if one not in layers):
        issues.append(_issue("layer_missing", f"sources.toml, [layer.{layer}]", "een blok",
                             "geen bruikbaar blok", "zet het blok terug"))  # fmt: skip
    for layer in (one for one in layers if (catalogue.data / layers[one].file).exists()):
        where = f"data/{layers[layer].file}"
        try:
            missing = set(wanted.get(layer, ())) - set(catalogue.geometry(layer).columns)
        except GeoError as error:
            issues.append(_issue("layer_unreadable", error.where, error.expected, error.found,
                                 error.repair))  # fmt: skip
            continue
        if missing:
            issues.append(_issue("layer_columns", where, "kolommen " + ", ".join(sorted(missing)),
                                 "een laag zonder die kolommen",
                                 restore(layers[layer].file, layers[layer].imported)))  # fmt: skip
    return issues


def _counts(catalogue: Catalogue) -> dict[str, int | None]:
    counts = {layer: _count(catalogue, layer) for layer in COUNTED_LAYERS}
    return counts | _count_rows(catalogue)


def _count(catalogue: Catalogue, layer: str) -> int | None:
    try:
        return len(catalogue.geometry(layer))
    except (GeoError, KeyError):
        return None


def _count_rows(catalogue: Catalogue) -> dict[str, int | None]:
    kinds = [place.kind for place in catalogue.places.values()]
    manifest = catalogue.manifest
    return {
        "doorbraaklocaties": kinds.count("doorbraaklocatie"),
        "nplv_gebieden": kinds.count("nplv_gebied"),
        "grootschalige_gebieden": kinds.count("grootschalig_gebied"),
        "figures": len(catalogue.figures),
        "sources": len(manifest.documents) + len(manifest.layers),
        "links": len(catalogue.links),
        "statements": len(catalogue.statements),
    }


def _check_figures(catalogue: Catalogue, known: set[str] | None) -> Iterator[Issue]:
    by_id = {figure.figure_id: figure for figure in catalogue.figures}
    for figure in catalogue.figures:
        where = f"figures.csv ({figure.figure_id})"
        yield from _check_subject(where, figure.subject, known)
        yield from _check_source(catalogue, where, figure.source_id)
        quantity = catalogue.quantities.get(figure.quantity)
        if quantity is None:
            yield _unknown(where, "een grootheid uit quantities.csv", figure.quantity)
        elif quantity.unit != figure.unit:
            yield _unknown(where, f"eenheid ‘{quantity.unit}’", f"‘{figure.unit}’")
        missing = [i for i in (*figure.inputs, figure.parent) if i and i not in by_id]
        if missing:
            yield _unknown(where, "een bestaand cijfer als invoer of geheel", ", ".join(missing))
        elif figure.kind == "afgeleid" and set(figure.inputs) != _named(figure, by_id):
            named = ", ".join(sorted(_named(figure, by_id))) or "geen"
            yield _unknown(where, "als invoer de cijfers van de formule: " + named,
                           ", ".join(figure.inputs))  # fmt: skip
        elif figure.kind == "afgeleid":
            yield from _check_formula(where, figure, by_id)


def _named(figure: Figure, by_id: dict[str, Figure]) -> set[str]:
    """Return the figures that a formula names."""
    return {token for token in figure.formula.split() if token in by_id}


def _check_formula(where: str, figure: Figure, by_id: dict[str, Figure]) -> Iterator[Issue]:
    ends = ("value",) if figure.value is not None else ("low", "high")
    for end in ends:
        expected = _evaluate(figure, by_id, end)
        stated = getattr(figure, end)
        if expected is None:
            yield _unknown(where, "een formule van figure_id’s en getallen met + - *, gescheiden "
                           "door spaties", figure.formula)  # fmt: skip
        elif expected != stated:
            yield _unknown(where, f"{expected}, de uitkomst van de formule", str(stated))


def _evaluate(figure: Figure, by_id: dict[str, Figure], end: str) -> Decimal | None:
    """Work a formula out; None when it is not one, or mixes ``*`` with ``+`` or ``-``.

    The low end of a difference is the low end of the first less the high end of the second.
    """
    tokens = figure.formula.split()
    if "*" in tokens and {"+", "-"} & set(tokens):
        return None
    signs = ["+", *tokens[1::2]]
    other = {"low": "high", "high": "low"}.get(end, end)
    try:
        numbers = [
            _operand(token, by_id, other if sign == "-" else end)
            for sign, token in zip(signs, tokens[::2], strict=True)
        ]
        total = numbers[0]
        for operator, number in zip(tokens[1::2], numbers[1:], strict=True):
            total = OPERATORS[operator](total, number)
    except (KeyError, InvalidOperation, IndexError, ValueError, TypeError):
        return None
    return total


def _operand(token: str, by_id: dict[str, Figure], end: str) -> Decimal:
    if token not in by_id:
        return Decimal(token)
    figure = by_id[token]
    found: Decimal | None = getattr(figure, end)
    return figure.least if found is None else found


def _check_statements(catalogue: Catalogue, known: set[str] | None) -> Iterator[Issue]:
    for statement in catalogue.statements:
        where = f"statements.csv ({statement.statement_id})"
        yield from _check_subject(where, statement.subject, known)
        yield from _check_source(catalogue, where, statement.source_id)


def _check_links(catalogue: Catalogue, known: set[str] | None) -> Iterator[Issue]:
    for link in catalogue.links.links:
        where = f"links.csv ({link.origin} → {link.target or 'geen doel'})"
        for end in filter(None, (link.origin, link.target)):
            yield from _check_subject(where, end, known)
        if link.source_id:
            yield from _check_source(catalogue, where, link.source_id)
        elif link.confidence == "stated":
            yield _unknown(where, "een source_id bij een gestelde relatie", "een lege cel")
    linked = {end for link in catalogue.links.links for end in (link.origin, link.target)}
    wanted = [s.subject_id for s in catalogue.subjects.values() if s.kind in REGIONAL]
    wanted += [p.place_id for p in catalogue.places.values() if p.kind == "grootschalig_gebied"]
    for lonely in (one for one in wanted if one not in linked):
        yield _unknown("links.csv", f"een relatie voor {lonely}, of ‘unlinked’", "geen rij")


def _check_subjects(catalogue: Catalogue, areas_read: bool) -> Iterator[Issue]:
    for subject in catalogue.subjects.values():
        where = f"subjects.csv ({subject.subject_id})"
        if subject.source_id:
            yield from _check_source(catalogue, where, subject.source_id)
        if areas_read:
            codes = [c for c in subject.gemeente_codes if c not in catalogue.gemeente_names]
            names = set(catalogue.provincie_names.values())
            for found in (*codes, *(name for name in subject.provincie if name not in names)):
                yield _unknown(where, "een bekende gemeentecode of provincie", found)


def _check_place_sources(catalogue: Catalogue) -> Iterator[Issue]:
    for place in catalogue.places.values():
        where = f"places.csv ({place.place_id} {place.name})"
        ids = (place.source_id, place.designation_source_id, place.status_source_id)
        for source_id in filter(None, (*ids, place.composition_source_id)):
            yield from _check_source(catalogue, where, source_id)


def _check_decisions(catalogue: Catalogue) -> Iterator[Issue]:
    known = {(figure.subject, figure.quantity) for figure in catalogue.figures}
    seen: set[tuple[str, str]] = set()
    for decision in catalogue.decisions:
        key = (decision.subject, decision.quantity)
        where = f"decisions.csv ({' '.join(key)})"
        yield from _check_source(catalogue, where, decision.source_id)
        if key not in known:
            yield _unknown(where, "een bedrag uit figures.csv", "geen cijfer")
        if key in seen:
            yield _unknown(where, "elk bedrag één keer", "twee rijen")
        seen.add(key)


def _check_norms(catalogue: Catalogue, areas_read: bool) -> Iterator[Issue]:
    by_id = {figure.figure_id: figure for figure in catalogue.figures}
    areas = {COUNTRY, "provincie", *(s for s in catalogue.subjects if s.startswith("WD"))}
    if areas_read:
        areas |= set(catalogue.provincie_names)
    for key, norm in catalogue.manifest.norms.items():
        where = f"sources.toml, [norm.{key}]"
        if areas_read and norm.area not in areas:
            yield _unknown(where, "NL, provincie of een code als gebied", norm.area)
        for share in norm.shares:
            figure = by_id.get(share.figure)
            quantity = catalogue.quantities.get(figure.quantity if figure else share.quantity)
            if quantity is None or quantity.unit != "share":
                yield _unknown(where, "een aandeel uit figures.csv of quantities.csv",
                               share.figure or share.quantity)  # fmt: skip
        if norm.homes_per_year and norm.homes_per_year not in by_id:
            yield _unknown(where, "een cijfer uit figures.csv", norm.homes_per_year)


def _check_circles(catalogue: Catalogue) -> Iterator[Issue]:
    """Say which scope would be a part of itself: nothing could be added with it."""
    wholes: dict[str, set[str]] = {}
    for link in catalogue.links.links:
        if link.relation == "part_of":
            wholes.setdefault(link.origin, set()).add(link.target)
    for start in wholes:
        found, queue = set[str](), [start]
        while queue:
            more = wholes.get(queue.pop(), set()) - found
            found |= more
            queue += more
        if start in found:
            yield _unknown(f"links.csv ({start})", "een geheel dat geen deel van zichzelf is",
                           f"{start} als deel van {start}")  # fmt: skip


def _check_subject(where: str, subject: str, known: set[str] | None) -> Iterator[Issue]:
    if known is not None and subject not in known:
        yield _unknown(where, "een plek, gemeente, provincie of onderwerp dat bestaat", subject)


def _check_source(catalogue: Catalogue, where: str, source_id: str) -> Iterator[Issue]:
    if catalogue.manifest.source(source_id) is None:
        yield _unknown(where, "een bron met een blok in sources.toml", f"‘{source_id}’")


def known_gaps(catalogue: Catalogue) -> Iterator[Issue]:
    """Say what is known to be missing; never an error."""
    places = catalogue.places.values()
    sites = [place for place in places if place.kind == "doorbraaklocatie"]
    announced = _announced(catalogue)
    if announced and len(sites) < announced:
        yield _notice(
            "Doorbraaklocaties", f"{announced} locaties: gekozen en in onderzoek samen",
            f"{len(sites)} locaties, en onbekend welke zijn gekozen en welke in onderzoek zijn",
            "vul aan zodra het Rijk de lijst openbaar maakt",
        )  # fmt: skip
    unnamed = [place for place in sites if not place.is_named]
    if unnamed:
        yield _notice("Doorbraaklocaties", "een plek die een bron noemt",
                      f"{len(unnamed)} locaties waarvan een bron alleen de gemeente noemt",
                      "vul de plek aan zodra een bron haar noemt")  # fmt: skip
    for title in catalogue.absent_titles:
        yield _notice(title, "een kaart die u zelf inleest", "geen kaart",
                      f"lees haar in met ‘{IMPORT}’")  # fmt: skip
    without = [p for p in places if catalogue.ledger.reading(p.place_id, "homes") is None]
    if without:
        yield _notice("Cijfers", "een aantal woningen bij elke plek",
                      f"{len(without)} van {len(places)} plekken zonder bekend aantal",
                      "voeg een cijfer met bron toe")  # fmt: skip


def _announced(catalogue: Catalogue) -> int | None:
    """Return the number of sites that were announced: chosen plus under study, from the ledger."""
    readings = [catalogue.ledger.reading(SITE_LIST, q) for q in ("sites_chosen", "sites_studied")]
    values = [r.preferred.value for r in readings if r and r.preferred.value is not None]
    return int(sum(values)) if len(values) == len(readings) else None


def _issue(
    code: str, where: str, expected: str, found: str, repair: str, severity: Severity = "error"
) -> Issue:
    return Issue(severity=severity, code=code, where=where, expected=expected, found=found,
                 repair=repair)  # fmt: skip


def _unknown(where: str, expected: str, found: str) -> Issue:
    return _issue("reference", where, expected, found, "verbeter de rij of voeg toe wat ontbreekt")


def _notice(where: str, expected: str, found: str, repair: str) -> Issue:
    return _issue("known_gap", where, expected, found, repair, "notice")
