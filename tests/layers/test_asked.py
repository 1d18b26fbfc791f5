"""What is asked on the command line, and what is said when it cannot be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from geo.catalogue import Catalogue
from geo.cli import run
from geo.errors import GeoError
from geo.model import PLACE_KINDS
from geo.subjects import find_place, find_provincie
from layers.__main__ import parser
from layers.asked import (
    KINDS,
    address_setting,
    page_address,
    read_sheet,
    read_view,
    require_address,
)
from layers.themes import THEME_TITLES


def asked(*words: str) -> Any:
    """Return the arguments of ``python -m layers map``."""
    return parser().parse_args(["map", "--out", "x.png", *words])


def view_of(catalogue: Catalogue, *words: str) -> Any:
    return read_view(catalogue, asked(*words))[0]


def test_nothing_asked_is_everything(catalogue: Catalogue) -> None:
    view, sites = read_view(catalogue, asked())
    assert view.selection.kinds == PLACE_KINDS and view.theme == "geen" and sites == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [("Zuid-Holland", "PV28"), ("zuid-holland", "PV28"), ("PV31", "PV31"), ("Friesland", "PV21")],
)
def test_provincie_by_name_or_code(catalogue: Catalogue, text: str, code: str) -> None:
    assert find_provincie(catalogue, text) == code
    assert view_of(catalogue, "--provincie", text).selection.provincie_code == code


@pytest.mark.parametrize(
    ("text", "code"),
    [("Stougjeswijk", "DB01"), ("stougjeswijk ", "DB01"), ("db01", "DB01"), ("Cortelande", "DB03"),
     ("GG18", "GG18"), ("Amersfoort", "DB12"), ("Utrecht, plek niet genoemd", "DB11")],
)  # fmt: skip
def test_place_by_name_or_code(catalogue: Catalogue, text: str, code: str) -> None:
    assert find_place(catalogue, text) == code
    view, sites = read_view(catalogue, asked("--site", text))
    assert sites == (code,)
    assert view.place_id == code


def test_several_places_are_not_one_choice(catalogue: Catalogue) -> None:
    view, sites = read_view(catalogue, asked("--site", "DB01", "--site", "DB03", "--site", "DB01"))
    assert sites == ("DB01", "DB03")
    assert view.place_id is None


@pytest.mark.parametrize("word", KINDS)
def test_kind_by_word(catalogue: Catalogue, word: str) -> None:
    assert view_of(catalogue, "--kind", word).selection.kinds == (KINDS[word],)


def test_kinds_stand_in_the_usual_order(catalogue: Catalogue) -> None:
    kinds = view_of(catalogue, "--kind", "nplv", "--kind", "doorbraak").selection.kinds
    assert kinds == ("doorbraaklocatie", "nplv_gebied")


@pytest.mark.parametrize("theme", THEME_TITLES)
def test_theme_colours_gemeenten(catalogue: Catalogue, theme: str) -> None:
    view = view_of(catalogue, "--theme", theme)
    assert (view.theme, view.bottleneck) == (theme, None)


def test_bottleneck_colours_places(catalogue: Catalogue) -> None:
    view = view_of(catalogue, "--theme", "stikstof")
    assert (view.theme, view.bottleneck) == ("geen", "stikstof")


@pytest.mark.parametrize(
    ("words", "hint"),
    [(("--provincie", "Zuid-Hollant"), "Zuid-Holland"), (("--provincie", "xyz"), "Drenthe"),
     (("--site", "Stougjeswyk"), "Stougjeswijk"), (("--site", "qqqq"), "places.csv"),
     (("--site", "Zuid-Holland"), "Herstel"), (("--theme", "netcongesti"), "netcongestie"),
     (("--theme", "qqqq"), "woningen"), (("--site", "DB01", "--kind", "nplv"), "--kind"),
     (("--site", "DB01", "--provincie", "Limburg"), "--provincie")],
)  # fmt: skip
def test_what_is_not_known_gets_a_suggestion(
    catalogue: Catalogue, words: tuple[str, ...], hint: str
) -> None:
    with pytest.raises(GeoError, match="Herstel") as raised:
        read_view(catalogue, asked(*words))
    assert hint in str(raised.value)


def test_sheet_is_what_was_asked() -> None:
    words = ("--size", "a3", "--orientation", "staand", "--title", "Kop", "--subtitle", "Onder",
             "--base-url", "https://kaart.example.nl")  # fmt: skip
    sheet = read_sheet(asked(*words), panel=True)
    assert (sheet.size, sheet.orientation, sheet.panel) == ("a3", "portrait", True)
    assert (sheet.title, sheet.subtitle) == ("Kop", "Onder")
    assert sheet.base_url == "https://kaart.example.nl"


def test_address_of_the_app_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOORBRAAKKAART_URL", "https://kaart.example.nl/app")
    assert read_sheet(asked(), panel=False).base_url == "https://kaart.example.nl/app"
    monkeypatch.delenv("DOORBRAAKKAART_URL")
    assert read_sheet(asked(), panel=False).base_url == ""


def test_pages_take_the_same_address_and_pass_over_one_that_is_none(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("DOORBRAAKKAART_URL", "https://kaart.example.nl/app")
    assert page_address() == address_setting() == "https://kaart.example.nl/app"
    assert not caplog.records
    monkeypatch.setenv("DOORBRAAKKAART_URL", "javascript:alert(1)")
    assert page_address() == "" and "adres" in caplog.text
    monkeypatch.delenv("DOORBRAAKKAART_URL")
    assert page_address() == ""


@pytest.mark.parametrize("text", ["foo", "javascript:alert(1)", "https://", "http://[x",
                                  "https://a b", "https://x/?y=1", "https://x/#y", "ftp://x",
                                  'https://x/"onload'])  # fmt: skip
def test_address_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(GeoError, match="adres"):
        require_address(text)


@pytest.mark.parametrize("text", ["", "https://kaart.example.nl", "http://127.0.0.1:8501/kaart"])
def test_address_is_kept(text: str) -> None:
    assert require_address(text) == text


# The commands


def test_map_and_page_are_written(
    catalogue: Catalogue, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in ("map", "page"):
        out = tmp_path / f"{command}.png"
        words = [command, "--out", str(out), "--size", "16x9", "--site", "Stougjeswijk"]
        assert run(parser, words) == 0
        with Image.open(out) as picture:
            assert picture.size == (1920, 1080)
    assert capsys.readouterr().out.count("geschreven") == 2
    assert (tmp_path / "map.png").read_bytes() != (tmp_path / "page.png").read_bytes()


@pytest.mark.parametrize(
    ("out", "expected"), [("x.gif", ".png"), ("x", ".png"), ("weg/x.png", "bestaande map")]
)
def test_file_that_cannot_be_written_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], out: str, expected: str
) -> None:
    assert run(parser, ["map", "--out", str(tmp_path / out)]) == 1
    error = capsys.readouterr().err
    assert expected in error and "Herstel" in error and "Traceback" not in error


def test_folder_in_the_way_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.html").mkdir()
    assert run(parser, ["map", "--out", str(tmp_path / "x.html")]) == 1
    assert "te schrijven" in capsys.readouterr().err


def test_usage_is_dutch(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run(parser, ["map", "--out", "x.png", "--size", "a5"])
    error = capsys.readouterr().err
    assert "gebruik" in error and "kies uit" in error and "usage" not in error
