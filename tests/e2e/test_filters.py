"""Filters, themes, layers and background: the map follows, and is never loaded again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import FrameLocator, Page, expect

from geo.catalogue import Catalogue
from geo.selection import add_homes, select_places
from layers import all_layers
from layers.message import legend_rows
from layers.themes import THEME_TITLES, build_theme
from layers.view import SWITCHES, View
from tests.e2e.actions import (
    PANEL,
    expected_ids,
    fills,
    inner,
    legend,
    map_box,
    require_places,
    scale_km,
    seek,
    show_list,
    spot,
    tick,
)
from tests.e2e.conftest import Watch

OpenMap = Callable[..., FrameLocator]
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63"
    "606060f80f0001040100c5d0c9c40000000049454e44ae426082"
)
UNREACHABLE = "De achtergrond van PDOK is niet bereikbaar"


def lines_of(catalogue: Catalogue, view: View) -> list[str]:
    """Return the lines that the legend must have, without the sizes."""
    found = legend_rows(all_layers(catalogue, view))
    return [str(next(row[k] for k in ("heading", "note", "label") if k in row))
            for row in found if "sizes" not in row]  # fmt: skip


# One map


def test_map_is_never_loaded_again(
    unchecked: tuple[Page, Watch], server: str, open_map: OpenMap
) -> None:
    """Also not by a background, which cannot be reached here."""
    page, watch = unchecked
    frame = open_map(page, server)
    inner(page).evaluate("() => { window.marker = 'zelfde kaart'; }")
    steps: list[tuple[Callable[[], None], str]] = [
        (lambda: show_list(page, "Kleur van de gemeenten", "Netcongestie, woningen"), "kleur=netc"),
        (lambda: show_list(page, "Provincie", "Zuid-Holland"), "provincie=Zuid"),
        (lambda: tick(page, "NPLV-gebieden"), "soort="),
        (lambda: seek(page, "zuidplas"), "zoek=zuidplas"),
        (lambda: tick(page, "Natura 2000"), "lagen="),
        (lambda: show_list(page, "Achtergrond", "BRT grijs (PDOK)"), "achtergrond=grijs"),
        (lambda: frame.locator("[data-id=DB03]").dispatch_event("click"), "plek=DB03"),
        (lambda: seek(page, "qqqq"), "zoek=qqqq"),
        (lambda: seek(page, ""), "plek=DB03"),
    ]
    for act, address in steps:
        act()
        expect(page).to_have_url(re.compile(address))
        assert inner(page).evaluate("() => window.marker") == "zelfde kaart", address
    expect(frame.locator(".ring")).to_have_count(1)
    assert inner(page).evaluate("() => window.marker") == "zelfde kaart"
    assert {urlsplit(url).hostname for url in watch.outside} <= {"service.pdok.nl"}


# Themes


def test_every_theme_recolours_and_its_legend_follows(
    kaart: Page, server: str, open_map: OpenMap, catalogue: Catalogue
) -> None:
    frame = open_map(kaart, server)
    seen = [Counter(fills(frame))]
    for theme_id, title in [*list(THEME_TITLES.items())[1:], ("geen", "Geen")]:
        show_list(kaart, "Kleur van de gemeenten", title)
        wanted = lines_of(catalogue, View(theme=theme_id))
        expect(frame.locator(".legend li:not(.sizes)")).to_have_text(wanted)
        theme = build_theme(catalogue, theme_id)
        looks = {c.class_id: "url(#hatch)" if c.hatched else c.fill for c in theme.classes}
        expected = Counter(looks[name] for name in theme.class_of.values())
        assert Counter(fills(frame)) == expected, theme_id
        assert expected not in seen or theme_id == "geen"
        seen.append(expected)
    assert seen[-1] == seen[0]


def test_tooltip_of_a_gemeente_follows_the_theme(
    kaart: Page, server: str, open_map: OpenMap, catalogue: Catalogue
) -> None:
    frame = open_map(kaart, server, "?kleur=woningen")
    codes = list(catalogue.geometry("gemeenten_land")["gemeente_code"])
    path = frame.locator(".leaflet-gemeenten-pane g > path").nth(codes.index("GM1963"))
    path.dispatch_event("mouseover")
    tooltip = frame.locator(".leaflet-tooltip")
    expect(tooltip).to_have_text(re.compile("Hoeksche Waard.*Zuid-Holland · 2.500 woningen"))
    path.dispatch_event("mouseout")
    show_list(kaart, "Kleur van de gemeenten", "Geen")
    expect(frame.locator(".legend")).not_to_contain_text("2.500 tot 5.000 woningen")
    path.dispatch_event("mouseover")
    expect(tooltip).to_have_text(re.compile("Hoeksche WaardZuid-Holland$"))


# Filters


def test_provincie_leaves_its_places_and_zooms(
    kaart: Page, server: str, open_map: OpenMap, catalogue: Catalogue
) -> None:
    frame = open_map(kaart, server)
    wide = scale_km(frame)
    for name in ("Groningen", "Zuid-Holland"):
        (code,) = (c for c, one in catalogue.provincie_names.items() if one == name)
        show_list(kaart, "Provincie", name)
        ids = expected_ids(provincie_code=code)
        require_places(kaart, frame, ids)
        assert scale_km(frame) < wide
        outer = map_box(kaart)
        for place_id in ids:
            x, y = spot(frame, place_id)
            assert 0 < x < outer["width"] and 0 < y < outer["height"], place_id
    show_list(kaart, "Provincie", "Heel Nederland")
    require_places(kaart, frame, expected_ids())
    assert scale_km(frame) == wide


def test_kinds_and_search_leave_theirs_and_the_totals_follow(
    kaart: Page, server: str, open_map: OpenMap, catalogue: Catalogue
) -> None:
    frame = open_map(kaart, server)
    tick(kaart, "NPLV-gebieden")
    require_places(kaart, frame, expected_ids(kinds=("doorbraaklocatie", "grootschalig_gebied")))
    assert "NPLV-gebied" not in legend(frame)
    tick(kaart, "Grootschalige gebieden")
    require_places(kaart, frame, expected_ids(kinds=("doorbraaklocatie",)))
    assert not [line for line in legend(frame) if "rootschalig" in line]
    seek(kaart, "utrecht")
    require_places(kaart, frame, {"DB11"})
    seek(kaart, "BLEIZO")
    require_places(kaart, frame, {"DB10"})
    seek(kaart, "hoeksche")
    require_places(kaart, frame, {"DB01"})
    total = add_homes(catalogue, [catalogue.places["DB01"]])
    assert (total.known, total.low) == (1, 2500)
    expect(kaart.locator(PANEL)).to_contain_text("2.500 woningen")
    expect(frame.locator(".legend .sizes")).to_have_text("2.500 tot 5.000")


def test_quick_choices_all_count(kaart: Page, server: str, open_map: OpenMap) -> None:
    """A reader does not wait for one box before the next."""
    frame = open_map(kaart, server)
    tick(kaart, "NPLV-gebieden")
    kaart.wait_for_timeout(80)
    tick(kaart, "Grootschalige gebieden")
    kaart.wait_for_timeout(80)
    tick(kaart, "Provinciegrenzen")
    require_places(kaart, frame, expected_ids(kinds=("doorbraaklocatie",)))
    expect(frame.locator(".leaflet-provincies-pane g > path")).to_have_count(0)
    expect(kaart).to_have_url(re.compile("soort=doorbraak&lagen="))


def test_search_outlives_runs_that_were_under_way(
    kaart: Page, server: str, open_map: OpenMap
) -> None:
    """Typing a search and clicking a symbol at once: the search is not lost."""
    frame = open_map(kaart, server)
    tick(kaart, "NPLV-gebieden")
    field = kaart.get_by_label("Zoek plek of gemeente")
    field.fill("utrecht")
    frame.locator("[data-id=DB11]").dispatch_event("click")
    field.press("Enter")
    frame.locator("[data-id=DB11]").dispatch_event("click")
    expect(kaart.locator(PANEL).locator("h2")).to_contain_text("Utrecht")
    expect(kaart).to_have_url(re.compile("soort=.*zoek=utrecht.*plek=DB11"))


def test_search_stands_in_its_field_after_another_page(
    kaart: Page, server: str, open_map: OpenMap, go_to: Callable[[Page, str], None]
) -> None:
    frame = open_map(kaart, server, "?zoek=hoek")
    field = kaart.get_by_label("Zoek plek of gemeente")
    for title in ("Knelpunten", "Dossier"):
        go_to(kaart, title)
        expect(kaart.get_by_role("link", name=title, exact=True)).to_have_attribute(
            "aria-current", "page"
        )
        kaart.wait_for_timeout(500)
        kaart.go_back()
        expect(field).to_have_value("hoek")
        expect(frame.locator("[data-id]")).to_have_count(len(expected_ids(search="hoek")))


def test_selection_goes_along_through_the_menu(
    unchecked: tuple[Page, Watch],
    server: str,
    open_map: OpenMap,
    go_to: Callable[[Page, str], None],
) -> None:
    """Into the address of the entry that the menu makes: back goes to the page before, in one."""
    page, _ = unchecked  # Streamlit looks for itself under the address of a page, and misses
    open_map(page, server, "?provincie=Zuid-Holland&soort=doorbraak")
    wanted = re.compile(r"\?provincie=Zuid-Holland&soort=doorbraak")
    ids = expected_ids(provincie_code="PV28", kinds=("doorbraaklocatie",))
    for title in ("Presentatie", "Knelpunten", "Bronnen", "Kaart"):
        go_to(page, title)
        if title != "Bronnen":
            expect(page).to_have_url(wanted)
            expect(page.get_by_label("Provincie", exact=True)).to_have_value("Zuid-Holland")
        else:
            expect(page).to_have_url(f"{server}/bronnen")
    require_places(page, page.frame_locator("iframe.map"), ids)
    for path in ("bronnen", "knelpunten", "presentatie"):
        page.go_back()
        expect(page).to_have_url(re.compile(f"/{path}"))
        page.wait_for_timeout(400)
    expect(page).to_have_url(wanted)
    expect(page.locator(".claim")).to_have_text("7 plekken")
    page.reload()
    expect(page.locator(".claim")).to_have_text("7 plekken")


def test_wiped_filters_stay_wiped_on_another_page(
    unchecked: tuple[Page, Watch],
    server: str,
    open_map: OpenMap,
    go_to: Callable[[Page, str], None],
) -> None:
    page, _ = unchecked
    open_map(page, server, "?provincie=Zuid-Holland")
    go_to(page, "Presentatie")
    expect(page.locator(".claim")).to_have_text(
        f"{len(expected_ids(provincie_code='PV28'))} plekken"
    )
    go_to(page, "Kaart")
    page.get_by_role("button", name="Wis alle filters").click()
    require_places(page, page.frame_locator("iframe.map"), expected_ids())
    go_to(page, "Presentatie")
    expect(page.locator(".claim")).to_have_text("64 plekken")
    assert "provincie" not in page.url


def test_empty_selection_says_what_to_do(kaart: Page, server: str, open_map: OpenMap) -> None:
    frame = open_map(kaart, server)
    seek(kaart, "qqqq")
    expect(kaart.locator(".say")).to_have_text(re.compile("Geen plek voldoet.*Pas ze aan"))
    expect(frame.locator("[data-id]")).to_have_count(0)
    expect(kaart.locator("tbody tr")).to_have_count(0)
    expect(kaart.locator("#tabel")).to_have_text("0 plekken")
    expect(kaart.get_by_role("button", name="Download als CSV")).to_have_count(0)
    assert not [line for line in legend(frame) if "oorbraak" in line]
    kaart.get_by_role("button", name="Wis alle filters").click()
    require_places(kaart, frame, expected_ids())
    expect(kaart.locator(".say")).to_have_count(0)
    expect(kaart.get_by_label("Zoek plek of gemeente")).to_have_value("")


# Layers


def test_layers_go_with_their_rows_of_the_legend(
    kaart: Page, server: str, open_map: OpenMap, catalogue: Catalogue
) -> None:
    frame = open_map(kaart, server)
    everything = lines_of(catalogue, View())
    for switch in ("natura2000", "provincies", "extents"):
        shapes = frame.locator(f".leaflet-{switch}-pane g > path")
        drawn = shapes.count()
        assert drawn > 1
        tick(kaart, SWITCHES[switch])
        expect(shapes).to_have_count(0)
        wanted = lines_of(catalogue, View(shown=frozenset(SWITCHES) - {switch}))
        assert wanted != everything
        expect(frame.locator(".legend li:not(.sizes)")).to_have_text(wanted)
        tick(kaart, SWITCHES[switch])
        expect(shapes).to_have_count(drawn)
        expect(frame.locator(".legend li:not(.sizes)")).to_have_text(everything)


def test_labels_go_and_come(kaart: Page, server: str, open_map: OpenMap) -> None:
    frame = open_map(kaart, server)
    expect(frame.locator(".label").first).to_be_visible()
    tick(kaart, "Namen op de kaart")
    expect(frame.locator(".label")).to_have_count(0)
    show_list(kaart, "Provincie", "Utrecht")
    require_places(kaart, frame, expected_ids(provincie_code="PV26"))
    expect(frame.locator(".label")).to_have_count(0)
    tick(kaart, "Namen op de kaart")
    expect(frame.locator(".label").first).to_be_visible()


def test_names_of_gemeenten_come_when_zoomed_in(
    kaart: Page, server: str, open_map: OpenMap
) -> None:
    frame = open_map(kaart, server, "?uitsnede=52.0,5.0,7")
    expect(frame.locator(".label:not(.area)").first).to_be_visible()
    expect(frame.locator(".label.area")).to_have_count(0)
    frame = open_map(kaart, server, "?uitsnede=51.82,4.43,11")
    expect(frame.locator(".label.area", has_text="Hoeksche Waard")).to_be_visible()


# Background


def test_unreachable_background_is_said_and_delays_nothing(
    unchecked: tuple[Page, Watch], server: str, open_map: OpenMap
) -> None:
    """The browser writes an error for every tile that it cannot get: those are allowed here."""
    page, watch = unchecked
    frame = open_map(page, server, "?achtergrond=grijs")
    shapes = frame.locator(".leaflet-gemeenten-pane g > path[fill]:not([fill=none])")
    assert shapes.count() == 342
    expect(frame.locator(".notice")).to_contain_text(UNREACHABLE)
    expect(frame.locator(".sources")).to_contain_text("Kadaster (CC BY 4.0)")
    assert set(opacities(frame)) == {"1"}
    show_list(page, "Achtergrond", "Luchtfoto (PDOK)")
    expect(frame.locator(".sources")).to_contain_text("Beeldmateriaal.nl")
    expect(frame.locator(".notice")).to_contain_text(UNREACHABLE)
    show_list(page, "Achtergrond", "Geen (werkt zonder netwerk)")
    expect(frame.locator(".notice")).to_be_hidden()
    assert shapes.count() == 342
    assert watch.outside
    assert {urlsplit(url).hostname for url in watch.outside} == {"service.pdok.nl"}
    assert all("ERR_PROXY" in error for error in watch.errors)


def test_background_that_arrives_shines_through(
    unchecked: tuple[Page, Watch], server: str, open_map: OpenMap
) -> None:
    page, watch = unchecked
    page.route(
        "https://service.pdok.nl/**", lambda r: r.fulfill(body=PNG, content_type="image/png")
    )
    frame = open_map(page, server)
    assert set(opacities(frame)) == {"1"}
    show_list(page, "Achtergrond", "BRT standaard (PDOK)")
    expect(frame.locator("img.leaflet-tile-loaded").first).to_be_attached()
    expect(frame.locator(".leaflet-gemeenten-pane g > path").first).to_have_attribute(
        "fill-opacity", "0.35"
    )
    expect(frame.locator(".notice")).to_be_hidden()
    show_list(page, "Achtergrond", "Geen (werkt zonder netwerk)")
    expect(frame.locator("img.leaflet-tile")).to_have_count(0)
    expect(frame.locator(".leaflet-gemeenten-pane g > path").first).to_have_attribute(
        "fill-opacity", "1"
    )
    assert watch.errors == []


def opacities(frame: FrameLocator) -> list[str]:
    """Return how much each gemeente covers what lies below."""
    paths = frame.locator(".leaflet-gemeenten-pane g > path")
    found = paths.evaluate_all("all => all.map((one) => one.getAttribute('fill-opacity'))")
    return [str(one) for one in found]


def test_filters_agree_with_the_table_of_the_product(catalogue: Catalogue) -> None:
    """The twin: what is expected here is not everything."""
    assert len(expected_ids()) == len(catalogue.places)
    assert expected_ids(provincie_code="PV20") < expected_ids()
    assert len(select_places(catalogue, View().selection)) == 64
