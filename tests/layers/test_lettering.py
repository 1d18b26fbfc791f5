"""Text on paper: measured, broken into lines, and never read as anything but text."""

from __future__ import annotations

import warnings

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from layers.lettering import (
    UNKNOWN_LETTER,
    Letters,
    balance,
    clean,
    shrink,
    width_of,
    wrap,
    write,
)
from tests.layers.poison import PAYLOADS

PLAIN = Letters(10)
words = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Z")), max_size=80)


def drawn_width(text: str, letters: Letters) -> float:
    """Return the width that matplotlib gives a line, in points."""
    figure = Figure(figsize=(10, 1), dpi=300)
    canvas = FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, 720), ylim=(0, 72))
    line = write(axes, (0, 0), text, letters)
    return line.get_window_extent(canvas.get_renderer()).width / 300 * 72


@pytest.mark.parametrize("letters", [PLAIN, Letters(26, weight=600)])
@pytest.mark.parametrize("text", ["Stougjeswijk", "10.000–12.500 woningen ¹⁻³", "fl $x^2$ {{ }}"])
def test_width_is_what_is_drawn(text: str, letters: Letters) -> None:
    assert width_of(text, letters) == pytest.approx(drawn_width(text, letters), rel=0.005)


def test_width_grows_with_size_and_weight() -> None:
    assert width_of("Cortelande", Letters(20)) == pytest.approx(2 * width_of("Cortelande", PLAIN))
    assert width_of("Cortelande", Letters(10, weight=600)) > width_of("Cortelande", PLAIN)


@settings(max_examples=60, deadline=None)
@given(words, st.floats(12, 200))
def test_lines_fit_and_nothing_is_lost(text: str, width: float) -> None:
    lines = wrap(text, PLAIN, width)
    assert "".join("".join(lines).split()) == "".join(clean(text).split())
    for line in lines:
        assert width_of(line, PLAIN) <= width + 0.01 or len(line) == 1


def test_line_breaks_between_words() -> None:
    lines = wrap("Spoorzone Hengelo-Enschede", PLAIN, 80)
    assert lines == ("Spoorzone", "Hengelo-Enschede")
    assert wrap("Spoorzone Hengelo-Enschede", PLAIN, 500) == ("Spoorzone Hengelo-Enschede",)


def test_word_of_80_letters_is_broken() -> None:
    assert len(wrap("a" * 80, PLAIN, 100)) > 2


def test_balanced_lines_are_no_more_and_no_wider() -> None:
    text = "Doorbraaklocaties, NPLV-gebieden en grootschalige gebieden in Zuid-Holland"
    loose, even = wrap(text, PLAIN, 260), balance(text, PLAIN, 260)
    assert len(even) == len(loose)
    widest = max(width_of(line, PLAIN) for line in even)
    assert widest < max(width_of(line, PLAIN) for line in loose)
    assert " ".join(even) == text


def test_shrinks_only_as_far_as_needed_and_allowed() -> None:
    text = "Cortelande in Zuidplas"
    wide = width_of(text, Letters(20))
    assert shrink(text, Letters(20), wide + 1, 1, 8).size == 20
    assert shrink(text, Letters(20), wide * 0.72, 1, 8).size == 14
    assert shrink(text, Letters(20), wide * 0.1, 1, 8).size == 8


def test_clean_text_is_one_legible_line() -> None:
    assert clean("  a\u2028b\n\tc\u0000\u200d ") == "a b c"
    assert clean("Fryslân – € ½ ● ▨") == "Fryslân – € ½ ● ▨"
    assert clean("東京") == UNKNOWN_LETTER * 2


@pytest.mark.parametrize("payload", [*PAYLOADS, "$x$", r"$\frac{1}{2}$", "a$b", "😀 東京"])
def test_payload_is_drawn_as_it_is_without_a_word_of_english(payload: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert drawn_width(payload, PLAIN) == pytest.approx(width_of(payload, PLAIN), rel=0.02)


def test_mathematics_would_be_seen() -> None:
    """The twin: with mathtext on, the same text is narrower."""
    figure = Figure(figsize=(10, 1), dpi=300)
    canvas = FigureCanvasAgg(figure)
    line = figure.text(0, 0, r"$\frac{1}{2}$", fontproperties=PLAIN.font, parse_math=True)
    width = line.get_window_extent(canvas.get_renderer()).width / 300 * 72
    assert width < 0.5 * width_of(r"$\frac{1}{2}$", PLAIN)


def test_halo_lies_below_and_leaves_the_text_alone() -> None:
    axes = Figure().add_axes((0, 0, 1, 1))
    line = write(axes, (0, 0), "Pampus", Letters(9, halo=1.2))
    below, above = axes.texts
    assert above is line
    assert below.get_zorder() < above.get_zorder()
    assert below.get_path_effects() and not above.get_path_effects()
