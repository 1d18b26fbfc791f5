"""The layer spec itself, on hand-drawn squares."""

from __future__ import annotations

import geopandas as gpd
import pytest
from shapely.geometry import box

from geo.crs import RD_NEW
from layers.base import Layer, LegendClass


def make_layer(class_ids: list[str]) -> Layer:
    """Return a layer of unit squares of the given classes; it knows the classes a, b and c."""
    frame = gpd.GeoDataFrame(
        {
            "feature_id": [str(i) for i in range(len(class_ids))],
            "class_id": class_ids,
            "label": "vierkant",
            "note": "",
        },
        geometry=[box(i, 0, i + 1, 1) for i in range(len(class_ids))],
        crs=RD_NEW,
    )
    classes = tuple(LegendClass(c, c.upper(), "area", fill="#112233") for c in "abc")
    return Layer("proef", "Proef", frame, classes, ())


@pytest.mark.parametrize("colour", ["#5B2A86", "#ffffff", ""])
def test_colour_is_accepted(colour: str) -> None:
    assert LegendClass("a", "A", "area", fill=colour, stroke=colour).fill == colour


@pytest.mark.parametrize(
    "colour", ["red", "#fff", "#12345g", "#1234567", "#112233\n", " #112233", "#112233;x:url(y)"]
)
@pytest.mark.parametrize("channel", ["fill", "stroke"])
def test_colour_that_is_none_is_refused(channel: str, colour: str) -> None:
    with pytest.raises(ValueError, match="is no #rrggbb"):
        LegendClass("a", "A", "area", **{channel: colour})


@pytest.mark.parametrize(
    ("present", "drawn"), [(["c", "a", "a"], ["a", "c"]), (["b"], ["b"]), ([], [])]
)
def test_drawn_classes_are_the_present_ones_in_legend_order(
    present: list[str], drawn: list[str]
) -> None:
    assert [c.class_id for c in make_layer(present).drawn_classes] == drawn
