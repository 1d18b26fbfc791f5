"""What stands beside a map: facts in words, each figure with its source."""

from __future__ import annotations

import pytest

from geo.catalogue import Catalogue
from geo.model import Selection
from layers.column import Story, set_story
from layers.mapplan import plan_map
from layers.scene import Scene
from layers.sheet import Sheet
from layers.story import place_story, selection_story, story_of
from layers.titles import default_subtitle, default_title
from layers.view import View
from tests.layers.views import TODAY


def told(story: Story) -> str:
    return "\n".join(f"{p.text} {p.right}" for p in (*story.head, *story.rows))


def test_stougjeswijk_is_told_with_range_and_source(catalogue: Catalogue) -> None:
    story = place_story(catalogue, catalogue.places["DB01"], TODAY)
    headline, span = story.head[:2]
    assert headline.text == "2.500 woningen"
    (source,) = headline.sources
    assert "Ministerie van VRO" in source and "alinea 2" in source and "8 december 2025" in source
    assert span.text.startswith("2.485–2.500 woningen")
    assert len(span.sources) == 3
    assert "Oude Maas" in told(story) and "2,5 km" in told(story)


def test_money_has_its_condition_and_source(catalogue: Catalogue) -> None:
    story = place_story(catalogue, catalogue.places["DB03"], TODAY)
    (grant,) = (one for one in story.rows if "€ 208 mln" in one.text)
    assert "onder voorwaarden" in grant.text
    assert grant.sources


def test_a_figure_stands_with_what_limits_it(catalogue: Catalogue) -> None:
    story = place_story(catalogue, catalogue.places["DB01"], TODAY)
    start = "start bouw: 2026 (eind van het jaar; volgens de brief mogelijk, niet zeker)."
    assert start.capitalize() in [row.text for row in story.rows]


def test_place_without_a_figure_says_so(catalogue: Catalogue) -> None:
    story = place_story(catalogue, catalogue.places["DB12"], TODAY)
    assert story.head[0].text == "Aantal woningen onbekend"
    assert story.head[0].sources == ()
    assert "None" not in told(story)


def test_every_place_fits_beside_and_under_the_map(catalogue: Catalogue) -> None:
    for place in catalogue.places.values():
        story = place_story(catalogue, place, TODAY)
        for width, height, columns in ((260, 420, 1), (540, 270, 2)):
            setting = set_story(story, width, height, columns)
            assert len(setting.spots) >= len(story.head)


def test_selection_is_counted_added_and_listed(catalogue: Catalogue) -> None:
    scene = Scene(catalogue, View(Selection(provincie_code="PV28")), today=TODAY)
    plan = plan_map(scene, 500, 450)
    story = story_of(scene, plan.looks)
    assert "Doorbraaklocaties: 7" in told(story)
    assert "10.500 woningen" in told(story)
    assert "Stougjeswijk 2.500" in told(story)
    assert len(story.rows) == len(scene.places)
    looks = {row.text: row.look for row in story.rows}
    stougjeswijk, katwijk = looks["Stougjeswijk"], looks["Katwijk, plek niet genoemd"]
    assert stougjeswijk and stougjeswijk.class_id == "doorbraaklocatie"
    assert katwijk and katwijk.class_id == "doorbraaklocatie_unnamed"


def test_every_number_has_a_source(catalogue: Catalogue) -> None:
    story = selection_story(catalogue, list(catalogue.places.values()), {})
    for row in story.rows:
        assert bool(row.sources) == (row.right != "onbekend"), row.text
    totals = [piece for piece in story.head if "woningen" in piece.text and piece.text[0].isdigit()]
    assert totals and all(piece.sources for piece in totals)


def test_what_is_left_out_is_counted_in_dutch(catalogue: Catalogue) -> None:
    story = selection_story(catalogue, list(catalogue.places.values()), {})
    assert story.more(1).text == "en nog 1 plek"
    assert story.more(12).text == "en nog 12 plekken"


def test_empty_selection_says_so(catalogue: Catalogue) -> None:
    story = selection_story(catalogue, [], {})
    assert told(story).strip() == "Geen plekken in deze selectie."


TITLES = [
    (View(Selection(provincie_code="PV28", kinds=("doorbraaklocatie",))), (),
     "Doorbraaklocaties in Zuid-Holland", "7 plekken"),
    (View(Selection(provincie_code="PV31")), (), "NPLV-gebieden in Limburg", "1 plek"),
    (View(Selection(provincie_code="PV22")), (), "Plekken in Drenthe",
     "Geen plekken in deze selectie"),
    (View(theme="netcongestie"), (),
     "Doorbraaklocaties, NPLV-gebieden en grootschalige gebieden in Nederland",
     "64 plekken · kleur van de gemeenten: netcongestie, grootverbruik"),
    (View(bottleneck="stikstof"), ("DB01",), "Stougjeswijk",
     "Doorbraaklocatie · Hoeksche Waard · Zuid-Holland · kleur van de plekken: stikstof"),
    (View(), ("DB01", "DB03"), "Stougjeswijk en Cortelande", "Doorbraaklocaties · Zuid-Holland"),
    (View(), ("DB01", "DB02", "DB03", "NP02"), "4 plekken in Nederland",
     "Doorbraaklocaties en NPLV-gebieden · Zuid-Holland, Noord-Holland en Groningen"),
    (View(Selection(search="dordrecht")), (),
     "NPLV-gebieden en grootschalige gebieden in Nederland",
     "2 plekken · naam of gemeente met ‘dordrecht’"),
]  # fmt: skip


@pytest.mark.parametrize(("view", "sites", "title", "subtitle"), TITLES)
def test_title_says_what_is_selected(
    catalogue: Catalogue, view: View, sites: tuple[str, ...], title: str, subtitle: str
) -> None:
    scene = Scene(catalogue, view, sites, TODAY)
    assert default_title(scene) == title
    assert default_subtitle(scene) == subtitle


def test_sheet_is_as_large_as_it_says() -> None:
    assert Sheet().pixels == (3508, 2480)
    assert Sheet(size="a3", orientation="portrait").pixels == (3508, 4961)
    assert Sheet(size="16x9").pixels == (1920, 1080)
    width, height = Sheet().points
    assert (width, height) == pytest.approx((297 / 25.4 * 72, 210 / 25.4 * 72), abs=0.1)
