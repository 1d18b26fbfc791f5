"""What a reader means by a name or a code."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from geo.catalogue import Catalogue
from geo.errors import UnknownSubjectError
from geo.subjects import find_subject

NAMES = {
    "NL": "Nederland", "S-POT": "De pot", "DB01": "Dorp", "DB03": "Polder", "GG18": "Polder",
    "DB04": "Stad", "GM0001": "Stad", "GM0002": "Utrecht", "PV26": "Utrecht",
}  # fmt: skip
PLACES = {
    code: SimpleNamespace(place_id=code, name=NAMES[code])
    for code in ("DB01", "DB03", "GG18", "DB04")
}
MADE_UP = SimpleNamespace(names=NAMES, places=PLACES)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("DB01", "DB01"),
        ("db01", "DB01"),
        ("  dorp ", "DB01"),
        ("de POT", "S-POT"),
        ("nederland", "NL"),
        ("nl", "NL"),
        ("Stad", "DB04"),  # a place before a gemeente
        ("Polder", "DB03"),  # of two places the first
        ("Utrecht", "GM0002"),  # a gemeente before a provincie
        ("pv26", "PV26"),
    ],
)
def test_a_name_or_code_is_found(text: str, code: str) -> None:
    assert find_subject(MADE_UP, text) == code  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "repair"),
    [
        ("Utrech", "bedoelde u ‘Utrecht’?"),
        ("Stadt", "bedoelde u ‘Stad’?"),
        ("xyzzy", "kijk in data/places.csv of data/subjects.csv"),
        ("", "kijk in data/places.csv of data/subjects.csv"),
    ],
)
def test_an_unknown_name_suggests_what_looks_like_it(text: str, repair: str) -> None:
    with pytest.raises(UnknownSubjectError) as refused:
        find_subject(MADE_UP, text)  # type: ignore[arg-type]
    assert refused.value.repair == repair


@pytest.mark.parametrize(
    ("text", "code"),
    [("stougjeswijk", "DB01"), ("Cortelande", "DB03"), ("Rotterdam", "GM0599"), ("PV28", "PV28")],
)
def test_bundled_names_are_found(catalogue: Catalogue, text: str, code: str) -> None:
    assert find_subject(catalogue, text) == code
