"""The imported capaciteitskaart in a browser: under its theme, in its colours, with its letters."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from geo.catalogue import data_folder
from layers import style
from tests.e2e.server import serve
from tests.geo.kaart import read_in
from tests.layers.poison import copy_data

PANE = ".leaflet-capaciteitskaart-pane path"
OpenMap = Callable[..., FrameLocator]


@pytest.fixture(scope="module")
def grid(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve data with the small map read in."""
    data = copy_data(data_folder(), tmp_path_factory.mktemp("net") / "data")
    read_in(data)
    with serve(tmp_path_factory.mktemp("app"), data) as address:
        yield address


def fills(frame: FrameLocator) -> set[str]:
    """Return the colours that the areas are painted in."""
    every: Any = frame.locator(PANE).evaluate_all(
        "all => all.map((one) => one.getAttribute('fill'))"
    )
    return set(every)


def test_the_theme_shows_the_classes_and_no_other_view_does(
    page: Page, grid: str, open_map: OpenMap
) -> None:
    frame = open_map(page, grid, "?kleur=netcongestie")
    expect(frame.locator(PANE)).to_have_count(6)
    assert fills(frame) == {colour for _, colour in style.NET_CLASSES.values()} | {"url(#hatch)"}
    legend = frame.locator(".legend")
    expect(legend).to_contain_text("capaciteitskaart van 1 augustus 2026")
    expect(legend).to_contain_text("O · in onderzoek, met wachtrij")
    expect(legend).to_contain_text("niet over woningen")
    frame = open_map(page, grid, "?kleur=netcongestie-woningen")
    expect(frame.locator(PANE)).to_have_count(0)
    expect(frame.locator(".legend")).not_to_contain_text("capaciteitskaart")


def test_a_letter_stands_in_every_class_that_has_room(
    page: Page, grid: str, open_map: OpenMap
) -> None:
    query = "?kleur=netcongestie&lagen=geen&uitsnede=51.7600,4.4800,10"
    frame = open_map(page, grid, query)
    expect(frame.locator(".letter", has_text="R").first).to_be_visible()
    assert set(frame.locator(".letter").all_inner_texts()) == {"T", "G", "O", "R"}
    expect(frame.locator(".label")).to_have_count(0)


def test_pointing_at_an_area_tells_class_and_queue(
    page: Page, grid: str, open_map: OpenMap
) -> None:
    frame = open_map(page, grid, "?kleur=netcongestie&lagen=geen&uitsnede=51.7300,4.4500,11")
    expect(frame.locator(".letter").first).to_be_visible()
    chart = page.locator("iframe").bounding_box()
    assert chart is not None
    page.mouse.move(chart["x"] + chart["width"] / 2 + 20, chart["y"] + chart["height"] / 2 + 20)
    tooltip = frame.locator(".leaflet-tooltip")
    expect(tooltip).to_contain_text("Oranjedam")
    expect(tooltip).to_contain_text("O · in onderzoek, met wachtrij. Wachtrij afname: 1 verzoek")


def test_without_an_import_no_class_colour_is_painted(
    page: Page, server: str, open_map: OpenMap
) -> None:
    frame = open_map(page, server, "?kleur=netcongestie")
    expect(frame.locator(PANE)).to_have_count(0)
    expect(frame.locator(".letter")).to_have_count(0)
    expect(frame.locator(".legend")).to_contain_text("Nieuwste bericht per provincie")
