"""Progress is said of long work that somebody watches, in Dutch, and of nothing else."""

from __future__ import annotations

import io
from typing import Any

import pytest

from geo.progress import Progress


class Terminal(io.StringIO):
    """A stream that is a terminal."""

    def isatty(self) -> bool:
        return True


def lines(stream: io.StringIO, steps: list[tuple[float, int]], **options: Any) -> str:
    """Return what is written when so much is done after so many seconds."""
    now = 0.0
    progress = Progress(100_000, "plannen", stream=stream, clock=lambda: now, **options)
    for seconds, done in steps:
        now = seconds
        progress(done)
    return stream.getvalue()


STEPS = [(0.5, 25_000), (1.0, 50_000), (1.5, 75_000), (2.0, 100_000)]


def test_a_terminal_sees_one_line_that_grows_from_the_first_second() -> None:
    assert lines(Terminal(), STEPS) == (
        "\r50.000 van 100.000 plannen\r75.000 van 100.000 plannen\r100.000 van 100.000 plannen\n"
    )


def test_a_shorter_line_covers_a_longer_one() -> None:
    assert lines(Terminal(), [(2, 50_000), (3, 9)]).endswith("\r9 van 100.000 plannen     ")


def test_a_file_gets_lines_only_when_they_are_asked_for() -> None:
    assert lines(io.StringIO(), STEPS) == ""
    asked = lines(io.StringIO(), STEPS, forced=True)
    assert asked.splitlines()[0] == "50.000 van 100.000 plannen" and "\r" not in asked


@pytest.mark.parametrize("steps", [[(0.9, 100_000)], [(9, 100_000)], [(0.1, 5), (0.9, 100_000)]])
def test_short_work_and_work_of_one_step_say_nothing(steps: list[tuple[float, int]]) -> None:
    assert lines(Terminal(), steps) == ""
