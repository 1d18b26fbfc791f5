"""How long Knelpunten and Dossier let a reader wait: ``python -m tests.benchmarks.screened``.

Recolouring is measured in the browser, from the click on a theme until the symbols of the map wear
its letters and a frame has been painted; a run is what the server needs, asked as a browser does.
"""

from __future__ import annotations

import asyncio
import statistics
import tempfile
from pathlib import Path

import websockets
from playwright.sync_api import Page, expect, sync_playwright

from layers import style
from tests.benchmarks.load import run_ms
from tests.e2e.actions import inner
from tests.e2e.server import launch, serve

THEMES = ("ruimte", "netcongestie_woningen", "infrastructuur", "bodem")
REPEATS, RUNS = 10, 15
QUERIES = {
    "knelpunten": ("", "thema=stikstof", "thema=ruimte&plek=DB01", "provincie=Utrecht"),
    "dossier": ("locatie=DB01", "locatie=DB03", "locatie=GG06", "locatie=NP04"),
}
NOW = "performance.timeOrigin + performance.now()"
WATCH = f"""() => {{
  const worn = () => [...document.querySelectorAll("[data-id] text")];
  const letters = () => worn().map((one) => one.textContent).join("");
  const paint = () => requestAnimationFrame(() => window.recoloured.push({NOW}));
  let seen = letters();
  window.recoloured = [];
  new MutationObserver(() => {{
    if (letters() === seen) return;
    seen = letters();
    requestAnimationFrame(paint);
  }}).observe(document.querySelector(".leaflet-places-pane"), {{ subtree: true, childList: true }});
}}"""
CLICK = f"""(button) => {{
  const start = {NOW};
  button.click();
  return start;
}}"""


def recolour_ms(page: Page, address: str) -> list[float]:
    """Choose themes in turn; the first round is to warm up."""
    page.goto(f"{address}/knelpunten")
    expect(page.frame_locator("iframe.map").locator("[data-id]")).to_have_count(64)
    page.wait_for_timeout(2000)
    frame = inner(page)
    frame.evaluate(WATCH)
    found = []
    for number in range(len(THEMES) + REPEATS):
        before = frame.evaluate("window.recoloured.length")
        title = style.THEMES[THEMES[number % len(THEMES)]]
        head = page.locator("thead").get_by_role("button", name=title, exact=True)
        start = head.evaluate(CLICK)
        frame.wait_for_function("(n) => window.recoloured.length > n", arg=before)
        found.append(frame.evaluate("window.recoloured.at(-1)") - start)
        page.wait_for_timeout(700)
    return found[len(THEMES) :]


async def runs_ms(address: str, page: str) -> list[float]:
    """Ask for runs of a page in one session; the first of each query is to warm up."""
    stream = address.replace("http:", "ws:") + "/_stcore/stream"
    protocol = [websockets.Subprotocol("streamlit")]
    queries = QUERIES[page]
    async with websockets.connect(stream, subprotocols=protocol, max_size=None) as socket:
        found = [
            await run_ms(socket, queries[number % len(queries)], page)
            for number in range(len(queries) + RUNS)
        ]
    return found[len(queries) :]


def main() -> None:
    """Start the app, measure, print."""
    with tempfile.TemporaryDirectory() as folder, serve(Path(folder)) as address:
        for page in QUERIES:
            print(describe(f"run of {page}", asyncio.run(runs_ms(address, page))))
        with sync_playwright() as playwright:
            browser = launch(playwright)
            tab = browser.new_page(viewport={"width": 1440, "height": 900}, locale="nl-NL")
            print(describe("recolour on knelpunten", recolour_ms(tab, address)))
            browser.close()


def describe(name: str, times: list[float]) -> str:
    """Write a median with its extremes."""
    middle, least, most = statistics.median(times), min(times), max(times)
    return f"{name:24}{middle:>7.0f} ms  (n={len(times)}, {least:.0f}–{most:.0f})"


if __name__ == "__main__":
    main()
