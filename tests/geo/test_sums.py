"""Sums that are right or refused: bundled ones by hand, and made-up scopes that are sets."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.catalogue import Catalogue
from geo.model import Decision, Figure, Link
from geo.pairs import Refusal
from geo.sums import (
    PerHome,
    Sum,
    add,
    clashes,
    decision_of,
    is_conditional,
    per_home,
    times_rate,
)
from tests.geo.money import book, figure, homes, link


def of(catalogue: Catalogue, *ids: str) -> list[Figure]:
    known = {one.figure_id: one for one in catalogue.figures}
    return [known[figure_id] for figure_id in ids]


def gebiedsbudget(catalogue: Catalogue) -> list[Figure]:
    """Return the 15 contributions of 2023."""
    return [f for f in catalogue.figures
            if f.subject.startswith("B-GB2023-") and f.figure_id.endswith(".11")]  # fmt: skip


# Exact


def test_the_15_rows_of_2023_add_up_exactly(catalogue: Catalogue) -> None:
    rows = gebiedsbudget(catalogue)
    total = add(catalogue, rows)
    assert isinstance(total, Sum) and len(rows) == len(total.terms) == 15
    assert total.low == total.high == Decimal(441_955_000)
    assert (total.text, total.confidence) == ("€ 441,955 miljoen", "stated")
    assert len(total.conditional) == 15  # the Rijk pays half at most


def test_180_and_50(catalogue: Catalogue) -> None:
    total = add(catalogue, of(catalogue, "S-NPLV-RUIMTE.amount.1", "S-NPLV-PERSONEEL.amount.1"))
    assert isinstance(total, Sum) and total.text == "€ 230 miljoen"
    assert total.formula == "€ 50 miljoen + € 180 miljoen" and total.conditional == ()


def test_145_and_128_thousand_are_273_as_surely_as_the_arithmetic(catalogue: Catalogue) -> None:
    parts = of(catalogue, "S-KORTE-TERMIJN.homes_supported.1", "S-GEBIEDSBUDGET.homes_supported.11")
    (whole,) = of(catalogue, "S-SAMEN.homes_supported.1")
    total = add(catalogue, parts)
    assert isinstance(total, Sum) and total.low == whole.value == 273_000
    assert (total.qualifier, total.confidence) == ("circa", "inferred")


def test_three_terms_keep_the_weakest_ground(catalogue: Catalogue) -> None:
    total = add(catalogue, of(catalogue, "S-KORTE-TERMIJN.amount.1", "S-RESERVERING.amount.1",
                              "S-GEBIEDSBUDGET.amount.1"))  # fmt: skip
    assert isinstance(total, Sum) and total.text == "circa € 3,377 miljard"
    assert total.confidence == "inferred"


def test_a_place_with_two_designations_counts_once(catalogue: Catalogue) -> None:
    total = add(catalogue, of(catalogue, "GG18.homes.1", "DB03.homes.1", "DB01.homes.1"))
    assert isinstance(total, Sum) and total.low == 10_500
    assert [twin.subject for twin in total.twins] == ["GG18"]
    assert [term.subject for term in total.terms] == ["DB01", "DB03"]


def test_ranges_stay_ranges(catalogue: Catalogue) -> None:
    total = add(catalogue, of(catalogue, "DB01.homes.1", "DB05.homes.11"))
    assert isinstance(total, Sum) and (total.low, total.high) == (27_500, 37_500)


def test_nothing_is_not_zero(catalogue: Catalogue) -> None:
    with pytest.raises(ValueError, match="niets om op te tellen"):
        add(catalogue, [])


@pytest.mark.parametrize(
    ("qualifiers", "expected"),
    [
        (["exact", "exact"], "exact"), (["exact", "ruim"], "ruim"), (["circa", "circa"], "circa"),
        (["ruim", "minimaal"], "minimaal"), (["bijna", "maximaal"], "maximaal"),
        (["ruim", "bijna"], "circa"), (["minimaal", "circa"], "circa"),
    ],
)  # fmt: skip
def test_a_sum_is_as_rounded_as_its_terms(qualifiers: list[str], expected: str) -> None:
    rows = [figure(f"S-{n}", qualifier=q) for n, q in enumerate(qualifiers)]
    links = [link(row.subject, "part_of", "S-X") for row in rows]
    total = add(book(rows, links), rows)
    assert isinstance(total, Sum) and total.qualifier == expected


# Refused


@pytest.mark.parametrize(
    ("ids", "reason"),
    [
        (["S-NPLV-RUIMTE.amount.1", "S-NPLV-PERSONEEL.amount.1", "S-NPLV.amount.1"], "part"),
        (["S-KORTE-TERMIJN.homes_supported.1", "S-SAMEN.homes_supported.1"], "part"),
        (["GG01.homes.11"], "low"),
        (["NL.homes_goal.1"], "unit"),
        (["S-NPLV.amount.1", "S-NPLV.amount.1"], "same"),
    ],
)
def test_refused(catalogue: Catalogue, ids: list[str], reason: str) -> None:
    outcome = add(catalogue, of(catalogue, *ids))
    assert isinstance(outcome, Refusal) and outcome.reason == reason
    assert outcome in clashes(catalogue, of(catalogue, *ids))


def test_the_475_is_not_added_to_its_15_parts(catalogue: Catalogue) -> None:
    rows = [*gebiedsbudget(catalogue), *of(catalogue, "S-GEBIEDSBUDGET-2023.amount.11")]
    refusals = clashes(catalogue, rows)
    assert len(refusals) == 15 and {one.reason for one in refusals} == {"part"}


def test_what_is_known_is_told_before_what_is_not() -> None:
    rows = [figure("S-A"), figure("S-B"), figure("S-C")]
    outcome = add(book(rows, [link("S-B", "part_of", "S-C")]), rows)
    assert isinstance(outcome, Refusal) and outcome.reason == "part"


# Properties, on scopes that are sets: what may be added has nothing in common.

ATOMS = range(6)
NAMES = [f"S-{letter}" for letter in "ABCDE"]
sets = st.fixed_dictionaries({name: st.frozensets(st.sampled_from(ATOMS), min_size=1)
                              for name in NAMES})  # fmt: skip


def truths(scopes: dict[str, frozenset[int]]) -> list[Link]:
    """Return every link that is true of these sets."""
    found = []
    for one, other in combinations(scopes, 2):
        a, b = scopes[one], scopes[other]
        if a < b or b < a:
            inner, outer = (one, other) if a < b else (other, one)
            found.append(link(inner, "part_of", outer, source_id=f"{inner} {outer}"))
        elif not a & b:
            found.append(link(one, "separate_from", other))
        elif a != b:
            found.append(link(one, "overlaps", other))
        else:
            found.append(link(one, "possibly_same", other))
    return found


@settings(deadline=None, max_examples=80)
@given(scopes=sets, data=st.data())
def test_what_is_added_has_nothing_in_common(
    scopes: dict[str, frozenset[int]], data: st.DataObject
) -> None:
    """Of the true links only some are known: a sum is then refused, or it is the union."""
    links = data.draw(st.lists(st.sampled_from(truths(scopes)), unique_by=id))
    figures = [figure(name, len(atoms)) for name, atoms in scopes.items()]
    chosen = data.draw(st.lists(st.sampled_from(figures), min_size=1, unique_by=id))
    outcome = add(book(figures, links), chosen)
    union = frozenset[int]().union(*(scopes[one.subject] for one in chosen))
    if isinstance(outcome, Sum):
        assert outcome.low == outcome.high == len(union)
    assert add(book(figures, links), data.draw(st.permutations(chosen))) == outcome


@settings(deadline=None, max_examples=40)
@given(scopes=sets)
def test_with_all_links_known_exactly_the_disjoint_are_added(
    scopes: dict[str, frozenset[int]],
) -> None:
    figures = [figure(name, len(atoms)) for name, atoms in scopes.items()]
    catalogue = book(figures, truths(scopes))
    for one, other in combinations(figures, 2):
        disjoint = not scopes[one.subject] & scopes[other.subject]
        assert isinstance(add(catalogue, [one, other]), Sum) is disjoint


amounts = st.lists(st.integers(0, 10**12), min_size=1, max_size=6)


@settings(deadline=None, max_examples=40)
@given(values=amounts, rest=st.integers(0, 10**9), data=st.data())
def test_parts_never_exceed_the_whole(values: list[int], rest: int, data: st.DataObject) -> None:
    parts = [figure(f"S-{n}", value) for n, value in enumerate(values)]
    whole = figure("S-X", sum(values) + rest)
    catalogue = book([*parts, whole], [link(part.subject, "part_of", "S-X") for part in parts])
    some = data.draw(st.lists(st.sampled_from(parts), min_size=1, unique_by=id))
    total = add(catalogue, some)
    assert isinstance(total, Sum) and total.high <= whole.least
    assert total.low == sum(int(part.least) for part in some)
    refusal = add(catalogue, [*some, whole])
    assert isinstance(refusal, Refusal) and refusal.reason == "part"


def test_no_bundled_parts_exceed_their_whole(catalogue: Catalogue) -> None:
    """Every set of siblings that may be added stays under the amount of what they are part of."""
    from geo.funding import structure_of

    checked = 0
    for scope in structure_of(catalogue).walk():
        whole = next((a.figure for a in scope.amounts if a.figure.quantity == "amount"), None)
        for band in scope.bands if whole else ():
            room = whole.most * (Decimal("1.02") if whole.qualifier != "exact" else 1)  # type: ignore[union-attr]
            assert band.total.low <= room, (scope.subject, band.total.text)
            checked += 1
    assert checked > 15


# Euro per home, and an amount per home


def test_euro_per_home_is_of_one_scope_and_says_whose(catalogue: Catalogue) -> None:
    amount, own = of(catalogue, "S-MIDDEN-HOLLAND.amount.1", "S-MIDDEN-HOLLAND.homes_supported.1")
    found = per_home(catalogue, amount, own)
    assert isinstance(found, PerHome) and found.low == Fraction(208_000_000, 14_000)
    assert found.text == "€ 14.857 per woning"
    assert "14.000 woningen" in found.whose and "niet per plek" in found.whose
    assert found.remarks == (amount.conditions, own.conditions)


@pytest.mark.parametrize(
    ("amount", "own", "reason"),
    [
        ("S-MIDDEN-HOLLAND.amount.1", "DB03.homes.1", "scope"),
        ("S-SAMEN.amount.1", "S-KORTE-TERMIJN.homes_supported.1", "scope"),
        ("S-NPLV.amount.1", "S-NPLV.homes_affordable.1", "scope"),
        ("S-NPLV.amount.1", "S-NPLV.amount.1", "unit"),
        ("B-ALKMAAR-2026.amount_requested.11", "S-SAMEN.homes_supported.1", "scope"),
    ],
)
def test_no_euro_per_home_over_two_scopes(
    catalogue: Catalogue, amount: str, own: str, reason: str
) -> None:
    refusal = per_home(catalogue, *of(catalogue, amount, own))
    assert isinstance(refusal, Refusal) and refusal.reason == reason


def test_euro_per_home_of_a_range_and_of_no_homes() -> None:
    rows = [figure("S-A", "", low="100", high="200"), homes("S-A", "", low="10", high="20")]
    found = per_home(book(rows), *rows)
    assert isinstance(found, PerHome) and (found.low, found.high) == (5, 20)
    assert found.text == "€ 5 tot € 20 per woning"
    none = homes("S-A", "0")
    assert isinstance(per_home(book([rows[0], none]), rows[0], none), Refusal)
    rough = homes("S-A", "10", qualifier="ruim")
    assert per_home(book([rows[0], rough]), rows[0], rough).text.startswith("circa")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("amount", "homes_", "text"),
    [
        ("exact", "minimaal", "maximaal € 20 per woning"),
        ("maximaal", "minimaal", "maximaal € 20 per woning"),
        ("maximaal", "exact", "maximaal € 20 per woning"),
        ("exact", "maximaal", "minimaal € 5 per woning"),
        ("minimaal", "maximaal", "minimaal € 5 per woning"),
        ("minimaal", "exact", "minimaal € 5 per woning"),
        ("exact", "exact", "€ 5 tot € 20 per woning"),
        ("circa", "exact", "circa € 5 tot € 20 per woning"),
    ],
)
def test_a_bound_of_homes_is_a_bound_of_the_euro_per_home(
    amount: str, homes_: str, text: str
) -> None:
    rows = [figure("S-A", "", low="100", high="200", qualifier=amount),
            homes("S-A", "", low="10", high="20", qualifier=homes_)]  # fmt: skip
    found = per_home(book(rows), *rows)
    assert isinstance(found, PerHome) and found.text == text


def test_at_least_1500_homes_is_at_most_an_amount_per_home(catalogue: Catalogue) -> None:
    ids = ("B-HEERLEN-NOORD-NPLV.amount.11", "B-HEERLEN-NOORD-NPLV.homes_supported.11")
    found = per_home(catalogue, *of(catalogue, *ids))
    assert isinstance(found, PerHome) and found.text == "maximaal € 14.867 per woning"


def test_homes_of_the_wbi_do_not_get_the_7000(catalogue: Catalogue) -> None:
    (rate,) = of(catalogue, "S-REALISATIESTIMULANS.amount_per_home.1")
    for figure_id in ("S-WBI-2025.homes_supported.11", "S-WBI-WMRE-RHA-2025.homes_supported.1"):
        refusal = times_rate(catalogue, *of(catalogue, figure_id), rate)
        assert isinstance(refusal, Refusal) and refusal.reason == "rate"
        assert "al door een andere rijksregeling gesteund" in refusal.sentence
        assert "waarschijnlijk" not in refusal.sentence
        assert refusal.confidence == "stated" and "stcrt-2025-36777" in refusal.source_ids


@pytest.mark.parametrize("scheme", ["S-KORTE-TERMIJN", "S-SAMEN", "S-MIDDEN-HOLLAND"])
def test_of_other_supported_homes_it_is_not_known_whether_they_get_it(
    catalogue: Catalogue, scheme: str
) -> None:
    own, rate = of(catalogue, f"{scheme}.homes_supported.1",
                   "S-REALISATIESTIMULANS.amount_per_home.1")  # fmt: skip
    refusal = times_rate(catalogue, own, rate)
    assert isinstance(refusal, Refusal)
    assert (refusal.reason, refusal.confidence) == ("unknown", "inferred")
    assert "is niet bekend" in refusal.sentence and "worden al door" not in refusal.sentence
    assert "stcrt-2025-36777" in refusal.source_ids  # which states the rule


@pytest.mark.parametrize(
    ("homes_id", "words"),
    [
        ("S-NPLV.homes_supported.11", "de overige middelen lopen via bestaande regelingen"),
        ("B-HEERLEN-NOORD-NPLV.homes_supported.11", "wisselende deel komt via de Realisatie"),
    ],
)
def test_homes_of_the_nplv_may_get_it(catalogue: Catalogue, homes_id: str, words: str) -> None:
    own, rate = of(catalogue, homes_id, "S-REALISATIESTIMULANS.amount_per_home.1")
    refusal = times_rate(catalogue, own, rate)
    assert isinstance(refusal, Refusal)
    assert (refusal.reason, refusal.confidence) == ("overlap", "stated")
    assert "is niet bekend" in refusal.sentence and words in refusal.sentence
    assert "gesteund" not in refusal.sentence


@pytest.mark.parametrize(
    "homes_id", ["S-GEBIEDSBUDGET.homes_supported.11", "B-GROOTE-WIELEN-WBI.homes_supported.11"]
)
def test_what_is_reasoned_is_said_to_be_likely(catalogue: Catalogue, homes_id: str) -> None:
    own, rate = of(catalogue, homes_id, "S-REALISATIESTIMULANS.amount_per_home.1")
    refusal = times_rate(catalogue, own, rate)
    assert isinstance(refusal, Refusal)
    assert (refusal.reason, refusal.confidence) == ("rate", "inferred")
    assert "worden waarschijnlijk al door" in refusal.sentence


def test_without_a_rule_for_the_amount_nothing_is_claimed() -> None:
    rate = figure("S-A", "7000", quantity="amount_per_home", unit="euro/home")
    rows = [rate, homes("S-B")]
    refusal = times_rate(book(rows, [link("S-A", "separate_from", "S-B")]), rows[1], rate)
    assert isinstance(refusal, Refusal)
    assert (refusal.reason, refusal.confidence) == ("unknown", "inferred")
    assert refusal.sentence.endswith("is niet bekend: geen bron zegt het.")


def test_homes_of_a_plan_need_the_calculator(catalogue: Catalogue) -> None:
    (rate,) = of(catalogue, "S-REALISATIESTIMULANS.amount_per_home.1")
    refusal = times_rate(catalogue, *of(catalogue, "DB01.homes.1"), rate)
    assert isinstance(refusal, Refusal) and "gebruik de rekenhulp" in refusal.sentence
    swapped = times_rate(catalogue, rate, *of(catalogue, "DB01.homes.1"))
    assert isinstance(swapped, Refusal) and swapped.reason == "unit"


def test_homes_counted_for_the_scheme_itself_get_it() -> None:
    rate = figure("S-A", "7000", quantity="amount_per_home", unit="euro/home")
    own = homes("S-A", "3", quantity="homes_affordable")
    assert times_rate(book([rate, own]), own, rate) == 21_000


# Conditions


def test_only_the_208_of_the_letter_is_conditional(catalogue: Catalogue) -> None:
    named = {"S-MIDDEN-HOLLAND", "S-KORTE-TERMIJN", "S-SAMEN", "S-WONINGBOUWMIDDELEN", "S-NPLV"}
    ids = [f"{subject}.amount.1" for subject in sorted(named)]
    conditional = [f.subject for f in of(catalogue, *ids) if is_conditional(catalogue, f)]
    assert conditional == ["S-MIDDEN-HOLLAND"]
    decision = decision_of(catalogue, *of(catalogue, "S-MIDDEN-HOLLAND.amount.1"))
    assert decision is not None and "onder voorwaarden" in decision.condition


def test_a_condition_marks_the_sum() -> None:
    rows = [figure("S-A"), figure("S-B")]
    links = [link("S-A", "separate_from", "S-B")]
    decision = Decision(
        subject="S-B", quantity="amount", stage="granted", condition="mits", decided="onbekend",
        event="", source_id="b", confidence="stated",
    )  # fmt: skip
    total = add(book(rows, links, decisions=[decision]), rows)
    assert isinstance(total, Sum) and total.conditional == (rows[1],)
    assert add(book(rows, links), rows).conditional == ()  # type: ignore[union-attr]
