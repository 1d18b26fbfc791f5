"""What changed, as HTML: nothing, something, and what was not compared."""

from __future__ import annotations

from typing import Any

from geo.catalogue import data_folder
from geo.changes import compare_editions
from layers.changed import changes_html, no_history_html
from tests.conftest import DataCopy


def test_the_same_edition_differs_in_nothing(read_html: Any) -> None:
    found = compare_editions(data_folder(), data_folder(), "toen", "nu")
    assert "Tussen toen en nu zijn de gegevens gelijk." in read_html(changes_html(found)).text


def test_what_differs_is_told_by_what_it_is_about(copied: DataCopy, read_html: Any) -> None:
    copied.edit("figures", "DB01.homes.1", value="2600")
    copied.edit("places", "DB02", name="Een <b>andere</b> naam")
    page = read_html(changes_html(compare_editions(data_folder(), copied.path, "toen", "nu")))
    assert "Cijfer: 1 gewijzigd" in page.text and "Plek: 1 hernoemd" in page.text
    assert "2.500 woningen → 2.600 woningen" in page.text
    assert "Sommen die gemaakt mogen worden" in page.text
    assert "<b>andere</b>" in page.text and "b" not in page.tags


def test_without_history_the_command_is_named(read_html: Any) -> None:
    assert "python -m geo diff OUD NIEUW" in read_html(no_history_html()).text
