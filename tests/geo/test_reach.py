"""Which money reaches a place: surely, possibly or not, and through what."""

from __future__ import annotations

import re

import pytest

from geo.catalogue import Catalogue
from geo.model import Link, Place
from geo.reach import CERTAINTIES, Claim, claims_of
from tests.geo.money import book, figure, grant, link, subject

# Never shown as the place meant: see tests/geo/test_catalogue.py.
CANDIDATES = re.compile("Schieveste|Nieuw-Mathenesse|Stadionpark|Binckhorst|Bovenduist")


def claims(catalogue: Catalogue, place_id: str) -> dict[str, Claim]:
    return {claim.subject: claim for claim in claims_of(catalogue, catalogue.places[place_id])}


# place, fund: certainty, through what, words of the reason
BUNDLED = {
    ("DB03", "S-MIDDEN-HOLLAND"): ("possible", "region", "R-MIDDEN-HOLLAND",
                                   "8.000 van de 14.000 woningen"),
    ("GG18", "S-MIDDEN-HOLLAND"): ("possible", "region", "R-MIDDEN-HOLLAND", "geen apart bedrag"),
    ("DB03", "B-CORTELANDE-2025"): ("certain", "place", "DB03", "Geldt voor deze plek"),
    ("DB03", "S-GEBIEDSBUDGET"): ("possible", "list", "S-GROOTSCHALIG", "het deel voor deze plek"),
    ("DB01", "S-GEBIEDSBUDGET"): ("none", "", "", "andere gebieden"),
    ("DB01", "S-REALISATIESTIMULANS"): ("possible", "country", "NL", "heel Nederland"),
    ("DB01", "S-NPLV"): ("none", "", "", "andere gebieden"),
    ("DB01", "B-HEERLEN-NOORD-NPLV"): ("none", "", "", "Heerlen"),
    ("DB08", "B-GROOTE-WIELEN-WBI"): ("possible", "place", "DB08", "waarschijnlijk"),
    ("DB08", "B-ORTHEN-WBI"): ("none", "", "", "Orthen-d'n Herp"),
    ("DB08", "B-GB2023-DEN-BOSCH"): ("none", "", "", "Brabantse Stedenrij"),
    ("DB06", "B-GB2023-TILBURG"): ("none", "", "", "Tilburg"),
    ("DB04", "B-GB2023-MRA-OOST"): ("possible", "area", "GG03", "MRA Oost"),
    ("NP04", "S-NPLV"): ("possible", "place", "NP04", "eigen bijdrage"),
    ("NP04", "B-HEERLEN-NOORD-NPLV"): ("certain", "place", "NP04", ""),
    ("NP02", "S-NPLV-RUIMTE"): ("possible", "scheme", "S-NPLV", "Deel van"),
    ("DB12", "B-AMERSFOORT-WBI-3"): ("possible", "gemeente", "GM0307", "alleen de gemeente"),
    ("DB01", "S-GEBIEDSBUDGET-2023"): ("none", "", "", "Geen bron"),
}  # fmt: skip


@pytest.mark.parametrize("pair", BUNDLED, ids=" ".join)
def test_bundled_claims(catalogue: Catalogue, pair: tuple[str, str]) -> None:
    certainty, via, through, words = BUNDLED[pair]
    claim = claims(catalogue, pair[0])[pair[1]]
    assert (claim.certainty, claim.via, claim.through) == (certainty, via, through), claim.reason
    assert words in claim.reason


def test_conditional_money_says_so(catalogue: Catalogue) -> None:
    found = claims(catalogue, "DB03")
    assert found["S-MIDDEN-HOLLAND"].conditions == ("onder voorwaarden, die de brief niet noemt",)
    assert found["B-CORTELANDE-2025"].conditions == ()


def test_every_place_gets_an_answer_on_every_fund_with_sources(catalogue: Catalogue) -> None:
    for place in catalogue.places.values():
        found = claims_of(catalogue, place)
        order = [CERTAINTIES.index(claim.certainty) for claim in found]
        assert len(found) > 90 and order == sorted(order)
        for claim in found:
            assert claim.reason.endswith(".") and "None" not in claim.reason
            assert claim.certainty == "none" or (claim.link is not None and claim.via)
            assert claim.amounts == () or claim.source_ids


@pytest.mark.parametrize("place_id", ["DB14", "DB20", "DB21", "NP08", "NP09"])
def test_money_for_a_candidate_does_not_seem_to_reach_the_place(
    catalogue: Catalogue, place_id: str
) -> None:
    """A source ties it to a plan in the same gemeente, not to the place whose name is unknown."""
    reached = [c.name for c in claims(catalogue, place_id).values() if c.certainty != "none"]
    assert not any(CANDIDATES.search(name) for name in reached)


# Made-up: one place in Almere, and one thing at a time.


@pytest.fixture(scope="module")
def site(catalogue: Catalogue) -> Place:
    return catalogue.places["DB04"]


def answer(site: Place, *links: Link, fund: str = "B-A", **fields: object) -> Claim:
    places = {site.place_id: site}
    book_of = book([figure(fund)], links, places=places, **fields)  # type: ignore[arg-type]
    (claim,) = (claim for claim in claims_of(book_of, site) if claim.subject == fund)
    return claim


def test_the_nearest_way_wins(site: Place) -> None:
    far = link("B-A", "applies_to", "NL")
    near = link("B-A", "possibly_applies_to", "GM0034")
    own = link("B-A", "applies_to", "DB04")
    assert answer(site, far).via == "country"
    assert answer(site, far, near).via == "gemeente"
    assert answer(site, far, near, own).via == "place"


@pytest.mark.parametrize(
    ("fields", "certainty"),
    [({}, "certain"), ({"confidence": "inferred"}, "possible"),
     ({"relation": "possibly_applies_to"}, "possible")],
)  # fmt: skip
def test_only_what_a_source_says_of_the_place_itself_is_certain(
    site: Place, fields: dict[str, str], certainty: str
) -> None:
    own = link("B-A", "applies_to", "DB04").model_copy(update=fields)
    assert answer(site, own).certainty == certainty


def test_other_gemeenten_are_certainly_not_meant(site: Place) -> None:
    country = link("B-A", "applies_to", "NL")
    assert answer(site, country, subjects=[grant("B-A", "GM0599")]).certainty == "none"
    assert answer(site, country, subjects=[grant("B-A", "GM0034")]).certainty == "possible"
    general = answer(site, country, subjects=[grant("B-A", "GM0599", "general")])
    assert general.reason == "Niet voor deze plek: de bijdrage is voor Rotterdam (algemene kennis)."


def test_an_amount_for_something_else_in_the_gemeente_is_not_for_the_place(site: Place) -> None:
    here = link("B-A", "applies_to", "GM0034")
    elsewhere = link("B-A", "unlinked", note="een brug")
    assert answer(site, here).certainty == "possible"
    assert answer(site, here, elsewhere).reason == "Niet voor deze plek: een brug."


def test_a_region_counts_only_with_all_its_gemeenten(site: Place) -> None:
    applies = link("B-A", "applies_to", "R-X")
    region = subject("R-X", "region", gemeente_codes="GM0034", gemeenten_complete="true",
                     gemeente_basis="general")  # fmt: skip
    assert answer(site, applies, subjects=[region]).via == "region"
    unfinished = region.model_copy(update={"gemeenten_complete": False})
    assert answer(site, applies, subjects=[unfinished]).certainty == "none"


def test_a_named_place_does_not_shut_out_the_rest_of_its_region(site: Place) -> None:
    """€ 208 miljoen is for Midden-Holland: Cortelande is named, the other gemeenten share in it."""
    region = subject("R-X", "region", gemeente_codes="GM0034", gemeenten_complete="true",
                     gemeente_basis="stated")  # fmt: skip
    other = site.model_copy(update={"place_id": "DB99"})
    named, wide = link("B-A", "applies_to", "DB99"), link("B-A", "applies_to", "R-X")
    catalogue = book([figure("B-A")], [named], [region], places={"DB04": site, "DB99": other})
    (claim,) = claims_of(catalogue, site)
    assert claim.certainty == "none"
    catalogue = book([figure("B-A")], [named, wide], [region], places={"DB04": site, "DB99": other})
    (claim,) = claims_of(catalogue, site)
    assert (claim.certainty, claim.via) == ("possible", "region")


def test_a_scheme_reaches_what_its_whole_reaches_and_a_grant_does_not(site: Place) -> None:
    links = [link("S-A", "part_of", "S-B"), link("B-A", "part_of", "S-B"),
             link("S-B", "applies_to", "NL")]  # fmt: skip
    grants = [subject("B-A", "grant")]
    assert answer(site, *links, fund="S-A", subjects=grants).via == "scheme"
    assert answer(site, *links, fund="B-A", subjects=grants).certainty == "none"


def test_without_any_link_no_source_ties_it_to_the_place(site: Place) -> None:
    assert answer(site).reason == "Geen bron legt een verband met deze plek."
