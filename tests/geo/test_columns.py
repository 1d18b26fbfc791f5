"""Every column that leaves the house is explained, under a heading of its own."""

from __future__ import annotations

import pytest

from geo import columns, labels
from geo.columns import COLUMNS, TITLES, Column, Name
from geo.constraints import THEMES
from geo.model import Figure, Statement
from geo.screening import COLUMNS as FINDING_COLUMNS


@pytest.mark.parametrize("name", COLUMNS)
def test_headings_and_meanings_are_there_and_differ(name: Name) -> None:
    found = COLUMNS[name]
    headings = [column.heading for column in found.values()]
    assert len(set(headings)) == len(headings)
    assert all(column.heading and column.meaning for column in found.values())
    assert not any(column.heading.startswith(("=", "+", "-", "@")) for column in found.values())


def test_every_table_has_a_title_of_its_own() -> None:
    assert set(TITLES) == set(COLUMNS) and len(set(TITLES.values())) == len(TITLES)


def test_the_tables_hold_all_that_the_types_know() -> None:
    assert set(COLUMNS["figures"]) >= {*Figure.model_fields, "preferred"}
    assert set(COLUMNS["statements"]) >= set(Statement.model_fields)
    assert set(COLUMNS["findings"]) >= set(FINDING_COLUMNS)


def test_rows_of_one_file_say_its_peildatum_version_and_layers() -> None:
    for name in ("places", "figures", "findings", "statements"):
        assert list(COLUMNS[name])[-3:] == ["attribution", "data_date", "data_version"]


def test_words_are_dutch_for_every_code_of_the_types() -> None:
    codes = {
        ("figures", "confidence"): Figure, ("figures", "kind"): Figure,
        ("statements", "theme"): Statement, ("statements", "audience"): Statement,
    }  # fmt: skip
    for (table, name), model in codes.items():
        known = set(model.model_fields[name].annotation.__args__)  # type: ignore[union-attr]
        assert known <= set(COLUMNS[table][name].words), name
    assert set(THEMES) <= set(labels.THEMES)
    assert set(labels.STATES) < set(labels.STANDS)


def test_a_column_has_no_words_unless_it_says_so() -> None:
    assert Column("Kop", "Betekenis").words == {}
    assert columns.YES_NO == {"true": "ja", "false": "nee"}
