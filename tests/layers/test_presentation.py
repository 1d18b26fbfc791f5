"""Pictures that the pages make: what their buttons hand to the functions of the command line."""

from __future__ import annotations

from typing import Any

import pytest

from geo.catalogue import Catalogue
from geo.selection import select_places
from layers.pages import downloads
from layers.presentation import Wish, picture, read_wish
from layers.view import View

ADDRESS = "https://kaart.example.nl/app"


def wish_of(catalogue: Catalogue, **address: str) -> Wish:
    view = View()
    return read_wish(address, catalogue, view, select_places(catalogue, view.selection))


def sheet_behind_the_button(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return the sheet of the picture that the button Afbeelding makes."""
    made: list[Any] = []
    monkeypatch.setattr(downloads.st, "download_button", lambda *args, **_: made.append(args[1]))
    downloads.draw_picture(catalogue, View())
    (make,) = made
    return make.args[2]


def test_pictures_of_the_pages_link_to_the_app(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOORBRAAKKAART_URL", ADDRESS)
    assert wish_of(catalogue).sheet.base_url == ADDRESS
    assert sheet_behind_the_button(catalogue, monkeypatch).base_url == ADDRESS
    wish = wish_of(catalogue, plekken="DB01", vel="a4")
    assert f'href="{ADDRESS}?' in picture(catalogue, wish, "html").decode()


def test_pictures_have_no_link_without_an_address(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    for setting in ("", "geen adres"):
        monkeypatch.setenv("DOORBRAAKKAART_URL", setting)
        assert wish_of(catalogue).sheet.base_url == ""
        assert sheet_behind_the_button(catalogue, monkeypatch).base_url == ""


def test_what_the_address_does_not_know_is_left_out(catalogue: Catalogue) -> None:
    wish = wish_of(catalogue, plekken="DB03,niets,DB03", vel="a0", titel="x" * 200, blad="feiten")
    assert wish.sites == ("DB03",)
    assert (wish.sheet.size, len(wish.sheet.title), wish.sheet.panel) == ("16x9", 120, True)
