"""A map in one HTML file: it asks for nothing, and what is data stays data."""

from __future__ import annotations

import re
from typing import Any

import pytest

from geo.catalogue import Catalogue
from geo.model import Selection
from geo.selection import select_places
from layers import onefile
from layers.onefile import POLICY
from layers.paper import to_picture
from layers.sheet import Sheet
from layers.view import View
from tests.layers.poison import PAYLOADS, PRODUCT_OF_TEMPLATE
from tests.layers.test_web import data_in
from tests.layers.views import SITES, TODAY, VIEWS

MAX_BYTES = 3_000_000
DRAW = "drawMap("
FETCHING = ("src", "srcset", "data", "poster", "action", "formaction", "background")
LISTED = ("alles", "kleur netcongestie", "knelpunt stikstof", "filter provincie", "filter geen")


def page_of(
    catalogue: Catalogue, view: View | None = None, sheet: Sheet | None = None,
    sites: tuple[str, ...] = (),
) -> str:  # fmt: skip
    return to_picture(catalogue, view or View(), sheet or Sheet(), "html", sites, TODAY).decode()


def spec_of(html: str) -> Any:
    """Return what the map is drawn from: the last call, after the script that defines it."""
    return data_in(html[html.rindex(DRAW) :])


@pytest.mark.parametrize("name", LISTED)
def test_page_asks_for_nothing(catalogue: Catalogue, read_html: Any, name: str) -> None:
    html = page_of(catalogue, VIEWS[name], Sheet(base_url="https://kaart.example.nl"))
    page = read_html(html)
    assert not [pair for pair in page.attributes if pair[0] in FETCHING]
    assert "link" not in page.tags and "iframe" not in page.tags and "img" not in page.tags
    addresses = re.findall(r"url\(\s*[\"']?([^)\"']{0,30})", html)
    assert all(one.startswith(("data:", "#")) for one in addresses)
    assert f'content="{POLICY}"' in html.replace("&#39;", "'")
    assert "default-src 'none'" in POLICY
    assert len(html.encode()) < MAX_BYTES


def test_page_that_would_ask_for_something_is_seen(read_html: Any) -> None:
    """The twin of the test above."""
    page = read_html("<script src=x.js></script><link rel=stylesheet href=y.css>")
    assert [pair for pair in page.attributes if pair[0] in FETCHING]
    assert "link" in page.tags


def test_page_holds_the_panels_of_the_places_on_the_map(
    catalogue: Catalogue, read_html: Any
) -> None:
    view = View(Selection(provincie_code="PV28"))
    page = read_html(page_of(catalogue, view))
    shown = {place.place_id for place in select_places(catalogue, view.selection)}
    panels = {value for name, value in page.attributes if name == "data-panel"}
    opened = {value for name, value in page.attributes if name == "data-open"}
    assert panels == shown | {""} == opened
    assert "2.500 woningen" in page.text and "10.500 woningen" in page.text


def test_map_in_the_page_shows_the_view_itself(catalogue: Catalogue) -> None:
    view = View(Selection(kinds=("doorbraaklocatie",)), theme="woningen", background="grijs")
    spec = spec_of(page_of(catalogue, view))
    places = next(layer for layer in spec["layers"] if layer["id"] == "places")
    assert len(places["features"]) == 22
    assert spec["alone"] is True
    assert spec["message"]["background"] is None
    assert all(layer["same"] for layer in spec["message"]["layers"])
    assert {one["id"] for one in spec["message"]["layers"]} == {one["id"] for one in spec["layers"]}


@pytest.mark.parametrize("sites", SITES)
def test_page_begins_at_what_was_asked_for(catalogue: Catalogue, sites: tuple[str, ...]) -> None:
    message = spec_of(page_of(catalogue, sites=sites))["message"]
    (south, west), (north, east) = message["focus"]
    for one in sites:
        place = catalogue.places[one]
        assert south < place.lat < north and west < place.lon < east
    assert message["selected"] == (sites[0] if len(sites) == 1 else None)


def test_page_has_its_title_link_and_claim(catalogue: Catalogue, read_html: Any) -> None:
    view = View(Selection(provincie_code="PV28"))
    sheet = Sheet(title="Kop <b>vet</b>", base_url="https://kaart.example.nl/app")
    page = read_html(page_of(catalogue, view, sheet))
    assert "Kop <b>vet</b>" in page.text and "b" not in page.tags
    assert "Verkenning, geen toets." in page.text
    (link,) = (one for one in page.links if one.startswith("https://kaart.example.nl"))
    assert link.startswith("https://kaart.example.nl/app?provincie=Zuid-Holland")
    assert 'lang="nl"' in page_of(catalogue, view, sheet)


def test_page_speaks_of_what_it_has(catalogue: Catalogue, read_html: Any) -> None:
    text = read_html(page_of(catalogue)).text
    assert "naam hieronder" in text and "filters links" not in text and "tabel" not in text
    none = read_html(page_of(catalogue, View(Selection(kinds=())))).text
    assert "Deze selectie heeft geen plekken." in none


def test_text_of_the_data_is_never_run(
    catalogue: Catalogue, poisoned: Catalogue, read_html: Any
) -> None:
    view = View(Selection(provincie_code="PV28"))
    dirty, clean = page_of(poisoned, view), page_of(catalogue, view)
    assert PRODUCT_OF_TEMPLATE not in dirty
    for tag in ("script", "img", "svg", "style", "meta"):
        assert read_html(dirty).tags.count(tag) == read_html(clean).tags.count(tag), tag
    handlers = [name for name, _ in read_html(dirty).attributes if name.startswith("on")]
    assert handlers == []
    for place in select_places(poisoned, view.selection):
        assert place.name in read_html(dirty).text


@pytest.mark.parametrize("payload", PAYLOADS)
def test_title_is_never_run(catalogue: Catalogue, read_html: Any, payload: str) -> None:
    view = View(Selection(kinds=()))
    sheet = Sheet(title=f"Kop {payload}", subtitle=f"Onder {payload}")
    dirty, clean = page_of(catalogue, view, sheet), page_of(catalogue, view)
    assert PRODUCT_OF_TEMPLATE not in dirty
    assert read_html(dirty).tags == read_html(clean).tags
    assert read_html(dirty).text.count(payload) >= 3  # title of the page, heading, subtitle


def test_script_that_would_end_early_is_refused(tmp_path: Any) -> None:
    path = tmp_path / "x.js"
    path.write_text("const a = '</script>';", encoding="utf-8")
    with pytest.raises(ValueError, match=r"x\.js"):
        onefile._script(path)
