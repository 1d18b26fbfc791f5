"""Findings in words: every state, every kind of place, and what is never said."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.catalogue import Catalogue
from geo.constraints import THEMES, Theme
from geo.findings import UNCHECKED, place_findings
from geo.model import Statement
from geo.screening import State
from layers import style
from layers.findings import answers_of, finding_text, findings_of, main_stand, stand_of
from tests.dutch import english_in
from tests.geo.ground import TODAY

VERDICT = re.compile(r"\b(mag|kan niet|vergunbaar|haalbaar|kansrijk|knelt|akkoord met)\b")
LATER = date(2031, 1, 1)


def found(**cells: Any) -> dict[str, Any]:
    """Return a finding: a place three kilometres from a wood, but for these cells."""
    row = {
        "plan_id": "DB01", "theme": "stikstof", "constraint": "natura2000", "state": "op_afstand",
        "name": "Bos", "relation": "nearest", "distance_m": 3000.0, "distance_min_m": 3000.0,
        "distance_max_m": 3000.0, "share": None, "class": None, "outdated": False,
        "layer_date": "2026-08", "method": "Getekend.", "source_id": "natura2000",
    }  # fmt: skip
    return row | cells


def away(low: float, high: float, **cells: Any) -> dict[str, Any]:
    return found(distance_min_m=low, distance_max_m=high, **cells)


def said(text: str, **cells: Any) -> dict[str, Any]:
    base = {"state": "raakt", "relation": "statement", "class": "open", "method": text}
    return found(**base | cells)


WORDS: list[tuple[dict[str, Any], str]] = [
    (found(state="raakt", share=1.0), "Ligt binnen Bos."),
    (found(state="raakt"), "Ligt binnen Bos."),
    (found(state="raakt", share=1.0, **{"class": "niet stikstofgevoelig"}),
     "Ligt binnen Bos (niet stikstofgevoelig)."),
    (found(state="raakt", share=0.9996), "Ligt binnen Bos."),
    (found(state="raakt", share=0.9994), "Ligt voor 99,9 % binnen Bos."),
    (found(state="raakt", share=0.25), "Ligt voor 25 % binnen Bos."),
    (found(state="raakt", share=0.0004), "Ligt voor minder dan 0,1 % binnen Bos."),
    (found(state="raakt", share=0.0), "Ligt tegen de rand van Bos."),
    (found(), "Bos ligt op 3 km."),
    (found(**{"class": "stikstofgevoelig"}), "Bos (stikstofgevoelig) ligt op 3 km."),
    (away(12, 12), "Bos ligt op minder dan 100 m."),
    (away(149, 149), "Bos ligt op 100 m."),
    (away(12_600, 12_600), "Bos ligt op 13 km."),
    (away(400, 2600), "Bos ligt op 400 m tot 3 km."),
    (away(0, 800), "Bos ligt op 0 m tot 800 m; raakvlak niet uitgesloten."),
    (away(0, 27_300, method="Alleen de gemeente is bekend."),
     "Bos ligt op 0 m tot 28 km; raakvlak niet uitgesloten."),
    (found(state="niet_aanwezig", name=None), "Niet aanwezig in deze laag."),
    (found(state=UNCHECKED, name=None, method="De laag is leeg."), "De laag is leeg."),
    (said("De bodem is slap. (uitspraak ST-1)"), "De bodem is slap."),
    (said("De bodem (klei) is slap. (uitspraak ST-1)"), "De bodem (klei) is slap."),
    (said("Zonder nummer."), "Zonder nummer."),
    (said("Was slap.\nIs hersteld. (uitspraak ST-1)", **{"class": "opgelost"}),
     "Was slap.\nIs hersteld."),
]  # fmt: skip


@pytest.mark.parametrize(("finding", "text"), WORDS, ids=[text for _, text in WORDS])
def test_finding_reads_as_a_sentence(finding: dict[str, Any], text: str) -> None:
    assert finding_text(finding) == text


@pytest.mark.parametrize(
    ("finding", "stand"),
    [
        (found(state="raakt"), "raakt"), (found(), "op_afstand"),
        (found(state="niet_aanwezig"), "niet_aanwezig"), (found(state=UNCHECKED), UNCHECKED),
        (said("x"), "bericht"), (said("x", **{"class": "opgelost"}), "opgelost"),
        (said("x", state=UNCHECKED), UNCHECKED),
    ],
)  # fmt: skip
def test_a_statement_is_shown_apart_from_a_layer(finding: dict[str, Any], stand: str) -> None:
    assert stand_of(finding) == stand


def test_every_state_has_its_own_symbol_letter_and_words() -> None:
    assert set(style.STANDS) == {*get_args(State), "bericht", "opgelost"}
    for field in ("letter", "label", "symbol"):
        assert len({getattr(one, field) for one in style.STANDS.values()}) == len(style.STANDS)


@pytest.mark.parametrize(
    ("rows", "stand"),
    [
        ((), UNCHECKED),
        ((found(state=UNCHECKED), said("x", **{"class": "opgelost"})), "opgelost"),
        ((said("x", **{"class": "opgelost"}), said("y")), "bericht"),
        ((said("y"), found()), "op_afstand"),
        ((found(), found(state="raakt")), "raakt"),
        ((found(state=UNCHECKED), found(state="niet_aanwezig")), "niet_aanwezig"),
    ],
)
def test_a_cell_shows_what_weighs_most(rows: tuple[dict[str, Any], ...], stand: str) -> None:
    assert main_stand(rows) == main_stand(rows[::-1]) == stand


@given(low=st.floats(0, 300_000), more=st.floats(0, 50_000))
def test_what_is_said_of_an_interval_is_never_narrower(low: float, more: float) -> None:
    text = finding_text(away(low, low + more))
    assert ("raakvlak niet uitgesloten" in text) == (low == 0 and more > 0)
    if low != low + more:
        numbers = re.findall(r"([\d.,]+) (k?m)\b", text)
        ends = [float(n.replace(".", "").replace(",", ".")) * (1000 if u == "km" else 1)
                for n, u in numbers]  # fmt: skip
        assert ends[0] <= low and low + more <= ends[-1] + 1e-6


# The bundled places


def every_said(catalogue: Catalogue, today: date) -> Any:
    for place in catalogue.places.values():
        for theme in THEMES:
            for answer in answers_of(catalogue, place, theme, today):
                for one in answer.said:
                    yield place, theme, answer, one


def test_every_place_is_answered_on_every_theme_in_dutch(catalogue: Catalogue) -> None:
    pairs = set()
    for place, theme, answer, one in every_said(catalogue, TODAY):
        pairs.add((place.place_id, theme))
        text = f"{one.text} {one.method} {answer.constraint.title}"
        assert one.text and english_in(text) == [] and not VERDICT.search(text), text
        assert "uitspraak ST" not in text
        assert one.stand == UNCHECKED or catalogue.manifest.source(one.source_id), text
        assert one.stand == UNCHECKED or one.date, text
    assert len(pairs) == len(catalogue.places) * len(THEMES)


def test_english_none_and_a_verdict_are_seen() -> None:
    """The twin."""
    assert english_in("ligt op None van the wood") == ["None", "the"]
    assert english_in("Zie https://www.example.org/the/housing") == []
    assert VERDICT.search("dit plan is vergunbaar")


def test_a_layer_older_than_its_rhythm_is_said_and_keeps_its_findings(catalogue: Catalogue) -> None:
    for place, theme, answer, one in every_said(catalogue, LATER):
        layered = answer.constraint.relation != "statement" and answer.constraint.date != "onbekend"
        assert one.outdated == layered
        if layered:
            assert one.stand in ("raakt", "op_afstand"), (place.place_id, theme)
    assert not any(one.outdated for *_, one in every_said(catalogue, TODAY))


@pytest.mark.parametrize(
    ("place_id", "theme", "words"),
    [
        ("GG06", "stikstof", "raakvlak niet uitgesloten"),
        ("DB12", "stikstof", "Arkemheen (niet stikstofgevoelig) ligt op "),
        ("DB01", "ruimte", "opgelost"),
        ("DB01", "netcongestie_woningen", "Zuid-Holland: "),
        ("GG17", "bodem", "'t Zoet: "),
    ],
)
def test_a_place_says_what_its_sources_say(
    catalogue: Catalogue, place_id: str, theme: Theme, words: str
) -> None:
    answers = answers_of(catalogue, catalogue.places[place_id], theme, TODAY)
    assert words in " ".join(one.text for answer in answers for one in answer.said)


def test_what_is_said_of_the_place_itself_does_not_repeat_its_name(catalogue: Catalogue) -> None:
    (answer,) = answers_of(catalogue, catalogue.places["DB01"], "ruimte", TODAY)
    assert [one.stand for one in answer.said] == ["opgelost"]
    assert not answer.said[0].text.startswith("Stougjeswijk: ")


def test_a_gemeente_only_place_says_the_range_over_its_gemeente(catalogue: Catalogue) -> None:
    (first, *_) = findings_of(catalogue, "DB12", "stikstof", TODAY)
    assert first["distance_min_m"] < first["distance_m"] < first["distance_max_m"]
    answers = answers_of(catalogue, catalogue.places["DB12"], "stikstof", TODAY)
    assert "Alleen de gemeente is bekend" in answers[0].said[0].method
    assert " tot " in answers[0].said[0].text


def test_a_new_statement_is_said_at_once(catalogue: Catalogue, changed: Any) -> None:
    first = catalogue.statements[0]
    cells = {"statement_id": "ST-X", "subject": "DB02", "theme": "geluid", "date": "2026-11",
             "text": "Het vliegveld is te horen.", "status": "open"}  # fmt: skip
    fresh = changed(statements=(*catalogue.statements,
                                Statement.model_validate(first.model_dump() | cells)))  # fmt: skip
    (answer,) = answers_of(fresh, fresh.places["DB02"], "geluid", TODAY)
    assert [one.text for one in answer.said] == ["Het vliegveld is te horen."]
    assert answer.is_checked
    (before,) = answers_of(catalogue, catalogue.places["DB02"], "geluid", TODAY)
    assert not before.is_checked


def test_findings_are_shared_and_complete(catalogue: Catalogue) -> None:
    table = place_findings(catalogue, TODAY)
    assert place_findings(catalogue, TODAY) is table
    rows = [row for p in catalogue.places for t in THEMES
            for row in findings_of(catalogue, p, t, TODAY)]  # fmt: skip
    assert len(rows) == len(table)
    assert not any(value != value for row in rows for value in row.values()), "a NaN is left"
    assert findings_of(catalogue, "DB99", "stikstof", TODAY) == ()
