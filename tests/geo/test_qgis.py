"""The style that QGIS opens an exported layer with."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree as Xml

import geopandas as gpd
import pytest
from shapely.geometry import Point

from geo import colours, labels
from geo.columns import COLUMNS, TITLES, Name
from geo.constraints import THEMES
from geo.crs import RD_NEW
from geo.geofiles import write_gpkg
from geo.qgis import STYLES, to_qml, to_sld
from geo.table import Table
from layers import style
from layers.sites import PLACE_CLASSES
from layers.stands import STAND_CLASSES
from tests.geo.exported import CAME

SLD = "{http://www.opengis.net/sld}"
OGC = "{http://www.opengis.net/ogc}"
NAMES = tuple(STYLES)


def qml_of(name: Name) -> Xml.Element:
    return Xml.fromstring(to_qml(STYLES[name], {"place_id": "Code", "name": "Plek & zo <b>"}))


def sld_of(name: Name) -> Xml.Element:
    return Xml.fromstring(to_sld(STYLES[name], "laag"))


def test_every_table_with_places_has_a_style() -> None:
    assert set(STYLES) == set(COLUMNS) - {"plans"}


@pytest.mark.parametrize("name", NAMES)
def test_every_symbol_is_drawn_once_and_every_number_means_one(name: Name) -> None:
    renderer = qml_of(name).find("renderer-v2")
    assert renderer is not None
    drawn = [symbol.get("name") for symbol in renderer.findall("symbols/symbol")]
    assert drawn == [str(at) for at in range(len(drawn))] and drawn
    used = [one.get("symbol") for one in renderer.iter() if one.tag in ("category", "rule")]
    used = [number for number in used if number is not None]
    assert used == ([] if renderer.get("type") == "singleSymbol" else drawn)


def test_places_have_a_category_a_symbol_in_the_colours_of_the_map() -> None:
    renderer = qml_of("places").find("renderer-v2")
    assert renderer is not None
    assert (renderer.get("type"), renderer.get("attr")) == ("categorizedSymbol", "symbol")
    marks = {mark.code: mark for mark in STYLES["places"].marks}
    assert set(marks) == set(labels.SYMBOLS) == {one.class_id for one in PLACE_CLASSES}
    shapes = {"dot": "circle", "square": "square", "diamond": "diamond"}
    for drawn in PLACE_CLASSES:
        mark = marks[drawn.class_id]
        assert (mark.label, mark.fill, mark.stroke) == (drawn.label, drawn.fill, drawn.stroke)
        assert (mark.shape, mark.hatched) == (shapes[drawn.symbol], drawn.hatched)


def test_findings_have_the_letters_and_colours_of_the_map_on_top_of_what_is_less() -> None:
    marks = STYLES["findings"].marks
    assert [mark.code for mark in marks] == list(style.STANDS)
    drawn = {one.class_id: one for one in STAND_CLASSES}
    for mark in marks:
        one = drawn[mark.code]
        assert (mark.letter, mark.fill, mark.ink) == (one.letter, one.fill, one.ink)
    levels = [one.get("pass") for one in qml_of("findings").iter("layer")][:12:2]
    assert levels == ["6", "5", "4", "3", "2", "1"]


def test_findings_show_one_theme_at_a_time() -> None:
    groups = qml_of("findings").findall("renderer-v2/rules/rule")
    assert [group.get("key") for group in groups] == list(THEMES)
    assert [group.get("checkstate") for group in groups] == ["1", *["0"] * (len(THEMES) - 1)]
    assert groups[1].get("filter") == "\"theme\" = 'netcongestie_afname'"
    filters = [rule.get("filter") for rule in groups[0]]
    assert filters == [f"\"symbol\" = '{stand}'" for stand in labels.STANDS]


def test_fields_are_named_by_their_headings_whatever_is_in_them() -> None:
    aliases = [(one.get("index"), one.get("field"), one.get("name"))
               for one in qml_of("places").iter("alias")]  # fmt: skip
    assert aliases == [("1", "place_id", "Code"), ("2", "name", "Plek & zo <b>")]


@pytest.mark.parametrize("name", NAMES)
def test_sld_has_a_rule_a_mark_with_its_colours(name: Name) -> None:
    root, marks = sld_of(name), STYLES[name].marks
    rules = list(root.iter(f"{SLD}Rule"))
    assert [rule.findtext(f"{SLD}Title") for rule in rules] == [mark.label for mark in marks]
    codes = [rule.findtext(f"{OGC}Filter/{OGC}PropertyIsEqualTo/{OGC}Literal") for rule in rules]
    assert [code or "" for code in codes] == [mark.code for mark in marks]
    fills = [one.text for one in root.iter(f"{SLD}CssParameter") if one.get("name") == "fill"]
    assert fills == [mark.fill for mark in marks]


def test_every_colour_is_one() -> None:
    values = [value for name, value in vars(colours).items() if name.isupper()]
    assert values and all(re.fullmatch("#[0-9A-F]{6}", value) for value in values)


@pytest.mark.parametrize("name", NAMES)
def test_the_style_is_the_default_of_its_layer(tmp_path: Path, name: Name) -> None:
    rows = gpd.GeoDataFrame({next(iter(COLUMNS[name])): ["a"]}, geometry=[Point(1, 2)], crs=RD_NEW)
    write_gpkg(Table(name, rows, CAME), tmp_path / "t.gpkg")
    with closing(sqlite3.connect(tmp_path / "t.gpkg")) as base:
        # What QGIS asks of a GeoPackage that it opens.
        found = base.execute(
            "SELECT styleQML, styleSLD FROM layer_styles WHERE f_table_schema = '' "
            "AND f_table_name = ? AND f_geometry_column = ? AND useAsDefault",
            (TITLES[name].lower(), "geom"),
        ).fetchall()
        (column,) = base.execute("SELECT column_name FROM gpkg_geometry_columns").fetchall()
    assert column == ("geom",) and len(found) == 1
    assert Xml.fromstring(found[0][0]).tag == "qgis"
    assert Xml.fromstring(found[0][1]).tag == f"{SLD}StyledLayerDescriptor"
