"""What lies in what, and why two scopes are separate, on made-up scopes."""

from __future__ import annotations

import pytest

from geo.catalogue import Catalogue
from geo.model import Link
from geo.scopes import Ground, Scopes, scopes_of, weakest
from tests.geo.money import book, figure, grant, homes, link, subject

CHAIN = [link("S-A", "part_of", "S-B"), link("S-B", "part_of", "S-C", confidence="inferred")]


def of(*links: Link, **fields: object) -> Scopes:
    return Scopes(book(links=links, **fields))


def test_containment_is_transitive_and_as_sure_as_its_weakest_link() -> None:
    scopes = of(*CHAIN)
    assert list(scopes.above("S-A")) == ["S-A", "S-B", "S-C"]
    assert scopes.below("S-C") == {"S-A", "S-B", "S-C"}
    assert weakest(scopes.above("S-A")["S-C"]) == "inferred"
    assert weakest(scopes.above("S-A")["S-B"]) == "stated"
    assert scopes.above("S-C").keys() == {"S-C"}


def test_the_surest_way_up_is_taken_and_of_those_the_shortest() -> None:
    ways = [link("S-A", "part_of", "S-B"), link("S-B", "part_of", "S-C")]
    doubtful = link("S-A", "part_of", "S-C", confidence="low")
    direct = link("S-A", "part_of", "S-C")
    assert of(doubtful, *ways).above("S-A")["S-C"] == tuple(ways)
    assert of(doubtful.model_copy(update={"confidence": "stated"}), *ways).above("S-A")["S-C"] == (
        direct,
    )


def test_a_circle_ends() -> None:
    scopes = of(*CHAIN, link("S-C", "part_of", "S-A"))
    assert scopes.below("S-A") == {"S-A", "S-B", "S-C"} == set(scopes.above("S-A"))


def test_the_parent_of_a_figure_is_a_whole_too() -> None:
    whole = figure("S-B", "300")
    scopes = of(figures=[whole, figure("S-A", parent=whole.figure_id)])
    assert "S-B" in scopes.above("S-A")


def test_a_region_in_two_provincies_lies_in_neither() -> None:
    one, other = link("WD98", "lies_in", "PV24"), link("WD98", "lies_in", "PV27")
    assert of(one).above("WD98").keys() == {"WD98", "PV24"}
    assert of(one, other).above("WD98").keys() == {"WD98"}


def test_a_place_with_two_designations_is_one_scope(catalogue: Catalogue) -> None:
    scopes = scopes_of(catalogue)
    assert scopes.canonical("GG18") == scopes.canonical("DB03") == "DB03"
    assert scopes.above("GG18") == scopes.above("DB03")
    assert "R-MIDDEN-HOLLAND" in scopes.above("GG18") and "S-MIDDEN-HOLLAND" in scopes.above("GG18")


GROUNDS = {
    "a source says so": ([link("S-A", "separate_from", "S-B", note="apart")], "stated", "apart"),
    "one source, one whole": (
        [link("S-A", "part_of", "S-C"), link("S-B", "part_of", "S-C")],
        "stated", "een bron noemt beide als deel van één geheel",
    ),
    "one arithmetic": (
        [link(s, "part_of", "S-C", source_id="", confidence="inferred", note="1 + 2 = 3")
         for s in ("S-A", "S-B")],
        "inferred", "1 + 2 = 3",
    ),
    "their wholes are separate": (
        [link("S-A", "part_of", "S-D"), link("S-B", "part_of", "S-E", confidence="inferred"),
         link("S-D", "separate_from", "S-E", note="twee potten")],
        "inferred", "twee potten",
    ),
}  # fmt: skip
NO_GROUNDS = {
    "nothing": [],
    "two sources": [link("S-A", "part_of", "S-C"), link("S-B", "part_of", "S-C", source_id="b")],
    "a note that adds nothing up": [
        link(s, "part_of", "S-C", source_id="", note="zelfde pot") for s in ("S-A", "S-B")
    ],
    "two wholes": [link("S-A", "part_of", "S-C"), link("S-B", "part_of", "S-D")],
    "parts of each other": [link("S-A", "part_of", "S-B"), link("S-B", "part_of", "S-C"),
                            link("S-A", "part_of", "S-C")],
}  # fmt: skip


@pytest.mark.parametrize("name", GROUNDS)
def test_separate_when_known(name: str) -> None:
    links, confidence, text = GROUNDS[name]
    for one, other in (("S-A", "S-B"), ("S-B", "S-A")):
        ground = of(*links).separation(one, other, money=True)
        assert ground is not None and (ground.confidence, ground.text) == (confidence, text)


@pytest.mark.parametrize("name", NO_GROUNDS)
def test_never_separate_by_assumption(name: str) -> None:
    assert of(*NO_GROUNDS[name]).separation("S-A", "S-B", money=True) is None


def test_separate_money_can_help_the_same_homes() -> None:
    scopes = of(link("S-A", "separate_from", "S-B"))
    assert scopes.separation("S-A", "S-B", money=True) == Ground("", "stated", "kst-32847-1395")
    assert scopes.separation("S-A", "S-B", money=False) is None


@pytest.mark.parametrize(
    ("codes", "basis", "expected"),
    [("GM0599", "stated", "stated"), ("GM0599", "general", "general"),
     ("GM0344;GM0599", "stated", None)],
)  # fmt: skip
def test_other_gemeenten_are_separate(codes: str, basis: str, expected: str | None) -> None:
    scopes = of(subjects=[grant("B-A", "GM0344"), grant("B-B", codes, basis)])
    ground = scopes.separation("B-A", "B-B", money=True)
    assert (ground.confidence if ground else None) == expected


def test_an_incomplete_list_of_gemeenten_separates_nothing() -> None:
    unfinished = grant("B-B", "GM0599").model_copy(update={"gemeenten_complete": False})
    scopes = of(subjects=[grant("B-A", "GM0344"), unfinished])
    assert scopes.separation("B-A", "B-B", money=True) is None
    assert scopes.territory("B-B") is None and scopes.territory("S-X") is None


def test_a_region_holds_what_lies_wholly_in_its_gemeenten() -> None:
    region = subject("WD98", "woondealregio", gemeente_codes="GM0034;GM0995",
                     gemeenten_complete="true", gemeente_basis="stated")  # fmt: skip
    scopes = of(subjects=[region, grant("B-A", "GM0034"), grant("B-B", "GM0034;GM0599")])
    assert scopes.is_inside("B-A", "WD98") and scopes.is_inside("WD98", "PV24")
    assert scopes.is_inside("PV24", "NL") and scopes.is_inside("GM0034", "PV24")
    assert not scopes.is_inside("B-B", "WD98") and not scopes.is_inside("PV24", "WD98")
    assert not scopes.is_inside("WD98", "B-A")  # a grant is somewhere in its gemeenten


def test_doubts_hold_for_parts_and_wholes_but_surely_only_from_inside() -> None:
    scopes = of(link("S-A", "part_of", "S-B"), link("S-X", "part_of", "S-Y"),
                link("S-A", "overlaps", "S-Y"))  # fmt: skip
    assert scopes.doubt("S-B", "S-Y", certain=True) is not None
    assert scopes.doubt("S-A", "S-X", certain=True) is None
    assert scopes.doubt("S-A", "S-X", certain=False) is not None
    assert scopes.doubt("S-A", "S-Z", certain=False) is None


def test_what_both_hold_is_shared() -> None:
    scopes = of(link("S-A", "part_of", "S-B"), link("S-A", "part_of", "S-C"))
    assert scopes.shared("S-B", "S-C") == "S-A" and scopes.shared("S-B", "S-D") is None


def test_a_sum_holds_its_terms_and_a_difference_does_not() -> None:
    rows = [figure("S-A", "60"), figure("S-B", "40")]
    formula = f"{rows[0].figure_id} {{}} {rows[1].figure_id}"
    inputs = ";".join(row.figure_id for row in rows)
    total, rest = (
        figure("S-C", value, kind="afgeleid", formula=formula.format(sign), inputs=inputs,
               quantity="amount_known", source_id=sign)
        for sign, value in (("+", "100"), ("-", "20"))
    )  # fmt: skip
    scopes = of(figures=[*rows, total])
    assert scopes.key(rows[0]) in scopes.part_keys(total)
    assert scopes.key(rows[0]) not in of(figures=[*rows, rest]).part_keys(rest)


def test_every_source_of_a_figure_is_the_same_part() -> None:
    whole, newer = figure("S-B", "300"), figure("S-A", "90", source_id="krant")
    part = figure("S-A", "80", parent=whole.figure_id)
    scopes = of(figures=[whole, part, newer])
    assert scopes.key(newer) == scopes.key(part) in scopes.part_keys(whole)
    phases = [homes("S-A", n, quantity="homes_phase", figure_id=f"f{n}") for n in (1, 2)]
    assert len({scopes.key(phase) for phase in phases}) == 2


def test_scopes_are_worked_out_once(catalogue: Catalogue) -> None:
    assert scopes_of(catalogue) is scopes_of(catalogue)
