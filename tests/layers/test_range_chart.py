"""Bars and ranges: to scale, from a zero line, a dot only for what is known."""

from __future__ import annotations

from layers.chart import Bar, Dot, Rule, Words
from layers.range_chart import NAMES, Line, alt_of, range_chart


def shapes(*lines: Line) -> list[object]:
    return list(range_chart("Titel", "", "Bronnen: A", lines).shapes)


def test_bars_are_to_scale_from_the_zero_line() -> None:
    found = shapes(Line("A", high=50, scale=100, text="50", is_bar=True),
                   Line("B", high=100, scale=100, text="100", is_bar=True))  # fmt: skip
    one, other = (shape for shape in found if isinstance(shape, Bar))
    assert one.x == other.x == NAMES and one.width * 2 == other.width
    zero = next(shape for shape in found if isinstance(shape, Rule))
    assert zero.x0 == zero.x1 == NAMES


def test_a_range_has_a_dot_only_where_a_value_is_known() -> None:
    assert not any(isinstance(one, Dot) for one in shapes(Line("A", 10, 20, 100, "10–20")))
    (dot,) = (o for o in shapes(Line("A", 10, 10, 100, "10", dots=(10,))) if isinstance(o, Dot))
    (norm,) = (o for o in shapes(Line("A", 0, 0, 100, "x", norm=10)) if isinstance(o, Rule)
               and o.x0 > NAMES)  # fmt: skip
    assert dot.x == norm.x0


def test_nothing_is_not_a_bar_and_a_heading_has_no_line() -> None:
    found = shapes(Line("Kop"), Line("A", scale=100, text="onbekend", is_bar=True))
    assert not any(isinstance(one, Bar) for one in found)
    assert [one.text for one in found if isinstance(one, Words) and one.x == 0] == ["Kop", "A"]


def test_a_line_in_words() -> None:
    line = Line("Sociaal", 0.1, 0.4, 1, "10 % tot 40 %", norm=0.3, norm_text="norm 30 %")
    assert alt_of(line) == "Sociaal: 10 % tot 40 %, norm 30 %."
