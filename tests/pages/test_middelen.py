"""Middelen en doelen without a browser: sections, addresses, the calculator, and history."""

from __future__ import annotations

import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from geo.catalogue import data_folder
from geo.goals import NO_VERDICT
from geo.revisions import Revision
from layers.addition import WRONG
from tests.dutch import english_in

Open = Callable[..., AppTest]
Shown = Callable[[AppTest], str]
Sent = Callable[[AppTest, str], Any]
SECTIONS = {
    "opbouw": "Overlap en twijfel", "optellen": "Voorbeelden", "doelen": "Aandelen in Nederland",
    "voortgang": "Woondeals per provincie", "rekenhulp": "Nog geen bedrag",
    "bronnen-verschillen": "Voorkeur: ", "wijzigingen": "Wat is gewijzigd",
}  # fmt: skip


@pytest.fixture
def open_part(open_app: Open) -> Open:
    """Return a function that opens a section with what else stands in the address."""
    return lambda part, **address: open_app("Middelen", deel=part, **address)


@pytest.mark.parametrize("part", SECTIONS)
def test_section_opens_from_its_address(
    open_part: Open, shown: Shown, catalogue: Any, part: str
) -> None:
    app = open_part(part)
    assert not app.exception
    text = shown(app)
    assert SECTIONS[part] in text
    for source in catalogue.manifest.documents.values():
        text = text.replace(source.title, "")
    assert english_in(text) == []


@pytest.mark.parametrize("part", ["qqqq", "<script>", "{{ 7331*3 }}"])
def test_unknown_section_is_said_and_the_first_opens(
    open_part: Open, shown: Shown, part: str
) -> None:
    text = shown(open_part(part))
    assert "hier geen bekend onderdeel" in text and SECTIONS["opbouw"] in text
    assert "21993" not in text


def test_every_drawing_has_its_tables_and_sources(open_part: Open, sent: Sent) -> None:
    app = open_part("opbouw")
    for picture in app.selectbox[0].options:
        assert picture
    app.selectbox[0].select("S-GEBIEDSBUDGET-2023").run()
    assert app.query_params["tekening"] == "S-GEBIEDSBUDGET-2023"
    assert "Gebiedsbudget 2023: MRA West" in sent(app, "chart")["svg"]


def test_sum_comes_from_the_address_and_goes_to_it(open_part: Open, shown: Shown) -> None:
    app = open_part("optellen", som=",".join(WRONG[0].figure_ids))
    assert "Geen som" in shown(app) and "telt dubbel" in shown(app)
    app.button[-1].click().run()
    assert app.query_params["som"] == "S-NPLV-RUIMTE.amount.1,S-NPLV-PERSONEEL.amount.1"
    assert "= € 230.000.000." in shown(app)


def test_unknown_figure_in_the_address_is_said(open_part: Open, shown: Shown) -> None:
    text = shown(open_part("optellen", som="qqqq,S-NPLV.amount.1"))
    assert "‘qqqq’ is hier geen bekend cijfer" in text
    assert "Kies er ten minste twee" in text


@pytest.mark.parametrize("area", ["PV28", "WD06", "WD05", "selectie", "qqqq"])
def test_every_kind_of_area_opens(open_part: Open, shown: Shown, area: str) -> None:
    app = open_part("doelen", gebied=area)
    assert not app.exception and shown(app)


def test_one_place_has_a_contribution_and_no_norm(open_part: Open, shown: Shown) -> None:
    app = open_part("doelen", gebied="selectie", plekken="DB01,GG99")
    text = shown(app)
    assert "Bijdrage van één plek" in text and NO_VERDICT in text
    assert "Aandelen tegenover de norm" not in text
    app.multiselect[0].select("DB02").run()
    assert app.query_params["plekken"] == "DB01,DB02"
    assert "Aandelen tegenover de norm" in shown(app)


def test_calculator_keeps_what_is_filled_in(open_part: Open, shown: Shown) -> None:
    app = open_part("rekenhulp")
    for label, value in (("Gestarte woningen", "300"), ("Aandeel betaalbaar", "2/3")):
        next(field for field in app.text_input if field.label == label).input(value)
    app.run()
    assert "€ 1,4 miljoen" in shown(app)
    (held,) = [app.session_state["scenario"]]
    assert held["jaren"][2025]["aandeel_betaalbaar"] == "2/3"
    next(field for field in app.text_input if field.label == "Aandeel betaalbaar").input("veel")
    app.run()
    assert "startjaar 2025" in shown(app) and "€ 1,4 miljoen" not in shown(app)
    assert english_in(shown(app)) == []


def fill_form(app: AppTest, homes: str, share: str, supported: str = "") -> None:
    """Fill in the first year of the calculator."""
    cells = {"Gestarte woningen": homes, "Aandeel betaalbaar": share, "Al gesteund": supported}
    for label, value in cells.items():
        next(field for field in app.text_input if field.label == label).input(value)
    app.run()


@pytest.mark.parametrize(
    ("cells", "label", "said"),
    [
        (("100", "66,7"), "Aandeel betaalbaar", "Herstel: schrijf 66,7 % of een breuk zoals 2/3"),
        (("100", "50"), "Aandeel betaalbaar", "Herstel: schrijf 50 % of een breuk zoals 2/3"),
        (("100", "nan"), "Aandeel betaalbaar", "schrijf een percentage zoals 66,7 %"),
        (("100", ""), "Aandeel betaalbaar", "gevonden niets. Herstel: vul ‘Aandeel betaalbaar’ in"),
        (("-50", "50 %"), "Gestarte woningen", "een geheel getal van 0 tot en met 10.000.000"),
        (("10.000.001", "50 %"), "Gestarte woningen", "10.000.000; gevonden ‘10.000.001’"),
        (("100", "50 %", "60"), "Al gesteund", "verlaag ‘Al gesteund’"),
    ],
)
def test_refusal_speaks_of_the_form(
    open_part: Open, shown: Shown, cells: tuple[str, ...], label: str, said: str
) -> None:
    app = open_part("rekenhulp")
    fill_form(app, *cells)
    (note,) = [line for line in shown(app).splitlines() if line.startswith("uw scenario")]
    assert note.startswith(f"uw scenario, startjaar 2025, {label}: verwacht ") and said in note
    for word in ("_", "aanhalingstekens", "de rij", "10000000"):
        assert word not in note
    assert not app.exception


def test_refused_name_is_that_of_the_form(open_part: Open, shown: Shown) -> None:
    app = open_part("rekenhulp")
    app.text_input(key="calc-naam").input(" ").run()
    assert "vul ‘Naam van het scenario’ in" in shown(app)


@pytest.mark.parametrize("years", [[2019], [2025, 2025]])
def test_file_with_a_year_that_the_form_cannot_show_is_refused(
    open_part: Open, shown: Shown, monkeypatch: pytest.MonkeyPatch, years: list[int]
) -> None:
    rows = [{"startjaar": y, "gestarte_woningen": 9, "aandeel_betaalbaar": "1"} for y in years]
    content = json.dumps({"naam": "Anders", "aannames": [], "jaren": rows}).encode()
    file = SimpleNamespace(name="oud.json", getvalue=lambda: content)
    given = iter([file])
    monkeypatch.setattr("streamlit.file_uploader", lambda *_, **__: next(given, None))
    app = open_part("rekenhulp")
    assert f"‘Anders’, startjaar {years[0]}: verwacht" in shown(app)
    assert app.session_state["scenario"]["naam"] == "Mijn scenario"


# What changed


def test_without_history_the_command_is_named(
    open_part: Open, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("layers.pages.targets.list_revisions", lambda: ())
    assert "python -m geo diff" in shown(open_part("wijzigingen"))


def test_with_history_two_editions_are_compared(
    open_part: Open, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A folder stands for a commit here: both are editions.
    monkeypatch.setattr(
        "layers.pages.targets.list_revisions", lambda: (Revision(str(data_folder()), "2025-12-08"),)
    )
    app = open_part("wijzigingen")
    assert "zijn de gegevens gelijk" in shown(app)
    assert "8 december 2025" in app.selectbox[0].options[0]


def test_charts_are_no_code(open_part: Open, sent: Sent) -> None:
    svg = sent(open_part("voortgang"), "chart")["svg"]
    assert svg.startswith("<svg") and "<script" not in svg
    assert "77.600 woningen" in json.loads(json.dumps(svg))
