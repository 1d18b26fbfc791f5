"""The page Dossier without a browser: its address, its buttons, a layer that cannot be used."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from geo.catalogue import data_folder, load_catalogue
from layers.findings import EXPLORATION
from tests.dutch import english_in
from tests.layers.poison import PRODUCT_OF_TEMPLATE, edit_csv, restamp
from tests.pages.spoil import SPOILS, set_fresh, set_outdated

Open = Callable[..., AppTest]
Shown = Callable[[AppTest], str]
Sent = Callable[[AppTest, str], Any]
LONG = "Zeventienhuizerpolder-Noordwest en Grootscheepsmakershaven aan de Binnendijk-Oost"


@pytest.fixture
def open_page(open_app: Open) -> Open:
    """Return a function that opens Dossier with what stands in its address."""
    return lambda **address: open_app("Dossier", **address)


@pytest.mark.parametrize("place_id", ["DB01", "DB02", "DB03", "DB12", "NP04", "GG06", "GG18"])
def test_address_gives_a_dossier(open_page: Open, shown: Shown, sent: Sent, place_id: str) -> None:
    place = load_catalogue(data_folder()).places[place_id]
    app = open_page(locatie=place_id)
    assert not app.exception and not app.error
    text = shown(app)
    for words in (place.name, "Wie is aan zet", "Cijfers", "Middelen van het Rijk", EXPLORATION,
                  "Bronnen", "peildatum"):  # fmt: skip
        assert words in text
    assert app.selectbox[0].value == place_id
    message = sent(app, "map")["message"]
    assert message["selected"] == place_id
    (south, west), (north, east) = message["focus"]
    assert south < place.lat < north and west < place.lon < east


def test_without_an_address_it_is_the_first_of_the_list(open_page: Open, shown: Shown) -> None:
    app = open_page()
    assert "Stougjeswijk" in shown(app) and "bekende plek" not in shown(app)


@pytest.mark.parametrize("unknown", ["DB99", "Stougjeswijk", "{{ 7331*3 }}", "<script>x</script>"])
def test_unknown_place_is_said(open_page: Open, shown: Shown, unknown: str) -> None:
    app = open_page(locatie=unknown)
    text = shown(app)
    assert not app.exception
    assert f"‘{unknown}’ is hier geen bekende plek; dit is de eerste van de lijst." in text
    assert "Hoeksche Waard" in text and PRODUCT_OF_TEMPLATE not in text


@pytest.mark.parametrize(
    ("place_id", "before", "after"),
    [("DB02", "DB01", "DB03"), ("DB01", "GG22", "DB02"), ("GG22", "GG21", "DB01")],
)
def test_buttons_go_round_the_list(
    open_page: Open, shown: Shown, place_id: str, before: str, after: str
) -> None:
    places = load_catalogue(data_folder()).places
    for at, other in enumerate((before, after)):
        app = open_page(locatie=place_id)
        app.button[at].click().run()
        assert app.query_params["locatie"] == other
        assert app.selectbox[0].value == other and places[other].name in shown(app)


def test_list_opens_another_dossier(open_page: Open, shown: Shown) -> None:
    app = open_page(locatie="DB01")
    app.selectbox[0].set_value("NP04").run()
    assert app.query_params["locatie"] == "NP04"
    assert "Heerlen-Noord" in shown(app) and "Stougjeswijk" not in shown(app)


@pytest.mark.parametrize("spoil", SPOILS)
def test_spoilt_layer_is_listed_as_not_checked(
    open_page: Open, shown: Shown, copied: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(copied)
    app = open_page(locatie="DB02")
    text = shown(app)
    assert not app.exception
    assert "natura2000.parquet" in text and "Herstel: " in text
    assert "Niet gecontroleerd" in text and "ligt op" not in text
    assert "Natura 2000-gebieden: " in text.split("Niet gecontroleerd", 1)[1]
    assert "Rijksdienst voor Ondernemend Nederland" not in text, "what was not used is no source"
    assert english_in(text.replace("layer.natura2000", "")) == []


def test_outdated_layer_is_called_old(open_page: Open, shown: Shown, copied: Path) -> None:
    set_outdated(copied)
    assert "verouderd" in shown(open_page(locatie="DB02"))
    set_fresh(copied)
    assert "verouderd" not in shown(open_page(locatie="DB02"))


def test_changed_name_is_the_name_everywhere(open_page: Open, shown: Shown, copied: Path) -> None:
    def rename(row: dict[str, str]) -> None:
        if row["place_id"] == "DB01":
            row["name"] = LONG

    edit_csv(copied, "places", rename)
    restamp(copied)
    app = open_page(locatie="DB01")
    assert LONG in shown(app) and app.selectbox[0].options[0] == f"{LONG} (DB01)"
