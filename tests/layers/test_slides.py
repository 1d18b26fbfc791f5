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


def text_of(pages: list[tuple[Row, ...]], column: int) -> str:
    return " ".join(one.cells[column].text for page in pages for one in page if not one.head)


@given(st.lists(st.integers(1, 120), max_size=25), st.floats(30, 400))
def test_no_word_is_lost_and_no_page_too_high(sizes: list[int], height: float) -> None:
    rows = [row(" ".join(f"woord{n}" for n in range(size))) for size in sizes]
    pages = split_rows(rows, WIDTHS, [height / 2, height])
    assert text_of(pages, 1).split() == text_of([tuple(rows)], 1).split()
    assert text_of(pages, 0).split() == ["a"] * len(sizes)
    for at, page in enumerate(pages):
        assert Grid(0, 0, WIDTHS, page).height <= (height / 2 if at == 0 else height)
    assert list(pages[0] if pages else ()) == rows[: len(pages[0]) if pages else 0]


def test_a_row_higher_than_a_page_is_cut_between_words() -> None:
    long = Row((Words("wie", (2,), bold=True), Words("knelpunt " * 220, (1, 3))))
    pages = split_rows([HEAD, row("ervoor"), long, row("erna")], WIDTHS, [300.0])
    assert all(Grid(0, 0, WIDTHS, page).height <= 300 for page in pages)
    assert all(page[0] is HEAD for page in pages)
    parts = [one for page in pages for one in page[1:]][1:-1]
    assert len(parts) > 2
    assert set(" ".join(part.cells[1].text for part in parts).split()) == {"knelpunt"}
    assert sum(part.cells[1].text.count("knelpunt") for part in parts) == 220
    assert [part.cells[0].full for part in parts] == [long.cells[0].full, *[""] * (len(parts) - 1)]
    assert [part.cells[1].marks for part in parts] == [*[()] * (len(parts) - 1), (1, 3)]
    assert pages[-1][-1] == row("erna")


def test_a_word_higher_than_a_page_is_cut_too() -> None:
    pages = split_rows([Row((Words("m" * 2000), Words("é" * 2000, (1,))))], WIDTHS, [300.0])
    assert all(Grid(0, 0, WIDTHS, page).height <= 300 for page in pages)
    assert text_of(pages, 0).replace(" ", "") == "m" * 2000
    assert text_of(pages, 1).replace(" ", "") == "é" * 2000
    wide = Row((Words("kop " * 500, size=20),), wide=True)
    pages = split_rows([wide], WIDTHS, [300.0])
    assert all(one.wide for page in pages for one in page)
    assert text_of(pages, 0).split() == ["kop"] * 500


def test_a_room_too_low_for_a_line_still_gets_one() -> None:
    pages = split_rows([row("woord " * 40)], WIDTHS, [10.0])
    assert text_of(pages, 1).split() == ["woord"] * 40
    assert len(pages) == len(row("woord " * 40).cells[1].lines(WIDTHS[1] - 8))


def test_a_first_row_moves_to_the_next_page_when_the_first_has_no_room() -> None:
    high, low = row("woord " * 40), row("kort")
    need = high.height(WIDTHS)
    assert split_rows([high, low], WIDTHS, [need - 1, 500.0]) == [(), (high, low)]
    assert split_rows([high, low], WIDTHS, [need, 500.0]) == [(high,), (low,)]
    first, *rest = split_rows([row("woord " * 900)], WIDTHS, [100.0, 300.0])
    assert first == ()
    assert text_of(rest, 1).split() == ["woord"] * 900


@given(st.text(min_size=1, max_size=200))
def test_a_title_shrinks_but_is_never_small(title: str) -> None:
    assert Slide(title).heading.size >= SMALLEST
    assert Slide("Lisserbroek").heading.size == 28
