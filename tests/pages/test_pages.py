"""The pages without a browser: they open, they refuse bad data, they show what the data says."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from geo.catalogue import data_folder, load_catalogue
from layers.pages.carry import VIEW_KEYS
from layers.view import read_address, to_address
from tests.layers.poison import edit_csv, restamp

Open = Callable[..., AppTest]
Shown = Callable[[AppTest], str]
Sent = Callable[[AppTest, str], Any]
REFUSAL = "De gegevens zijn geweigerd"


def published(public: Path) -> str:
    """Return the one map page that is published."""
    (page,) = public.glob("*/*.html")
    return page.read_text(encoding="utf-8")


def map_text(page: str) -> str:
    """Return everything that the data of a map page says, as plain text."""
    call = re.search(r"drawMap\(\s*\w+\s*,\s*", page)
    assert call
    value, _ = json.JSONDecoder().raw_decode(page, call.end())
    return json.dumps(value, ensure_ascii=False)


def change_homes(row: dict[str, str]) -> None:
    """Set the homes of Stougjeswijk in the letter to a number that is nowhere else."""
    if row["figure_id"] == "DB01.homes.1":
        assert row["value"] == "2500"
        row["value"] = "2777"
    if row["figure_id"] == "DB02.homes.1":
        row["value"] = str(int(row["value"]) - 277)


# Opening


def test_page_opens(open_app: Open, shown: Shown, title: str) -> None:
    app = open_app(title)
    assert not app.exception
    assert not app.error
    assert REFUSAL not in shown(app)
    assert shown(app)


def test_kaart_without_a_choice_asks_for_one(open_app: Open, shown: Shown) -> None:
    app = open_app()
    assert "Kies een plek" in shown(app)
    assert "plek" not in app.query_params


def test_address_gives_a_place_back(open_app: Open, shown: Shown) -> None:
    text = shown(open_app(plek="DB01"))
    assert "2.500 woningen" in text
    assert "alinea" in text


def test_every_place_opens_from_its_address(open_app: Open, shown: Shown) -> None:
    places = load_catalogue(data_folder()).places
    for place_id in [*list(places)[:3], "NP01", "GG12", "GG18", "DB15"]:
        app = open_app(plek=place_id)
        assert not app.exception
        assert places[place_id].name in shown(app)


@pytest.mark.parametrize("unknown", ["DB99", "", "{{ 7331*3 }}", "<script>", "../../etc/passwd"])
def test_unknown_place_in_the_address_is_ignored(
    open_app: Open, shown: Shown, unknown: str
) -> None:
    app = open_app(plek=unknown)
    assert not app.exception
    assert "Kies een plek" in shown(app)
    assert "21993" not in shown(app)


def test_map_is_published_once_for_all_sessions(open_app: Open, public: Path) -> None:
    open_app()
    (first,) = public.glob("*/*.html")
    stamp = first.stat().st_mtime_ns
    open_app(plek="DB01")
    assert [p.stat().st_mtime_ns for p in public.glob("*/*.html")] == [stamp]


# Refusing


def tamper_table(data: Path) -> None:
    path = data / "figures.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("2500", "2600", 1), encoding="utf-8")


def remove_layer(data: Path) -> None:
    (data / "gemeenten.parquet").unlink()


def misspell_key(data: Path) -> None:
    path = data / "sources.toml"
    text = path.read_text(encoding="utf-8").replace("licence =", "licentie =", 1)
    path.write_text(text, encoding="utf-8")


def remove_lock(data: Path) -> None:
    (data / "lock.json").unlink()


def empty_folder(data: Path) -> None:
    for path in data.iterdir():
        path.unlink()


@pytest.mark.parametrize(
    ("spoil", "named"),
    [
        (tamper_table, "figures.csv"),
        (remove_layer, "gemeenten.parquet"),
        (misspell_key, "licentie"),
        (remove_lock, "lock.json"),
        (empty_folder, "sources.toml"),
    ],
)
def test_refused_data_shows_why_and_nothing_else(
    open_app: Open,
    shown: Shown,
    copied: Path,
    public: Path,
    title: str,
    spoil: Callable[[Path], None],
    named: str,
) -> None:
    spoil(copied)
    app = open_app(title, plek="DB01")
    text = shown(app)
    assert not app.exception
    assert REFUSAL in text
    assert named in text
    assert "Herstel:" in text
    assert "woningen" not in text.replace("figures.csv", "")
    assert not app.selectbox
    assert not app.title
    assert not list(public.glob("*/*.html"))


def test_refusal_ends_when_the_data_is_repaired(open_app: Open, shown: Shown, copied: Path) -> None:
    good = (copied / "figures.csv").read_bytes()
    tamper_table(copied)
    assert REFUSAL in shown(open_app())
    (copied / "figures.csv").write_bytes(good)
    assert REFUSAL not in shown(open_app())


# Showing what the data says


def test_changed_figure_is_on_every_page_that_shows_it(
    open_app: Open, shown: Shown, copied: Path, public: Path
) -> None:
    edit_csv(copied, "figures", change_homes)
    restamp(copied)
    text = shown(open_app(plek="DB01"))
    assert "2.777 woningen" in text
    assert "2.500 woningen" not in text
    assert "2.485–2.777 woningen" in text
    assert "2.777 woningen" in shown(open_app(plek="DB02")), "the formula of Lisserbroek"
    assert "2.777 woningen" in map_text(published(public))
    assert "2.500 woningen" not in map_text(published(public))


def test_changed_name_is_on_every_page_that_shows_it(
    open_app: Open, shown: Shown, copied: Path, public: Path
) -> None:
    def rename(row: dict[str, str]) -> None:
        if row["place_id"] == "DB01":
            row["name"] = "Nieuwstad"

    edit_csv(copied, "places", rename)
    restamp(copied)
    app = open_app(plek="DB01")
    assert "Nieuwstad" in shown(app)
    assert "Nieuwstad" in map_text(published(public))


def change_in_toml(data: Path, old: str, new: str) -> None:
    path = data / "sources.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    restamp(data)


@pytest.mark.parametrize(("key", "new"), [("title", "Heel andere titel"), ("publisher", "Niemand")])
def test_changed_source_is_on_every_page_that_shows_it(
    open_app: Open, shown: Shown, copied: Path, key: str, new: str
) -> None:
    letter = load_catalogue(copied).manifest.documents["kst-32847-1395"]
    change_in_toml(copied, f'{key} = "{getattr(letter, key)}"', f'{key} = "{new}"')
    assert new in shown(open_app(plek="DB01"))
    assert new in shown(open_app("Bronnen"))


def test_changed_peildatum_is_on_every_page_that_shows_it(
    open_app: Open, shown: Shown, copied: Path, public: Path
) -> None:
    edition: Any = load_catalogue(copied).edition
    change_in_toml(
        copied, f'reference_date = "{edition.reference_date}"', 'reference_date = "2031-02-03"'
    )
    assert "3 februari 2031" in shown(open_app("Bronnen"))
    open_app()
    assert "3 februari 2031" in map_text(published(public))


def test_number_of_sites_follows_the_data(open_app: Open, shown: Shown, copied: Path) -> None:
    def study(row: dict[str, str]) -> None:
        if row["quantity"] == "sites_chosen":
            row["value"] = "19"

    edit_csv(copied, "figures", study)
    restamp(copied)
    assert "19 gekozen" in shown(open_app())
    assert "23 locaties" in shown(open_app("Bronnen"))


def test_a_text_field_is_set_only_when_the_address_says_something_else(
    open_app: Open,
) -> None:
    """A run that sets a field to what it holds would undo a search that comes right after it."""
    app = open_app("Kaart")
    app.checkbox(key="kind-nplv_gebied").uncheck().run()
    assert not app.text_input(key="search").proto.set_value
    app.text_input(key="search").input("utrecht").run()
    assert not app.text_input(key="search").proto.set_value
    app.query_params["zoek"] = "hoek"
    app.run()
    field = app.text_input(key="search")
    assert field.proto.set_value and field.value == "hoek"


# From page to page


@pytest.fixture
def follow() -> Callable[..., AppTest]:
    """Return a function that opens another page as the menu does: with a bare address."""

    def go(app: AppTest, title: str, **address: str) -> AppTest:
        app.query_params.clear()
        for key, value in address.items():
            app.query_params[key] = value
        return app.switch_page(f"layers/pages/{title.lower()}.py").run()

    return go


CHOSEN = {"provincie": "Zuid-Holland", "soort": "doorbraak", "zoek": "a", "plek": "DB01",
          "kleur": "natura2000", "lagen": "labels", "thema": "stikstof"}  # fmt: skip


@pytest.mark.parametrize("between", [[], ["Bronnen"], ["Middelen", "Dossier"], ["Presentatie"]])
def test_selection_goes_along_to_another_page(
    open_app: Open, shown: Shown, sent: Sent, follow: Open, between: list[str]
) -> None:
    app = open_app(**CHOSEN, uitsnede="52,5,8")
    for title in between:
        app = follow(app, title)
    app = follow(app, "Knelpunten")
    assert not app.exception
    assert len(sent(app, "matrix")["rows"]) == 7
    assert sent(app, "matrix")["theme"] == "stikstof"
    carried = sent(app, "carry")
    assert carried["address"] == CHOSEN and carried["page"] == "knelpunten"
    app = follow(app, "Kaart")
    assert app.selectbox(key="provincie").value == "PV28"
    assert sent(app, "carry")["address"] == CHOSEN


def test_run_before_the_browser_wrote_the_address_keeps_the_selection(
    open_app: Open, sent: Sent, follow: Open
) -> None:
    app = follow(open_app(provincie="Zuid-Holland"), "Knelpunten")
    first = sent(app, "carry")
    app.run()
    assert sent(app, "carry") == first and app.selectbox(key="provincie").value == "PV28"
    app.query_params["provincie"] = "Zuid-Holland"
    app.run()
    assert sent(app, "carry") == {}
    app.query_params.clear()  # back to an entry in which nothing was chosen
    app.run()
    assert sent(app, "carry") == {} and app.selectbox(key="provincie").value == ""


def test_what_was_wiped_stays_wiped(open_app: Open, sent: Sent, follow: Open) -> None:
    app = follow(open_app(provincie="Zuid-Holland"), "Knelpunten")
    next(one for one in app.button if one.label == "Wis alle filters").click().run()
    assert sent(app, "carry") == {} and app.selectbox(key="provincie").value == ""
    app = follow(app, "Kaart")
    assert sent(app, "carry") == {} and app.selectbox(key="provincie").value == ""


@pytest.mark.parametrize("address", [{"zoek": "hoek"}, {"titel": "Voor de minister"}])
def test_page_with_an_address_of_its_own_keeps_it(
    open_app: Open, sent: Sent, follow: Open, address: dict[str, str]
) -> None:
    app = follow(open_app(provincie="Zuid-Holland"), "Presentatie", **address)
    assert sent(app, "carry") == {} and app.selectbox(key="provincie").value == ""
    assert app.text_input(key="search").value == address.get("zoek", "")


def test_every_key_of_a_view_is_taken_along() -> None:
    catalogue = load_catalogue(data_folder())
    view, notes = read_address(CHOSEN | {"achtergrond": "grijs"}, catalogue)
    assert notes == [] and set(to_address(view, catalogue)) == set(VIEW_KEYS)
