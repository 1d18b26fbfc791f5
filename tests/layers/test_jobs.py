"""Long work: progress, a stop that works, an error that is kept."""

from __future__ import annotations

import threading

from layers.jobs import Job


def test_work_is_done_in_steps() -> None:
    seen = []

    def work(job: Job) -> bytes:
        for item in job.steps("abc", 3):
            seen.append((item, job.done, job.total))
        return b"klaar"

    job = Job(work)
    job.wait(5)
    assert seen == [("a", 0, 3), ("b", 1, 3), ("c", 2, 3)]
    assert (job.result, job.error, job.is_running) == (b"klaar", None, False)


def test_work_stops_at_the_next_step() -> None:
    begun, go_on = threading.Event(), threading.Event()
    steps = []

    def work(job: Job) -> bytes:
        for item in job.steps(range(100), 100):
            steps.append(item)
            begun.set()
            go_on.wait(5)
        return b""

    job = Job(work)
    assert begun.wait(5)
    assert job.is_running
    job.cancel()
    go_on.set()
    job.wait(5)
    assert job.is_cancelled
    assert job.result is None
    assert steps == [0]


def test_an_error_is_kept_for_the_page() -> None:
    def work(_: Job) -> bytes:
        raise ValueError("kapot")

    job = Job(work)
    job.wait(5)
    assert isinstance(job.error, ValueError)
    assert not job.is_cancelled
