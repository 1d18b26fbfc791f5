"""The empty PowerPoint file of a pack: one master and one layout, 16:9, all in Dutch."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.util import Pt

from layers.slides import BOTTOM, HEIGHT, MARGIN, TITLE_BOX, TOP, WIDTH, Box

LANGUAGE = "nl-NL"
MAKER = "Doorbraakkaart"
TITLE_ONLY = 5  # the layout of python-pptx's own file that has nothing but a title
BODY_BOX: Box = (MARGIN, TOP, WIDTH - 2 * MARGIN, BOTTOM - TOP)
NUMBER_BOX: Box = (WIDTH - MARGIN - 100, BOTTOM + 4, 100, 24)
NOTES_IMAGE: Box = (30, 54, 480, 270)  # on a page of 540 × 720
NAMES = {
    PP_PLACEHOLDER.TITLE: "Titel",
    PP_PLACEHOLDER.BODY: "Tekst",
    PP_PLACEHOLDER.SLIDE_IMAGE: "Dia",
    PP_PLACEHOLDER.SLIDE_NUMBER: "Dianummer",
}
"""What stays of the placeholders, by what it is called; dates and feet have no place in a pack."""
LEVELS = ("Tekst", "Tweede niveau", "Derde niveau", "Vierde niveau", "Vijfde niveau")
THEME_NAME = b'name="Office Theme"'
PROPERTIES = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">\
<Application>{MAKER}</Application><PresentationFormat>Breedbeeld</PresentationFormat>\
</Properties>"""


def new_deck(day: date | None = None) -> Any:
    """Return a file without slides; ``day`` is when it says to be made, never the clock."""
    deck: Any = Presentation()
    deck.slide_width, deck.slide_height = Pt(WIDTH), Pt(HEIGHT)
    del deck.part._element.sldSz.attrib["type"]  # says 4:3, whatever the measures
    kept = deck.slide_layouts[TITLE_ONLY]
    for layout in list(deck.slide_layouts):
        if layout is not kept:
            deck.slide_layouts.remove(layout)
    kept.name = "Alleen titel"
    master, notes = deck.slide_master, deck.notes_master
    for page in (master, kept, notes):
        _keep_dutch(page)
        _set_language(page.part._element)
    _set_language(deck.part._element)
    _set_master(master)
    place_shape(_first(notes, PP_PLACEHOLDER.SLIDE_IMAGE), NOTES_IMAGE)
    _clean_parts(deck)
    _set_properties(deck.core_properties, day)
    return deck


def name_placeholders(page: Any) -> None:
    """Give the placeholders of a page, or of its notes, their Dutch names."""
    for shape in page.placeholders:
        shape.name = NAMES[shape.placeholder_format.type]


def _keep_dutch(page: Any) -> None:
    """Remove the placeholders without a use, and write Dutch in those that stay."""
    for shape in list(page.placeholders):
        if shape.placeholder_format.type not in NAMES:
            shape._element.getparent().remove(shape._element)
    name_placeholders(page)
    for shape in page.placeholders:
        words = {PP_PLACEHOLDER.TITLE: ("Titel",), PP_PLACEHOLDER.BODY: LEVELS}
        found = words.get(shape.placeholder_format.type, ())
        for paragraph, text in zip(shape.text_frame.paragraphs, found, strict=False):
            paragraph.runs[0].text = text


def _set_language(element: Any) -> None:
    for one in element.xpath("//*[@lang]"):
        one.set("lang", LANGUAGE)


def _set_master(master: Any) -> None:
    """Put title and text where a pack has them, for slides that someone adds."""
    place_shape(_first(master, PP_PLACEHOLDER.TITLE), TITLE_BOX)
    place_shape(_first(master, PP_PLACEHOLDER.BODY), BODY_BOX)
    place_shape(_first(master, PP_PLACEHOLDER.SLIDE_NUMBER), NUMBER_BOX)
    (level,) = master._element.xpath("p:txStyles/p:titleStyle/a:lvl1pPr")
    level.set("algn", "l")
    level.find(qn("a:defRPr")).set("sz", "2800")


def _clean_parts(deck: Any) -> None:
    """Drop what the file of python-pptx has of the machine and page that it was made with."""
    package, types = deck.part.package, RELATIONSHIP_TYPE
    for rels in (deck.part.rels, package._rels):
        for key, rel in list(rels.items()):
            if rel.reltype in (types.PRINTER_SETTINGS, types.VIEW_PROPS, types.THUMBNAIL):
                rels.pop(key)
    package.part_related_by(types.EXTENDED_PROPERTIES).blob = PROPERTIES.encode()
    for page in (deck.slide_master, deck.notes_master):
        theme = page.part.part_related_by(types.THEME)
        if hasattr(theme, "_element"):
            theme._element.set("name", MAKER)
        else:
            theme.blob = theme.blob.replace(THEME_NAME, f'name="{MAKER}"'.encode())


def _set_properties(properties: Any, day: date | None) -> None:
    properties.language, properties.comments = LANGUAGE, ""
    properties.author = properties.last_modified_by = MAKER
    for name in ("created", "modified"):
        for old in properties._element.findall(f"{{*}}{name}"):
            properties._element.remove(old)
        if day:
            setattr(properties, name, datetime.combine(day, time()))


def _first(page: Any, kind: PP_PLACEHOLDER) -> Any:
    return next(one for one in page.placeholders if one.placeholder_format.type == kind)


def place_shape(shape: Any, box: Box) -> None:
    """Put a shape in a box."""
    shape.left, shape.top, shape.width, shape.height = (Pt(value) for value in box)
