"""The page Knelpunten without a browser: addresses, filters, and a layer that cannot be used."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from geo.catalogue import data_folder, load_catalogue
from geo.constraints import THEMES
from geo.findings import UNCHECKED
from geo.model import Selection
from geo.selection import select_places
from layers import style
from layers.findings import EXPLORATION
from tests.dutch import english_in
from tests.layers.poison import PRODUCT_OF_TEMPLATE, poison
from tests.pages.spoil import SPOILS, remove, set_fresh, set_outdated

Open = Callable[..., AppTest]
Shown = Callable[[AppTest], str]
Sent = Callable[[AppTest, str], Any]


@pytest.fixture
def open_page(open_app: Open) -> Open:
    """Return a function that opens Knelpunten with what stands in its address."""
    return lambda **address: open_app("Knelpunten", **address)


def stands(table: Any, theme: str) -> list[str]:
    """Return the states of a column of the matrix."""
    at = list(THEMES).index(theme)
    return [row["cells"][at]["stand"] for row in table["rows"]]


def test_page_counts_what_was_not_checked(open_page: Open, shown: Shown, sent: Sent) -> None:
    app = open_page()
    table = sent(app, "matrix")
    cells = [cell["stand"] for row in table["rows"] for cell in row["cells"]]
    assert len(cells) == 768
    quiet = f"{cells.count(UNCHECKED)} van 768 niet gecontroleerd (64 plekken × 12 thema's)"
    assert f"{EXPLORATION}: {quiet}" in shown(app)
    assert "Kies een vakje" in shown(app)
    assert english_in(shown(app)) == []


@pytest.mark.parametrize("theme", THEMES)
def test_address_gives_a_theme_back(open_page: Open, shown: Shown, sent: Sent, theme: str) -> None:
    app = open_page(thema=theme)
    table = sent(app, "matrix")
    assert (table["place"], table["theme"]) == (None, theme)
    places = next(one for one in sent(app, "map")["message"]["layers"] if one["id"] == "places")
    assert set(places["of"]) == set(stands(table, theme))
    assert style.THEMES[theme] in shown(app) and "Zegt niet: " in shown(app)


def test_address_gives_a_cell_and_a_row_back(open_page: Open, shown: Shown, sent: Sent) -> None:
    cell = open_page(thema="infrastructuur", plek="DB02")
    assert "Nieuwekerkertocht" in shown(cell) and "Kies een vakje" not in shown(cell)
    assert (sent(cell, "matrix")["place"], sent(cell, "matrix")["theme"]) == (
        "DB02", "infrastructuur",
    )  # fmt: skip
    assert sent(cell, "map")["message"]["selected"] == "DB02"
    row = open_page(plek="DB02")
    assert "Niet gecontroleerd: " in shown(row) and "Haarlemmermeer" in shown(row)
    assert sent(row, "map")["message"]["selected"] == "DB02"


@pytest.mark.parametrize("unknown", ["regenboog", "status", "{{ 7331*3 }}", "<script>x</script>"])
def test_unknown_values_are_said_and_ignored(
    open_page: Open, shown: Shown, sent: Sent, unknown: str
) -> None:
    app = open_page(thema=unknown, plek=unknown)
    text = shown(app)
    assert not app.exception
    for key in ("thema", "plek"):
        assert f"‘{unknown}’ is hier geen bekende waarde voor ‘{key}’ en is genegeerd." in text
    assert "Kies een vakje" in text and PRODUCT_OF_TEMPLATE not in text
    assert (sent(app, "matrix")["place"], sent(app, "matrix")["theme"]) == (None, None)


@pytest.mark.parametrize(
    ("address", "chosen"),
    [
        ({"provincie": "Zuid-Holland"}, Selection(provincie_code="PV28")),
        ({"soort": "nplv"}, Selection(kinds=("nplv_gebied",))),
        ({"zoek": "zuidplas"}, Selection(search="zuidplas")),
    ],
)
def test_filters_leave_their_rows_and_count_them(
    open_page: Open, shown: Shown, sent: Sent, address: dict[str, str], chosen: Selection
) -> None:
    places = select_places(load_catalogue(data_folder()), chosen)
    app = open_page(**address)
    rows = sent(app, "matrix")["rows"]
    assert [row["id"] for row in rows] == [place.place_id for place in places]
    assert f" van {12 * len(places)} niet gecontroleerd" in shown(app)


@pytest.mark.parametrize("address", [{"zoek": "qqqq"}, {"zoek": "qqqq", "thema": "stikstof"}])
def test_no_place_left_says_what_to_do(
    open_page: Open, shown: Shown, sent: Sent, address: dict[str, str]
) -> None:
    app = open_page(**address)
    text = shown(app)
    assert "Geen plek voldoet aan deze filters." in text and "Geen plekken" in text
    assert f"{EXPLORATION}: geen plek in deze selectie" in text and "0 van 0" not in text
    assert sent(app, "matrix") is None and sent(app, "map") is not None


def test_chosen_place_outside_the_filters_is_said(open_page: Open, shown: Shown) -> None:
    text = shown(open_page(plek="DB01", provincie="Groningen", thema="ruimte"))
    assert "De gekozen plek valt buiten de filters" in text


# A layer that cannot be used


@pytest.mark.parametrize("spoil", SPOILS)
def test_spoilt_layer_is_not_checked_and_never_absent(
    open_page: Open, shown: Shown, sent: Sent, copied: Path, spoil: Callable[[Path], None]
) -> None:
    before = stands(sent(open_page(), "matrix"), "stikstof")
    spoil(copied)
    app = open_page(thema="stikstof", plek="DB02")
    text, table = shown(app), sent(app, "matrix")
    assert not app.exception
    assert "natura2000.parquet" in text and "Herstel: " in text
    assert "niet_aanwezig" not in stands(table, "stikstof")
    assert before.count("op_afstand") == 64 and "op_afstand" not in stands(table, "stikstof")
    cells = [cell["stand"] for row in table["rows"] for cell in row["cells"]]
    assert f"{cells.count(UNCHECKED)} van 768 niet gecontroleerd" in text
    assert "Niet gecontroleerd" in text and "ligt op" not in text
    assert english_in(text.replace("layer.natura2000", "")) == []


@pytest.mark.parametrize("address", [{}, {"kleur": "natura2000"}, {"lagen": "natura2000"}])
def test_page_without_the_layer_still_has_its_map(
    open_page: Open, sent: Sent, copied: Path, address: dict[str, str]
) -> None:
    remove(copied)
    app = open_page(**address)
    assert not app.exception
    drawn = [layer["id"] for layer in sent(app, "map")["message"]["layers"]]
    assert "places" in drawn and "natura2000" not in drawn


def test_outdated_layer_keeps_its_findings_and_is_called_old(
    open_page: Open, shown: Shown, sent: Sent, copied: Path
) -> None:
    set_outdated(copied)
    app = open_page(thema="stikstof", plek="DB02")
    assert "verouderd" in shown(app) and "ligt op" in shown(app)
    at = list(THEMES).index("stikstof")
    assert all(row["cells"][at]["outdated"] for row in sent(app, "matrix")["rows"])
    set_fresh(copied)
    app = open_page(thema="stikstof", plek="DB02")
    assert "verouderd" not in shown(app)
    assert not any(row["cells"][at]["outdated"] for row in sent(app, "matrix")["rows"])


def test_poison_stays_text(
    open_page: Open, shown: Shown, copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = poison(copied, copied.with_name("poison"))
    monkeypatch.setenv("DOORBRAAKKAART_DATA", str(data))
    app = open_page(plek="DB01", thema="netcongestie_woningen")
    assert not app.exception
    assert load_catalogue(data).places["DB01"].name in shown(app)
    assert PRODUCT_OF_TEMPLATE not in shown(app)
