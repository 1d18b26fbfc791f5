"""Shares against norms: intervals that hold every completion, and no verdict on one place."""

from __future__ import annotations

import csv
from dataclasses import replace
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.catalogue import Catalogue, load_catalogue
from geo.errors import PortfolioError
from geo.goals import (
    NO_VERDICT,
    Assessment,
    Contribution,
    Homes,
    area_portfolio,
    assess,
    own_portfolio,
    selected_portfolio,
    share_interval,
)
from geo.model import SEGMENTS, Norm, NormShare, Segment
from geo.programme import AFFORDABLE, ALL, FREE, SOCIAL, Lot, Programme, read_programmes

FIFTY = Path(__file__).parents[1] / "data" / "vijftig_plannen.csv"
VERDICTS = ("norm", "doel", "boven", "onder", "haalt", "tekort")


def plan(name: str, low: int, high: int | None = None, **lots: str) -> Programme:
    """Return a plan; a lot is named by its letters: s(ocial), m(iddle), f(ree)."""
    letters = {"s": {"sociale_huur"}, "m": {"middenhuur", "betaalbare_koop"}, "f": {"vrije_sector"}}
    made = tuple(
        Lot(Fraction(share), frozenset[Segment]().union(*(letters[one] for one in key)))  # type: ignore[arg-type]
        for key, share in lots.items()
    )
    return Programme(name, name, low, low if high is None else high, made)


# Intervals


INTERVALS = {
    "all known": ([plan("A", 100, s="1/2", f="1/2")], SOCIAL, "1/2", "1/2"),
    "all unknown": ([plan("A", 100, smf="1")], SOCIAL, "0", "1"),
    "half unknown": ([plan("A", 100, s="1/2", smf="1/2")], SOCIAL, "1/2", "1"),
    "surely affordable": ([plan("A", 100, sm="1")], AFFORDABLE, "1", "1"),
    "weighted by homes": ([plan("A", 300, s="1"), plan("B", 100, f="1")], SOCIAL, "3/4", "3/4"),
    "a range on one side": ([plan("A", 100, 300, s="1"), plan("B", 100, f="1")], SOCIAL,
                            "1/2", "3/4"),
    "ranges on both": ([plan("A", 100, 300, s="1"), plan("B", 100, 300, f="1")], SOCIAL,
                       "1/4", "3/4"),
    "from none": ([plan("A", 0, 100, s="1"), plan("B", 100, f="1")], SOCIAL, "0", "1/2"),
}  # fmt: skip


@pytest.mark.parametrize("name", INTERVALS)
def test_interval(name: str) -> None:
    programmes, counts, low, high = INTERVALS[name]
    assert share_interval(programmes, counts) == (Fraction(low), Fraction(high))


def test_no_homes_have_no_share() -> None:
    with pytest.raises(ZeroDivisionError):
        share_interval([Programme("A", "A", 0, 0, ())], SOCIAL)


segment_sets = st.sampled_from(["s", "m", "f", "sm", "mf", "sf", "smf"])
small_plans = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 2), segment_sets), min_size=1, max_size=4
)


@settings(deadline=None, max_examples=200)
@given(rows=small_plans, counts=st.sampled_from([SOCIAL, AFFORDABLE, FREE]))
def test_the_ends_are_those_of_all_completions(
    rows: list[tuple[int, int, str]], counts: frozenset[Segment]
) -> None:
    """Every number of homes in every range and every segment of every plan, tried out."""
    plans = [plan(str(n), low, low + more, **{key: "1"}) for n, (low, more, key) in enumerate(rows)]
    lots = [next(iter(one.lots)) for one in plans]
    ranges = product(*(range(one.low, one.high + 1) for one in plans))
    found = {
        Fraction(counted, sum(homes))
        for homes in ranges if sum(homes)
        for counted in (
            sum(h for h, lot in zip(homes, lots, strict=True) if lot.segments <= counts),
            sum(h for h, lot in zip(homes, lots, strict=True) if lot.segments & counts),
        )
    }  # fmt: skip
    if found:
        assert share_interval(plans, counts) == (min(found), max(found))


def fifty() -> list[dict[str, int]]:
    """Return the true homes by segment of 50 made-up plans."""
    with FIFTY.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle, delimiter=";"))
    columns = {segment: segment.replace("_", " ") for segment in SEGMENTS}
    return [{segment: int(row[column]) for segment, column in columns.items()} for row in rows]


@settings(deadline=None, max_examples=100)
@given(data=st.data())
def test_hiding_segments_of_50_plans_never_loses_the_truth(data: st.DataObject) -> None:
    """Some cells are emptied and some totals become ranges: the interval holds the true share."""
    truth, programmes = fifty(), []
    assert len(truth) == 50
    hide = data.draw(st.sets(st.tuples(st.integers(0, 49), st.sampled_from(SEGMENTS))))
    slack = data.draw(st.lists(st.integers(0, 200), min_size=50, max_size=50))
    for number, (row, more) in enumerate(zip(truth, slack, strict=True)):
        shown = {s: n for s, n in row.items() if n and (number, s) not in hide}
        known, hidden = sum(shown.values()), sum(row.values()) - sum(shown.values())
        if known:
            lots = tuple(Lot(Fraction(n, known), frozenset((s,))) for s, n in shown.items())
            programmes.append(Programme(f"{number}", f"{number}", known, known, lots))
        low, high = max(0, hidden - more), hidden + more
        programmes.append(Programme(f"{number}", f"{number}", low, high, (Lot(Fraction(1), ALL),)))
    for counts in (SOCIAL, AFFORDABLE, FREE):
        true = sum(row[segment] for row in truth for segment in counts)
        low, high = share_interval(programmes, counts)
        assert low <= Fraction(true, sum(sum(row.values()) for row in truth)) <= high


def test_with_everything_known_the_interval_is_the_share() -> None:
    programmes, issues = read_programmes(FIFTY)
    truth = fifty()
    assert issues == [] and len({one.origin for one in programmes}) == 50
    low, high = share_interval(programmes, SOCIAL)
    total = sum(sum(row.values()) for row in truth)
    assert low == high == Fraction(sum(row["sociale_huur"] for row in truth), total)


# Against the norm


@pytest.mark.parametrize(
    ("lots", "outcome", "words"),
    [
        ({"s": "1"}, "above", "geheel op of boven de norm"),
        ({"s": "3/10", "f": "7/10"}, "above", "geheel op of boven de norm"),
        ({"s": "2/10", "f": "8/10"}, "below", "geheel onder de norm"),
        ({"s": "2/10", "smf": "8/10"}, "open", "nog niet te zeggen"),
    ],
)
def test_three_outcomes(
    catalogue: Catalogue, lots: dict[str, str], outcome: str, words: str
) -> None:
    portfolio = own_portfolio("Proef", [plan("A", 100, **lots), plan("B", 100, **lots)])
    found = assess(catalogue, portfolio)
    assert isinstance(found, Assessment)
    line = next(line for line in found.lines if line.segment == "sociaal")
    assert (line.outcome, line.goal) == (outcome, Fraction(3, 10))
    assert words in line.text and "op 2 van 2 plekken" in line.text


def test_two_thirds_is_exactly_two_thirds(catalogue: Catalogue) -> None:
    portfolio = own_portfolio(
        "P", [plan("A", 300, sm="2/3", f="1/3"), plan("B", 3, s="2/3", f="1/3")]
    )
    found = assess(catalogue, portfolio)
    assert isinstance(found, Assessment)
    assert (found.lines[0].goal, found.lines[0].outcome) == (Fraction(2, 3), "above")


def test_coverage_counts_places_and_homes(catalogue: Catalogue) -> None:
    found = assess(catalogue, selected_portfolio(catalogue, ["DB01", "DB03", "DB04", "DB05"]))
    assert isinstance(found, Assessment)
    assert found.homes == Homes(35_500, 45_500) and found.segmented == Homes(5_500, 5_500)
    assert found.coverage.startswith(
        "3 van 4 plekken met een bekend aantal woningen; segment bekend"
    )
    assert ("Oosterwold", "geen bron noemt een aantal woningen voor deze plek zelf") in (
        found.portfolio.left_out
    )
    line = found.lines[0]
    assert "over 1 andere zegt dit niets" in line.text
    assert line.decided == Homes(10_500, 10_500)


def test_every_number_traces_to_rows_of_the_ledger(catalogue: Catalogue) -> None:
    known = {figure.figure_id for figure in catalogue.figures}
    found = assess(catalogue, area_portfolio(catalogue, "NL"))
    assert isinstance(found, Assessment) and found.lines
    ids = {figure.figure_id for figure in found.figures}
    assert ids <= known and {"DB01.homes.1", "NL.share_social_goal.1"} <= ids


def test_the_country_is_what_may_be_added(catalogue: Catalogue) -> None:
    from geo.selection import add_homes

    portfolio = area_portfolio(catalogue, "NL")
    total = add_homes(catalogue, catalogue.places.values())
    assert (len(portfolio.places), portfolio.known) == (total.places, total.known)
    found = assess(catalogue, portfolio)
    assert isinstance(found, Assessment)
    assert (found.homes.low, found.homes.high) == (total.low, total.high)


# Never on one place


def words_of(contribution: Contribution) -> str:
    texts = [contribution.name, *(segment for segment, _ in contribution.parts)]
    return " ".join(texts).casefold()


def test_no_place_ever_gets_a_verdict(catalogue: Catalogue) -> None:
    for place_id in catalogue.places:
        found = assess(catalogue, selected_portfolio(catalogue, [place_id]))
        if isinstance(found, Assessment):
            assert found.lines == () and found.reason, place_id
        else:
            assert found.reason == NO_VERDICT and "paragraaf 5" in found.reason
            assert not any(word in words_of(found) for word in VERDICTS)


def test_no_verdict_rests_on_one_place(catalogue: Catalogue) -> None:
    codes = ["NL", *catalogue.provincie_names, "WD05", "WD06", "WD07", "WD20"]
    for code in codes:
        found = assess(catalogue, area_portfolio(catalogue, code))
        if isinstance(found, Assessment) and found.portfolio.known < 2:
            assert found.lines == () and found.reason
        elif isinstance(found, Assessment):
            assert found.lines and not found.reason


def test_two_designations_are_one_place(catalogue: Catalogue) -> None:
    found = assess(catalogue, selected_portfolio(catalogue, ["DB03", "GG18"]))
    assert isinstance(found, Contribution) and found.homes == Homes(8000, 8000)
    assert dict(found.parts) == {"betaalbaar": Homes(4000, 4000), "sociaal": Homes(0, 4000)}
    both = assess(catalogue, selected_portfolio(catalogue, ["GG18", "DB01"]))
    assert isinstance(both, Assessment) and both.homes == Homes(10_500, 10_500)


def test_one_plan_of_a_user_gets_no_verdict_either(catalogue: Catalogue) -> None:
    rows = [plan("A", 100, s="1"), replace(plan("A", 50, smf="1"), origin="A")]
    found = assess(catalogue, own_portfolio("Proef", rows))
    assert isinstance(found, Contribution) and found.homes == Homes(150, 150)
    assert dict(found.parts)["sociaal"] == Homes(100, 150)


def test_without_homes_there_is_nothing_to_set_against_a_norm(catalogue: Catalogue) -> None:
    none = [Programme(name, name, 0, 0, ()) for name in "AB"]
    found = assess(catalogue, own_portfolio("Proef", none))
    assert isinstance(found, Assessment) and found.lines == () and "Van geen plek" in found.reason
    empty = assess(catalogue, own_portfolio("Leeg", []))
    assert isinstance(empty, Assessment) and "liggen geen plekken" in empty.reason
    unknown = assess(catalogue, selected_portfolio(catalogue, ["DB04"]))
    assert isinstance(unknown, Contribution) and unknown.homes is None


# Portfolios


def test_other_kinds_of_place_are_left_out_with_the_reason(catalogue: Catalogue) -> None:
    portfolio = selected_portfolio(catalogue, ["DB01", "NP01", "GG01", "DB12"])
    assert list(portfolio.places) == ["DB01", "DB12"]
    reasons = dict(portfolio.left_out)
    for name in ("Leeuwarden-Oost", "Haven-Stad"):
        assert reasons[name] == (
            "hier tellen alleen doorbraaklocaties mee; gebieden van een andere soort kunnen ermee "
            "overlappen"
        )
    assert "alleen de gemeente" in reasons["Amersfoort, plek niet genoemd"]


NAMED = {
    "GG16": ["hierin ligt waarschijnlijk ‘Fellenoord’"],
    "GG03": ["‘Oosterwold’", "‘Pampus’", "‘Lelystad, plek niet genoemd’"],
    "GG07": ["dit is mogelijk dezelfde plek als ‘Utrecht, plek niet genoemd’"],
    "GG12": ["dit overlapt waarschijnlijk ‘Ede en Wageningen, plek niet genoemd’"],
}


def test_an_overlap_is_named_only_where_a_link_has_one(catalogue: Catalogue) -> None:
    linked = {
        end
        for one in catalogue.links.links
        if one.relation in ("lies_in", "overlaps", "possibly_same", "same_place")
        and {one.origin[:2], one.target[:2]} in ({"DB", "GG"}, {"DB", "NP"})
        for end in (one.origin, one.target)
    }
    others = [p for p in catalogue.places.values() if p.kind != "doorbraaklocatie"]
    for place in others:
        reasons = dict(selected_portfolio(catalogue, [place.place_id]).left_out)
        if place.name in reasons:
            named = "kunnen" not in reasons[place.name]
            assert named is (place.place_id in linked), reasons
        for words in NAMED.get(place.place_id, ()):
            assert words in reasons[place.name]
    assert len(others) > len(linked) > len(NAMED)


def test_a_stated_overlap_is_said_without_doubt(catalogue: Catalogue) -> None:
    from geo.links import Links
    from tests.geo.money import link

    bare = replace(catalogue, links=Links([link("GG01", "overlaps", "DB01")]))
    ((_, reason),) = selected_portfolio(bare, ["GG01"]).left_out
    assert reason == "hier tellen alleen doorbraaklocaties mee; dit overlapt ‘Stougjeswijk’"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("WD08", "een onvolledige lijst van gemeenten"),
        ("GM0599", "Nederland, een provincie of een woondealregio"),
        ("R-MIDDEN-HOLLAND", "Nederland, een provincie of een woondealregio"),
        ("DB01", "Nederland, een provincie of een woondealregio"),
    ],
)
def test_no_portfolio_of_anything_else(catalogue: Catalogue, code: str, words: str) -> None:
    with pytest.raises(PortfolioError, match=words):
        area_portfolio(catalogue, code)


def test_a_selection_of_unknown_places_is_refused(catalogue: Catalogue) -> None:
    with pytest.raises(PortfolioError, match="DB99"):
        selected_portfolio(catalogue, ["DB01", "DB99"])


def test_a_region_holds_the_places_in_its_gemeenten(catalogue: Catalogue) -> None:
    assert list(area_portfolio(catalogue, "WD06").places) == ["DB04", "DB05", "DB17"]
    assert list(area_portfolio(catalogue, "PV24").places) == ["DB04", "DB05", "DB17"]


# Norms are data


def test_a_norm_is_added_as_a_block(copied: Any) -> None:
    copied.append(
        '[norm.flevoland]\ntitle = "Eigen norm"\narea = "PV28"\n[[norm.flevoland.shares]]\n'
        'segment = "sociale huur"\ncounts = ["sociale_huur"]\nfigure = "PV25.share_social.11"'
    )
    catalogue = load_catalogue(copied.path)
    found = assess(catalogue, area_portfolio(catalogue, "PV28"))
    other = assess(catalogue, area_portfolio(catalogue, "PV27"))
    assert isinstance(found, Assessment) and isinstance(other, Assessment)
    (line,) = (line for line in found.lines if line.norm.title == "Eigen norm")
    assert line.goal == Fraction(31, 100) and line.figure.source_id.startswith("blikopnieuws")
    assert "Eigen norm" not in [line.norm.title for line in other.lines]


def test_the_agreement_of_a_provincie_holds_for_that_provincie_alone(catalogue: Catalogue) -> None:
    province = assess(catalogue, area_portfolio(catalogue, "PV28"))
    country = assess(catalogue, area_portfolio(catalogue, "NL"))
    assert isinstance(province, Assessment) and isinstance(country, Assessment)
    assert {line.figure.subject for line in province.lines} == {"NL", "PV28"}
    assert {line.figure.subject for line in country.lines} == {"NL"}


def test_a_norm_without_a_figure_for_the_area_has_no_line(catalogue: Catalogue) -> None:
    share = NormShare(segment="x", counts=("sociale_huur",), quantity="share_state")
    norm = Norm(title="x", area="NL", shares=(share,))
    bare = replace(catalogue, manifest=replace(catalogue.manifest, norms={"x": norm}))
    found = assess(bare, own_portfolio("P", [plan("A", 1, s="1"), plan("B", 1, s="1")]))
    assert isinstance(found, Assessment) and found.lines == ()
