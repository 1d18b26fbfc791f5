"""A chart as SVG for a page and as a file: text stays text, nothing foreign, the same bytes."""

from __future__ import annotations

import io
from xml.etree import ElementTree

import pytest
from PIL import Image

from layers import style
from layers.chart import DPI, MARGIN, SUFFIXES, Bar, Chart, Dot, Rule, Words, to_inline, to_picture
from layers.lettering import Letters

POISON = '"><script>alert(1)</script> {{ 7331*3 }} $x_1$ &amp;'
SVG = "{http://www.w3.org/2000/svg}"


def chart(text: str = "€ 5 mld") -> Chart:
    shapes = (
        Bar(10, 10, 100, 20, style.MONEY, hatched=True),
        Bar(10, 40, 50, 20, "none", style.INK, dashed=True),
        Rule(0, 0, 0, 60, dashes=(2, 2)), Dot(60, 50, 4, style.INK),
        Words(10, 24, text, Letters(12)),
    )  # fmt: skip
    return Chart(f"Titel {text}", "Ondertitel", f"In woorden: {text}", "Bronnen: A · peildatum",
                 80, shapes, 300)  # fmt: skip


def texts(svg: str) -> list[str]:
    root = ElementTree.fromstring(svg)
    return ["".join(one.itertext()) for one in root.iter(f"{SVG}text")]


def test_a_page_gets_text_as_text_and_words_beside_it() -> None:
    root = ElementTree.fromstring(to_inline(chart()))
    assert (root.get("role"), root.get("viewBox")) == ("img", "0 0 300 80")
    assert root.get("aria-label") == "In woorden: € 5 mld"
    assert root.get("width") is None
    assert texts(to_inline(chart())) == ["€ 5 mld"]
    assert "@font-face" not in to_inline(chart())


def test_text_is_never_code() -> None:
    root = ElementTree.fromstring(to_inline(chart(POISON)))
    assert root.get("aria-label") == f"In woorden: {POISON}"
    assert [one.tag for one in root.iter() if "script" in one.tag] == []
    (text,) = texts(to_inline(chart(POISON)))
    assert "7331*3" in text and "$x_1$" in text and "<script>" in text


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_is_whole_and_always_the_same(suffix: str) -> None:
    first = to_picture(chart(), suffix)  # type: ignore[arg-type]
    assert first == to_picture(chart(), suffix)  # type: ignore[arg-type]
    assert len(first) > 1000


def test_a_file_has_title_sources_and_its_size() -> None:
    svg = to_picture(chart(), "svg").decode()
    said = " ".join(texts(svg))
    for part in ("Titel € 5 mld", "Ondertitel", "€ 5 mld", "Bronnen: A · peildatum"):
        assert part in said
    image = Image.open(io.BytesIO(to_picture(chart(), "png")))
    assert image.width == pytest.approx((300 + 2 * MARGIN) * DPI / 72, abs=1)
