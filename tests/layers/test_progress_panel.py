"""Progress, woondeals and conflicts, as charts and as tables."""

from __future__ import annotations

from typing import Any

from geo.catalogue import Catalogue
from geo.monitoring import woondeals_of
from layers.chart import Bar, Dot, Words
from layers.progress_panel import (
    deals_chart,
    deals_html,
    differing,
    progress_chart,
    progress_table,
    sources_chart,
    sources_html,
)
from layers.references import References
from tests.geo.money import book


def words(chart: Any) -> str:
    return " · ".join(one.text for one in chart.shapes if isinstance(one, Words))


def test_progress_stands_beside_the_goal(catalogue: Catalogue, read_html: Any) -> None:
    chart = progress_chart(catalogue)
    assert chart is not None
    for text in ("77.600 woningen", "77,6 % van het doel", "104.000 woningen", "doel 100.000"):
        assert text in words(chart)
    bars = [one for one in chart.shapes if isinstance(one, Bar)]
    assert [bar.dashed for bar in bars] == [False, False, True]  # the last is an expectation
    assert round(bars[0].width / bars[1].width, 3) == round(77_600 / 104_000, 3)
    table = read_html(progress_table(catalogue, References(catalogue))).text
    assert "verwachting" in table and "oktober 2024 tot en met september 2025" in table


def test_without_a_goal_nothing_is_drawn(read_html: Any) -> None:
    empty = book()
    assert progress_chart(empty) is None
    assert "Geen bron" in read_html(progress_table(empty, References(empty))).text


def test_vintages_stand_side_by_side_and_only_provincies_are_added(
    catalogue: Catalogue, read_html: Any
) -> None:
    deals = woondeals_of(catalogue)
    count = sum(len(one.vintages) for one in deals.provincies)
    bars = [one for one in deals_chart(catalogue).shapes if isinstance(one, Bar)]
    assert len(bars) == count > 12
    assert sum(bar.dashed for bar in bars) == count - len(deals.provincies)
    text = read_html(deals_html(catalogue, References(catalogue))).text
    assert "917.193 woningen" in text and "Woondealregio's overlappen elkaar" in text
    assert text.count("Alle provincies samen") == len(deals.totals) == 1
    assert all(one.name in text for one in deals.regions)


def test_every_conflict_is_a_range_with_all_sources_and_the_rule(
    catalogue: Catalogue, read_html: Any
) -> None:
    found = differing(catalogue)
    assert found and all(one.differs and not one.vintages for one in found)
    text = read_html(sources_html(catalogue, References(catalogue))).text
    assert "Voorkeur: de Kamerbrief" in text
    assert text.count("voorkeur") == len(found)
    assert "2.485 woningen" in text and "2.500 woningen" in text
    chart = sources_chart(catalogue)
    assert "2.485–2.500 woningen" in words(chart)
    assert sum(isinstance(one, Dot) for one in chart.shapes) > len(found)
