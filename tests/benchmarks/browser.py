"""What a reader waits for, measured in the browser by ``probe.js``."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, WebSocket

PROBE = Path(__file__).with_name("probe.js")
SIZE = {"width": 1440, "height": 900}
QUIET_S, SETTLE_MS = 0.4, 300
PATIENCE_MS = 20_000
FIND = """([kind, want, from]) => {
  const fits = { paths: (one) => one.paths >= (want.paths || 0)
      && Object.entries(want.fills || {}).every(([fill, n]) => (one.fills[fill] || 0) === n),
    panel: (one) => one.text === want.text };
  return probe.slice(from).find((one) => one.kind === kind && fits[kind](one))?.at;
}"""


class Traffic:
    """Counts what goes over the websockets of a page, both ways, as the browser hands it over."""

    def __init__(self, page: Page) -> None:
        self.bytes = 0
        self.last = time.monotonic()
        page.on("websocket", self._attach)

    def _attach(self, socket: WebSocket) -> None:
        socket.on("framesent", self._count)
        socket.on("framereceived", self._count)

    def _count(self, payload: str | bytes) -> None:
        self.bytes += len(payload)
        self.last = time.monotonic()


@dataclass(frozen=True)
class Tab:
    """An open app: its page and what it has sent and received."""

    page: Page
    traffic: Traffic

    def quiet(self) -> None:
        """Wait until nothing has come for a while: the run is over."""
        self.page.wait_for_timeout(QUIET_S * 1000)
        while time.monotonic() - self.traffic.last < QUIET_S:
            self.page.wait_for_timeout(50)

    def now(self) -> int:
        """Return the number of events so far."""
        return int(self.page.evaluate("probe.length"))

    def moment(self, kind: str, want: Mapping[str, Any], since: int = 0) -> float:
        """Wait for an event that fits, and return its time in milliseconds."""
        wanted = [kind, want, since]
        handle = self.page.wait_for_function(FIND, arg=wanted, timeout=PATIENCE_MS)
        return float(handle.json_value())

    def clicked(self, since: int) -> float:
        """Return the time of the last click after an event number."""
        code = "(from) => probe.slice(from).findLast((one) => one.kind === 'click').at"
        return float(self.page.evaluate(code, since))


@contextmanager
def open_tab(browser: Browser, address: str) -> Iterator[Tab]:
    """Open an address in a browser that has never seen it."""
    context = browser.new_context(viewport=SIZE, locale="nl-NL")
    context.add_init_script(path=PROBE)
    page = context.new_page()
    traffic = Traffic(page)
    page.goto(address, wait_until="commit")
    yield Tab(page, traffic)
    context.close()


def first_draw(browser: Browser, address: str, kind: str, want: Mapping[str, Any]) -> float:
    """Return the milliseconds from navigation until an event."""
    with open_tab(browser, address) as tab:
        return tab.moment(kind, want) - float(tab.page.evaluate("probe.start"))


def recolour(tab: Tab, title: str, fills: Mapping[str, int]) -> tuple[float, int]:
    """Choose a theme; return the milliseconds until the map shows it, and the bytes of the run."""
    box = tab.page.get_by_role("combobox", name="Kleur van de gemeenten")
    box.click()
    option = tab.page.get_by_role("option", name=title, exact=True)
    option.wait_for()
    tab.quiet()
    since, before = tab.now(), tab.traffic.bytes
    option.click()
    done = tab.moment("paths", {"fills": fills}, since)
    tab.quiet()
    return done - tab.clicked(since), tab.traffic.bytes - before


def click_place(tab: Tab, selector: str, number: int, name: str) -> float:
    """Click a place on the map; return the milliseconds until the panel has its name."""
    since = tab.now()
    tab.page.frame_locator("iframe").locator(selector).nth(number).dispatch_event("click")
    done = tab.moment("panel", {"text": name}, since)
    tab.quiet()
    tab.page.wait_for_timeout(SETTLE_MS)
    return done - tab.clicked(since)


def recolours(
    tab: Tab, titles: Mapping[str, str], fills: Mapping[str, Mapping[str, int]], repeats: int
) -> list[tuple[float, int]]:
    """Go round the themes; the first time round is to warm up."""
    first, *others = titles  # the apps open with the first
    turns = [*others, *([first, *others] * (repeats // len(titles) + 1))]
    found = [recolour(tab, titles[theme], fills[theme]) for theme in turns[: len(others) + repeats]]
    return found[len(others) :]


def clicks(tab: Tab, targets: Sequence[tuple[str, int, str]]) -> list[float]:
    """Click places one after another; the first is to warm up."""
    return [click_place(tab, *target) for target in targets][1:]
