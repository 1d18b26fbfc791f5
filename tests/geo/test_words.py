"""How numbers, dates and figures read inside a sentence: answers by hand."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.words import (
    date_text,
    euro_text,
    figure_text,
    list_text,
    number_text,
    percent_text,
    range_text,
)
from tests.geo.money import figure


@pytest.mark.parametrize(
    ("number", "text"),
    [("0", "0"), ("2500", "2.500"), ("0.005", "0,005"), ("-6.20", "-6,2"),
     ("2.5E+9", "2.500.000.000")],
)  # fmt: skip
def test_number(number: str, text: str) -> None:
    assert number_text(Decimal(number)) == text


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("208000000", "€ 208 miljoen"), ("1300000000", "€ 1,3 miljard"), ("7000", "€ 7.000"),
        ("22469517", "€ 22.469.517"), ("441955000", "€ 441,955 miljoen"), ("0", "€ 0"),
        ("-33045000", "€ -33,045 miljoen"),
    ],
)  # fmt: skip
def test_amounts_are_written_out_and_keep_every_digit(amount: str, text: str) -> None:
    assert euro_text(Decimal(amount)) == text


@given(st.integers(0, 10**13))
def test_an_amount_can_be_read_back(amount: int) -> None:
    number, *size = euro_text(Decimal(amount)).removeprefix("€ ").split()
    plain = Decimal(number.replace(".", "").replace(",", "."))
    assert plain * {"miljoen": 10**6, "miljard": 10**9}.get("".join(size), 1) == amount


@pytest.mark.parametrize(
    ("low", "high", "unit", "text"),
    [
        ("1", "1", "homes", "1 woning"), ("2500", "2500", "homes", "2.500 woningen"),
        ("9000", "16000", "homes", "9.000 tot 16.000 woningen"),
        ("19600000", "22300000", "euro", "€ 19,6 miljoen tot € 22,3 miljoen"),
        ("7000", "7000", "euro/home", "€ 7.000 per woning"),
        ("2026", "2030", "year", "2026 tot 2030"), ("0.3", "0.3", "share", "30 %"),
        ("100000", "100000", "homes/year", "100.000 woningen per jaar"),
    ],
)  # fmt: skip
def test_range(low: str, high: str, unit: str, text: str) -> None:
    assert range_text(Decimal(low), Decimal(high), unit) == text


def test_a_figure_keeps_its_qualifier() -> None:
    assert figure_text(figure("S-A", "145000", qualifier="circa")) == "circa € 145.000"


@pytest.mark.parametrize(
    ("share", "direction", "text"),
    [
        (Fraction(2, 3), "near", "66,7 %"), (Fraction(2, 3), "down", "66,6 %"),
        (Fraction(1, 3), "up", "33,4 %"), (Fraction(3, 10), "down", "30 %"),
        (Fraction(0), "up", "0 %"),
    ],
)  # fmt: skip
def test_percent_is_rounded_as_asked(share: Fraction, direction: str, text: str) -> None:
    assert percent_text(share, direction) == text


@given(st.fractions(0, 1))
def test_rounding_outward_never_says_too_little(share: Fraction) -> None:
    down, up = (
        Fraction(percent_text(share, way).removesuffix(" %").replace(",", ".")) / 100
        for way in ("down", "up")
    )
    assert down <= share <= up and up - down <= Fraction(1, 1000)


def test_dates_and_lists() -> None:
    texts = [date_text(d) for d in ("2025-12-08", "2025-06", "2025", "onbekend", "")]
    assert texts == ["8 december 2025", "juni 2025", "2025", "datum onbekend", "datum onbekend"]
    assert [list_text(w) for w in ([], ["a"], ["a", "b", "c"])] == ["", "a", "a, b en c"]
