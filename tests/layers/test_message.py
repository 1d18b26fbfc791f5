"""What is sent to a map that is already there: what differs, with the legend of just that."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

import pytest

from geo.catalogue import Catalogue
from geo.crs import WGS84
from geo.model import PLACE_KINDS, Selection
from geo.selection import select_places
from layers import all_layers
from layers.base import Layer
from layers.message import BACKGROUND_TILES, to_message
from layers.themes import THEME_TITLES, build_theme
from layers.view import BACKGROUNDS, SWITCHES, View

MAX_BYTES = 30_000
FILTERS = {
    "provincie": Selection(provincie_code="PV28"),
    "doorbraak": Selection(kinds=("doorbraaklocatie",)),
    "nplv": Selection(kinds=("nplv_gebied",)),
    "grootschalig": Selection(kinds=("grootschalig_gebied",)),
    "twee": Selection(kinds=("doorbraaklocatie", "grootschalig_gebied")),
    "geen": Selection(kinds=()),
    "zoek": Selection(search="zuidplas"),
    "niets": Selection(search="qqqq"),
}
VIEWS = {
    "alles": View(),
    **{f"kleur {theme}": View(theme=theme) for theme in THEME_TITLES},
    **{f"filter {name}": View(selection=one) for name, one in FILTERS.items()},
    **{f"zonder {name}": View(shown=frozenset(SWITCHES) - {name}) for name in SWITCHES},
    "kaal": View(shown=frozenset(), selection=Selection(kinds=())),
}


@pytest.fixture(scope="module")
def base(catalogue: Catalogue) -> tuple[Layer, ...]:
    return all_layers(catalogue)


def changes_of(message: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return what a message says of each layer, by id."""
    return {layer["id"]: layer for layer in message["layers"]}


def drawn(base: Sequence[Layer], message: dict[str, Any]) -> Iterator[tuple[Layer, dict[str, Any]]]:
    """Yield, top layer first, each layer with the classes that the page then draws of it."""
    held, changes = {layer.layer_id: layer for layer in base}, changes_of(message)
    for layer_id, change in reversed(changes.items()):
        layer = held[layer_id]
        if change.get("same"):
            yield layer, {c.class_id: asdict(c) for c in layer.drawn_classes}
        else:
            assert set(change["classes"]) == set(change["of"])
            assert all(change["of"].values())
            yield layer, change["classes"]


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_legend_is_exactly_what_is_drawn(
    catalogue: Catalogue, base: tuple[Layer, ...], view: View
) -> None:
    message = to_message(catalogue, view)
    expected = [
        look for _, classes in drawn(base, message) for look in classes.values()
        if look["in_legend"]
    ]  # fmt: skip
    shown = [row["look"] for row in message["legend"] if "look" in row]
    assert sorted(look["class_id"] for look in shown) == sorted(c["class_id"] for c in expected)
    assert all(look in expected for look in shown)
    assert all(row["label"] == row["look"]["label"] for row in message["legend"] if "look" in row)


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_sizes_in_the_legend_are_those_of_the_places(
    catalogue: Catalogue, base: tuple[Layer, ...], view: View
) -> None:
    message = to_message(catalogue, view)
    places = select_places(catalogue, view.selection)
    sites = [p for p in places if p.kind == "doorbraaklocatie"]
    homes = [catalogue.ledger.reading(p.place_id, "homes") for p in sites]
    expected = {"onbekend" if h is None else step_of(float(h.preferred.least)) for h in homes}
    rows = [row["sizes"] for row in message["legend"] if "sizes" in row]
    assert {size["label"] for row in rows for size in row} == expected
    assert len(rows) == bool(sites)
    widths = [size["look"]["size_px"] for row in rows for size in row if size["look"]["fill"]]
    assert widths == sorted(set(widths))


def step_of(homes: float) -> str:
    """Return the words of the size legend for a number of homes."""
    if homes < 2500:
        return "minder dan 2.500"
    if homes < 5000:
        return "2.500 tot 5.000"
    return "5.000 tot 10.000" if homes < 10_000 else "10.000 of meer"


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_heading_never_stands_alone(
    catalogue: Catalogue, base: tuple[Layer, ...], view: View
) -> None:
    rows = to_message(catalogue, view)["legend"]
    for row, following in zip(rows, [*rows[1:], {}], strict=True):
        assert len(row) - ("look" in row) == 1
        if "heading" in row:
            assert {"look", "sizes"} & set(following)


# What differs


@pytest.mark.parametrize(
    "view",
    [
        View(),
        View(selection=Selection(place_id="DB01")),
        View(background="grijs"),
        View(shown=frozenset(SWITCHES) - {"labels"}),
        View(selection=Selection(search=" ")),
    ],
)
def test_same_layers_are_not_sent_again(
    catalogue: Catalogue, base: tuple[Layer, ...], view: View
) -> None:
    message = to_message(catalogue, view)
    assert message["layers"] == [{"id": layer.layer_id, "same": True} for layer in base]


@pytest.mark.parametrize("selection", FILTERS.values(), ids=FILTERS)
def test_filter_hides_exactly_the_others(
    catalogue: Catalogue, base: tuple[Layer, ...], selection: Selection
) -> None:
    changes = changes_of(to_message(catalogue, View(selection=selection)))
    places = select_places(catalogue, selection)
    shown = [key for ids in changes["places"]["of"].values() for key in ids]
    assert sorted(shown) == sorted(p.place_id for p in places)
    regions = {f"extent-{p.place_id}" for p in places if p.kind == "grootschalig_gebied"}
    if not changes["extents"].get("same"):
        assert {key for ids in changes["extents"]["of"].values() for key in ids} == regions
    else:
        assert len(regions) == 22
    changed = {i for i in changes if not changes[i].get("same")}
    assert changed <= {"places", "extents", "provincies"}
    assert ("provincies" in changed) == bool(selection.provincie_code)


@pytest.mark.parametrize("theme_id", [t for t in THEME_TITLES if t != "geen"])
def test_theme_sends_the_gemeenten_only_each_once(
    catalogue: Catalogue, base: tuple[Layer, ...], theme_id: str
) -> None:
    changes = changes_of(to_message(catalogue, View(theme=theme_id)))
    assert [i for i in changes if not changes[i].get("same")] == ["gemeenten"]
    theme = build_theme(catalogue, theme_id)
    sent = {code: name for name, codes in changes["gemeenten"]["of"].items() for code in codes}
    assert sent == theme.class_of
    assert set(changes["gemeenten"]["notes"]) == set(theme.value_of)


@pytest.mark.parametrize("switch", [s for s in SWITCHES if s != "labels"])
def test_switch_leaves_the_layer_out_and_its_rows_of_the_legend(
    catalogue: Catalogue, base: tuple[Layer, ...], switch: str
) -> None:
    on = to_message(catalogue, View())
    off = to_message(catalogue, View(shown=frozenset(SWITCHES) - {switch}))
    assert set(changes_of(on)) - set(changes_of(off)) == {switch}
    (layer,) = (layer for layer in base if layer.layer_id == switch)
    assert layer.switch
    gone = [row for row in on["legend"] if row not in off["legend"]]
    assert {row["label"] for row in gone} == {c.label for c in layer.drawn_classes if c.in_legend}


def test_every_switch_is_a_layer_or_the_labels(base: tuple[Layer, ...]) -> None:
    assert {layer.layer_id for layer in base if layer.switch} | {"labels"} == set(SWITCHES)


@pytest.mark.parametrize("shown", [True, False])
def test_labels(catalogue: Catalogue, base: tuple[Layer, ...], shown: bool) -> None:
    switches = frozenset(SWITCHES) if shown else frozenset(SWITCHES) - {"labels"}
    assert to_message(catalogue, View(shown=switches))["labels"] is shown


# Around it


def test_focus_is_the_provincie(catalogue: Catalogue, base: tuple[Layer, ...]) -> None:
    assert to_message(catalogue, View())["focus"] is None
    frame = catalogue.geometry("provincies").to_crs(WGS84).set_index("provincie_code")
    for code in catalogue.provincie_names:
        view = View(selection=Selection(provincie_code=code))
        (south, west), (north, east) = to_message(catalogue, view)["focus"]
        bounds = frame.geometry[code].bounds
        assert (west, south, east, north) == pytest.approx(bounds, abs=1e-3)
        assert 50 < south < north < 54 and 3 < west < east < 7.5


def test_chosen_place_goes_along(catalogue: Catalogue, base: tuple[Layer, ...]) -> None:
    assert to_message(catalogue, View())["selected"] is None
    assert to_message(catalogue, View().with_place("DB01"))["selected"] == "DB01"


@pytest.mark.parametrize("background", BACKGROUNDS)
def test_background_is_named_in_the_source_line(
    catalogue: Catalogue, base: tuple[Layer, ...], background: str
) -> None:
    message = to_message(catalogue, View(background=background))
    if background == "geen":
        assert message["background"] is None
        return
    tiles = BACKGROUND_TILES[background]
    assert message["background"] == tiles
    assert tiles["attribution"] in message["sourceLine"]
    assert tiles["url"].startswith("https://service.pdok.nl/")
    assert all(part in tiles["url"] for part in ("{z}", "{x}", "{y}", "EPSG:3857"))


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_source_line_names_what_is_drawn_and_when(
    catalogue: Catalogue, base: tuple[Layer, ...], view: View
) -> None:
    line = to_message(catalogue, view)["sourceLine"]
    assert "peildatum" in line and catalogue.fingerprint in line
    nature = catalogue.manifest.layers["natura2000"].attribution
    needed = "natura2000" in view.shown or view.theme == "natura2000"
    assert (nature in line) == needed
    parts = line.split(" · ")
    assert len(parts) == len(set(parts))


@pytest.mark.parametrize("theme", THEME_TITLES)
@pytest.mark.parametrize(
    "kinds", [PLACE_KINDS, PLACE_KINDS[:2], PLACE_KINDS[1:], PLACE_KINDS[::2], ()]
)
def test_message_is_small(
    catalogue: Catalogue, base: tuple[Layer, ...], theme: str, kinds: Any
) -> None:
    selection = Selection(kinds=kinds, place_id="DB01")
    message = to_message(catalogue, View(selection, theme, background="luchtfoto"))
    text = json.dumps(message, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    assert len(text.encode()) < MAX_BYTES
