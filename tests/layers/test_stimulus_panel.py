"""The calculator in words and as bars: known years, and years that stay unknown."""

from __future__ import annotations

from typing import Any

from geo.catalogue import Catalogue
from geo.stimulus import pay_out, scenario_of
from layers.chart import Bar, Words
from layers.references import References
from layers.stimulus_panel import (
    OWN,
    has_amounts,
    start_years,
    stimulus_chart,
    stimulus_head,
    stimulus_table,
)
from tests.geo.money import book

YEAR = {"gestarte_woningen": "1.200", "aandeel_betaalbaar": "2/3", "al_gesteund": "100"}


def test_years_come_from_the_ledger(catalogue: Catalogue) -> None:
    assert start_years(catalogue) == (2025, 2026, 2027, 2028, 2029)
    assert start_years(book()) == ()


def test_a_filled_year_has_its_amount_rule_and_source(catalogue: Catalogue, read_html: Any) -> None:
    payment = pay_out(catalogue, scenario_of("Proef", "starts van ons", {2025: YEAR}))
    assert has_amounts(payment)
    head = read_html(stimulus_head(payment, References(catalogue)))
    assert "€ 4,9 miljoen" in head.text and "starts van ons" in head.text and OWN in head.text
    assert "Voor 2027, 2028, 2029 en 2030 zegt het scenario niets." in head.text
    table = read_html(stimulus_table(payment, References(catalogue)))
    assert "€ 7.000 per betaalbare woning waarvan de bouw in 2025 is gestart" in table.text
    assert table.links
    chart = stimulus_chart(catalogue, payment)
    assert sum(isinstance(one, Bar) for one in chart.shapes) == 1
    assert [one.text for one in chart.shapes if isinstance(one, Words)].count("onbekend") == 4
    assert "‘Proef’" in chart.title and chart.foot.startswith(OWN)


def test_an_empty_scenario_has_no_amount(catalogue: Catalogue, read_html: Any) -> None:
    payment = pay_out(catalogue, scenario_of("Leeg", "", {}))
    assert not has_amounts(payment)
    text = read_html(stimulus_head(payment, References(catalogue))).text
    assert "Nog geen bedrag" in text and "Vul ten minste één jaar in" in text
