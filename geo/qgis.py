"""How QGIS draws an exported layer: a style of its own, with the symbols and colours of the map.

QGIS reads the default style of a layer from the table ``layer_styles`` of a GeoPackage: QML for
itself, SLD for other programs.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from xml.etree import ElementTree as Xml

from geo import colours, labels
from geo.columns import Name
from geo.constraints import THEMES
from geo.table import Table

GEOMETRY = "geom"
SLD, OGC = "http://www.opengis.net/sld", "http://www.opengis.net/ogc"
PIXELS_PER_MM = 1 / 0.28  # the pixel of OGC
TABLE = """
CREATE TABLE layer_styles (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256),
    f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256),
    styleName TEXT(30), styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, description TEXT,
    owner TEXT(30), ui TEXT(30), update_time DATETIME
)
"""
CONTENTS = """
INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, srs_id)
VALUES ('layer_styles', 'attributes', 'layer_styles', '', ?, 0)
"""
STYLE = """
INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column,
    styleName, styleQML, styleSLD, useAsDefault, description, owner, ui, update_time)
VALUES ('', '', ?, ?, 'Doorbraakkaart', ?, ?, 1, ?, '', NULL, ?)
"""


@dataclass(frozen=True)
class Mark:
    """How a row is drawn: shape, colours and size; a letter so that colour never says it alone."""

    code: str
    label: str
    shape: str
    fill: str
    stroke: str
    size_mm: float
    stroke_mm: float = 0.4
    letter: str = ""
    ink: str = ""
    hatched: bool = False


@dataclass(frozen=True)
class Style:
    """The marks of a layer, what is drawn on top first, and which column names them.

    ``groups``: values of the column ``theme``. Many rows then lie on one spot, so that QGIS shows
    one group at a time, the first to begin with.
    """

    marks: tuple[Mark, ...]
    named_by: str = ""
    groups: tuple[str, ...] = ()


def _stand(code: str, letter: str, fill: str, ink: str) -> Mark:
    return Mark(code, labels.STANDS[code], "circle", fill, colours.INK, 5.0, 0.3, letter, ink)


def _place(
    code: str, shape: str, fill: str, stroke: str, size_mm: float, stroke_mm: float = 0.4
) -> Mark:
    hatched = code == "nplv_gebied"
    label = labels.SYMBOLS[code]
    return Mark(code, label, shape, fill, stroke, size_mm, stroke_mm, hatched=hatched)


PLACE_MARKS = (
    _place("doorbraaklocatie", "circle", colours.DOORBRAAK, colours.SURFACE, 3.6),
    _place("doorbraaklocatie_unnamed", "circle", colours.SURFACE, colours.DOORBRAAK, 3.4, 0.7),
    _place("nplv_gebied", "square", colours.NPLV, colours.SURFACE, 3.4),
    _place("grootschalig_gebied", "diamond", colours.GROOTSCHALIG, colours.SURFACE, 4.2),
)  # fmt: skip
STAND_MARKS = (
    _stand("raakt", "R", colours.TOUCHES, colours.SURFACE),
    _stand("op_afstand", "A", colours.AT_DISTANCE, colours.INK),
    _stand("bericht", "B", colours.CITED, colours.INK),
    _stand("opgelost", "O", colours.SURFACE, colours.INK),
    _stand("niet_aanwezig", "N", colours.SURFACE, colours.INK),
    _stand("niet_gecontroleerd", "?", colours.PAGE, colours.INK),
)
STYLES: dict[Name, Style] = {
    "places": Style(PLACE_MARKS, named_by="name"),
    "findings": Style(STAND_MARKS, groups=tuple(THEMES)),
    "figures": Style((Mark("", "Cijfer", "circle", colours.DOORBRAAK, colours.SURFACE, 3.0),)),
    "statements": Style((Mark("", "Uitspraak", "square", colours.CITED, colours.INK, 3.4),)),
}


def store_style(path: Path, table: Table, layer: str) -> None:
    """Put the style of a layer in a GeoPackage, as the one that QGIS opens it with."""
    style, moment = STYLES[table.name], f"{table.stamp}T00:00:00.000Z"
    names = {name: column.heading for name, column in table.columns.items()}
    texts = (to_qml(style, names), to_sld(style, layer))
    with closing(sqlite3.connect(path)) as base, base:
        base.execute(TABLE)
        base.execute(CONTENTS, (moment,))
        base.execute(STYLE, (layer, GEOMETRY, *texts, table.title, moment))


def to_qml(style: Style, headings: Mapping[str, str]) -> str:
    """Write a style for QGIS 3, with the Dutch headings as names of the fields."""
    root = Xml.Element("qgis", version="3.28.0", styleCategories="Symbology|Labeling|Fields",
                       labelsEnabled="1" if style.named_by else "0")  # fmt: skip
    root.append(_renderer(style))
    if style.named_by:
        root.append(_names(style.named_by))
    aliases = Xml.SubElement(root, "aliases")
    for at, (name, heading) in enumerate(headings.items(), start=1):  # 0 is the number of the row
        Xml.SubElement(aliases, "alias", index=str(at), field=name, name=heading)
    return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n" + _text(root)


def to_sld(style: Style, layer: str) -> str:
    """Write a style for other programs (SLD 1.0.0): a rule a mark."""
    root = Xml.Element("StyledLayerDescriptor",
                       {"version": "1.0.0", "xmlns": SLD, "xmlns:ogc": OGC})  # fmt: skip
    named = Xml.SubElement(root, "NamedLayer")
    Xml.SubElement(named, "Name").text = layer
    types = Xml.SubElement(Xml.SubElement(named, "UserStyle"), "FeatureTypeStyle")
    for mark in style.marks:
        types.append(_rule(mark))
    return _text(root)


def _renderer(style: Style) -> Xml.Element:
    """Return one symbol, a category a mark, or a rule a group with a rule a mark in it."""
    kind = "categorizedSymbol" if style.marks[0].code else "singleSymbol"
    renderer = Xml.Element("renderer-v2", type="RuleRenderer" if style.groups else kind,
                           symbollevels="1", enableorderby="0", forceraster="0")  # fmt: skip
    if style.groups:
        renderer.append(_rules(style))
    elif kind == "categorizedSymbol":
        renderer.set("attr", "symbol")
        categories = Xml.SubElement(renderer, "categories")
        for at, mark in enumerate(style.marks):
            Xml.SubElement(categories, "category", symbol=str(at), value=mark.code, type="string",
                           label=mark.label, render="true")  # fmt: skip
    symbols = Xml.SubElement(renderer, "symbols")
    for at, mark in enumerate(style.marks * max(len(style.groups), 1)):
        level = len(style.marks) - at % len(style.marks)
        symbols.append(_symbol(mark, str(at), str(level)))
    return renderer


def _rules(style: Style) -> Xml.Element:
    rules = Xml.Element("rules", key="all")
    numbers = count()
    for group in style.groups:
        shown = "1" if group == style.groups[0] else "0"
        rule = Xml.SubElement(rules, "rule", key=group, label=labels.THEMES[group],
                              filter=f"\"theme\" = '{group}'", checkstate=shown)  # fmt: skip
        for mark in style.marks:
            Xml.SubElement(rule, "rule", key=f"{group}-{mark.code}", symbol=str(next(numbers)),
                           label=mark.label, filter=f"\"symbol\" = '{mark.code}'")  # fmt: skip
    return rules


def _symbol(mark: Mark, name: str, level: str) -> Xml.Element:
    symbol = Xml.Element("symbol", type="marker", name=name, alpha="1", clip_to_extent="1",
                         force_rhr="0")  # fmt: skip
    outline = {"outline_color": _rgb(mark.stroke), "outline_width": str(mark.stroke_mm),
               "outline_width_unit": "MM"}  # fmt: skip
    size = {"size": str(mark.size_mm), "size_unit": "MM"}
    layers = [("SimpleMarker", {"name": mark.shape, "color": _rgb(mark.fill), **size, **outline})]
    if mark.hatched:
        layers.append(("SimpleMarker", {"name": "line", "angle": "45", **size, **outline}))
    if mark.letter:
        inner = {"size": str(mark.size_mm * 0.6), "size_unit": "MM", "color": _rgb(mark.ink)}
        layers.append(("FontMarker", {"chr": mark.letter, "font": "Sans Serif", **inner}))
    for kind, options in layers:
        drawn = Xml.SubElement(symbol, "layer", {"class": kind, "enabled": "1", "locked": "0",
                                                 "pass": level})  # fmt: skip
        values = Xml.SubElement(drawn, "Option", type="Map")
        for key, value in options.items():
            Xml.SubElement(values, "Option", type="QString", name=key, value=value)
    return symbol


def _names(column: str) -> Xml.Element:
    """Name each place beside its mark, with a halo."""
    labelling = Xml.Element("labeling", type="simple")
    settings = Xml.SubElement(labelling, "settings", calloutType="simple")
    text = Xml.SubElement(settings, "text-style", fieldName=column, isExpression="0", fontSize="8",
                          fontSizeUnit="Point", textColor=_rgb(colours.INK),
                          textOpacity="1")  # fmt: skip
    Xml.SubElement(text, "text-buffer", bufferDraw="1", bufferSize="0.8", bufferSizeUnits="MM",
                   bufferColor=_rgb(colours.SURFACE), bufferOpacity="1")  # fmt: skip
    Xml.SubElement(settings, "placement", placement="6", dist="0.5", distUnits="MM",
                   offsetType="1", priority="5",
                   predefinedPositionOrder="R,TR,BR,L,TL,BL,TSR,BSR")  # fmt: skip
    return labelling


def _rule(mark: Mark) -> Xml.Element:
    rule = Xml.Element("Rule")
    Xml.SubElement(rule, "Name").text = mark.code or mark.label
    Xml.SubElement(rule, "Title").text = mark.label
    if mark.code:
        equal = Xml.SubElement(Xml.SubElement(rule, "ogc:Filter"), "ogc:PropertyIsEqualTo")
        Xml.SubElement(equal, "ogc:PropertyName").text = "symbol"
        Xml.SubElement(equal, "ogc:Literal").text = mark.code
    graphic = Xml.SubElement(Xml.SubElement(rule, "PointSymbolizer"), "Graphic")
    shape = Xml.SubElement(graphic, "Mark")
    diamond = mark.shape == "diamond"  # which SLD knows as a square on its corner
    Xml.SubElement(shape, "WellKnownName").text = "square" if diamond else mark.shape
    pixels = mark.stroke_mm * PIXELS_PER_MM
    paints = {"Fill": {"fill": mark.fill},
              "Stroke": {"stroke": mark.stroke, "stroke-width": f"{pixels:.1f}"}}  # fmt: skip
    for kind, values in paints.items():
        paint = Xml.SubElement(shape, kind)
        for key, value in values.items():
            Xml.SubElement(paint, "CssParameter", name=key).text = value
    side = mark.size_mm * PIXELS_PER_MM * (0.71 if diamond else 1)
    Xml.SubElement(graphic, "Size").text = f"{side:.1f}"
    if diamond:
        Xml.SubElement(graphic, "Rotation").text = "45"
    return rule


def _rgb(colour: str) -> str:
    """Write ``#rrggbb`` as QGIS does: red, green, blue, opacity."""
    parts = [str(int(colour[at : at + 2], 16)) for at in (1, 3, 5)]
    return ",".join([*parts, "255"])


def _text(root: Xml.Element) -> str:
    Xml.indent(root, " ")
    return Xml.tostring(root, encoding="unicode") + "\n"
