"""Opens the pages without a browser; maps go to a folder of the test, not to ``static/``."""

from __future__ import annotations

import json
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from geo.catalogue import data_folder
from tests.layers.poison import copy_data

ROOT = Path(__file__).parents[2]
PAGES = {name: f"layers/pages/{name.lower()}.py"
         for name in ("Kaart", "Knelpunten", "Dossier", "Middelen", "Bronnen")}  # fmt: skip


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)


@pytest.fixture(params=list(PAGES))
def title(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the data that the app reads instead of the bundled one."""
    data = copy_data(data_folder(), tmp_path / "data")
    monkeypatch.setenv("DOORBRAAKKAART_DATA", str(data))
    return data


@pytest.fixture(scope="session")
def shared_public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("shared") / "maps"


@pytest.fixture
def public(
    request: pytest.FixtureRequest, shared_public: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """Return the folder that maps are published in: a fresh one for a test with data of its own."""
    fresh = "copied" in request.fixturenames
    folder = request.getfixturevalue("tmp_path") / "maps" if fresh else shared_public
    monkeypatch.setattr("layers.pages.mapframe.PUBLIC", folder)
    return folder


@pytest.fixture
def open_app(monkeypatch: pytest.MonkeyPatch, public: Path) -> Callable[..., AppTest]:
    """Return a function that opens a page of the app, with what stands in the address."""
    monkeypatch.chdir(ROOT)

    def open_page(title: str = "Kaart", **address: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
        for key, value in address.items():
            app.query_params[key] = value
        app.switch_page(PAGES[title])
        return app.run()

    return open_page


@pytest.fixture
def shown() -> Callable[[AppTest], str]:
    """Return a function that gives the text that a page shows, tags and style left out."""

    def text(app: AppTest) -> str:
        reader = _Text()
        for block in html_of(app):
            reader.feed(block)
        reader.close()
        return "\n".join([*(t.value for t in app.title), *reader.pieces])

    return text


@pytest.fixture
def sent() -> Callable[[AppTest, str], Any]:
    """Return a function that gives what a page sends to one of its components, or None."""

    def data(app: AppTest, name: str) -> Any:
        parts = [part.proto for part in app.get("bidi_component")]
        found = [one.json for one in parts if one.component_name == f"doorbraakkaart_{name}"]
        return json.loads(found[0]) if found else None

    return data


def html_of(app: AppTest) -> list[str]:
    """Return the HTML blocks of a page, without its style sheet."""
    blocks: list[Any] = list(app.get("html"))
    return [b.proto.body for b in blocks if not b.proto.body.startswith("<style>")]
