"""What stands beside the matrix: every finding with layer, date, method, source and its limits."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from geo.catalogue import Catalogue
from geo.constraints import THEMES, Theme
from geo.findings import CLAIM, UNCHECKED, constraints_of
from layers import style
from layers.finding_panel import (
    cell_panel,
    empty_panel,
    row_panel,
    start_panel,
    theme_panel,
)
from layers.findings import answers_of
from layers.html import unbroken
from layers.matrix import cells_of
from tests.dutch import english_in
from tests.geo.ground import TODAY
from tests.layers.poison import PAYLOADS, PRODUCT_OF_TEMPLATE

TAGS = {"article", "p", "h2", "h3", "ul", "li", "br", "a", "strong", "span", "details", "summary"}
ATTRIBUTES = {"class", "href", "target", "rel", "aria-hidden"}
every_theme = pytest.mark.parametrize("theme", THEMES)


def require_dutch_page(page: Any) -> None:
    assert set(page.tags) <= TAGS
    assert {name for name, _ in page.attributes} <= ATTRIBUTES
    assert english_in(page.text) == []
    assert all(link.startswith(("https://", "http://", "dossier?")) for link in page.links)


@every_theme
def test_cell_says_layer_date_method_source_and_limits(
    catalogue: Catalogue, read_html: Any, theme: Theme
) -> None:
    for place in catalogue.places.values():
        page = read_html(cell_panel(catalogue, place, theme, TODAY))
        require_dutch_page(page)
        assert place.name in page.text and style.THEMES[theme] in page.text
        assert f"dossier?locatie={place.place_id}" in page.links
        for answer in answers_of(catalogue, place, theme, TODAY):
            rule = answer.constraint
            assert rule.title in page.text and rule.says_not in page.text
            for one in answer.said:
                assert one.text.rstrip(".") in page.text
                source = catalogue.manifest.source(one.source_id)
                assert source is not None or one.stand == UNCHECKED
                if source:
                    assert source.url in page.links and one.method in page.text
                    assert f"{source.publisher}, " in page.text
            if rule.relation != "statement":
                assert f"stand van de laag: {style.date_text(rule.date)}" in page.text


def test_a_cell_that_is_not_checked_says_why(catalogue: Catalogue, read_html: Any) -> None:
    page = read_html(cell_panel(catalogue, catalogue.places["DB02"], "drinkwater", TODAY))
    assert "Niet gecontroleerd" in page.text
    assert "De bronnen zeggen niets over deze plek" in page.text


def test_an_outdated_layer_says_so(catalogue: Catalogue, read_html: Any) -> None:
    place = catalogue.places["DB02"]
    for today, count in ((TODAY, 0), (date(2031, 1, 1), 3)):
        text = read_html(cell_panel(catalogue, place, "stikstof", today)).text
        assert text.count("verouderd") == count


@every_theme
def test_theme_counts_its_places_by_state(
    catalogue: Catalogue, read_html: Any, theme: Theme
) -> None:
    places = list(catalogue.places.values())
    page = read_html(theme_panel(catalogue, places, theme, TODAY))
    require_dutch_page(page)
    stands = [c.stand for p in places for c in cells_of(catalogue, p, TODAY) if c.theme == theme]
    counts = re.findall(r"(\d+) plek(?:ken)?", page.text)
    assert sum(map(int, counts)) == len(places)
    for stand in set(stands):
        assert f"{stand.label}: {stands.count(stand)} plek" in page.text
    asked = [c for c in constraints_of(catalogue) if c.theme == theme]
    assert asked and all(c.title in page.text and c.says_not in page.text for c in asked)


def test_row_says_every_theme_once(catalogue: Catalogue, read_html: Any) -> None:
    for place in catalogue.places.values():
        page = read_html(row_panel(catalogue, place, TODAY))
        require_dutch_page(page)
        assert f"dossier?locatie={place.place_id}" in page.links
        found, _, quiet = page.text.partition("Niet gecontroleerd: ")
        for cell in cells_of(catalogue, place, TODAY):
            title = style.THEMES[cell.theme]
            if cell.stand.stand_id == UNCHECKED:
                assert title in quiet
            else:
                assert f"{title}: {cell.hint}" in found


def test_row_without_a_theme_left_unchecked_does_not_say_so(
    catalogue: Catalogue, changed: Any, read_html: Any
) -> None:
    first = catalogue.statements[0]
    said = tuple(
        first.model_copy(update={"statement_id": f"ST-{t}", "subject": "DB02", "theme": t})
        for t in THEMES
    )
    page = read_html(row_panel(changed(statements=said), catalogue.places["DB02"], TODAY))
    assert "iet gecontroleerd" not in page.text


def test_start_names_every_state_and_what_is_not_claimed(read_html: Any) -> None:
    page = read_html(start_panel())
    require_dutch_page(page)
    assert CLAIM in page.text
    for stand in style.STANDS.values():
        assert stand.label in page.text and stand.letter in page.text


def test_empty_selection_says_what_to_do(read_html: Any) -> None:
    page = read_html(empty_panel())
    require_dutch_page(page)
    assert "Geen plekken" in page.text and "filters" in page.text


def test_poison_stays_text(poisoned: Catalogue, read_html: Any) -> None:
    places = list(poisoned.places.values())
    for place in places[: len(PAYLOADS)]:
        for theme in ("stikstof", "netcongestie_woningen", "infrastructuur"):
            page = read_html(cell_panel(poisoned, place, theme, TODAY))
            assert set(page.tags) <= TAGS
            assert {name for name, _ in page.attributes} <= ATTRIBUTES
            assert place.name in page.text and PRODUCT_OF_TEMPLATE not in page.text
            for answer in answers_of(poisoned, place, theme, TODAY):
                assert answer.constraint.title in page.text
                assert answer.constraint.says_not in page.text
                assert all(one.text in page.text for one in answer.said)
        page = read_html(row_panel(poisoned, place, TODAY))
        assert set(page.tags) <= TAGS and place.name in page.text
    page = read_html(theme_panel(poisoned, places, "stikstof", TODAY))
    assert set(page.tags) <= TAGS and "window.hit=1" in page.text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("ligt op 500 m tot 2,5 km; raakvlak", ["500 m", "2,5 km"]),
        ("bijna € 1,3 mld en € 22.469.517.", ["€ 1,3 mld", "€ 22.469.517"]),
        ("30 % van 12 maart", ["30 %"]),
        ("Het Rijk draagt € 208 miljoen bij", ["€ 208 miljoen"]),
        ("<b>3 meter & 4 km", ["4 km"]),
        ("", []),
    ],
)
def test_amounts_stay_together_and_text_stays_text(
    read_html: Any, text: str, kept: list[str]
) -> None:
    html = unbroken(text)
    assert read_html(html).text == text
    assert re.findall(r'<span class="unbroken">(.*?)</span>', html) == kept
