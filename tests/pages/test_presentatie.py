"""Presentatie without a browser: long work gives its file, and the page stays whole."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest


@pytest.mark.parametrize("key", ["pptx", "pdf", "atlas"])
def test_work_that_is_done_gives_its_file_beside_the_pictures(
    key: str, open_app: Callable[..., AppTest]
) -> None:
    app = open_app("Kaart", plekken="DB01", provincie="Zuid-Holland")
    app.switch_page("layers/pages/presentatie.py").run()
    app.button(key=f"begin-{key}").click().run()
    _, job = app.session_state[f"job-{key}"]
    until = time.monotonic() + 60
    while job.is_running and time.monotonic() < until:
        time.sleep(0.1)
    app.run()
    assert not app.exception
    labels = [button.proto.label for button in app.get("download_button")]
    assert sum(label.startswith("Download ") and "MB" in label for label in labels) == 1
