"""A server for the session, and a page that refuses and reports every step outside 127.0.0.1."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    FrameLocator,
    Page,
    Response,
    expect,
    sync_playwright,
)

from tests.e2e.server import launch, serve

expect.set_options(timeout=15_000)
LOCAL = ("127.0.0.1",)
# Streamlit looks for its server under the address of a page before it looks at the root.
PROBES = ("/_stcore/health", "/_stcore/host-config")


def is_probe(url: str) -> bool:
    """Return whether an address is one of Streamlit's own two guesses."""
    path = urlsplit(url).path
    return path.endswith(PROBES) and path not in PROBES


@dataclass
class Watch:
    """What a page did that it should not."""

    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    probes: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def on_request(self, url: str) -> None:
        """Write down a request that leaves this machine; :func:`launch` leaves it no way."""
        address = urlsplit(url)
        if address.scheme not in ("data", "blob") and address.hostname not in LOCAL:
            self.outside.append(url)

    def attach(self, page: Page) -> None:
        """Begin to watch a page."""
        page.on("request", lambda request: self.on_request(request.url))
        page.on("websocket", lambda socket: self.on_request(socket.url))
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("response", self._on_response)
        page.on("dialog", self._on_dialog)

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not is_probe(message.location["url"]):
            self.errors.append(message.text)

    def _on_response(self, response: Response) -> None:
        if response.status >= 400:
            (self.probes if is_probe(response.url) else self.missing).append(response.url)

    def _on_dialog(self, dialog: Any) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def require_clean(self) -> None:
        """Require that the page stayed home and met no error."""
        assert self.outside == []
        assert self.errors == []
        assert self.missing == []
        assert self.dialogs == []


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serve(tmp_path_factory.mktemp("app")) as address:
        yield address


@pytest.fixture(scope="session")
def window() -> Iterator[BrowserContext]:
    """Return one browser for all tests; each opens a page of its own in it."""
    with sync_playwright() as playwright:
        chromium = launch(playwright)
        viewport = {"width": 1440, "height": 900}
        yield chromium.new_context(viewport=viewport, locale="nl-NL")
        chromium.close()


@contextmanager
def watched_page(window: BrowserContext, watch: Watch) -> Iterator[Page]:
    """Open a page that is watched from its first request."""
    page = window.new_page()
    watch.attach(page)
    yield page
    page.close()


@pytest.fixture
def page(window: BrowserContext) -> Iterator[Page]:
    """Return a page; afterwards it must have stayed home, without errors."""
    watch = Watch()
    with watched_page(window, watch) as fresh:
        yield fresh
    watch.require_clean()


@pytest.fixture
def unchecked(window: BrowserContext) -> Iterator[tuple[Page, Watch]]:
    """Return a page and its watch, for a test that judges for itself."""
    watch = Watch()
    with watched_page(window, watch) as fresh:
        yield fresh, watch


@pytest.fixture(scope="session")
def open_map() -> Callable[..., FrameLocator]:
    """Return a function that opens the Kaart and waits until the map has drawn its places."""

    def open_page(page: Page, server: str, query: str = "") -> FrameLocator:
        page.goto(f"{server}/{query}")
        frame = page.frame_locator("iframe")
        expect(frame.locator("[data-id=DB01]")).to_be_attached()
        return frame

    return open_page


@pytest.fixture(scope="session")
def go_to() -> Callable[[Page, str], None]:
    """Return a function that goes to a page as a reader does: through the navigation."""

    def go(page: Page, title: str) -> None:
        page.get_by_role("link", name=title, exact=True).click()

    return go


@pytest.fixture(scope="module")
def kaart(window: BrowserContext, server: str) -> Iterator[Page]:
    """Return one page for the tests of this file; afterwards it must have met no error."""
    watch = Watch()
    with watched_page(window, watch) as page:
        yield page
    watch.require_clean()
