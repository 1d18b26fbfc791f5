"""Links on made-up ids: which money reaches which place."""

from __future__ import annotations

import pytest

from geo.links import Links
from geo.model import Link


def link(origin: str, relation: str, target: str = "", confidence: str = "stated") -> Link:
    return Link.model_validate(
        {"from": origin, "to": target, "relation": relation, "confidence": confidence}
        | {"source_id": "brief", "note": ""}
    )


LINKS = [
    link("pot", "possibly_applies_to", "plek"),
    link("beurs", "applies_to", "plek"),
    link("kas", "applies_to", "dubbel"),
    link("pot", "applies_to", "elders"),
    link("plek", "same_place", "dubbel"),
    link("plek", "lies_in", "regio"),
    link("wees", "unlinked"),
]


@pytest.mark.parametrize("order", [1, -1])
def test_certain_money_comes_first_and_is_shared_with_the_same_place(order: int) -> None:
    links = Links(LINKS[::order])
    for place in ("plek", "dubbel"):
        assert [one.origin for one in links.funding_of(place)] == ["beurs", "kas", "pot"]


def test_without_the_same_place_its_money_is_not_shared() -> None:
    links = Links([one for one in LINKS if one.relation != "same_place"])
    assert [one.origin for one in links.funding_of("plek")] == ["beurs", "pot"]
    assert [one.origin for one in links.funding_of("dubbel")] == ["kas"]


@pytest.mark.parametrize("order", [1, -1])
def test_money_that_is_certain_and_possible_counts_once_and_certain(order: int) -> None:
    both = [link("pot", "possibly_applies_to", "plek"), link("pot", "applies_to", "plek")]
    (found,) = Links(both[::order]).funding_of("plek")
    assert found.relation == "applies_to"


def test_a_region_around_a_place_is_no_money() -> None:
    assert Links(LINKS).funding_of("regio") == ()


def test_the_same_place_is_found_from_either_end() -> None:
    links = Links(LINKS)
    assert (links.same_place("plek"), links.same_place("dubbel")) == (("dubbel",), ("plek",))
    assert links.same_place("elders") == ()


def test_touching_takes_both_ends() -> None:
    links = Links(LINKS)
    assert len(links) == 7 and len(links.touching("plek")) == 4
    assert [one.relation for one in links.touching("wees")] == ["unlinked"]
    assert links.touching("onbekend") == ()


def test_what_lies_in_a_place_is_found_from_the_place_only() -> None:
    parts = [link("wijk", "lies_in", "stad"), link("buurt", "lies_in", "stad")]
    links = Links([*parts, link("stad", "lies_in", "land"), link("dorp", "possibly_same", "stad")])
    assert links.inside("stad") == ("wijk", "buurt")
    assert links.inside("wijk") == links.inside("dorp") == ()


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_links_from_one_amount_the_stated_one_counts(order: int) -> None:
    both = [link("pot", "applies_to", "plek"), link("pot", "applies_to", "dubbel", "inferred")]
    links = Links([*both[::order], link("plek", "same_place", "dubbel")])
    assert [one.confidence for one in links.funding_of("plek")] == ["stated"]
    assert [one.confidence for one in links.funding_of("dubbel")] == ["stated"]
