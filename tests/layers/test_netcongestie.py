"""The colours of the grid: from an imported capaciteitskaart, under its own theme, nowhere else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
import shapely
from shapely.geometry import box

from geo.catalogue import Catalogue, data_folder, load_catalogue
from geo.crs import RD_NEW, WGS84
from layers import all_layers, style, web
from layers.base import Layer, LegendClass
from layers.message import legend_rows, to_message
from layers.netcongestie import build_capaciteitskaart, draw_outlines, net_classes
from layers.sources import gaps_html, sources_html
from layers.themes import THEME_TITLES, build_theme
from layers.view import SWITCHES, View
from tests.geo.kaart import MODEL, TODAY, read_in
from tests.layers.poison import PAYLOADS, PRODUCT_OF_TEMPLATE, copy_data

NET = "capaciteitskaart"
THEME = View(theme="netcongestie")
MAX_BYTES = 30_000
HOT = {colour for _, colour in style.NET_CLASSES.values()} - {style.SURFACE}
LETTERED = re.compile(r"^[TGOR] · ")


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """Open a copy of the data with the small map read in."""
    data = copy_data(data_folder(), tmp_path_factory.mktemp("net") / "data")
    read_in(data)
    return load_catalogue(data)


def ids(layers: Sequence[Layer]) -> list[str]:
    return [layer.layer_id for layer in layers]


def net_layer(catalogue: Catalogue) -> Layer:
    (layer,) = build_capaciteitskaart(catalogue)
    return layer


def views() -> Iterator[View | None]:
    yield None
    for theme in THEME_TITLES:
        yield View(theme=theme)
        yield View(theme=theme, shown=frozenset())


def looks(layers: Sequence[Layer]) -> list[LegendClass]:
    return [one for layer in layers for one in (*layer.classes, *layer.sizes)]


def is_hot(one: LegendClass) -> bool:
    return bool({one.fill, one.stroke} & HOT) or bool(LETTERED.match(one.label))


# --- without an import ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "view", [*views()], ids=lambda view: f"{view.theme}-{view.bottleneck}" if view else "alles"
)
def test_without_an_import_no_class_colour_is_anywhere(
    catalogue: Catalogue, view: View | None
) -> None:
    layers = all_layers(catalogue, view)
    assert NET not in ids(layers)
    assert [one.class_id for one in looks(layers) if is_hot(one)] == []
    text = json.dumps(to_message(catalogue, view or View()))
    assert not any(colour in text for colour in HOT)


def test_without_an_import_the_theme_is_the_neutral_hatch(catalogue: Catalogue) -> None:
    theme = build_theme(catalogue, "netcongestie")
    assert {one.class_id for one in theme.classes} == {"no_data", "message"}
    assert theme.title == THEME_TITLES["netcongestie"]


def test_a_class_colour_is_seen(imported: Catalogue) -> None:
    """The twin of the tests above."""
    assert sum(map(is_hot, looks(all_layers(imported, THEME)))) == len(style.NET_CLASSES)
    assert {"#F2C300", "#E07B00", "#B3261E"} == HOT


# --- with an import -------------------------------------------------------------------------


def test_the_page_holds_the_layer_and_only_its_theme_shows_it(imported: Catalogue) -> None:
    assert ids(all_layers(imported)).count(NET) == 1
    for view in views():
        if view is not None:
            assert (NET in ids(all_layers(imported, view))) == (view.theme == "netcongestie")


def test_only_this_layer_has_class_colours(imported: Catalogue) -> None:
    for view in views():
        others = [one for one in all_layers(imported, view) if one.layer_id != NET]
        assert [one.class_id for one in looks(others) if is_hot(one)] == []


def test_it_lies_on_the_gemeenten_and_under_borders_and_places(imported: Catalogue) -> None:
    order = ids(all_layers(imported, THEME))
    assert order.index("gemeenten") < order.index(NET) < order.index("provincies")
    assert order[-1] == "places"


def test_nature_over_classes_would_be_a_colour_without_a_legend(
    catalogue: Catalogue, imported: Catalogue
) -> None:
    assert "natura2000" not in ids(all_layers(imported, THEME))
    assert "Natura 2000 is hier niet getekend" in net_layer(imported).legend_note
    assert "natura2000" in ids(all_layers(catalogue, THEME))
    assert "natura2000" in ids(all_layers(imported, View()))


def test_every_area_has_its_class_letter_and_words(imported: Catalogue) -> None:
    rows = net_layer(imported).features.set_index("label")
    assert rows["class_id"].to_dict() == {
        "Roodstad": "net-3", "Oranjedam": "net-2", "Geelveen": "net-1", "Klaarwater": "net-0",
        "Bontenbal": "net-none", "Stilwoude": "net-none",
    }  # fmt: skip
    assert rows["letter"].to_dict() == {
        "Roodstad": "R", "Oranjedam": "O", "Geelveen": "G", "Klaarwater": "T", "Bontenbal": "",
        "Stilwoude": "",
    }  # fmt: skip
    assert rows["note"]["Oranjedam"] == (
        "O · in onderzoek, met wachtrij. Wachtrij afname: 1 verzoek, 1.240 MW. Invoeding: geel. "
        "Netbeheerder: Stedin."
    )
    assert rows["note"]["Bontenbal"].startswith(
        "Geen klasse voor het hele gebied. Afname verschilt per postcode: 1 × geel, 1 × oranje"
    )


def test_the_legend_says_class_date_and_whom_it_is_about(imported: Catalogue) -> None:
    rows = legend_rows(all_layers(imported, THEME))
    start = next(n for n, row in enumerate(rows) if "capaciteitskaart" in row.get("heading", ""))
    assert rows[start]["heading"] == (
        "Netcongestie, grootverbruik: capaciteitskaart van 1 augustus 2026"
    )
    assert [row.get("label", row.get("note", "")) for row in rows[start + 1 :]] == [
        "R · tekort aan capaciteit, met wachtrij", "O · in onderzoek, met wachtrij",
        "G · capaciteit beperkt beschikbaar, geen wachtrij",
        "T · capaciteit beschikbaar, geen wachtrij", "Geen klasse voor het hele gebied",
        net_layer(imported).legend_note, "Buiten de ingelezen gebieden: geen gegevens",
    ]  # fmt: skip
    assert "grootverbruikers, niet over woningen" in net_layer(imported).legend_note
    line = to_message(imported, THEME)["sourceLine"]
    assert "Netbeheer Nederland, capaciteitskaart" in line
    assert "capaciteitskaart" not in to_message(imported, View())["sourceLine"]


def test_transparant_and_no_data_never_look_alike(imported: Catalogue) -> None:
    drawn = {one.class_id: one for one in looks(all_layers(imported, THEME))}
    clear, none, ground = drawn["net-0"], drawn["net-none"], drawn["no_data"]
    assert (clear.fill, clear.hatched, clear.stroke) == ("#FFFFFF", False, style.INK)
    assert none.hatched and ground.hatched and none.fill == ground.fill == style.HATCH
    assert len({(one.fill, one.hatched) for one in net_classes({})}) == 5


def test_ground_outside_the_areas_says_that_it_has_no_data(imported: Catalogue) -> None:
    theme = build_theme(imported, "netcongestie")
    assert set(theme.class_of.values()) == {"no_data"} and set(theme.class_of) == set(
        imported.gemeente_names
    )
    assert set(theme.value_of.values()) == {"geen gegevens"}
    woningen = build_theme(imported, "netcongestie-woningen")
    assert "message" in woningen.class_of.values()  # the map says nothing of homes


def test_the_message_of_the_theme_stays_small(imported: Catalogue) -> None:
    message = to_message(imported, THEME)
    assert {"id": NET, "same": True} in message["layers"]
    assert NET not in [one["id"] for one in to_message(imported, View())["layers"]]
    text = json.dumps(message, ensure_ascii=False, separators=(",", ":"))
    assert len(text.encode()) < MAX_BYTES


def test_the_date_is_that_of_the_import_everywhere(
    catalogue: Catalogue, imported: Catalogue, read_html: Any
) -> None:
    row = read_html(sources_html(imported, TODAY)).text
    assert "1 augustus 20263 maanden" in row and "niet ingelezen" not in row
    before = read_html(sources_html(catalogue, TODAY)).text
    assert before.count("niet ingelezen") == 1
    title = "Capaciteitskaart elektriciteitsnet"
    assert f"{title}: geen kaart" in read_html(gaps_html(catalogue)).text
    assert title not in read_html(gaps_html(imported)).text


# --- drawing and injection ------------------------------------------------------------------


def test_outlines_are_drawn_coarser_and_stay_joined() -> None:
    left = shapely.segmentize(box(0, 0, 10_000, 10_000), 20)
    right = shapely.segmentize(box(10_000, 0, 20_000, 10_000), 20)
    wavy = [shapely.transform(one, lambda xy: xy.round() + [[5, 0]] * (xy[:, 1:].round() % 40 == 0))
            for one in (left, right)]  # fmt: skip
    drawn = draw_outlines(gpd.GeoSeries(wavy, crs=RD_NEW).to_numpy())
    assert shapely.get_num_coordinates(drawn).sum() < 40
    assert shapely.coverage_is_valid(drawn) and shapely.area(drawn).min() > 99e6


def test_the_page_knows_where_a_letter_stands(imported: Catalogue) -> None:
    page = web.to_page(all_layers(imported), {"legend": [], "sourceLine": ""})
    spots = [json.loads(text) for text in re.findall(r'"spot":(\[[^\]]*\])', page)]
    assert len(spots) == 6
    shapes = net_layer(imported).features.to_crs(WGS84).geometry.to_numpy()
    points = shapely.points([[lon, lat] for lat, lon in spots])
    assert shapely.intersects(shapely.buffer(shapes, 1e-4), points).all()


@pytest.mark.parametrize("payload", PAYLOADS)
def test_names_on_the_map_are_never_run(tmp_path: Path, payload: str) -> None:
    pages = []
    for name in ("Naam", f"Naam {payload}"):
        raw = json.loads(MODEL.read_text(encoding="utf-8"))
        for area in raw["energy_areas"]:
            area["description"] = name
        file = tmp_path / "kaart.json"
        file.write_text(json.dumps(raw), encoding="utf-8")
        data = tmp_path / "data"
        if not data.exists():
            copy_data(data_folder(), data)
        read_in(data, file)
        layers = build_capaciteitskaart(load_catalogue(data))
        message = {"legend": legend_rows(layers), "sourceLine": ""}
        pages.append(web.to_page(layers, message))
    clean, dirty = pages
    assert PRODUCT_OF_TEMPLATE not in dirty and "\u2028" not in dirty
    for tag in ("<script", "</script", "<img", "<svg"):
        assert dirty.count(tag) == clean.count(tag), tag
    shown = "".join(one for one in " ".join(payload.split()) if one.isprintable())
    assert web.to_json(f"Naam {shown}") in dirty


def test_the_switches_are_what_they_were() -> None:
    """The layer is no switch: its theme asks for it."""
    assert NET not in SWITCHES
