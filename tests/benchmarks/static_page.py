"""The lower bound of a first draw: Leaflet and the polygons, and nothing else."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from xstatic.pkg import leaflet

from geo.catalogue import Catalogue
from layers.web import BOUNDS
from tests.benchmarks.shapes import polygon_layers

LEAFLET = [Path(leaflet.BASE_DIR) / name for name in ("leaflet.js", "leaflet.css")]
PAGE = """<!doctype html><meta charset="utf-8"><title>Kaart</title>
<link rel="stylesheet" href="leaflet.css">
<style>html, body, #map {{ height: 100%; margin: 0 }}</style>
<div id="map"></div><script src="leaflet.js"></script>
<script>
const map = L.map("map").fitBounds({bounds});
{layers}.forEach((one) => L.geoJSON(one, {{ style: (f) => f.properties.style }}).addTo(map));
</script>
"""


def copy_leaflet(folder: Path) -> None:
    """Put Leaflet into a folder, with the pictures of its own markers."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in LEAFLET:
        shutil.copy2(path, folder / path.name)
    pictures = Path(leaflet.BASE_DIR) / "images"
    if pictures.is_dir():
        shutil.copytree(pictures, folder / "images", dirs_exist_ok=True)


def write_page(catalogue: Catalogue, folder: Path) -> str:
    """Write the page and return its ``file:`` address."""
    copy_leaflet(folder)
    layers = json.dumps(list(polygon_layers(catalogue, "geen").values()), separators=(",", ":"))
    page = folder / "index.html"
    page.write_text(PAGE.format(bounds=json.dumps(BOUNDS), layers=layers), encoding="utf-8")
    return page.as_uri()
