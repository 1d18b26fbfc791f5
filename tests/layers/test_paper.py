"""A sheet as a file: its size, its words, the same every time, and nothing outside its edges."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import threading
import warnings
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from PIL import Image

from geo.catalogue import Catalogue
from geo.errors import GeoError
from geo.model import Selection
from layers.lettering import HALO, clean
from layers.paper import SUFFIXES, draw_sheet, foot_texts, titled, to_picture
from layers.scene import Scene
from layers.sheet import Orientation, Sheet, Size
from layers.view import View
from tests.layers.poison import PAYLOADS, PRODUCT_OF_TEMPLATE
from tests.layers.views import SITES, TODAY, VIEWS

ROOT = Path(__file__).parents[2]
LONG = "Een plek met een naam van tachtig tekens die nergens mag worden afgekapt, Oosterwold"
SHEETS: list[tuple[Size, Orientation]] = [
    ("a4", "landscape"), ("a4", "portrait"), ("a3", "portrait"), ("16x9", "landscape"),
]  # fmt: skip
SCREEN = Sheet("16x9", panel=True)  # the smallest
ENGLISH = re.compile(
    r"\b(the|and|with|legend|scale|source|sources|page|map|place|places|None|nan|True|False)\b"
)


def words_of(figure: Figure) -> list[str]:
    """Return every line that is written, halos left out."""
    texts = figure.findobj(Text)
    return [
        one.get_text() for one in texts
        if isinstance(one, Text) and not (one.get_gid() or "").startswith(HALO)
    ]  # fmt: skip


def require_whole(figure: Figure) -> None:
    """Require that every line lies on the paper and no line lies over another on the page."""
    renderer = FigureCanvasAgg(figure).get_renderer()  # type: ignore[no-untyped-call]
    width, height = figure.bbox.size
    page, chart = figure.axes[:2]
    frame = chart.get_window_extent()
    for axes in (page, chart):
        boxes = []
        for text in axes.texts:
            box = text.get_window_extent(renderer)
            if not text.get_text().strip() or (text.get_gid() or "").startswith(HALO):
                continue
            assert box.x0 >= 0 and box.y0 >= 0, text.get_text()
            assert box.x1 <= width and box.y1 <= height, text.get_text()
            apart = (box.x1 <= frame.x0 or box.x0 >= frame.x1
                     or box.y1 <= frame.y0 or box.y0 >= frame.y1)  # fmt: skip
            assert apart == (axes is page), text.get_text()
            boxes.append((box, text.get_text()))
        for number, (one, name) in enumerate(boxes):
            for other, second in boxes[number + 1 :]:
                wide = min(one.x1, other.x1) - max(one.x0, other.x0)
                high = min(one.y1, other.y1) - max(one.y0, other.y0)
                assert wide <= 1 or high <= 2.2, (name, second)


@pytest.fixture(scope="module")
def renamed(catalogue: Catalogue) -> Catalogue:
    """Return a catalogue in which Stougjeswijk has a name of 80 characters."""
    places = {k: p.model_copy(update={"name": LONG}) if k == "DB01" else p
              for k, p in catalogue.places.items()}  # fmt: skip
    fresh = replace(catalogue, places=places)
    fresh.__dict__["natura2000"] = catalogue.natura2000
    return fresh


def scenes(catalogue: Catalogue, renamed: Catalogue) -> Iterator[Scene]:
    """Yield what a sheet must be able to show."""
    yield Scene(catalogue, today=TODAY)
    yield Scene(catalogue, View(Selection(provincie_code="PV28")), today=TODAY)
    yield Scene(catalogue, View(Selection(provincie_code="PV22")), today=TODAY)
    yield Scene(catalogue, View(Selection(kinds=())), today=TODAY)
    for sites in SITES:
        yield Scene(catalogue, View(), sites, TODAY)
    yield Scene(renamed, View().with_place("DB01"), ("DB01",), TODAY)
    yield Scene(catalogue, View(), tuple(k for k in catalogue.places if k < "GG"), TODAY)


@pytest.mark.parametrize(("size", "orientation"), SHEETS)
@pytest.mark.parametrize("panel", [False, True])
def test_nothing_is_cut_off_or_overlaps(
    catalogue: Catalogue, renamed: Catalogue, size: Size, orientation: Orientation, panel: bool
) -> None:
    all_of_them = list(scenes(catalogue, renamed))
    usual = (size, orientation) == ("a4", "landscape")
    for scene in all_of_them if usual else [*all_of_them[:2], *all_of_them[-2:]]:
        sheet = Sheet(size, orientation, panel=panel, base_url="https://kaart.example.nl/app")
        figure = draw_sheet(scene, sheet)
        require_whole(figure)


def test_text_that_is_cut_off_is_seen(catalogue: Catalogue) -> None:
    """The twin: a line beyond the edge, or over another, is found."""
    figure = draw_sheet(Scene(catalogue, today=TODAY), Sheet())
    figure.axes[0].text(800, 300, "over de rand")
    with pytest.raises(AssertionError, match="over de rand"):
        require_whole(figure)
    figure = draw_sheet(Scene(catalogue, today=TODAY), Sheet())
    title = figure.axes[0].texts[0]
    figure.axes[0].text(*title.get_position(), "over de titel")
    with pytest.raises(AssertionError, match="over de titel"):
        require_whole(figure)


def test_long_title_and_subtitle_are_written_in_full(catalogue: Catalogue) -> None:
    title, subtitle = f"{LONG} {LONG}", f"{LONG} {LONG}"
    for orientation in ("landscape", "portrait"):
        sheet = Sheet(orientation=orientation, title=title, subtitle=subtitle)  # type: ignore[arg-type]
        figure = draw_sheet(Scene(catalogue, today=TODAY), sheet)
        require_whole(figure)
        written = " ".join(words_of(figure))
        assert written.startswith(f"{title} {subtitle}")


@pytest.mark.parametrize(("size", "orientation"), SHEETS)
def test_png_has_its_size_and_resolution(
    catalogue: Catalogue, size: Size, orientation: Orientation
) -> None:
    sheet = Sheet(size, orientation)
    picture = Image.open(BytesIO(to_picture(catalogue, View(), sheet, "png", today=TODAY)))
    assert picture.size == sheet.pixels
    assert picture.mode == "RGB"
    assert picture.info["dpi"] == pytest.approx((sheet.dpi, sheet.dpi), abs=0.1)
    assert picture.text["Title"].startswith("Doorbraaklocaties")  # type: ignore[attr-defined]


def test_screen_that_stands_upright_is_refused() -> None:
    with pytest.raises(GeoError, match="liggend"):
        Sheet("16x9", "portrait")


# The same every time


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_same_input_gives_the_same_bytes(catalogue: Catalogue, suffix: str) -> None:
    view = View(Selection(provincie_code="PV28"), theme="netcongestie")
    first, again = (
        to_picture(catalogue, view, SCREEN, suffix, today=TODAY)  # type: ignore[arg-type]
        for _ in range(2)
    )
    assert first == again
    other = to_picture(catalogue, View(), SCREEN, suffix, today=TODAY)  # type: ignore[arg-type]
    assert other != first


def test_another_process_gives_the_same_bytes(catalogue: Catalogue) -> None:
    """Not even the order of sets, which differs between processes, leaves a trace."""
    program = """if True:
        import hashlib
        from datetime import date
        from geo.catalogue import load_catalogue
        from layers.paper import to_picture
        from layers.sheet import Sheet
        from layers.view import View
        for suffix in ("svg", "html", "png"):
            view, sheet = View().with_place("DB01"), Sheet("16x9", panel=True)
            picture = to_picture(load_catalogue(), view, sheet, suffix, ("DB01",),
                                 date(2026, 11, 24))
            print(hashlib.sha256(picture).hexdigest())
    """
    environment = os.environ | {"PYTHONHASHSEED": "7", "DOORBRAAKKAART_DATA": str(catalogue.data)}
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=environment, text=True,
                          capture_output=True, check=True)  # fmt: skip
    expected = [
        hashlib.sha256(
            to_picture(catalogue, View().with_place("DB01"), SCREEN, suffix, ("DB01",),
                       TODAY)  # type: ignore[arg-type]
        ).hexdigest()
        for suffix in ("svg", "html", "png")
    ]  # fmt: skip
    assert done.stdout.split() == expected
    assert done.stderr == ""


def test_threads_do_not_disturb_each_other(catalogue: Catalogue) -> None:
    sheet = SCREEN
    views = [View(Selection(provincie_code=code)) for code in ("PV28", "PV27", "PV30")]
    alone = [to_picture(catalogue, view, sheet, "png", today=TODAY) for view in views]
    found: dict[int, bytes] = {}
    failures: list[BaseException] = []

    def draw(number: int) -> None:
        try:
            found[number] = to_picture(catalogue, views[number % 3], sheet, "png", today=TODAY)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=draw, args=(number,)) for number in range(9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert all(found[number] == alone[number % 3] for number in range(9))


def test_no_date_of_today_is_in_a_file(catalogue: Catalogue) -> None:
    for suffix in ("svg", "pdf", "html"):
        picture = to_picture(catalogue, View(), Sheet(), suffix, today=TODAY)  # type: ignore[arg-type]
        assert b"CreationDate" not in picture and b"<dc:date>" not in picture


# Words


@pytest.mark.parametrize("name", VIEWS)
def test_foot_says_where_it_comes_from(catalogue: Catalogue, name: str) -> None:
    scene = Scene(catalogue, VIEWS[name], today=TODAY)
    texts = foot_texts(scene, Sheet(base_url="https://kaart.example.nl"), scene.layers)
    words = " ".join(text for text, _ in texts)
    assert "peildatum" in words and catalogue.fingerprint in words
    assert "Kadaster (CC BY 4.0)" in words and "Kamerstuk 32 847" in words
    assert texts[-1][0] == texts[-1][1]
    assert texts[-1][0].startswith("https://kaart.example.nl")
    findings = name.startswith("knelpunt") or name in (
        "kleur natura2000", "kleur netcongestie", "kleur netcongestie-woningen",
    )  # fmt: skip
    assert ("Verkenning, geen toets." in words) == findings


@pytest.mark.parametrize("name", ["kleur netcongestie", "knelpunt stikstof", "filter provincie"])
def test_sheet_is_dutch_and_shows_its_foot(catalogue: Catalogue, name: str) -> None:
    scene, sheet = Scene(catalogue, VIEWS[name], today=TODAY), Sheet(panel=True)
    words = " ".join(words_of(draw_sheet(scene, sheet)))
    assert f"versie {catalogue.fingerprint}" in words and "(publiek domein)" in words
    assert not ENGLISH.search(words)


def test_exploration_is_said_when_asked_and_with_the_facts_of_a_place(
    catalogue: Catalogue,
) -> None:
    scene = Scene(catalogue, View(), ("DB01",), TODAY)
    said = {
        sheet: foot_texts(scene, sheet, scene.layers)[0][0].startswith("Verkenning")
        for sheet in (Sheet(), Sheet(exploration=True), Sheet(panel=True))
    }
    assert list(said.values()) == [False, True, True]


def test_own_title_is_kept(catalogue: Catalogue) -> None:
    scene = Scene(catalogue, today=TODAY)
    assert titled(scene, Sheet(title="Eigen")).title == "Eigen"
    assert titled(scene, Sheet(title="Eigen")).subtitle == "64 plekken"


# Text stays text


@pytest.mark.parametrize("suffix", ["svg", "png", "pdf"])
def test_names_full_of_code_are_drawn(poisoned: Catalogue, suffix: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        picture = to_picture(
            poisoned,
            View().with_place("DB01"),
            Sheet(panel=True),
            suffix,
            ("DB01",),
            TODAY,  # type: ignore[arg-type]
        )
    assert PRODUCT_OF_TEMPLATE.encode() not in picture


@pytest.mark.parametrize("payload", PAYLOADS)
def test_payload_is_literal_text_in_svg(catalogue: Catalogue, payload: str) -> None:
    sheet = Sheet(title=f"Kop {payload}", subtitle="$x^2$ en $")
    svg = to_picture(catalogue, View(Selection(kinds=())), sheet, "svg", today=TODAY)
    root = ET.fromstring(svg)
    texts = ["".join(node.itertext()) for node in root.iter("{http://www.w3.org/2000/svg}text")]
    assert clean(f"Kop {payload}") in " ".join(texts)
    assert "$x^2$ en $" in texts
    tags = {node.tag.rpartition("}")[2] for node in root.iter()}
    assert not tags & {"script", "img", "foreignObject", "image"}


def test_svg_has_text_as_text_with_its_fonts(catalogue: Catalogue) -> None:
    svg = to_picture(catalogue, View(), Sheet(panel=True), "svg", today=TODAY).decode()
    assert svg.count("@font-face") == 2
    assert svg.count("url(") == svg.count("url(#") + svg.count('url("data:')
    assert "http" not in re.sub(r'xmlns(:\w+)?="[^"]*"|rdf:resource="[^"]*"', "", svg).replace(
        "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd", ""
    )
    assert len(svg) < 2_500_000
    families = set(re.findall(r"font-family: ([^;\"]+)", svg))
    assert families == {"'Source Sans Pro', 'Source Sans 3', Calibri, Carlito, Arial, sans-serif"}


def test_picture_is_not_blank(catalogue: Catalogue) -> None:
    picture = Image.open(BytesIO(to_picture(catalogue, View(), Sheet("16x9"), "png", today=TODAY)))
    assert len(picture.getcolors(2**24)) > 100
