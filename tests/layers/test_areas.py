"""The quiet ground: complete, on land, with names."""

from __future__ import annotations

import pytest

from geo.catalogue import Catalogue
from layers import all_layers
from layers.base import Layer


@pytest.fixture(scope="module")
def layers(catalogue: Catalogue) -> dict[str, Layer]:
    return {layer.layer_id: layer for layer in all_layers(catalogue)}


@pytest.mark.parametrize(
    ("layer_id", "count"), [("gemeenten", 342), ("provincies", 12), ("natura2000", 158)]
)
def test_layer_is_complete(layers: dict[str, Layer], layer_id: str, count: int) -> None:
    features = layers[layer_id].features
    assert len(features) == count
    assert features["feature_id"].is_unique
    assert features["label"].str.strip().ne("").all()
    assert not features.geometry.is_empty.any()


def test_layers_are_well_formed(layers: dict[str, Layer], catalogue: Catalogue) -> None:
    for layer in layers.values():
        assert layer.features.crs.to_epsg() == 28992, layer.layer_id
        assert {"feature_id", "class_id", "label", "note"} <= set(layer.features.columns)
        assert not layer.features[["label", "note"]].isna().any().any(), layer.layer_id
        assert set(layer.features["class_id"]) <= {c.class_id for c in layer.classes}
        assert layer.sources, layer.layer_id
        assert all(catalogue.manifest.source(s) for s in layer.sources), layer.layer_id


def test_ids_are_unique_over_all_layers(layers: dict[str, Layer]) -> None:
    ids = [i for layer in layers.values() for i in layer.features["feature_id"]]
    assert len(ids) == len(set(ids))


def test_places_lie_on_top_and_the_ground_at_the_bottom(layers: dict[str, Layer]) -> None:
    order = list(layers)
    assert order[0] == "buurlanden"
    assert order[-1] == "places"
    assert order.index("gemeenten") < order.index("natura2000") < order.index("provincies")


def test_gemeenten_carry_their_code_and_provincie(layers: dict[str, Layer]) -> None:
    row = layers["gemeenten"].features.set_index("feature_id").loc["GM1963"]
    assert row["label"] == "Hoeksche Waard"
    assert row["note"].startswith("Zuid-Holland")


def test_natura2000_says_what_is_known_of_nitrogen(
    catalogue: Catalogue, layers: dict[str, Layer]
) -> None:
    notes = layers["natura2000"].features["note"]
    assert notes.str.startswith("Natura 2000, ").all()
    known = catalogue.natura2000["stikstofgevoelig"].value_counts()
    assert set(known.index) <= {"true", "false", "unknown"}
    assert notes.str.contains("onbekend").sum() == known.get("unknown", 0)


def test_provincies_have_a_border_and_no_fill(layers: dict[str, Layer]) -> None:
    chosen, other = layers["provincies"].classes
    assert chosen.fill == other.fill == ""
    assert chosen.stroke
    assert other.stroke
    assert chosen.weight_px > other.weight_px


def test_neighbouring_land_stays_out_of_the_legend(layers: dict[str, Layer]) -> None:
    assert not any(c.in_legend for c in layers["buurlanden"].drawn_classes)
