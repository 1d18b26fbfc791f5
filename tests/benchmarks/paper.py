"""An A4 PNG beside a headless Chromium that takes a picture of the Folium page, in one run.

``python -m tests.benchmarks.paper [--json]`` prints medians and ratios, and ends with 1 when one of
the requirements is missed. Both pictures have the same number of pixels.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from geo.catalogue import load_catalogue
from layers.paper import to_picture
from layers.sheet import Sheet
from layers.view import View
from layers.web import publish_map
from tests.benchmarks.map import Result, report
from tests.e2e.server import ROOT, launch

ROUNDS = 7
SHEET = Sheet()
WINDOW = {"width": 1123, "height": 794}
PEAK = """if True:
    import resource, sys
    from geo.catalogue import load_catalogue
    from layers.paper import to_picture
    from layers.sheet import Sheet
    from layers.view import View
    catalogue = load_catalogue()
    sites = tuple(catalogue.places)[: int(sys.argv[1])]
    to_picture(catalogue, View(), Sheet(panel=True), "png", sites)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
COLD = """if True:
    import sys, tempfile
    from pathlib import Path
    from playwright.sync_api import sync_playwright
    from geo.catalogue import load_catalogue
    from layers.web import publish_map
    from tests.e2e.server import launch
    with tempfile.TemporaryDirectory(dir=sys.argv[1]) as name, sync_playwright() as playwright:
        path = Path(name) / publish_map(load_catalogue(), Path(name))
        browser = launch(playwright)
        window = {"width": 1123, "height": 794}
        page = browser.new_page(viewport=window, device_scale_factor=3508 / 1123)
        page.goto(path.as_uri())
        page.wait_for_selector(".label", state="attached")
        page.screenshot()
        browser.close()
"""


def milliseconds(work: Callable[[], object]) -> float:
    """Return how long something takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def photograph(browser: Browser, address: str) -> bytes:
    """Return a picture of the map page as soon as its names stand there."""
    page = browser.new_page(viewport=WINDOW, device_scale_factor=SHEET.pixels[0] / WINDOW["width"])
    page.goto(address)
    page.wait_for_selector(".label", state="attached")
    picture = page.screenshot()
    page.close()
    return picture


def measure_warm(address: str) -> Result:
    """Compare one more picture, with everything started, in turns so that noise hits both."""
    catalogue, view = load_catalogue(), View()
    ours: list[float] = []
    theirs: list[float] = []
    with sync_playwright() as playwright:
        browser = launch(playwright)
        photograph(browser, address)
        to_picture(catalogue, view, SHEET, "png")
        for _ in range(ROUNDS):
            ours.append(milliseconds(lambda: to_picture(catalogue, view, SHEET, "png")))
            theirs.append(milliseconds(lambda: photograph(browser, address)))
        browser.close()
    mine, other = statistics.median(ours), statistics.median(theirs)
    return Result("A4 PNG, started", mine, other, "Chromium screenshot", "ms", 1, at_least=False)


def measure_cold(folder: Path) -> Result:
    """Compare the first picture from nothing: our command, and Folium with a browser."""
    ours, theirs = [], []
    command = [sys.executable, "-m", "layers", "map", "--out", str(folder / "kaart.png")]
    other = [sys.executable, "-c", COLD, str(folder)]
    for _ in range(3):
        ours.append(milliseconds(lambda: run(command)))
        theirs.append(milliseconds(lambda: run(other)))
    mine, beside = statistics.median(ours), statistics.median(theirs)
    return Result("A4 PNG, from nothing", mine, beside, "Folium page and Chromium", "ms", 1,
                  at_least=False)  # fmt: skip


def run(command: Sequence[str]) -> str:
    """Return what a command prints."""
    done = subprocess.run(command, check=True, cwd=ROOT, capture_output=True, text=True)
    return done.stdout


def peak_mb(count: int) -> float:
    """Return the most memory that a process needs for a page about so many places."""
    return int(run([sys.executable, "-c", PEAK, str(count)])) / 1024


def measure() -> list[Result]:
    """Measure every requirement."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        address = (folder / publish_map(load_catalogue(), folder)).as_uri()
        results = [measure_warm(address), measure_cold(folder)]
    memory = Result("peak, 64 places", peak_mb(64), peak_mb(8), "8 places", "MB", 1.5,
                    at_least=False)  # fmt: skip
    return [*results, memory]


if __name__ == "__main__":
    sys.exit(report(__doc__.splitlines()[0], measure))
