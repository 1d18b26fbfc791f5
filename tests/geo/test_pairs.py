"""Which two figures may be added: the bundled cases with the right reason, and made-up twins."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from geo.catalogue import Catalogue
from geo.model import Figure
from geo.pairs import CHECKS, Pair, Refusal, compare, is_twin, refuse_alone
from geo.scopes import Ground, scopes_of
from tests.geo.money import book, figure, grant, homes, link

# Two figures, the reason, how sure it is, and words of the sentence.
REFUSED = {
    "145.000 + 273.000": ("S-KORTE-TERMIJN.homes_supported.1", "S-SAMEN.homes_supported.1",
        "part", "inferred", ["145.000 woningen", "waarschijnlijk", "145.000 + 128.000 = 273.000"]),
    "208 mln + Cortelande": ("S-MIDDEN-HOLLAND.amount.1", "B-CORTELANDE-2025.amount.11",
        "possibly_same", "inferred", ["mogelijk hetzelfde geld", "heel Midden-Holland"]),
    "homes of Cortelande + its region": ("DB03.homes.1", "S-MIDDEN-HOLLAND.homes_supported.1",
        "part", "stated", ["8.000 woningen van ‘Cortelande’ zitten al in de 14.000"]),
    "180 + 600": ("S-NPLV-RUIMTE.amount.1", "S-NPLV.amount.1", "part", "stated",
        ["€ 180 miljoen", "zit al in de € 600 miljoen"]),
    "50 + 600 of another source": ("S-NPLV-PERSONEEL.amount.1", "S-NPLV.amount.11", "part",
        "stated", ["zit al in"]),
    "region in region": ("WD06.homes_woondeal.11", "WD08.homes_woondeal.11", "part", "inferred",
        ["Flevolands deel"]),
    "two regions": ("WD11.homes_woondeal.11", "WD17.homes_woondeal.11", "regions", "stated",
        ["woondealregio's overlappen elkaar"]),
    "region in provincie": ("WD06.homes_woondeal.11", "PV24.homes_woondeal.12", "part", "stated",
        ["zitten al in"]),
    "5 mld + 877 mln": ("S-WONINGBOUWMIDDELEN.amount.1", "S-GEBIEDSBUDGET.amount.1", "part",
        "stated", ["€ 877 miljoen", "zit al in de € 5 miljard"]),
    "the two of 2,5 mld": ("S-BEREIKBAARHEID.amount.1", "S-REALISATIESTIMULANS.amount.11",
        "unknown", "inferred", ["twee verschillende bedragen", "Woontopafspraak 19"]),
    "NPLV + Wbi of 2025": ("S-NPLV.amount.1", "S-WBI-WMRE-RHA-2025.amount.1", "unknown",
        "inferred", ["bestaande regelingen zoals de Woningbouwimpuls"]),
    "NPLV + Wbi": ("S-NPLV.amount.1", "S-WBI-1-3.amount.11", "overlap", "stated",
        ["kunnen elkaar overlappen", "bestaande regelingen"]),
    "5 mld + ruim 3 mld": ("S-WONINGBOUWMIDDELEN.amount.1", "S-SAMEN.amount.1", "overlap",
        "stated", ["‘Gebiedsbudget’ hoort bij allebei"]),
    "2,5 + ruim 3 mld": ("S-BEREIKBAARHEID.amount.1", "S-SAMEN.amount.1", "part", "inferred",
        ["0,877 + 2,5 = 3,377"]),
    "208 mln + 1,3 mld": ("S-MIDDEN-HOLLAND.amount.1", "S-KORTE-TERMIJN.amount.1", "unknown",
        "inferred", ["zegt niet of"]),
    "NPLV + 5 mld": ("S-NPLV.amount.1", "S-WONINGBOUWMIDDELEN.amount.1", "unknown", "inferred",
        ["niet gezegd of de 600 miljoen binnen de 5 miljard valt"]),
    "amount + homes": ("S-NPLV.amount.1", "S-KORTE-TERMIJN.homes_supported.1", "unit", "stated",
        ["niet dezelfde eenheid"]),
    "the same twice": ("S-NPLV.amount.1", "S-NPLV.amount.1", "same", "stated",
        ["hetzelfde cijfer telt één keer"]),
    "two sources": ("S-NPLV.amount.1", "S-NPLV.amount.11", "sources", "stated",
        ["8 december 2025", "24 juni 2025", "kies er één"]),
    "two sources that differ": ("DB01.homes.1", "DB01.homes.11", "sources", "stated",
        ["De 2.500 woningen en de 2.485 woningen van ‘Stougjeswijk’"]),
    "two vintages": ("PV25.homes_woondeal.11", "PV25.homes_woondeal.12", "vintages", "stated",
        ["13 oktober 2022 en 8 maart 2023"]),
    "vintages of two provincies": ("PV25.homes_woondeal.12", "PV24.homes_woondeal.11", "vintages",
        "stated", ["dezelfde"]),
    "provincie + country": ("PV24.homes_woondeal.11", "NL.homes_woondeal.11", "part", "stated",
        ["zitten al in de 900.000"]),
    "realised + permitted": ("NL.homes_realised.1", "NL.homes_permitted.1", "quantity", "stated",
        ["vergunde woningen en gerealiseerde woningen"]),
    "granted + requested": ("B-ALKMAAR-2026.amount.11", "B-ALKMAAR-2026.amount_requested.11",
        "quantity", "stated", ["alleen gevraagd, niet toegekend"]),
    "site + list": ("DB01.homes.1", "S-DOORBRAAKAANPAK.homes_list_total.11", "part", "stated",
        ["zitten al in de 150.000"]),
    "same homes, two grants": ("B-KNOOPXL-WBI.homes_supported.11",
        "B-FELLENOORD-VERSNELLING.homes_supported.11", "unknown", "stated",
        ["zelfde 6.500 woningen als bij de 62 miljoen: niet optellen"]),
    "grant + total": ("B-BREDA-EXTRA.amount.11", "B-BREDA-EXTRA.amount_total.11", "overlap",
        "stated", ["optelling"]),
    "term + derived sum": ("B-GB2023-BREDA.amount.11", "GG17.amount_known.11", "part", "stated",
        ["zit al in"]),
    "two derived sums": ("DB06.amount_known.11", "GG17.amount_known.11", "overlap", "stated",
        ["hetzelfde bedrag erin"]),
    "part of an amount + its scheme": ("B-AMSTERDAM-2025.amount_part.12",
        "S-BEREIKBAARHEID.amount.1", "part", "stated", ["zit al in de € 2,5 miljard"]),
    "no relation known": ("S-NPLV-2022.amount.11", "S-KORTE-TERMIJN.amount.1", "unknown", "stated",
        ["de bronnen zeggen niets over hun verband"]),
}  # fmt: skip
# Two figures that may be added, and how sure that is.
ALLOWED = {
    "180 + 50": ("S-NPLV-RUIMTE.amount.1", "S-NPLV-PERSONEEL.amount.1", "stated"),
    "1,3 + 1,2 mld": ("S-KORTE-TERMIJN.amount.1", "S-RESERVERING.amount.1", "stated"),
    "5 + 2,5 mld": ("S-WONINGBOUWMIDDELEN.amount.1", "S-BEREIKBAARHEID.amount.1", "stated"),
    "145.000 + 128.000": ("S-KORTE-TERMIJN.homes_supported.1", "S-GEBIEDSBUDGET.homes_supported.11",
                          "inferred"),
    "amount + amount beside it": (
        "B-FOODVALLEY-2022.amount.11", "B-FOODVALLEY-2022.amount_extra.11", "stated"),
    "two parts of one amount": (
        "B-AMSTERDAM-2025.amount_part.11", "B-AMSTERDAM-2025.amount_part.12", "stated"),
    "two grants for one place": ("B-KNOOPXL-WBI.amount.11", "B-FELLENOORD-VERSNELLING.amount.11",
                                 "stated"),
    "two places": ("DB01.homes.1", "DB03.homes.1", "stated"),
    "two provincies of one vintage": ("PV24.homes_woondeal.11", "PV25.homes_woondeal.11", "stated"),
    "grants in other gemeenten": (
        "B-HEERLEN-NOORD-NPLV.amount.11", "B-LEEUWARDEN-OOST-NPLV.amount.11", "stated"),
    "region by general knowledge": ("S-MIDDEN-HOLLAND.amount.1", "B-AMSTERDAM-2025.amount.11",
                                    "general"),
}  # fmt: skip


def by_id(catalogue: Catalogue, figure_id: str) -> Figure:
    return next(one for one in catalogue.figures if one.figure_id == figure_id)


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.parametrize("turned", [False, True])
def test_refused_with_the_right_reason(catalogue: Catalogue, name: str, turned: bool) -> None:
    first, second, reason, confidence, words = REFUSED[name]
    pair = [by_id(catalogue, first), by_id(catalogue, second)]
    refusal = compare(catalogue, *reversed(pair) if turned else pair)
    assert isinstance(refusal, Refusal)
    assert (refusal.reason, refusal.confidence) == (reason, confidence), refusal.sentence
    assert {refusal.first.figure_id, refusal.second.figure_id} == {first, second}
    assert [word for word in words if word not in refusal.sentence] == [], refusal.sentence
    assert {one.source_id for one in pair} <= set(refusal.source_ids)
    is_one_sentence(refusal.sentence)


@pytest.mark.parametrize("name", ALLOWED)
def test_allowed_as_surely_as_it_is_known(catalogue: Catalogue, name: str) -> None:
    first, second, confidence = ALLOWED[name]
    ground = compare(catalogue, by_id(catalogue, first), by_id(catalogue, second))
    assert isinstance(ground, Ground), ground
    assert ground.confidence == confidence and ground.text


def is_one_sentence(text: str) -> None:
    assert text[0].isupper() and text.endswith(".") and "  " not in text
    assert "None" not in text and not re.search(r"\b(and|the|of which|S-[A-Z]|DB\d)\b", text)


def test_every_two_bundled_amounts_have_an_answer_either_way(catalogue: Catalogue) -> None:
    """No pair fails, no sentence holds a code, and the order never matters."""
    figures = [f for f in catalogue.figures if f.unit in ("euro", "homes")][::4]
    for one, other in combinations(figures, 2):
        outcome = compare(catalogue, one, other)
        assert outcome == compare(catalogue, other, one)
        if isinstance(outcome, Refusal):
            is_one_sentence(outcome.sentence)


@pytest.mark.parametrize(
    ("figure_id", "reason"),
    [("GG01.homes.11", "low"), ("NL.share_social_goal.1", "unit"), ("NL.homes_goal.1", "unit"),
     ("S-REALISATIESTIMULANS.amount_per_home.1", "unit"), ("S-BEREIKBAARHEID.projects.11", "unit")],
)  # fmt: skip
def test_some_figures_are_a_term_of_no_sum(
    catalogue: Catalogue, figure_id: str, reason: str
) -> None:
    refusal = refuse_alone(catalogue, by_id(catalogue, figure_id))
    assert refusal is not None and refusal.reason == reason
    is_one_sentence(refusal.sentence)
    assert refuse_alone(catalogue, by_id(catalogue, "S-NPLV.amount.1")) is None


def test_one_place_under_two_designations(catalogue: Catalogue) -> None:
    one, other = by_id(catalogue, "DB03.homes.1"), by_id(catalogue, "GG18.homes.1")
    assert is_twin(catalogue, one, other) and not is_twin(catalogue, one, one)
    changed = other.model_copy(update={"value": other.least + 1})
    assert not is_twin(catalogue, one, changed)
    refusal = compare(catalogue, one, changed)
    assert isinstance(refusal, Refusal) and refusal.reason == "sources"


# Twins: the same pair on made-up links, with the one thing taken away that refuses or allows it.


def reason(*links: object, first: Figure | None = None, second: Figure | None = None) -> str:
    """Return the reason for two amounts, or *added*."""
    one, other = first or figure("S-A"), second or figure("S-B")
    outcome = compare(book([one, other], links), one, other)  # type: ignore[arg-type]
    return outcome.reason if isinstance(outcome, Refusal) else "added"


SEPARATE = link("S-A", "separate_from", "S-B")


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        ([], "unknown"),
        ([SEPARATE], "added"),
        ([link("S-A", "part_of", "S-B")], "part"),
        ([link("S-A", "part_of", "S-C"), link("S-C", "part_of", "S-B")], "part"),
        ([link("S-A", "overlaps", "S-B")], "overlap"),
        ([link("S-A", "possibly_same", "S-B")], "possibly_same"),
        ([link("S-A", "unknown", "S-B")], "unknown"),
        ([link("S-C", "part_of", "S-A"), link("S-C", "part_of", "S-B")], "overlap"),
        # What is surely so goes before what a source calls separate, and that before a mere doubt.
        ([SEPARATE, link("S-C", "part_of", "S-A"), link("S-C", "overlaps", "S-B")], "overlap"),
        ([SEPARATE, link("S-A", "part_of", "S-C"), link("S-C", "overlaps", "S-B")], "added"),
        ([link("S-A", "part_of", "S-C"), link("S-C", "overlaps", "S-B")], "overlap"),
        ([link("S-A", "part_of", "S-C"), link("S-C", "unknown", "S-B")], "unknown"),
    ],
)
def test_links_decide(links: list[object], expected: str) -> None:
    assert reason(*links) == expected
    turned = reason(*links[::-1], first=figure("S-B"), second=figure("S-A"))
    assert turned == expected


def test_separate_money_does_not_make_separate_homes() -> None:
    assert reason(SEPARATE, first=homes("S-A"), second=homes("S-B")) == "unknown"
    parts = [link(s, "part_of", "S-C") for s in ("S-A", "S-B")]
    assert reason(*parts, first=homes("S-A"), second=homes("S-B")) == "added"


@pytest.mark.parametrize(("code", "expected"), [("GM0599", "added"), ("GM0344", "unknown")])
def test_grants_in_other_gemeenten_may_be_added(code: str, expected: str) -> None:
    subjects = [grant("B-A", "GM0344"), grant("B-B", code)]
    one, other = figure("B-A"), figure("B-B")
    outcome = compare(book([one, other], subjects=subjects), one, other)
    assert (outcome.reason if isinstance(outcome, Refusal) else "added") == expected


def test_lying_in_a_region_is_no_part_of_another_number_of_it() -> None:
    lies = link("S-A", "lies_in", "S-B")
    assert reason(lies, first=homes("S-A"), second=homes("S-B")) == "part"
    other = homes("S-B", quantity="homes_woondeal")
    assert reason(lies, first=homes("S-A"), second=other) == "overlap"


@pytest.mark.parametrize(("number", "expected"), [(1, "added"), (2, "unknown")])
def test_amounts_beside_each_other_need_one_source(number: int, expected: str) -> None:
    source = ("kst-32847-1395", "krant")[number - 1]
    extra = figure("S-A", quantity="amount_extra", source_id=source)
    assert reason(second=extra) == expected


def test_every_check_decides_one_of_the_cases(catalogue: Catalogue) -> None:
    deciding = set()
    for case in (*REFUSED.values(), *ALLOWED.values()):
        one, other = sorted((by_id(catalogue, case[0]), by_id(catalogue, case[1])),
                            key=lambda figure: figure.figure_id)  # fmt: skip
        pair = Pair(catalogue, scopes_of(catalogue), one, other)
        deciding |= {next((check.__name__ for check in CHECKS if check(pair) is not None), "none")}
    assert deciding == {"none", *(check.__name__ for check in CHECKS)}
