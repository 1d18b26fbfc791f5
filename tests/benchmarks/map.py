"""The map beside plain ``st_folium``, in one run on one machine.

``python -m tests.benchmarks.map [--json]`` prints medians and ratios, and ends with 1 when one of
the requirements is missed. It needs ``tests/benchmarks/requirements.txt`` and Debian's Chromium.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from geo.catalogue import Catalogue, load_catalogue
from tests.benchmarks.browser import clicks, first_draw, open_tab, recolours
from tests.benchmarks.load import median_rerun_ms
from tests.benchmarks.servers import Addresses, serve_all
from tests.benchmarks.shapes import THEMES, marks, polygon_layers
from tests.e2e.server import launch

ROUNDS, REPEATS, CLICKS, DRAWS = 2, 6, 4, 5
SESSIONS, RERUNS, RERUNS_ALONE, THINK_ALONE_S = 25, 4, 15, 1.0


@dataclass(frozen=True)
class Result:
    """One requirement: what was measured, beside what, and the ratio that is asked.

    ``at_least``: ``other / ours`` must be ``required`` or more; else ``ours / other`` no more.
    """

    name: str
    ours: float
    other: float
    beside: str
    unit: str
    required: float
    at_least: bool

    @property
    def ratio(self) -> float:
        """How many times, in the direction of the requirement."""
        return self.other / self.ours if self.at_least else self.ours / self.other

    @property
    def met(self) -> bool:
        """Whether the requirement holds."""
        return self.ratio >= self.required if self.at_least else self.ratio <= self.required


@dataclass
class Reader:
    """What one way of showing the map takes: milliseconds and bytes."""

    recolour_ms: list[float]
    recolour_bytes: list[float]
    click_ms: list[float]


def measure_reader(
    browser: Browser, address: str, catalogue: Catalogue, selector: str
) -> Reader:  # fmt: skip
    """Recolour and click in one app that is open and warm."""
    shapes = sum(len(one["features"]) for one in polygon_layers(catalogue, "geen").values())
    fills = marks(catalogue)
    with open_tab(browser, address) as tab:
        tab.moment("paths", {"paths": shapes})
        tab.quiet()
        found = recolours(tab, THEMES, fills, REPEATS)
        ids = list(catalogue.places)
        numbers = range(0, len(ids), len(ids) // (CLICKS + 1))
        targets = [(selector.format(ids[n]), n, catalogue.places[ids[n]].name) for n in numbers]
        if "{}" in selector:
            targets = [(one, 0, name) for one, _, name in targets]
        spent = clicks(tab, targets[: CLICKS + 1])
    return Reader([ms for ms, _ in found], [size for _, size in found], spent)


def measure_readers(
    browser: Browser, addresses: Addresses, catalogue: Catalogue
) -> Iterator[Result]:
    """Compare recolouring, clicking and traffic, in turns, so that noise hits both."""
    ours, plain = Reader([], [], []), Reader([], [], [])
    for _ in range(ROUNDS):
        for total, address, selector in (
            (ours, addresses.ours, "[data-id={}]"),
            (plain, addresses.plain, ".leaflet-marker-icon"),
        ):
            fresh = measure_reader(browser, address, catalogue, selector)
            for name, values in asdict(fresh).items():
                getattr(total, name).extend(values)
    for title, name, unit, required in (
        ("recolour", "recolour_ms", "ms", 5), ("click to panel", "click_ms", "ms", 4),
        ("bytes per recolour", "recolour_bytes", "B", 30),
    ):  # fmt: skip
        mine, theirs = (statistics.median(getattr(one, name)) for one in (ours, plain))
        yield Result(title, mine, theirs, "st_folium", unit, required, at_least=True)


def measure_first_draw(browser: Browser, addresses: Addresses, catalogue: Catalogue) -> Result:
    """Compare a cold browser's first map with a static page plus Streamlit's own start."""
    layers = polygon_layers(catalogue, "geen").values()
    drawn = {"paths": sum(len(one["features"]) for one in layers)}
    cases = {
        addresses.ours: ("paths", drawn), addresses.static: ("paths", drawn),
        addresses.trivial: ("panel", {"text": "Klaar"}),
    }  # fmt: skip
    times: dict[str, list[float]] = {address: [] for address in cases}
    for _ in range(DRAWS):
        for address, (kind, want) in cases.items():
            times[address].append(first_draw(browser, address, kind, want))
    ours, static, trivial = (statistics.median(times[address]) for address in cases)
    beside = f"static page {static:.0f} + Streamlit {trivial:.0f}"
    return Result("first draw", ours, static + trivial, beside, "ms", 1.3, at_least=False)


def measure_load(address: str) -> Result:
    """Compare a rerun among 25 sessions with one alone."""
    alone = median_rerun_ms(address, 1, RERUNS_ALONE, THINK_ALONE_S)
    crowd = median_rerun_ms(address, SESSIONS, RERUNS)
    beside = f"1 session (n={RERUNS_ALONE})"
    return Result(f"rerun, {SESSIONS} sessions", crowd, alone, beside, "ms", 2, at_least=False)


def measure() -> list[Result]:
    """Start everything and measure every requirement."""
    catalogue = load_catalogue()
    with tempfile.TemporaryDirectory() as folder, serve_all(Path(folder)) as addresses:
        with sync_playwright() as playwright:
            browser = launch(playwright)
            results = list(measure_readers(browser, addresses, catalogue))
            results.append(measure_first_draw(browser, addresses, catalogue))
            browser.close()
        return [*results, measure_load(addresses.ours)]


def to_table(results: Sequence[Result]) -> str:
    """Write the results as text."""
    lines = [f"{'':22}{'ours':>10}{'other':>12}{'ratio':>8}{'required':>10}"]
    for one in results:
        sign = "≥" if one.at_least else "≤"
        lines.append(
            f"{one.name:22}{one.ours:>8,.0f} {one.unit:<2}{one.other:>9,.0f} {one.unit:<2}"
            f"{one.ratio:>8.2f}{sign + f' {one.required:g}':>10}  "
            f"{'met   ' if one.met else 'MISSED'}  beside {one.beside}"
        )
    return "\n".join(lines)


def report(title: str, measured: Callable[[], list[Result]]) -> int:
    """Measure, print, and return the exit code that says whether all requirements are met."""
    parser = argparse.ArgumentParser(description=title)
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args()
    results = measured()
    if options.json:
        rows = [asdict(one) | {"ratio": one.ratio, "met": one.met} for one in results]
        print(json.dumps(rows, indent=1, ensure_ascii=False))
    else:
        print(to_table(results))
    return 0 if all(one.met for one in results) else 1


if __name__ == "__main__":
    sys.exit(report(__doc__.splitlines()[0], measure))
