"""A map as one HTML file that asks for nothing: it opens from a mail, with no network at all.

Folium writes the page as it does for the app; scripts, styles and fonts are put into it, and beside
it the panels of the places that it shows. The page forbids itself every request.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from markupsafe import Markup

from geo.crs import RD_NEW, WGS84
from geo.selection import select_places
from layers import style
from layers.extent import focus_of
from layers.findings import EXPLORATION
from layers.html import NONE, PANEL_STYLE
from layers.message import source_line, to_message
from layers.panel import place_panel, summary_panel
from layers.scene import Scene
from layers.sheet import Sheet
from layers.web import ASSETS, stylesheet, to_page

_HERE = Path(__file__)
POLICY = ("default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
          "img-src data:; font-src data:; form-action 'none'; base-uri 'none'")  # fmt: skip
HOW = "Klik op een symbool op de kaart of op een naam hieronder."
MEND = "Deze selectie heeft geen plekken."
_PICTURES = re.compile(r"url\((?!data:)[^)]*\)")


def to_html(scene: Scene, sheet: Sheet, places: str, address: str = "") -> bytes:
    """Return the file.

    ``places`` says in the source line where places and figures come from; ``address`` is that of
    the same view in the app, if it runs somewhere.
    """
    message = _message(scene, places)
    page = to_page(scene.layers, message, alone=True)
    head, body = page.split("</head>", 1)
    head = re.sub(r'\s*<(?:script src|link rel)="[^>]*>(?:</script>)?', "", head)
    scripts = [_script(asset) for asset in ASSETS if asset.suffix == ".js"]
    head += "".join([_meta(sheet.title), _styles(), *scripts])
    body = body.replace("<body>", f"<body>{_header(sheet, address)}", 1)
    end = f"{_aside(scene)}{_script(_HERE.with_suffix('.js'))}</body>"
    return f"{head}</head>{body.replace('</body>', end, 1)}".replace(
        "<html>", '<html lang="nl">', 1
    ).encode()


def _message(scene: Scene, places: str) -> dict[str, Any]:
    """Return what the page shows: its own layers as they are, without a background from outside."""
    message = to_message(scene.catalogue, scene.view, scene.today)
    line = source_line(scene.catalogue, scene.layers, scene.view, places)
    same = [{"id": layer.layer_id, "same": True} for layer in scene.layers]
    own = {"layers": same, "background": None, "selected": scene.chosen, "sourceLine": line}
    return message | own | ({"focus": _focus(scene)} if scene.sites else {})


def _focus(scene: Scene) -> list[list[float]]:
    """Return bounds (south-west, north-east) in degrees around the places asked for."""
    import geopandas as gpd

    area = gpd.GeoSeries([focus_of(scene)], crs=RD_NEW).to_crs(WGS84)
    west, south, east, north = area.total_bounds.round(4).tolist()
    return [[south, west], [north, east]]


def _meta(title: str) -> Markup:
    return Markup(
        '<meta http-equiv="Content-Security-Policy" content="{}"><title>{}</title>'
    ).format(POLICY, title)


def _styles() -> str:
    """Return all styles; the pictures that Leaflet names are of parts that the map does not use."""
    (leaflet,) = (asset for asset in ASSETS if asset.suffix == ".css")
    texts = [_PICTURES.sub("none", leaflet.read_text(encoding="utf-8")), stylesheet(), PANEL_STYLE,
             _HERE.with_suffix(".css").read_text(encoding="utf-8")]  # fmt: skip
    return "".join(f"<style>{text}</style>" for text in texts)


def _script(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    if "</script" in text or "<!--" in text:
        raise ValueError(f"{path.name} cannot stand inside a page")
    return f"<script>{text}</script>"


def _header(sheet: Sheet, address: str) -> Markup:
    claim = Markup('<p class="claim">{}</p>').format(style.sentence(EXPLORATION))
    link = Markup(' <a href="{}">Dit beeld in Doorbraakkaart</a>').format(address)
    return Markup("<header><h1>{}</h1><p>{}{}</p>{}</header>").format(
        sheet.title, sheet.subtitle, link if address else NONE, claim
    )


def _aside(scene: Scene) -> Markup:
    """Return the panel of the selection and, hidden, those of all places on the map."""
    shown = select_places(scene.catalogue, scene.view.selection)
    back = Markup('<button class="back" type="button" data-open="">Terug naar de selectie</button>')
    places = [
        Markup('<section data-panel="{}" hidden>{}{}</section>').format(
            place.place_id, back, place_panel(scene.catalogue, place)
        )
        for place in shown
    ]
    names = NONE.join(
        Markup('<li><button type="button" data-open="{}">{}</button></li>').format(
            place.place_id, place.name
        )
        for place in sorted(shown, key=lambda one: one.name.casefold())
    )
    start = Markup(
        '<section data-panel="">{}<article class="place"><h3>Plekken</h3></article>'
        '<ul class="names" data-chosen="{}">{}</ul></section>'
    ).format(summary_panel(scene.catalogue, shown, HOW, MEND), scene.chosen or "", names)
    return Markup("<aside>{}{}</aside>").format(start, NONE.join(places))
