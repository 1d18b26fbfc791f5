"""Layer specs → a Folium page that needs no network and never runs data as code.

Folium (branca) compiles rendered JavaScript as a Jinja template again, so that a ``{{ … }}`` in a
name would run on the server. Data therefore never passes through Jinja: the page is rendered with a
random token in its place, and the token is replaced by escaped JSON afterwards.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
import re
import secrets
import shutil
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import folium
import font_source_sans_pro
import numpy as np
import shapely
from folium.template import Template
from fontTools import subset
from xstatic.pkg import leaflet

from geo.catalogue import Catalogue
from geo.crs import WGS84
from layers import all_layers, style
from layers.base import Layer
from layers.message import to_message
from layers.view import View

SCRIPT = Path(__file__).with_name("web.js")
SYMBOLS = Path(__file__).with_name("symbols.js")
NAMES = Path(__file__).with_name("names.js")
STYLESHEET = Path(__file__).with_name("web.css")
ASSETS = (
    Path(leaflet.BASE_DIR) / "leaflet.js",
    Path(leaflet.BASE_DIR) / "leaflet.css",
    SYMBOLS,
    NAMES,
    SCRIPT,
)
FONTS = {"SourceSansPro": 400, "SourceSansProSemibold": 600}
LETTERS = [
    *range(0x20, 0x250),
    *range(0x2010, 0x2040),
    *range(0x2070, 0x207C),
    0x20AC,
    0x2192,
    0x2212,
]
DAY_S = 86_400
AREA_DECIMALS, POINT_DECIMALS = 4, 5  # of a degree: under ten metres, about one metre
BOUNDS = ((50.75, 3.36), (53.55, 7.23))
_LINK = re.compile(r"""<(?:script|link|img|iframe)\b[^>]*?\b(?:src|href)\s*=\s*["']([^"']+)""")
_RANDOM_NAME = re.compile(r"\b[0-9a-f]{32}\b|(?<=_)[0-9a-f]{32}\b")
_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028",
            "\u2029": "\\u2029"}  # fmt: skip


class LocalMap(folium.Map):
    """A Folium map that asks for Leaflet and our own script only, by local file name."""

    default_js = [  # noqa: RUF012
        ("leaflet", "leaflet.js"),
        ("symbols", SYMBOLS.name),
        ("names", NAMES.name),
        ("doorbraakkaart", SCRIPT.name),
    ]
    default_css = [  # noqa: RUF012
        ("leaflet_css", "leaflet.css"),
        ("doorbraakkaart_css", STYLESHEET.name),
    ]


class TokenData(folium.MacroElement):
    """Calls ``drawMap`` with a token that stands for the data until Folium is done."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        'drawMap({{ this._parent.get_name() }}, "{{ this.token }}");'
        "{% endmacro %}"
    )

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "TokenData"
        self.token = secrets.token_hex(16)


def to_page(layers: Sequence[Layer], message: Mapping[str, Any], *, alone: bool = False) -> str:
    """Write a whole HTML page that holds the layers and shows them as a message says.

    ``alone``: nothing stands around the page that it could talk to. The same input gives the same
    page.

    Raises
    ------
    ValueError
        When Folium asks for a file that is not one of ours.
    """
    chart = LocalMap(tiles=None, zoom_control=False, attribution_control=False, zoom_snap=0.25,
                     trackResize=False, minZoom=6, maxZoom=14)  # fmt: skip
    slot = TokenData()
    slot.add_to(chart)
    page = chart.get_root().render()
    strangers = set(_LINK.findall(page)) - set(asset_names())
    if strangers:
        raise ValueError(f"Folium asks for files that are not bundled: {sorted(strangers)}")
    spec = to_json(_spec(layers, message) | {"alone": alone})
    return _steady(page, slot.token).replace(f'"{slot.token}"', spec)


def _steady(page: str, token: str) -> str:
    """Replace the random names that Folium gives to the parts of a page by numbers."""
    names = [name for name in dict.fromkeys(_RANDOM_NAME.findall(page)) if name != token]
    for number, name in enumerate(names):
        page = page.replace(name, f"{number:032x}")
    return page


def to_json(value: object) -> str:
    """Write JSON that stays data inside a script: no ``<``, ``>``, ``&`` or line separators."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return re.sub("[<>&\u2028\u2029]", lambda match: _ESCAPES[match.group()], text)


def asset_names() -> tuple[str, ...]:
    """Return the file names that a map page may ask for, next to itself."""
    return (*(asset.name for asset in ASSETS), STYLESHEET.name)


@cache
def stylesheet() -> str:
    """Return the style of a map page with its two fonts inside.

    A sandboxed frame has no origin, so that a browser would not let it fetch a font file.
    """
    faces = [font_face(name, weight) for name, weight in FONTS.items()]
    return "\n".join([*faces, STYLESHEET.read_text(encoding="utf-8")])


@cache
def font_face(name: str, weight: int, family: str = "Source Sans") -> str:
    """Return a font as a CSS rule, cut down to the letters of western Europe (some 30 KB)."""
    options = subset.Options(flavor="woff", notdef_outline=True)
    font = subset.load_font(font_source_sans_pro.font_files_ttf[name], options)
    chosen = subset.Subsetter(options)
    chosen.populate(unicodes=LETTERS)
    chosen.subset(font)
    buffer = io.BytesIO()
    subset.save_font(font, buffer, options)
    font.close()
    data = base64.b64encode(buffer.getvalue()).decode()
    return (
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; '
        f'src: url("data:font/woff;base64,{data}"); }}'
    )


def publish_map(catalogue: Catalogue, folder: Path) -> str:
    """Write the map page and its assets under a public folder, and return its path there.

    The sub-folder is named by the hash of everything that goes in, so that a page is written once
    and a browser may keep it; older sub-folders are removed. Only public layers belong here.
    """

    def write() -> str:
        layers = all_layers(catalogue)
        return to_page(layers, to_message(catalogue, View()))

    return _publish(_inputs_hash(catalogue), folder, write)


def _publish(name: str, folder: Path, write_page: Callable[[], str]) -> str:
    target = folder / name
    if not (target / "kaart.html").exists():
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".new-") as new:
            fresh = Path(new) / name
            fresh.mkdir()
            for asset in ASSETS:
                (fresh / asset.name).write_bytes(asset.read_bytes())
            (fresh / STYLESHEET.name).write_text(stylesheet(), encoding="utf-8")
            (fresh / "kaart.html").write_text(write_page(), encoding="utf-8")
            _move(fresh, target)
        _remove_others(folder, keep=name)
    return f"{name}/kaart.html"


def _move(fresh: Path, target: Path) -> None:
    """Move a finished folder into place; another session may have been first, with the same."""
    if target.exists() and not (target / "kaart.html").exists():
        shutil.rmtree(target, ignore_errors=True)
    try:
        os.replace(fresh, target)
    except OSError:
        if not (target / "kaart.html").exists():
            raise


def _remove_others(folder: Path, keep: str) -> None:
    """Remove folders that nobody wrote to for a day; a page that is open may still need one."""
    for old in folder.iterdir():
        with suppress(FileNotFoundError):  # another session may be tidying up as well
            if old.name != keep and time.time() - old.stat().st_mtime > DAY_S:
                shutil.rmtree(old, ignore_errors=True)


@lru_cache(maxsize=4)
def _inputs_hash(catalogue: Catalogue) -> str:
    drawn = [layer for layer in catalogue.manifest.layers if catalogue.is_readable(layer)]
    digest = hashlib.sha256(" ".join([catalogue.version, *drawn]).encode())
    for module in sorted(Path(__file__).parent.glob("*.*")):
        digest.update(module.read_bytes())
    return digest.hexdigest()[:16]


def _spec(layers: Sequence[Layer], message: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "bounds": BOUNDS,
        "water": style.WATER,
        "selection": style.SELECTION,
        "layers": [_layer_spec(layer) for layer in layers],
        "message": message,
    }


def _layer_spec(layer: Layer) -> dict[str, Any]:
    return {
        "id": layer.layer_id,
        "clickable": layer.clickable,
        "hoverable": layer.hoverable,
        "classes": {c.class_id: asdict(c) for c in layer.drawn_classes},
        "sizes": {size.class_id: size.size_px for size in layer.sizes},
        "features": _features(layer),
    }


def _features(layer: Layer) -> list[dict[str, Any]]:
    degrees = layer.features.to_crs(WGS84)
    columns = [c for c in degrees.columns if c != "geometry"]
    rows = degrees[columns].to_dict("records")
    if "letter" in columns:
        spots = shapely.get_coordinates(shapely.point_on_surface(degrees.geometry.to_numpy()))
        for row, (lon, lat) in zip(rows, spots, strict=True):
            row["spot"] = [round(lat, AREA_DECIMALS), round(lon, AREA_DECIMALS)]
    return [
        {"id": row.pop("feature_id"), "properties": row, "shape": _shape(geometry)}
        for row, geometry in zip(rows, degrees.geometry, strict=True)
    ]


def _shape(geometry: shapely.Geometry) -> list[Any]:
    """Write a point as ``[lon, lat]`` and polygons as rings of whole steps (see ``unpack``).

    A ring is its first vertex and then the moves to the next ones, in ten-thousandths of a degree:
    a third of the size of GeoJSON, which the server compresses anew for every reader.
    """
    if geometry.geom_type == "Point":
        return [round(geometry.x, POINT_DECIMALS), round(geometry.y, POINT_DECIMALS)]
    polygons = [part for part in shapely.get_parts(geometry) if part.geom_type == "Polygon"]
    return [[_steps(ring) for ring in (p.exterior, *p.interiors)] for p in polygons]


def _steps(ring: shapely.Geometry) -> list[int]:
    whole = np.rint(shapely.get_coordinates(ring) * 10**AREA_DECIMALS).astype(int)
    moved = np.diff(whole, axis=0)
    kept = moved[(moved != 0).any(axis=1)]
    return [*whole[0].tolist(), *kept.ravel().tolist()]
