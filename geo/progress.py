"""Says on standard error how far long work is, and keeps quiet about short work."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TextIO

QUIET_S = 1.0


class Progress:
    """A line such as ``25.000 van 100.000 plannen``, once the work has taken a second.

    Parameters
    ----------
    total, unit
        How much there is to do, and of what, in Dutch.
    forced
        Write also where nobody seems to watch (a file, a pipe), then one line a step.
    stream, clock
        Where to write, and what tells the seconds.
    """

    def __init__(
        self, total: int, unit: str, forced: bool = False, stream: TextIO | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        self.total, self.unit, self.clock = total, unit, clock
        self.stream = stream or sys.stderr
        self.watched = self.stream.isatty()
        self.wanted = forced or self.watched
        self.started = clock()
        self.length = 0

    def __call__(self, done: int) -> None:
        """Say how much is done; on a terminal the line takes the place of the one before."""
        last = done >= self.total
        if not self.wanted or self.clock() - self.started < QUIET_S or (last and not self.length):
            return
        text = f"{_dotted(done)} van {_dotted(self.total)} {self.unit}"
        self.stream.write(f"\r{text:<{self.length}}" if self.watched else f"{text}\n")
        self.length = len(text)
        if self.watched and last:
            self.stream.write("\n")
        self.stream.flush()


def _dotted(number: int) -> str:
    return f"{number:,}".replace(",", ".")
