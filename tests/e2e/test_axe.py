"""axe-core on every page and inside the map: no serious or critical violation of ours."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Frame, FrameLocator, Page, expect

from tests.e2e.actions import PANEL, inner

OpenMap = Callable[..., FrameLocator]
GRAVE = {"serious", "critical"}
RUN = "() => axe.run(document, {resultTypes: ['violations'], iframes: false})"
OF_STREAMLIT: dict[tuple[str, str], str] = {}
"""Rule and part of the markup of what is Streamlit's own, with the reason that it stays."""
STATES = {
    "niets gekozen": ("", "Kies een plek"),
    "een plek": ("?plek=DB01", "Stougjeswijk"),
    "leeg filter": ("?zoek=qqqq", "Geen plekken"),
    "kleur en provincie": ("?kleur=netcongestie&provincie=Utrecht", "Kies een plek"),
}

SCREENED = {
    "knelpunten": ("knelpunten", "Kies een vakje"),
    "vakje": ("knelpunten?thema=ruimte&plek=DB01", "opgelost"),
    "lege matrix": ("knelpunten?zoek=qqqq", "Geen plekken"),
    "dossier": ("dossier?locatie=DB03", "Cortelande"),
}


def violations(frame: Page | Frame) -> list[str]:
    """Return the grave violations in a document, those of Streamlit left out."""
    frame.evaluate(Axe().axe_script)
    found: dict[str, Any] = frame.evaluate(RUN)
    return [
        f"{one['id']} ({one['impact']}): {node['html'][:200]}"
        for one in found["violations"] if one["impact"] in GRAVE
        for node in one["nodes"] if not is_of_streamlit(one["id"], node["html"])
    ]  # fmt: skip


def is_of_streamlit(rule: str, html: str) -> bool:
    """Return whether a violation is on the list of exceptions."""
    return any(rule == known and part in html for known, part in OF_STREAMLIT)


@pytest.mark.parametrize(("query", "text"), STATES.values(), ids=STATES)
def test_kaart_and_the_map_in_it(page: Page, server: str, query: str, text: str) -> None:
    page.goto(f"{server}/{query}")
    expect(page.locator(PANEL)).to_contain_text(text)
    expect(page.frame_locator("iframe.map").locator(".legend li").first).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "nl")
    assert violations(page) == []
    assert violations(inner(page)) == []


@pytest.mark.parametrize(("path", "text"), SCREENED.values(), ids=SCREENED)
def test_screened_page_and_the_map_in_it(page: Page, server: str, path: str, text: str) -> None:
    page.goto(f"{server}/{path}")
    expect(page.locator(PANEL)).to_contain_text(text)
    expect(page.frame_locator("iframe.map").locator(".legend li").first).to_be_attached()
    expect(page.locator("html")).to_have_attribute("lang", "nl")
    assert violations(page) == []
    assert violations(inner(page)) == []


def test_bronnen(page: Page, server: str, go_to: Callable[[Page, str], None]) -> None:
    page.goto(server)
    go_to(page, "Bronnen")
    expect(page.get_by_role("heading", name="Bronnen", exact=True)).to_be_visible()
    expect(page.get_by_role("table").first).to_be_visible()
    assert violations(page) == []


def test_violation_is_seen(page: Page, server: str, open_map: OpenMap) -> None:
    """The twin: axe works here, in the app and in the map."""
    open_map(page, server)
    for frame in (page, inner(page)):
        frame.evaluate("""() => {
          const image = document.createElement("img");
          image.width = image.height = 20;
          document.body.append(image);
        }""")
        assert any(one.startswith("image-alt") for one in violations(frame))
