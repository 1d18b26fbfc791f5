"""How numbers, dates and words read in Dutch: answers by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import get_args

import pytest

from geo.catalogue import Catalogue
from geo.model import Confidence, Figure, PlaceKind, Rhythm, Statement
from layers import style


def make_figure(value: str | None, unit: str, **fields: object) -> Figure:
    """Return a figure of which only the number matters."""
    row = {
        "figure_id": "F", "subject": "DB01", "quantity": "homes", "value": value or "", "low": "",
        "high": "", "unit": unit, "qualifier": "exact", "kind": "gesteld", "formula": "",
        "inputs": "", "period": "", "conditions": "", "parent": "", "source_id": "bron",
        "section": "", "paragraph": "", "reference_date": "onbekend", "confidence": "stated",
    }  # fmt: skip
    return Figure.model_validate(row | fields)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("0", "0"), ("1", "1"), ("999", "999"), ("2500", "2.500"), ("100000", "100.000"),
        ("0.005", "0,005"), ("-6.2", "-6,2"), ("1234567.5", "1.234.567,5"),
    ],
)  # fmt: skip
def test_number(number: str, text: str) -> None:
    assert style.number_text(Decimal(number)) == text


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("208000000", "€ 208 mln"), ("1300000000", "€ 1,3 mld"), ("2000000000", "€ 2 mld"),
        ("22469517", "€ 22.469.517"), ("7000", "€ 7.000"), ("1000000", "€ 1 mln"),
        ("12500", "€ 12.500"), ("1250000", "€ 1,25 mln"), ("999999", "€ 999.999"), ("0", "€ 0"),
        ("100000000", "€ 100 mln"), ("10000000000", "€ 10 mld"),
    ],
)  # fmt: skip
def test_euro_keeps_every_digit_that_it_has(amount: str, text: str) -> None:
    assert style.euro_text(Decimal(amount)) == text


@pytest.mark.parametrize(
    ("share", "text"),
    [
        ("0.3", "30 %"), ("0.7", "70 %"), ("1", "100 %"), ("0", "0 %"), ("0.005", "0,5 %"),
        ("0.6666667", "2/3 (66,7 %)"), ("0.333333333", "1/3 (33,3 %)"), ("0.66", "66 %"),
        ("0.667", "66,7 %"), ("0.5", "50 %"), ("0.1", "10 %"),
    ],
)  # fmt: skip
def test_share_is_a_percentage_and_two_thirds_stay_two_thirds(share: str, text: str) -> None:
    assert style.share_text(Decimal(share)) == text


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        (make_figure("2500", "homes"), "2.500 woningen"),
        (make_figure("1", "homes"), "1 woning"),
        (make_figure("3600", "homes", qualifier="circa"), "circa 3.600 woningen"),
        (make_figure("100000", "homes/year", qualifier="ruim"), "ruim 100.000 woningen per jaar"),
        (make_figure("2026", "year"), "2026"),
        (make_figure("208000000", "euro", qualifier="bijna"), "bijna € 208 mln"),
        (make_figure("7000", "euro/home"), "€ 7.000 per woning"),
        (make_figure("0.3", "share", qualifier="minimaal"), "minimaal 30 %"),
        (make_figure(None, "homes", low="9000", high="12000"), "9.000–12.000 woningen"),
        (make_figure(None, "share", low="0.5", high="0.6"), "50–60 %"),
        (make_figure(None, "year", low="2028", high="2030"), "2028–2030"),
        (make_figure("-6.2", "m"), "-6,2 m"),
    ],
)
def test_figure_reads_as_a_phrase(figure: Figure, text: str) -> None:
    assert style.figure_text(figure) == text


def test_range_of_several_sources() -> None:
    assert style.range_text(Decimal(2485), Decimal(2500), "homes") == "2.485–2.500 woningen"
    assert style.range_text(Decimal(2026), Decimal(2028), "year") == "2026–2028"


@pytest.mark.parametrize(
    ("partial", "text"),
    [
        ("2025-12-08", "8 december 2025"), ("2025-06", "juni 2025"), ("2025", "2025"),
        ("onbekend", "datum onbekend"), ("", "datum onbekend"), ("2024-02-29", "29 februari 2024"),
    ],
)  # fmt: skip
def test_date_invents_no_day(partial: str, text: str) -> None:
    assert style.date_text(partial) == text


@pytest.mark.parametrize(
    ("period", "text"),
    [
        ("2025", "2025"), ("2022/2030", "2022 tot en met 2030"), ("/2040", "tot en met 2040"),
        ("2030/", "vanaf 2030"), ("2025-01/2025-09", "januari 2025 tot en met september 2025"),
    ],
)  # fmt: skip
def test_period(period: str, text: str) -> None:
    assert style.period_text(period) == text


@pytest.mark.parametrize(
    ("metres", "text"),
    [
        (0, "0 m"), (149, "100 m"), (151, "200 m"), (849, "800 m"), (940, "900 m"),
        (1000, "1 km"), (1240, "1 km"), (1260, "1,5 km"), (2600, "2,5 km"), (9700, "9,5 km"),
        (10_000, "10 km"), (12_600, "13 km"), (25_000, "25 km"), (100_400, "100 km"),
    ],
)  # fmt: skip
def test_distance_is_no_more_precise_than_it_is_known(metres: float, text: str) -> None:
    assert style.distance_text(metres) == text


@pytest.mark.parametrize(("metres", "text"), [(999, "1 km"), (960, "1 km"), (9_900, "10 km")])
def test_distance_that_rounds_into_the_next_unit_is_written_in_it(metres: float, text: str) -> None:
    assert style.distance_text(metres) == text


def test_interval_of_distances() -> None:
    assert style.distance_interval_text(400, 2600) == "400 m tot 3 km"  # outward
    assert style.distance_interval_text(12_400, 12_300) == "12 km tot 13 km"


def test_every_unit_has_dutch_words(catalogue: Catalogue) -> None:
    for quantity in catalogue.quantities.values():
        text = style.figure_text(make_figure("1", quantity.unit))
        words = text.replace("1", "").split()
        assert not {"homes", "year", "euro", "sites", "share"} & set(words), quantity.unit
        assert quantity.unit in ("year",) or words, quantity.unit


def test_unit_without_words_is_refused() -> None:
    with pytest.raises(KeyError):
        style.figure_text(make_figure("1", "furlongs"))


@pytest.mark.parametrize(
    ("words", "vocabulary"),
    [
        (style.KINDS, get_args(PlaceKind)),
        (style.KIND_PLURALS, get_args(PlaceKind)),
        (style.KIND_COLOURS, get_args(PlaceKind)),
        (style.CONFIDENCES, get_args(Confidence)),
        (style.QUALIFIERS, get_args(Figure.model_fields["qualifier"].annotation)),
        (style.FIGURE_KINDS, get_args(Figure.model_fields["kind"].annotation)),
        (style.RHYTHMS, get_args(Rhythm)),
        (style.THEMES, get_args(Statement.model_fields["theme"].annotation)),
    ],
)
def test_every_word_of_the_model_has_a_dutch_one(
    words: dict[str, str], vocabulary: tuple[str, ...]
) -> None:
    assert vocabulary
    assert set(words) == set(vocabulary)
    assert all(text or key == "exact" for key, text in words.items())


def test_every_figure_of_the_ledger_can_be_written(catalogue: Catalogue) -> None:
    for figure in catalogue.figures:
        text = style.figure_text(figure)
        assert text.strip() == text
        assert "None" not in text
        assert "nan" not in text.lower().split()
        assert "E+" not in text
