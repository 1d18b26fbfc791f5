"""Goals on the page: intervals with what they are over, and one place without any verdict."""

from __future__ import annotations

from typing import Any

import pytest

from geo.catalogue import COUNTRY, Catalogue
from geo.goals import NO_VERDICT, Assessment, Contribution
from layers.chart import Bar, Dot, Words
from layers.citing import marks_cell
from layers.goal_panel import OWN, areas_of, assessed, goal_chart, goal_html, sources_of
from layers.packmoney import money_pages
from layers.references import References

PAIR = ("DB01", "DB03")
VERDICTS = ("norm", "boven", "onder de", "haalt", "tekort", "doel")


def text_of(catalogue: Catalogue, read_html: Any, area: str, *ids: str) -> str:
    found = assessed(catalogue, area, ids)
    assert found is not None
    return str(read_html(goal_html(catalogue, found, References(catalogue))).text)


def test_areas_are_those_with_a_portfolio(catalogue: Catalogue) -> None:
    areas = areas_of(catalogue)
    first, *_, last = areas
    assert (first, last) == (COUNTRY, OWN)
    assert len([code for code in areas if code.startswith("PV")]) == 12
    regions = [code for code in areas if code.startswith("WD")]
    assert regions and all(catalogue.subjects[code].gemeenten_complete for code in regions)


def test_every_area_opens(catalogue: Catalogue, read_html: Any) -> None:
    for area in areas_of(catalogue):
        found = assessed(catalogue, area, ())
        if found is not None:
            assert read_html(goal_html(catalogue, found, References(catalogue))).text


def test_a_portfolio_says_its_interval_its_coverage_and_what_is_left_out(
    catalogue: Catalogue, read_html: Any
) -> None:
    text = text_of(catalogue, read_html, "PV28")
    for words in ("2 van 7 plekken met een bekend aantal woningen", "7,1 % tot 45,3 %",
                  "Nog niet te zeggen", "Over 5 plekken zonder bekend aantal woningen",
                  "plekken niet meegeteld, en waarom"):  # fmt: skip
        assert words in text


def test_no_overlap_is_said_of_areas_without_a_doorbraaklocatie(
    catalogue: Catalogue, read_html: Any
) -> None:
    text = text_of(catalogue, read_html, COUNTRY)
    assert "Hier tellen alleen doorbraaklocaties mee; gebieden van een andere soort" in text
    assert "Overlapt doorbraaklocaties" not in text
    (item,) = (one for one in text.split("Hier tellen") if "Leeuwarden-Oost" in one)
    assert "kunnen ermee overlappen" in item
    assert "hierin ligt waarschijnlijk ‘Fellenoord’: Eindhoven Internationale Knoop XL" in text


def test_a_share_is_marked_by_the_sources_of_its_homes_and_of_its_norm(
    catalogue: Catalogue,
) -> None:
    found = assessed(catalogue, OWN, PAIR)
    assert isinstance(found, Assessment)
    line = found.lines[0]
    told = sources_of(found, line)
    shares = [one for p in found.portfolio.programmes for one in p.figures if one.unit == "share"]
    assert shares and {one.source_id for one in (*shares, line.figure)} <= set(told)
    sources = References(catalogue)
    marks = marks_cell(sources.marks(told))
    assert f"<td>{marks}</td>" in goal_html(catalogue, found, sources)
    rows = [cells for slide in money_pages(catalogue, [catalogue.places[i] for i in PAIR], sources)
            for grid in slide.items for cells in getattr(grid, "rows", ())]  # fmt: skip
    assert any(words.marks == sources.marks(told) for row in rows for words in row.cells)


def test_an_interval_is_a_bar_and_a_known_share_a_dot(catalogue: Catalogue) -> None:
    found = assessed(catalogue, "PV28", ())
    assert isinstance(found, Assessment)
    chart = goal_chart(catalogue, found)
    known = sum(line.low == line.high for line in found.lines)
    assert sum(isinstance(one, Dot) for one in chart.shapes) == known == 2
    assert sum(isinstance(one, Bar) for one in chart.shapes) == len(found.lines) - known
    said = [one.text for one in chart.shapes if isinstance(one, Words)]
    assert said.count("norm 30 %") == 2
    assert "7,1 % tot 45,3 %" in chart.alt


@pytest.mark.parametrize("place_id", ["DB01", "DB03", "DB13", "GG12", "NP04"])
def test_one_place_has_a_contribution_and_no_verdict(
    catalogue: Catalogue, read_html: Any, place_id: str
) -> None:
    found = assessed(catalogue, OWN, [place_id])
    if found is None:
        assert place_id in ("GG12", "NP04")  # these overlap doorbraaklocaties and count in none
        return
    assert isinstance(found, Contribution)
    text = text_of(catalogue, read_html, OWN, place_id)
    assert NO_VERDICT in text and "%" not in text
    assert not any(word in text.replace(NO_VERDICT, "") for word in VERDICTS)


def test_homes_of_one_place_are_as_rounded_as_its_source_says(
    catalogue: Catalogue, read_html: Any
) -> None:
    assert "Lisserbroek: circa 3.600 woningen" in text_of(catalogue, read_html, OWN, "DB02")


def test_a_verdict_would_be_seen(catalogue: Catalogue, read_html: Any) -> None:
    """The twin: a portfolio does speak of a norm."""
    text = text_of(catalogue, read_html, OWN, "DB01", "DB02")
    assert any(word in text for word in VERDICTS)


def test_nothing_chosen_is_nothing(catalogue: Catalogue) -> None:
    assert assessed(catalogue, OWN, ()) is None
