"""The map page: what it asks for, that data stays data, and how it is published."""

from __future__ import annotations

import json
import os
import re
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from pathlib import Path
from typing import Any

import folium
import geopandas as gpd
import pytest
from shapely.geometry import box

from geo.catalogue import Catalogue, data_folder, load_catalogue
from geo.crs import RD_NEW
from layers import all_layers, web
from layers.base import Layer, LegendClass
from layers.message import legend_rows
from tests.layers.poison import (
    PAYLOADS,
    PRODUCT_OF_TEMPLATE,
    copy_data,
    edit_csv,
    restamp,
)

DANGEROUS = ("<", ">", "&", "\u2028", "\u2029")


def make_layer(label: str = "vierkant", note: str = "") -> Layer:
    """Return one hectare near Amersfoort as a layer."""
    frame = gpd.GeoDataFrame(
        {"feature_id": ["f1"], "class_id": ["a"], "label": [label], "note": [note]},
        geometry=[box(155_000, 463_000, 155_100, 463_100)],
        crs=RD_NEW,
    )
    classes = (LegendClass("a", "Vlak", "area", fill="#112233"),)
    return Layer("proef", "Proef", frame, classes, ("gemeenten",), hoverable=True)


def page_of(layers: Sequence[Layer], line: str = "bron") -> str:
    """Return the page of some layers with their legend and a source line."""
    return web.to_page(layers, {"legend": legend_rows(layers), "sourceLine": line})


def data_in(page: str) -> Any:
    """Return the data in a page as the browser reads it: one JSON value after ``drawMap(map, ``."""
    call = re.search(r"drawMap\(\s*\w+\s*,\s*", page)
    assert call, "the page does not call drawMap"
    value, end = json.JSONDecoder().raw_decode(page, call.end())
    assert page[end:].lstrip().startswith(")")
    return value


def texts_in(value: Any) -> Iterator[str]:
    """Yield every text in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from texts_in(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts_in(one)


def require_harmless(page: str, clean: str) -> None:
    """Require that nothing in the page ran or can run that does not in the clean page."""
    assert PRODUCT_OF_TEMPLATE not in page
    assert "\u2028" not in page
    assert "\u2029" not in page
    for tag in ("<script", "</script", "<img", "<svg"):
        assert page.count(tag) == clean.count(tag), tag


# What the page asks for


def test_page_asks_for_bundled_files_only(catalogue: Catalogue, read_html: Any) -> None:
    page = read_html(page_of(all_layers(catalogue)))
    asked = {v for name, v in page.attributes if name in ("src", "href", "srcset", "data")}
    assert asked
    assert asked <= set(web.asset_names())
    assert "http" not in {v.partition(":")[0] for v in asked}


@pytest.mark.parametrize(
    "link", ["https://cdn.voorbeeld.nl/x.js", "//cdn.voorbeeld.nl/x.js", "x.js", "../x.js"]
)
@pytest.mark.parametrize("kind", ["default_js", "default_css"])
def test_page_that_asks_for_something_else_is_refused(
    monkeypatch: pytest.MonkeyPatch, kind: str, link: str
) -> None:
    monkeypatch.setattr(web.LocalMap, kind, [*getattr(web.LocalMap, kind), ("vreemd", link)])
    with pytest.raises(ValueError, match=re.escape(link)):
        page_of([make_layer()])


def test_style_of_the_page_asks_for_nothing() -> None:
    addresses = re.findall(r"url\(\s*[\"']?([^)\"']*)|@import", web.stylesheet())
    assert addresses
    assert all(address.startswith("data:") for address in addresses)


def test_all_layers_are_in_the_page(catalogue: Catalogue) -> None:
    spec = data_in(page_of(all_layers(catalogue)))
    drawn = {layer["id"]: layer for layer in spec["layers"]}
    for layer in all_layers(catalogue):
        assert len(drawn[layer.layer_id]["features"]) == len(layer.features)


def labels_of(layers: Sequence[Layer]) -> list[str]:
    """Return the labels of the classes in the legend, those of sizes left out."""
    return [row["label"] for row in legend_rows(layers) if "label" in row]


def test_legend_is_what_is_drawn(catalogue: Catalogue) -> None:
    layers = all_layers(catalogue)
    labels = labels_of(layers)
    for layer in layers:
        for one in layer.classes:
            drawn = one in layer.drawn_classes and one.in_legend
            assert (one.label in labels) == drawn, one.class_id
    assert len(labels) == len(set(labels))


def test_legend_loses_a_class_that_is_no_longer_drawn(catalogue: Catalogue, changed: Any) -> None:
    named = {k: p for k, p in catalogue.places.items() if p.name_basis == "stated"}
    fewer, all_of_them = (
        labels_of(all_layers(changed(places=named))),
        labels_of(all_layers(catalogue)),
    )
    assert not any("niet genoemd" in label for label in fewer)
    assert any("niet genoemd" in label for label in all_of_them)


def test_page_writes_a_ring_as_moves_in_ten_thousandths_of_a_degree() -> None:
    (layer,) = data_in(page_of([make_layer()]))["layers"]
    ((steps,),) = layer["features"][0]["shape"]
    lon, lat = (list(accumulate(steps[start::2])) for start in (0, 1))
    assert all(5_3000 < x < 5_5000 for x in lon)
    assert all(52_1000 < y < 52_2000 for y in lat)
    assert (lon[0], lat[0]) == (lon[-1], lat[-1])
    assert len(lon) == 5
    assert all(isinstance(step, int) for step in steps)


# Data stays data


@pytest.mark.parametrize("payload", PAYLOADS)
def test_json_comes_back_and_holds_nothing_that_html_reads(payload: str) -> None:
    text = web.to_json({payload: [payload, 1.5, None, True]})
    assert json.loads(text) == {payload: [payload, 1.5, None, True]}
    assert not any(character in text for character in DANGEROUS)


def test_json_keeps_dutch_letters_and_refuses_nan() -> None:
    assert web.to_json("één’s") == '"één’s"'
    with pytest.raises(ValueError, match="JSON"):
        web.to_json(float("nan"))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_text_of_a_layer_is_never_run(payload: str) -> None:
    clean = make_layer()
    named = (replace(clean.classes[0], label=f"Klasse {payload}"),)
    dirty = replace(
        make_layer(label=f"Naam {payload}", note=f"Notitie {payload}"),
        title=f"Titel {payload}",
        classes=named,
        legend_title=f"Kop {payload}",
        legend_note=f"Toelichting {payload}",
    )
    page = page_of([dirty], f"Bron {payload}")
    require_harmless(page, page_of([replace(clean, legend_title="Kop", legend_note="Noot")]))
    texts = set(texts_in(data_in(page)))
    for word in ("Klasse", "Naam", "Notitie", "Kop", "Toelichting", "Bron"):
        assert f"{word} {payload}" in texts, word


@pytest.mark.parametrize("payload", PAYLOADS)
def test_ids_are_never_run(payload: str) -> None:
    clean = make_layer()
    look = replace(clean.classes[0], class_id=payload)
    dirty = replace(
        clean,
        layer_id=payload,
        classes=(look,),
        features=clean.features.assign(feature_id=payload, class_id=payload),
    )
    page = page_of([dirty])
    require_harmless(page, page_of([clean]))
    assert data_in(page)["layers"][0]["features"][0]["id"] == payload


def test_text_of_the_data_is_never_run(
    catalogue: Catalogue, poisoned: Catalogue, public: Path
) -> None:
    """Names of places, gemeenten and areas and the attribution, from a poisoned ``data/``."""
    page = (public / web.publish_map(poisoned, public)).read_text(encoding="utf-8")
    require_harmless(page, page_of(all_layers(catalogue)))
    texts = set(texts_in(data_in(page)))
    for place in poisoned.places.values():
        assert place.name in texts
    assert set(poisoned.geometry("gemeenten_land")["gemeente"]) <= texts
    assert set(poisoned.natura2000["naam"]) <= texts
    attribution = poisoned.manifest.layers["natura2000"].attribution
    assert any(attribution in text for text in texts)
    for payload in PAYLOADS:
        assert any(payload in text for text in texts), payload


def test_injection_is_seen_where_folium_does_run_data() -> None:
    """The twin: the same text through Folium's own template is run, and this notices."""
    chart = folium.Map(tiles=None)
    folium.Marker((52, 5), popup=folium.Popup("{{ 7331*3 }}")).add_to(chart)
    with pytest.raises(AssertionError):
        require_harmless(chart.get_root().render(), "")


# Publishing


def count_pages(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that grows with every page that is written."""
    written: list[str] = []
    real = web.to_page

    def counted(*args: Any, **kwargs: Any) -> str:
        page = real(*args, **kwargs)
        written.append(page)
        return page

    monkeypatch.setattr(web, "to_page", counted)
    return written


def folders(public: Path) -> list[Path]:
    """Return everything in the public folder."""
    return sorted(public.iterdir()) if public.exists() else []


def test_published_page_stands_next_to_all_its_files(catalogue: Catalogue, public: Path) -> None:
    path = public / web.publish_map(catalogue, public)
    assert path.is_file()
    assert {p.name for p in path.parent.iterdir()} == {*web.asset_names(), path.name}
    assert folders(public) == [path.parent]


def test_page_is_written_once(
    catalogue: Catalogue, public: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = count_pages(monkeypatch)
    first = web.publish_map(catalogue, public)
    again = web.publish_map(catalogue, public)
    assert first == again
    assert len(written) == 1


def test_old_page_goes_a_day_after_the_data_changed(
    catalogue: Catalogue, public: Path, tmp_path: Path
) -> None:
    """A page that is open may still need it: a page of today stays."""
    first, today = web.publish_map(catalogue, public), public / "0123456789abcdef"
    today.mkdir()
    yesterday = time.time() - web.DAY_S - 60
    os.utime((public / first).parent, (yesterday, yesterday))
    data = copy_data(data_folder(), tmp_path / "data")
    edit_csv(data, "places", lambda row: row.update(name=row["name"] + "!"))
    other = web.publish_map(load_catalogue(restamp(data)), public)
    assert other != first
    assert not (public / first).exists()
    assert folders(public) == sorted([today, (public / other).parent])


def test_page_that_fails_leaves_nothing_behind(
    catalogue: Catalogue, public: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object) -> str:
        raise OSError("schijf vol")

    with monkeypatch.context() as broken:
        broken.setattr(web, "to_page", fail)
        with pytest.raises(OSError, match="schijf vol"):
            web.publish_map(catalogue, public)
    assert folders(public) == []
    assert (public / web.publish_map(catalogue, public)).is_file()


def test_page_appears_whole(
    catalogue: Catalogue, public: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the page is being written, no visible folder exists yet."""
    seen: list[list[Path]] = []

    def look(*_args: object) -> str:
        seen.append([p for p in folders(public) if not p.name.startswith(".")])
        return "<html></html>"

    monkeypatch.setattr(web, "to_page", look)
    web.publish_map(catalogue, public)
    assert seen == [[]]


def test_sessions_that_publish_at_once_agree(
    catalogue: Catalogue, public: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web, "to_page", lambda *_args: "<html></html>")
    for number in range(40):
        old = public / f"oud{number}"
        old.mkdir(parents=True)
        (old / "kaart.html").write_text("oud", encoding="utf-8")
        os.utime(old, (0, 0))
    paths: list[str] = []
    failures: list[BaseException] = []
    start = threading.Barrier(4)

    def publish() -> None:
        start.wait()
        try:
            paths.append(web.publish_map(catalogue, public))
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=publish) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(set(paths)) == 1
    assert (public / paths[0]).is_file()
    assert [p for p in folders(public) if p.name.startswith("oud")] == []


def test_page_is_written_again_when_its_folder_was_emptied(
    catalogue: Catalogue, public: Path
) -> None:
    path = public / web.publish_map(catalogue, public)
    path.unlink()
    assert (public / web.publish_map(catalogue, public)).is_file()


def test_building_the_page_is_fast(catalogue: Catalogue) -> None:
    layers = all_layers(catalogue)
    start = time.process_time()
    page = page_of(layers)
    assert time.process_time() - start < 5
    assert len(page.encode()) < 2_500_000
    assert os.sep not in "".join(re.findall(r'src="([^"]*)"', page))
