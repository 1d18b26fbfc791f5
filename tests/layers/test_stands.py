"""Places in the colours of one theme: the legend is what is drawn, and no colour is a verdict."""

from __future__ import annotations

import colorsys
from datetime import date
from typing import Any, get_args

import pytest

from geo.catalogue import Catalogue
from geo.constraints import THEMES, Theme
from geo.model import PlaceKind, Selection
from geo.selection import select_places
from layers import all_layers, style
from layers.findings import findings_of, main_stand
from layers.message import to_message
from layers.stands import STAND_CLASSES, build_stands
from layers.view import View
from tests.dutch import english_in
from tests.geo.ground import TODAY
from tests.layers.poison import PAYLOADS

SELECTIONS = {
    "alles": Selection(),
    "provincie": Selection(provincie_code="PV28"),
    "leeg": Selection(search="qqqq"),
    "geen soort": Selection(kinds=()),
    **{kind: Selection(kinds=(kind,)) for kind in get_args(PlaceKind)},
}
every_theme = pytest.mark.parametrize("theme", THEMES)


def is_verdict(colour: str) -> bool:
    """Return whether a colour is of a traffic light: red, orange, yellow or green, and not pale."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    hue, _, saturation = colorsys.rgb_to_hls(red, green, blue)
    return saturation > 0.25 and not 180 <= hue * 360 <= 320


@every_theme
@pytest.mark.parametrize("selection", SELECTIONS.values(), ids=SELECTIONS)
def test_legend_is_what_is_drawn(catalogue: Catalogue, theme: Theme, selection: Selection) -> None:
    places = select_places(catalogue, selection)
    view = View(selection=selection, bottleneck=theme)
    stands = {main_stand(findings_of(catalogue, p.place_id, theme, TODAY)) for p in places}
    message = to_message(catalogue, view, TODAY)
    (drawn,) = (layer for layer in message["layers"] if layer["id"] == "places")
    assert set(drawn["of"]) == set(drawn["classes"]) == stands
    assert sum(map(len, drawn["of"].values())) == len(places)
    shown = [row["look"] for row in message["legend"] if row.get("look", {}).get("letter")]
    assert {look["class_id"] for look in shown} == stands
    assert all(look == drawn["classes"][look["class_id"]] for look in shown)
    heads = [row["heading"] for row in message["legend"] if "heading" in row]
    title = f"{style.THEMES[theme]}: verkenning, geen toets"
    assert (title in heads) == bool(places)
    assert not any("sizes" in row for row in message["legend"]), "a state says nothing by its size"


@every_theme
def test_each_place_wears_its_own_state(catalogue: Catalogue, theme: Theme) -> None:
    layer = build_stands(catalogue, list(catalogue.places.values()), theme, TODAY)
    frame = layer.features.set_index("feature_id")
    assert sorted(frame.index) == sorted(catalogue.places)
    for place_id, class_id in frame["class_id"].items():
        assert class_id == main_stand(findings_of(catalogue, str(place_id), theme, TODAY))
    notes = " · ".join([*frame["note"], *(c.label for c in layer.drawn_classes)])
    assert english_in(notes) == [] and all(frame["note"])
    order = [c.class_id for c in STAND_CLASSES]
    ranks = [order.index(one) for one in layer.features["class_id"]]
    assert ranks == sorted(ranks) and order[0] == "niet_gecontroleerd", "what is unknown lies below"
    assert all(catalogue.manifest.source(one) for one in layer.sources)


def test_every_class_has_a_letter_that_can_be_read_and_no_verdict() -> None:
    letters = [c.letter for c in STAND_CLASSES]
    assert all(letters) and len(set(letters)) == len(letters) == len(style.STANDS)
    for one in STAND_CLASSES:
        assert not is_verdict(one.fill) and not is_verdict(one.ink), one.class_id
        assert contrast(one.fill, one.ink) >= 4.5, one.class_id


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG counts it."""
    low, high = sorted(luminance(colour) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return sum(part * weight for part, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


@pytest.mark.parametrize("colour", ["#B3261E", "#E07B00", "#F2C300", "#2E7D32", "#00AA00"])
def test_a_verdict_is_seen(colour: str) -> None:
    """The twin: the colours of a traffic light, and a letter that cannot be read."""
    assert is_verdict(colour)
    assert contrast("#777777", "#888888") < 4.5


def test_the_page_never_draws_a_verdict(catalogue: Catalogue) -> None:
    for theme in THEMES:
        for layer in all_layers(catalogue, View(bottleneck=theme), TODAY):
            for one in layer.drawn_classes if layer.layer_id == "places" else ():
                assert not is_verdict(one.fill) and not is_verdict(one.stroke)


def test_a_theme_that_is_left_gives_the_kinds_back(catalogue: Catalogue) -> None:
    message = to_message(catalogue, View(), TODAY)
    (places,) = (layer for layer in message["layers"] if layer["id"] == "places")
    assert places == {"id": "places", "same": True}


def test_poison_stays_text(poisoned: Catalogue) -> None:
    layer = build_stands(poisoned, list(poisoned.places.values()), "netcongestie_afname", TODAY)
    labels = " ".join(layer.features["label"])
    assert all(payload in labels for payload in PAYLOADS)
    assert list(layer.features["label"].sort_values()) == sorted(
        place.name for place in poisoned.places.values()
    )


def test_today_makes_no_other_picture(catalogue: Catalogue) -> None:
    """An outdated layer keeps its findings: the matrix and the panel say that it is old."""
    places = list(catalogue.places.values())
    now, later = (build_stands(catalogue, places, "stikstof", day)
                  for day in (TODAY, date(2031, 1, 1)))  # fmt: skip
    frames: list[Any] = [one.features[["feature_id", "class_id"]] for one in (now, later)]
    assert frames[0].equals(frames[1])
