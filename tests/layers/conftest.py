"""What the tests of the layers share: the catalogue, a changed copy, and HTML read back."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from geo.catalogue import Catalogue, data_folder, load_catalogue
from tests.layers.poison import poison


class Page(HTMLParser):
    """Reads HTML the way a browser does: what is text, what is a tag, what is an attribute."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.pieces: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)

    @property
    def text(self) -> str:
        """Everything that a reader reads."""
        return "".join(self.pieces)

    @property
    def links(self) -> list[str]:
        """The addresses of the links."""
        return [value or "" for name, value in self.attributes if name == "href"]


@pytest.fixture(scope="session")
def read_html() -> type[Page]:
    return Page


@pytest.fixture(scope="session")
def poisoned(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    folder = tmp_path_factory.mktemp("poison") / "data"
    return load_catalogue(poison(data_folder(), folder))


@pytest.fixture(scope="session")
def changed(catalogue: Catalogue) -> Any:
    """Return a function that makes a catalogue with other tables and the same geometry."""

    def change(**tables: Any) -> Catalogue:
        fresh = replace(catalogue, **tables)
        fresh.__dict__["natura2000"] = catalogue.natura2000
        return fresh

    return change


@pytest.fixture
def public(tmp_path: Path) -> Path:
    return tmp_path / "maps"
