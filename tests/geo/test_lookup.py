"""What the catalogue says about one subject."""

from __future__ import annotations

import json

from geo.catalogue import Catalogue
from geo.lookup import figure_rows, net_statements
from geo.model import Figure


def test_figures_are_plain_values_with_the_preferred_one_marked(catalogue: Catalogue) -> None:
    rows = figure_rows(catalogue, "DB01")
    assert [set(row) for row in rows] == [{*Figure.model_fields, "preferred"}] * len(rows)
    assert json.loads(json.dumps(rows)) == rows
    homes = [row for row in rows if row["quantity"] == "homes"]
    assert [row["source_id"] for row in homes if row["preferred"]] == ["kst-32847-1395"]
    assert {type(row["value"]) for row in homes} == {int}


def test_net_statements_are_the_newest_of_the_area_before_those_of_the_country(
    catalogue: Catalogue,
) -> None:
    for theme in ("netcongestie_afname", "netcongestie_woningen"):
        for place in catalogue.places.values():
            found = net_statements(catalogue, place, theme)
            assert {statement.theme for statement in found} <= {theme}
            sure = [s for s in found if s.confidence != "low"]
            own = [s.date for s in sure if s.subject != "NL"]
            country = [s.date for s in sure if s.subject == "NL"]
            assert own == sorted(own, reverse=True) and country == sorted(country, reverse=True)
            assert [s.date for s in found[: len(sure)]] == own + country
    place = catalogue.places["DB01"]
    assert net_statements(catalogue, place, "geen_thema") == ()
