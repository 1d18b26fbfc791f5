"""Slides: what fits, what flows on, and that no type is small."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from layers.slides import SMALLEST, Grid, Row, Slide, Words, split_rows

WIDTHS = (100.0, 300.0)
HEAD = Row((Words("Wie", bold=True), Words("Wat", bold=True)), head=True)


def row(text: str) -> Row:
    return Row((Words("a"), Words(text)))


def test_a_row_is_as_high_as_its_longest_cell() -> None:
    one, long = row("kort"), row("woord " * 40)
    assert long.height(WIDTHS) > 3 * one.height(WIDTHS)
    assert Grid(0, 0, WIDTHS, (one, long)).height == one.height(WIDTHS) + long.height(WIDTHS)


def test_rows_flow_on_under_the_same_head() -> None:
    rows = [HEAD, *(row(str(n)) for n in range(30))]
    pages = split_rows(rows, WIDTHS, [200.0])
    assert len(pages) > 1
    assert all(page[0] is HEAD for page in pages)
    assert [one for page in pages for one in page[1:]] == rows[1:]
    assert all(Grid(0, 0, WIDTHS, page).height <= 200 for page in pages)


def test_nothing_gives_no_page() -> None:
    assert split_rows([], WIDTHS, [100.0]) == []
    assert split_rows([HEAD], WIDTHS, [100.0]) == []


@given(st.lists(st.integers(1, 120), max_size=25), st.floats(30, 400))
def test_no_row_is_lost_whatever_its_size(sizes: list[int], height: float) -> None:
    rows = [row("woord " * size) for size in sizes]
    pages = split_rows(rows, WIDTHS, [height / 2, height])
    assert [one for page in pages for one in page] == rows
    for at, page in enumerate(pages):
        room = height / 2 if at == 0 else height
        assert len(page) == 1 or Grid(0, 0, WIDTHS, page).height <= room


@given(st.text(min_size=1, max_size=200))
def test_a_title_shrinks_but_is_never_small(title: str) -> None:
    assert Slide(title).heading.size >= SMALLEST
    assert Slide("Lisserbroek").heading.size == 28
