"""The money of the letter, read by itself, against what the catalogue makes of it.

This list was written from the letter and the facts beside it, not from the tables: scheme, amount,
of which whole and how sure, homes, section and paragraph, period, condition, and since when.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import pytest

from geo.catalogue import Catalogue
from geo.funding import Amount, Scope, all_amounts, amounts_of, funds, structure_of
from geo.ledger import LETTER
from geo.pairs import Refusal
from geo.sums import Sum, add
from tests.geo.money import book, figure, homes, link


@dataclass(frozen=True)
class Stated:
    """One amount as the letter gives it."""

    subject: str
    euro: int
    qualifier: str = "exact"
    wholes: tuple[tuple[str, str], ...] = ()
    homes: tuple[tuple[int, str], ...] = ()
    spot: tuple[str, int] = ("3", 2)
    period: str = ""
    condition: str = ""
    stage: str = "available"
    decided: str = "onbekend"


FIVE, TWO, SUM, NPLV = "S-WONINGBOUWMIDDELEN", "S-BEREIKBAARHEID", "S-SAMEN", "S-NPLV"
LETTER_AMOUNTS = [
    Stated(FIVE, 5_000_000_000),
    Stated(TWO, 2_500_000_000, wholes=((SUM, "inferred"),)),
    # 877 mln stands inside the 5 mld in so many words; in the 3 mld only by adding up.
    Stated("S-GEBIEDSBUDGET", 877_000_000, wholes=((FIVE, "stated"), (SUM, "inferred")),
           homes=((128_000, "exact"),), decided="2025-11-10"),
    Stated("S-KORTE-TERMIJN", 1_300_000_000, "circa", ((TWO, "inferred"), (SUM, "inferred")),
           ((145_000, "circa"),), decided="2025-11-10"),
    Stated("S-RESERVERING", 1_200_000_000, "circa", ((TWO, "inferred"), (SUM, "inferred")),
           stage="reserved", decided="2025-11-10"),
    Stated(SUM, 3_000_000_000, "ruim", homes=((273_000, "circa"),)),
    Stated("S-WBI-WMRE-RHA-2025", 150_000_000, "bijna", homes=((16_500, "ruim"),), period="2025",
           stage="granted", decided="2025-12-04"),
    Stated("S-MIDDEN-HOLLAND", 208_000_000, wholes=((TWO, "inferred"),), homes=((14_000, "exact"),),
           spot=("3", 4), condition="onder voorwaarden", stage="granted"),
    Stated(NPLV, 600_000_000, homes=((50_000, "exact"), (50_000, "exact")), spot=("3", 5),
           period="2024/2029", stage="agreed", decided="2025-06-24"),
    Stated("S-NPLV-RUIMTE", 180_000_000, wholes=((NPLV, "stated"),), spot=("3", 5),
           period="2024/2029", stage="agreed", decided="2025-06-24"),
    Stated("S-NPLV-PERSONEEL", 50_000_000, wholes=((NPLV, "stated"),), spot=("3", 5),
           period="2024/2029", stage="agreed", decided="2025-06-24"),
    # What is left of the 600 stands not in the letter: it follows, and runs through other schemes.
    Stated("S-NPLV-OVERIG", 370_000_000, wholes=((NPLV, "stated"),), spot=("3", 5),
           period="2024/2029", condition="alleen via bestaande regelingen", stage="claimable",
           decided="2025-06-24"),
]  # fmt: skip


def main(catalogue: Catalogue, subject: str) -> Amount:
    amount = amounts_of(catalogue, subject)[0]
    assert amount.figure.quantity == "amount"
    return amount


@pytest.mark.parametrize("stated", LETTER_AMOUNTS, ids=lambda one: one.subject)
def test_each_amount_of_the_letter(catalogue: Catalogue, stated: Stated) -> None:
    amount = main(catalogue, stated.subject)
    row, decision = amount.figure, amount.decision
    assert (row.value, row.qualifier, row.source_id) == (stated.euro, stated.qualifier, LETTER)
    assert (row.section, row.paragraph, row.period) == (*stated.spot, stated.period)
    assert {(w.target, w.confidence) for w in amount.wholes} == set(stated.wholes)
    found = [(r.preferred.value, r.preferred.qualifier) for r in amount.homes]
    assert sorted(found) == sorted(stated.homes)  # type: ignore[type-var]
    assert decision is not None
    assert (decision.stage, decision.decided) == (stated.stage, stated.decided)
    assert bool(amount.condition) is bool(stated.condition)
    assert amount.condition.startswith(stated.condition)
    derived = row.kind == "afgeleid"
    assert derived is (stated.subject == "S-NPLV-OVERIG")


def test_the_letter_has_no_other_amounts(catalogue: Catalogue) -> None:
    found = {a.subject for a in all_amounts(catalogue) if a.figure.source_id == LETTER}
    assert found == {stated.subject for stated in LETTER_AMOUNTS}


def test_the_realisatiestimulans_is_7000_a_home_and_another_2_5_billion(
    catalogue: Catalogue,
) -> None:
    amount = main(catalogue, "S-REALISATIESTIMULANS")
    assert amount.figure.value == 2_500_000_000 and amount.figure.source_id == "stcrt-2025-36777"
    assert amount.wholes == () and "andere rijksregeling" in amount.condition
    rate = catalogue.ledger.reading("S-REALISATIESTIMULANS", "amount_per_home")
    assert rate is not None and rate.preferred.value == 7000
    assert (rate.preferred.source_id, rate.preferred.section) == (LETTER, "3")
    two = [main(catalogue, s).figure for s in ("S-REALISATIESTIMULANS", TWO)]
    assert isinstance(add(catalogue, two), Refusal)


def test_every_reasoned_whole_carries_its_arithmetic_or_reason(catalogue: Catalogue) -> None:
    for amount in all_amounts(catalogue):
        for whole in amount.wholes:
            assert whole.source_id if whole.confidence == "stated" else whole.note


ARITHMETIC = [
    (["S-KORTE-TERMIJN", "S-RESERVERING"], TWO, "amount"),
    (["S-KORTE-TERMIJN", "S-GEBIEDSBUDGET"], SUM, "homes_supported"),
    (["S-WBI-1", "S-WBI-2", "S-WBI-3"], "S-WBI-1-3", "amount"),
    (["S-KORTE-TERMIJN-2022", "S-GROOTSCHALIG-2022"], "S-MOBILITEITSFONDS-2022", "amount"),
]


@pytest.mark.parametrize(("parts", "whole", "quantity"), ARITHMETIC, ids=str)
def test_the_arithmetic_of_reasoned_wholes_holds(
    catalogue: Catalogue, parts: list[str], whole: str, quantity: str
) -> None:
    readings = [catalogue.ledger.reading(subject, quantity) for subject in (*parts, whole)]
    *terms, total = [reading.preferred for reading in readings if reading]
    outcome = add(catalogue, terms)
    assert isinstance(outcome, Sum) and outcome.low == total.value


def test_877_and_2_5_billion_are_ruim_3_billion(catalogue: Catalogue) -> None:
    rows = [main(catalogue, subject).figure for subject in ("S-GEBIEDSBUDGET", TWO)]
    outcome = add(catalogue, rows)
    assert isinstance(outcome, Sum) and outcome.low == 3_377_000_000


def test_midden_holland_is_a_region_of_five_gemeenten_by_general_knowledge(
    catalogue: Catalogue,
) -> None:
    region = catalogue.subjects["R-MIDDEN-HOLLAND"]
    names = {catalogue.names[code] for code in region.gemeente_codes}
    assert names == {"Bodegraven-Reeuwijk", "Gouda", "Krimpenerwaard", "Waddinxveen", "Zuidplas"}
    assert region.gemeente_basis == "general" and region.gemeenten_complete
    inside = {li.origin: li for li in catalogue.links.links
              if li.target == "R-MIDDEN-HOLLAND" and li.relation == "lies_in"}  # fmt: skip
    assert set(inside) == {*region.gemeente_codes, "DB03"}
    assert inside["GM1892"].confidence == "stated" and inside["GM0513"].confidence == "general"
    grant = catalogue.subjects["S-MIDDEN-HOLLAND"]
    assert grant.gemeente_codes == region.gemeente_codes and grant.gemeente_basis == "general"


def test_every_decision_is_of_a_known_amount(catalogue: Catalogue) -> None:
    known = {(f.subject, f.quantity) for f in catalogue.figures}
    keys = [(d.subject, d.quantity) for d in catalogue.decisions]
    assert set(keys) <= known and len(keys) == len(set(keys))
    without = [a.subject for a in all_amounts(catalogue)
               if a.figure.quantity == "amount" and a.decision is None]  # fmt: skip
    assert without == []


# The structure


def test_nothing_is_lost_and_nothing_stands_twice(catalogue: Catalogue) -> None:
    scopes = [s.subject for s in structure_of(catalogue).walk() if s.kind in ("scheme", "grant")]
    assert len(scopes) == len(set(scopes)) and set(funds(catalogue)) <= set(scopes)


def find(catalogue: Catalogue, subject: str) -> Scope:
    return next(s for s in structure_of(catalogue).walk() if s.subject == subject)


def test_scheme_then_region_then_place(catalogue: Catalogue) -> None:
    grant = find(catalogue, "S-MIDDEN-HOLLAND")
    (region,) = grant.children
    (place,) = region.children
    assert (region.kind, region.name) == ("region", "Midden-Holland")
    assert (place.subject, [row.value for row in place.homes]) == ("DB03", [8000])
    assert grant.link is not None and grant.link.target == TWO


def test_only_what_may_be_added_gets_a_width(catalogue: Catalogue) -> None:
    first, second, third = find(catalogue, TWO).bands
    assert first.parts == ("S-KORTE-TERMIJN", "S-RESERVERING")
    assert (first.rest_low, first.total.text) == (0, "circa € 2,5 miljard")
    assert "S-MIDDEN-HOLLAND" in second.parts and third.parts == ("B-CORTELANDE-2025",)
    (band,) = find(catalogue, "S-GEBIEDSBUDGET-2023").bands
    assert len(band.parts) == 15 and band.rest_low == 475_000_000 - 441_955_000


def test_every_band_is_a_sum_that_is_allowed(catalogue: Catalogue) -> None:
    by_subject = {a.subject: a.figure for a in reversed(all_amounts(catalogue))}
    for scope in structure_of(catalogue).walk():
        seen = [part for band in scope.bands for part in band.parts]
        assert len(seen) == len(set(seen))
        for band in scope.bands:
            rows = [term for term in band.total.terms if term.subject in by_subject]
            assert isinstance(add(catalogue, rows), Sum) and len(rows) == len(band.parts)


def test_other_wholes_and_overlaps_are_edges(catalogue: Catalogue) -> None:
    edges = {(e.origin, e.relation, e.target) for e in structure_of(catalogue).edges}
    assert ("S-GEBIEDSBUDGET", "part_of", SUM) in edges
    assert ("S-GEBIEDSBUDGET", "part_of", FIVE) not in edges  # it stands there in the tree
    assert ("B-CORTELANDE-2025", "possibly_same", "S-MIDDEN-HOLLAND") in edges
    assert ("S-NPLV-OVERIG", "overlaps", "S-REALISATIESTIMULANS") in edges


def test_a_scope_stands_under_the_surest_whole_then_the_deepest() -> None:
    rows = [figure(s, v) for s, v in (("S-A", 1), ("S-B", 2), ("S-C", 3), ("S-D", 4))]
    deep = [link("S-A", "part_of", "S-C"), link("S-A", "part_of", "S-B"),
            link("S-B", "part_of", "S-C")]  # fmt: skip
    sure = [link("S-A", "part_of", "S-D", source_id="", confidence="inferred", note="x")]
    (root, _) = structure_of(book(rows, [*sure, *deep])).roots
    assert root.subject == "S-C" and root.children[0].subject == "S-B"
    assert [child.subject for child in root.children[0].children] == ["S-A"]


def test_unknown_parts_are_never_side_by_side() -> None:
    rows = [figure("S-X", 10), figure("S-A", 3), figure("S-B", 2)]
    links = [link("S-A", "part_of", "S-X"), link("S-B", "part_of", "S-X", source_id="krant")]
    (root,) = structure_of(book(rows, links)).roots
    assert [band.parts for band in root.bands] == [("S-A",), ("S-B",)]
    together = [*links, link("S-A", "separate_from", "S-B")]
    (root,) = structure_of(book(rows, together)).roots
    assert [band.parts for band in root.bands] == [("S-A", "S-B")]
    assert root.bands[0].rest_low == 5


def test_a_grant_without_an_amount_is_there_and_has_no_width() -> None:
    rows = [figure("S-X", 10), homes("S-A", 5)]
    (root,) = structure_of(book(rows, [link("S-A", "part_of", "S-X")])).roots
    (child,) = root.children
    assert child.amounts == () and child.homes[0].value == Decimal(5) and root.bands == ()
