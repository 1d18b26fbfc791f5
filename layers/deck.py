"""The pages of a pack as a PowerPoint file: native text and tables, maps as sharp pictures."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_AUTO_SIZE, MSO_VERTICAL_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.shapes.autoshape import Shape
from pptx.slide import Slide as PptxSlide
from pptx.table import _Cell
from pptx.text.text import TextFrame
from pptx.util import Pt

from layers import style
from layers.decktemplate import LANGUAGE, name_placeholders, new_deck, place_shape
from layers.lettering import clean
from layers.references import bracket_marks
from layers.slides import (
    FOOT_BOX,
    PADDING,
    SUBTITLE_BOX,
    Box,
    Grid,
    Paragraphs,
    Picture,
    Slide,
    Words,
)

LONGEST_PROPERTY = 255  # what the format allows
NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # PowerPoint's "no style, no grid"
FONT = "Calibri"  # on every machine with PowerPoint, and narrower than what was measured
Draw = Callable[[Picture], bytes]


def to_pptx(slides: Iterable[Slide], draw: Draw, day: date | None = None) -> bytes:
    """Return a PowerPoint file.

    Parameters
    ----------
    slides
        The pages, which may come one by one.
    draw
        Draws a map as PNG; only one is held at a time.
    day
        When the file says to be made; None leaves it out.
    """
    deck = new_deck(day)
    for number, slide in enumerate(slides):
        page = deck.slides.add_slide(deck.slide_layouts[0])
        if number == 0:
            deck.core_properties.title = slide.title[:LONGEST_PROPERTY]
        _add_title(page, slide)
        for item in slide.items:
            _add(page, item, draw)
        if slide.foot:
            _add_words(page, FOOT_BOX, [Words(f"{slide.foot} · {number + 1}", colour=style.MUTED)])
        if slide.notes:
            _write_notes(page, slide)
    buffer = io.BytesIO()
    deck.save(buffer)
    return buffer.getvalue()


def _add_title(page: PptxSlide, slide: Slide) -> None:
    """Fill the title that the layout has, so that outline and screen reader know the page."""
    title = page.shapes.title
    assert isinstance(title, Shape)
    name_placeholders(page)
    place_shape(title, slide.title_box)
    _fill(title.text_frame, [slide.heading])
    if slide.subtitle:
        _add_words(page, SUBTITLE_BOX, [Words(slide.subtitle, colour=style.MUTED)])


def _add(page: PptxSlide, item: Paragraphs | Grid | Picture, draw: Draw) -> None:
    if isinstance(item, Paragraphs):
        _add_words(page, item.box, item.words)
    elif isinstance(item, Grid):
        _add_table(page, item)
    else:
        left, top, width, height = (Pt(value) for value in item.box)
        shape = page.shapes.add_picture(io.BytesIO(draw(item)), left, top, width, height)
        shape.name = "Kaart"
        named: Any = shape._element  # python-pptx has no call for the text alternative
        named.nvPicPr.cNvPr.set("descr", item.alt)


def _add_words(page: PptxSlide, box: Box, words: Sequence[Words]) -> None:
    shape = page.shapes.add_textbox(*(Pt(value) for value in box))
    shape.name = "Tekst"
    _fill(shape.text_frame, words)


def _add_table(page: PptxSlide, grid: Grid) -> None:
    """Add a native table without the colours of its style: thin lines between the rows."""
    if not grid.rows:
        return
    size = (len(grid.rows), len(grid.widths))
    place = (grid.left, grid.top, sum(grid.widths), grid.height)
    shape = page.shapes.add_table(*size, *(Pt(value) for value in place))
    shape.name, table = "Tabel", shape.table
    table.first_row, table.horz_banding = grid.rows[0].head, False
    properties: Any = table._tbl.tblPr
    properties.find(qn("a:tableStyleId")).text = NO_STYLE
    for column, width in enumerate(grid.widths):
        table.columns[column].width = Pt(width)
    for at, row in enumerate(grid.rows):
        table.rows[at].height = Pt(row.height(grid.widths))
        for column, words in enumerate(row.cells):
            _fill_cell(table.cell(at, column), words)


def _fill_cell(cell: _Cell, words: Words) -> None:
    cell.margin_left, cell.margin_right = Pt(0), Pt(2 * PADDING)
    cell.margin_top = cell.margin_bottom = Pt(PADDING - 1)
    cell.vertical_anchor = MSO_VERTICAL_ANCHOR.TOP
    _fill(cell.text_frame, [words])
    _underline(cell)


def _underline(cell: _Cell) -> None:
    """Draw a thin line below a cell; python-pptx has no call for it."""
    line, fill, colour = (OxmlElement(tag) for tag in ("a:lnB", "a:solidFill", "a:srgbClr"))
    line.set("w", str(int(Pt(0.75))))
    colour.set("val", style.LINE[1:])
    fill.append(colour)
    line.append(fill)
    cell._tc.get_or_add_tcPr().append(line)


def _fill(frame: TextFrame, words: Sequence[Words]) -> None:
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Pt(0)
    frame.vertical_anchor = MSO_VERTICAL_ANCHOR.TOP
    for number, one in enumerate(words):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.LEFT
        paragraph.line_spacing = 1.0
        run = paragraph.add_run()
        run.text = clean(one.full)
        run.font.name, run.font.size, run.font.bold = FONT, Pt(one.size), one.bold
        run.font.color.rgb = RGBColor.from_string(one.colour[1:])
        run._r.get_or_add_rPr().set("lang", LANGUAGE)


def _write_notes(page: PptxSlide, slide: Slide) -> None:
    frame = page.notes_slide.notes_text_frame
    assert frame is not None
    lines = (f"{one.text} {bracket_marks(one.marks)}".rstrip() for one in slide.notes)
    frame.text = "\n".join(clean(line) for line in lines)
    for paragraph in frame.paragraphs:
        for run in paragraph.runs:
            run._r.get_or_add_rPr().set("lang", LANGUAGE)
    name_placeholders(page.notes_slide)
