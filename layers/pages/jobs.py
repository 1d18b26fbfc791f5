"""A button that begins long work, shows how far it is, and then offers the file."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from layers.jobs import Job
from layers.presentation import MIMES, size_text

EVERY_S = 0.5


def show_job(
    key: str, asks: object, label: str, begin: Callable[[], Job], name: str, unit: str
) -> None:
    """Show one piece of long work.

    Parameters
    ----------
    asks
        What the file is made of: work for something else than what is now asked is stopped.
    label
        What the button says, such as *Pakket (PowerPoint)*.
    begin
        Begins the work.
    name, unit
        The name of the file, and what is counted (*plekken*).
    """
    made_of, job = st.session_state.get(f"job-{key}", (None, None))
    if job and made_of != asks:
        job.cancel()
        job = None

    def start() -> None:
        st.session_state[f"job-{key}"] = (asks, begin())

    if job is None or job.is_cancelled or job.error:
        if job and job.error and not job.is_cancelled:
            st.html('<p class="say" role="status">Dit bestand kon niet worden gemaakt. Probeer het '
                    "opnieuw met minder plekken.</p>")  # fmt: skip
        st.button(f"Maak {label}", key=f"begin-{key}", on_click=start, width="stretch")
    elif (result := job.result) is not None:
        st.download_button(f"Download {label} ({size_text(result)})", lambda: result, name,
                           MIMES[name.rpartition(".")[2]], key=f"done-{key}", on_click="ignore",
                           type="primary", width="stretch")  # fmt: skip
    else:
        _progress(key, job, unit)


@st.fragment(run_every=EVERY_S)
def _progress(key: str, job: Job, unit: str) -> None:
    """Show how far work is, until it is done; only this part of the page runs again."""
    if not job.is_running:
        st.rerun()
    share = job.done / job.total if job.total else 0.0
    st.progress(min(share, 1.0), text=f"{job.done} van {job.total} {unit}")
    st.button("Stop", key=f"stop-{key}", on_click=job.cancel, width="stretch")
