"""Money of a place: certain, possible and through what, and what is for more places together."""

from __future__ import annotations

import pytest

from geo.catalogue import Catalogue
from layers.funding import excluded_count, grants_of, wider_of


@pytest.mark.parametrize(
    ("place_id", "name", "sure"),
    [
        ("DB03", "Rijksbijdrage Cortelande (november 2025)", ""),
        ("DB03", "Rijksbijdrage Midden-Holland met Cortelande",
         "Voor Midden-Holland (waarin Cortelande), deel voor deze plek onbekend"),
        ("DB06", "Mobiliteit 2022/2023: Breda CrossMark", "Waarschijnlijk voor deze plek"),
        ("DB13", "Rijksbijdrage Arnhem Rijnpark fase 2", "Mogelijk"),
        ("DB13", "Woningbouwimpuls, derde tranche: Arnhem",
         "Voor de gemeente Arnhem, deel voor deze plek onbekend"),
        ("DB17", "Gebiedsbudget 2023: MRA Oost",
         "Voor het gebied MRA Oost, deel voor deze plek onbekend"),
        ("NP01", "Woontopafspraak met alle NPLV-gebieden samen", "Deel voor deze plek onbekend"),
        ("DB11", "Reservering grootschalige gebieden: Utrecht Merwedelijn", "Mogelijk"),
    ],
)  # fmt: skip
def test_how_sure_and_through_what(
    catalogue: Catalogue, place_id: str, name: str, sure: str
) -> None:
    found = {grant.name: grant for grant in grants_of(catalogue, catalogue.places[place_id])}
    assert found[name].sure == sure
    assert found[name].source_ids


def test_money_that_names_the_place_comes_first(catalogue: Catalogue) -> None:
    for place in catalogue.places.values():
        grants = grants_of(catalogue, place)
        sure = [grant.sure == "" or "(waarin " in grant.sure for grant in grants]
        assert sure == sorted(sure, reverse=True)
    first = grants_of(catalogue, catalogue.places["DB03"])[0]
    assert "€ 208 mln" in first.amount, "the letter is newer than the newspaper"


def test_wider_money_is_never_certain_and_counts_once(catalogue: Catalogue) -> None:
    for place in catalogue.places.values():
        near, wide = grants_of(catalogue, place), wider_of(catalogue, place)
        assert all("deel voor deze plek onbekend" in grant.sure for grant in wide)
        names = [grant.name for grant in (*near, *wide)]
        assert len(names) == len(set(names))
    assert excluded_count(catalogue, catalogue.places["DB01"]) > 50


def test_realisatiestimulans_comes_with_its_condition(catalogue: Catalogue) -> None:
    wide = {grant.name: grant for grant in wider_of(catalogue, catalogue.places["DB01"])}
    first, second = wide["Realisatiestimulans"].condition.split(". ")
    assert "per betaalbare woning" in first and "bijzondere bouwopgaven" not in first
    assert first.count("andere rijksregeling") == 1
    assert second.startswith("€ 900 mln: alleen voor bijzondere bouwopgaven")
    assert second.count("bijzondere bouwopgaven") == 1
