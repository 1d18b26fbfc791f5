"""Long work beside a page: it says how far it is, and stops when asked."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")


class Cancelled(Exception):  # noqa: N818 - a wish of the reader, no failure
    """The reader stopped the work."""


class Job:
    """Work that makes a file in a thread of its own.

    Parameters
    ----------
    work
        Makes the bytes; it is given the job, to say how far it is (:meth:`report`, :meth:`steps`).
    """

    def __init__(self, work: Callable[[Job], bytes]) -> None:
        self.done, self.total = 0, 0
        self.result: bytes | None = None
        self.error: Exception | None = None
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(work,), daemon=True)
        self._thread.start()

    @property
    def is_running(self) -> bool:
        """Whether the work goes on."""
        return self._thread.is_alive()

    @property
    def is_cancelled(self) -> bool:
        """Whether the reader stopped it."""
        return isinstance(self.error, Cancelled)

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._stop.set()

    def wait(self, seconds: float | None = None) -> None:
        """Wait until the work is done, or no longer than so many seconds."""
        self._thread.join(seconds)

    def report(self, done: int, total: int) -> None:
        """Say how far the work is.

        Raises
        ------
        Cancelled
            When the reader asked to stop.
        """
        if self._stop.is_set():
            raise Cancelled
        self.done, self.total = done, total

    def steps(self, items: Iterable[Item], total: int) -> Iterator[Item]:
        """Pass items on, and say before each how many are done."""
        for number, item in enumerate(items):
            self.report(min(number, total), total)
            yield item

    def _run(self, work: Callable[[Job], bytes]) -> None:
        try:
            self.result = work(self)
        except Exception as error:  # shown on the page by whoever looks at the job
            self.error = error
