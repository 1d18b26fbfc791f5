"""Text in columns: what fits is set, the rest is counted, and sources are numbered."""

from __future__ import annotations

import pytest
from matplotlib.figure import Figure

from layers.column import SOURCE, Piece, Setting, Story, draw_setting, mark_text, set_story
from layers.lettering import Letters, width_of

TEXT = Letters(10)


def rows(count: int, source: str = "") -> tuple[Piece, ...]:
    """Return rows of one line, each with a source of its own or the same one."""
    return tuple(
        Piece(f"Rij {n}", TEXT, sources=(source or f"Bron {n}",), right=str(n))
        for n in range(count)
    )


def story(count: int, source: str = "Bron") -> Story:
    head = (Piece("Kop", Letters(20), sources=("Kopbron",)),)
    return Story(head, rows(count, source), lambda n: Piece(f"en nog {n}", TEXT))


def texts(setting: Setting) -> list[str]:
    return [piece.text for piece, *_ in setting.spots]


@pytest.mark.parametrize(
    ("numbers", "text"),
    [([], ""), ([1], "¹"), ([3, 1], "¹ ³"), ([1, 2], "¹ ²"), ([1, 2, 3], "¹⁻³"),
     ([9, 10, 11, 13], "⁹⁻¹¹ ¹³"), ([2, 2], "²")],
)  # fmt: skip
def test_marks(numbers: list[int], text: str) -> None:
    assert mark_text(numbers) == text


def test_all_rows_stand_when_there_is_room() -> None:
    setting = set_story(story(5), 200, 400)
    assert texts(setting) == ["Kop", *(f"Rij {n}" for n in range(5))]


@pytest.mark.parametrize("height", [120, 150, 200])
def test_what_does_not_fit_is_counted(height: float) -> None:
    setting = set_story(story(50), 200, height)
    shown = [text for text in texts(setting) if text.startswith("Rij")]
    assert 0 < len(shown) < 50
    assert texts(setting)[-1] == f"en nog {50 - len(shown)}"
    piece, _, depth, lines = setting.spots[-1]
    room = height - len(setting.sources) * SOURCE.height
    assert depth + len(lines) * piece.letters.height <= room


def test_type_is_never_smaller() -> None:
    for height in (110, 400):
        setting = set_story(story(50), 200, height)
        assert {piece.letters.size for piece, *_ in setting.spots} == {10, 20}


def test_sources_are_those_of_what_is_shown() -> None:
    setting = set_story(story(50, ""), 200, 200)
    shown = [piece for piece, *_ in setting.spots if piece.text.startswith("Rij")]
    used = ["Kopbron", *(one.sources[0] for one in shown)]
    assert list(setting.numbers) == used
    assert list(setting.numbers.values()) == list(range(1, len(used) + 1))
    assert len(setting.sources) == len(used)


def test_second_column_goes_on_where_the_first_ends() -> None:
    setting = set_story(story(20), 400, 200, columns=2)
    assert [text for text in texts(setting) if text.startswith("Rij")] == [
        f"Rij {n}" for n in range(20)
    ]
    columns = [column for _, column, *_ in setting.spots]
    assert columns == sorted(columns) and set(columns) == {0, 1}
    assert abs(columns.count(0) - columns.count(1)) < 6  # balanced


def test_heading_does_not_stand_alone_at_the_foot() -> None:
    filler = tuple(Piece(f"Regel {n}", TEXT) for n in range(7))
    heading = Piece("Tussenkop", TEXT, leads=True)
    tall = Story((*filler, heading, Piece("Eronder", TEXT)), (), lambda n: Piece("", TEXT))
    setting = set_story(tall, 400, 8.4 * TEXT.height + 9, columns=2)
    column = {piece.text: column for piece, column, *_ in setting.spots}
    assert column["Tussenkop"] == column["Eronder"] == 1


def test_head_that_cannot_fit_is_said() -> None:
    with pytest.raises(ValueError, match="head"):
        set_story(story(1), 200, 20)


def test_large_figure_shrinks_to_its_line_but_no_further() -> None:
    wide = Piece("25.000–35.000 woningen", Letters(22), sources=("a", "b"), least=14)
    only = Story((wide,), (), lambda n: wide)
    (piece, *_, lines), *_ = set_story(only, 170, 200).spots
    assert 14 <= piece.letters.size < 22 and len(lines) == 1
    (piece, *_, lines), *_ = set_story(only, 60, 200).spots
    assert piece.letters.size == 14 and len(lines) > 1


@pytest.mark.parametrize("width", range(60, 140, 7))
def test_marks_never_stand_alone(width: int) -> None:
    text = Piece("Nadere bestuurlijke afspraken gemaakt.", TEXT, sources=("a", "b"))
    ((*_, lines),) = set_story(Story((text,), (), lambda n: text), width, 300).spots
    assert lines[-1].endswith("¹ ²")
    assert len(lines[-1].split()) > 2
    assert all(width_of(line, TEXT) <= width for line in lines)


def test_everything_is_drawn_inside_the_column() -> None:
    setting = set_story(story(8, ""), 220, 300)
    axes = Figure(figsize=(5, 5)).add_axes((0, 0, 1, 1), xlim=(0, 360), ylim=(0, 360))
    draw_setting(axes, setting, 50, 340)
    assert len(axes.texts) > 16
    for text in axes.texts:
        letters = Letters(text.get_fontsize(), int(text.get_fontweight()))
        x, y = text.get_position()
        assert x >= 49.9 and x + width_of(text.get_text(), letters) <= 271
        assert 39.9 <= y <= 340
    words = [text.get_text() for text in axes.texts]
    assert "Rij 7" in words and "¹" in words and "¹ Kopbron" in words
