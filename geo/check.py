"""Checks what no single row can know: that rows refer to each other and to real places."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path

from geo.catalogue import COUNTRY, SITE_LIST, Catalogue, read_catalogue
from geo.errors import GeoError
from geo.model import Figure, Frozen, Issue, Severity

OPERATORS: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b,
}  # fmt: skip
REGIONAL = ("grant", "region", "woondealregio")


class Report(Frozen):
    """What ``python -m geo check`` found: ``ok`` is false only when an issue is an error."""

    ok: bool
    counts: dict[str, int | None]
    issues: tuple[Issue, ...]


def check_catalogue(data: Path) -> Report:
    """Read everything in a data folder and report on it; never raises for bad data."""
    catalogue, issues = read_catalogue(data)
    layers, geometry_issues = _count_layers(catalogue)
    tables_read = not any(issue.severity == "error" for issue in issues)
    if tables_read and not geometry_issues:
        issues += [*check_tables(catalogue), *check_locations(catalogue)]
    elif tables_read:
        issues += check_tables(catalogue, with_areas=False)
    issues += geometry_issues
    ok = not any(issue.severity == "error" for issue in issues)
    return Report(ok=ok, counts=layers | _count_rows(catalogue), issues=tuple(issues))


def check_tables(catalogue: Catalogue, *, with_areas: bool = True) -> list[Issue]:
    """Check that every reference between the tables resolves, and name the known gaps."""
    known = {*catalogue.places, *catalogue.subjects, COUNTRY}
    try:
        known |= set(catalogue.names) if with_areas else set()
    except (OSError, ValueError, KeyError):
        with_areas = False
    return [
        *_check_figures(catalogue, known if with_areas else None),
        *_check_statements(catalogue, known if with_areas else None),
        *_check_links(catalogue, known if with_areas else None),
        *_check_place_sources(catalogue),
        *(_known_gaps(catalogue)),
    ]


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
        if place.extent == "site" and code not in place.gemeente_codes:
            found = f"een punt in {names.get(str(code), 'geen enkele gemeente')}"
            issues.append(_unknown(where, "een punt in een van de gemeenten van de plek", found))
    return issues


def _count_layers(catalogue: Catalogue) -> tuple[dict[str, int | None], list[Issue]]:
    counts: dict[str, int | None] = {}
    issues = []
    for layer in ("gemeenten", "provincies", "natura2000"):
        counts[layer] = None
        if layer not in catalogue.manifest.layers:
            issues.append(_issue("layer_missing", f"sources.toml, [layer.{layer}]", "een blok",
                                 "geen bruikbaar blok", "zet sources.toml terug"))  # fmt: skip
            continue
        try:
            counts[layer] = len(catalogue.geometry(layer))
        except GeoError as error:
            issues.append(_issue("layer_unreadable", error.where, error.expected, error.found,
                                 error.repair))  # fmt: skip
    return counts, issues


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
        elif figure.kind == "afgeleid":
            yield from _check_formula(where, figure, by_id)


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
    """Work a formula out from left to right; None when it is not one."""
    tokens = figure.formula.split()
    try:
        numbers = [_operand(token, by_id, end) for token in tokens[::2]]
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


def _check_place_sources(catalogue: Catalogue) -> Iterator[Issue]:
    for place in catalogue.places.values():
        where = f"places.csv ({place.place_id} {place.name})"
        ids = (place.source_id, place.designation_source_id, place.status_source_id)
        for source_id in filter(None, (*ids, place.composition_source_id)):
            yield from _check_source(catalogue, where, source_id)


def _check_subject(where: str, subject: str, known: set[str] | None) -> Iterator[Issue]:
    if known is not None and subject not in known:
        yield _unknown(where, "een plek, gemeente, provincie of onderwerp dat bestaat", subject)


def _check_source(catalogue: Catalogue, where: str, source_id: str) -> Iterator[Issue]:
    if catalogue.manifest.source(source_id) is None:
        yield _unknown(where, "een bron met een blok in sources.toml", f"‘{source_id}’")


def _known_gaps(catalogue: Catalogue) -> Iterator[Issue]:
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


def errors_of(issues: Iterable[Issue]) -> list[Issue]:
    """Return only the issues that stop the product."""
    return [issue for issue in issues if issue.severity == "error"]
