"""What the colour of the gemeenten says: every class, every word, every gap."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest

from geo.catalogue import Catalogue
from layers import style
from layers.areas import build_gemeenten
from layers.themes import (
    HOMES_STEPS,
    NOTHING,
    SHARE_STEPS,
    THEME_TITLES,
    THEMES,
    Theme,
    build_theme,
)


def class_label(theme: Theme, code: str) -> str:
    """Return the words of the legend about a gemeente."""
    return {c.class_id: c.label for c in theme.classes}[theme.class_of[code]]


def numbers(text: str) -> list[float]:
    """Return the Dutch numbers in a text."""
    found = re.findall(r"\d[\d.]*(?:,\d+)?", text)
    return [float(number.replace(".", "").replace(",", ".")) for number in found]


def allows(label: str, value: float) -> bool:
    """Return whether a class of a legend, in its own words, holds a value."""
    ends = numbers(label)
    if label.startswith("Minder dan"):
        return value < ends[0]
    if label.endswith("of meer"):
        return value >= ends[0]
    return ends[0] <= value < ends[1]


@pytest.fixture(params=THEME_TITLES)
def theme(catalogue: Catalogue, request: pytest.FixtureRequest) -> Theme:
    return build_theme(catalogue, request.param)


# Every theme


def test_every_theme_has_a_title() -> None:
    assert set(THEMES) == set(THEME_TITLES)
    assert len(set(THEME_TITLES.values())) == len(THEME_TITLES)


def test_every_gemeente_has_one_known_class(catalogue: Catalogue, theme: Theme) -> None:
    assert set(theme.class_of) == set(catalogue.gemeente_names)
    assert set(theme.class_of.values()) <= {c.class_id for c in theme.classes}


def test_classes_differ_for_the_eye_and_in_words(theme: Theme) -> None:
    assert len({c.class_id for c in theme.classes}) == len(theme.classes)
    assert len({c.label for c in theme.classes}) == len(theme.classes)
    assert len({(c.fill, c.hatched) for c in theme.classes}) == len(theme.classes)


def test_words_about_a_gemeente_stand_in_its_note(catalogue: Catalogue, theme: Theme) -> None:
    layer = build_gemeenten(catalogue, theme)
    rows = layer.features.set_index("feature_id")
    assert set(rows.index) == set(catalogue.gemeente_names)
    for code, words in theme.value_of.items():
        assert rows.note[code] == f"{rows.note[code].split(' · ')[0]} · {words}"
        assert words and words == words.strip()
    assert (rows["class_id"] == rows.index.map(theme.class_of)).all()
    assert layer.legend_title == ("" if theme.theme_id == "geen" else theme.title)


def test_theme_is_worked_out_once(catalogue: Catalogue, theme: Theme) -> None:
    assert build_theme(catalogue, theme.theme_id) is theme


def test_no_theme_says_nothing(catalogue: Catalogue) -> None:
    theme = build_theme(catalogue, "geen")
    assert set(theme.class_of.values()) == {NOTHING}
    assert theme.value_of == {}


# Round numbers


@pytest.mark.parametrize("steps", [HOMES_STEPS, [round(s * 100, 6) for s in SHARE_STEPS]])
def test_class_borders_are_numbers_that_a_person_would_choose(steps: list[float]) -> None:
    assert list(steps) == sorted(set(steps))
    for step in steps:
        assert step == int(step)
        assert int(step) / 10 ** (len(str(int(step))) - 1) in (1, 2, 2.5, 5)


@pytest.mark.parametrize(("theme_id", "unit"), [("woningen", " woningen"), ("natura2000", " %")])
def test_labels_join_without_gap_or_overlap(catalogue: Catalogue, theme_id: str, unit: str) -> None:
    labels = [c.label for c in build_theme(catalogue, theme_id).classes if unit in c.label][:5]
    assert labels[0].startswith("Minder dan ") and labels[-1].endswith(f"{unit} of meer")
    ends = [numbers(label) for label in labels]
    assert all(a[-1] == b[0] for a, b in pairwise(ends))


@pytest.mark.parametrize("theme_id", ["woningen", "natura2000"])
def test_words_of_a_gemeente_agree_with_its_class(catalogue: Catalogue, theme_id: str) -> None:
    theme = build_theme(catalogue, theme_id)
    wrong = [
        f"{catalogue.names[code]}: {words}, {label}"
        for code, words in theme.value_of.items()
        if numbers(label := class_label(theme, code)) and numbers(words)
        and not (label.startswith("Geen") or allows(label, numbers(words)[0]))
    ]  # fmt: skip
    assert wrong == []


def test_disagreement_is_seen() -> None:
    """The twin of the test above."""
    assert allows("Minder dan 2.500 woningen", 2499)
    assert not allows("Minder dan 5 %", 5)
    assert allows("2.500 tot 5.000 woningen", 2500)
    assert not allows("2.500 tot 5.000 woningen", 5000)
    assert allows("50 % of meer", 50)


# Homes


def test_homes_of_a_gemeente(catalogue: Catalogue) -> None:
    theme = build_theme(catalogue, "woningen")
    assert theme.value_of["GM1963"] == "2.500 woningen"
    assert class_label(theme, "GM1963") == "2.500 tot 5.000 woningen"
    assert theme.value_of["GM1892"] == "8.000 woningen"
    assert theme.class_of["GM0150"] == NOTHING and "GM0150" not in theme.value_of


def test_location_in_two_gemeenten_counts_in_both(catalogue: Catalogue) -> None:
    theme = build_theme(catalogue, "woningen")
    assert catalogue.places["DB15"].gemeente_codes == ("GM0228", "GM0289")
    for code in ("GM0228", "GM0289"):
        assert theme.value_of[code] == "4.000 woningen"  # the low end of 4.000–9.000


def test_gemeente_with_unknown_numbers_only_is_hatched(catalogue: Catalogue) -> None:
    theme = build_theme(catalogue, "woningen")
    (look,) = (c for c in theme.classes if c.class_id == "unknown")
    assert look.hatched and "onbekend" in look.label
    hatched = {code for code, name in theme.class_of.items() if name == "unknown"}
    assert {"GM0307", "GM0518"} <= hatched
    for code in hatched:
        sites = [p for p in catalogue.places.values() if code in p.gemeente_codes]
        sites = [p for p in sites if p.kind == "doorbraaklocatie"]
        assert sites
        assert not any(catalogue.ledger.reading(p.place_id, "homes") for p in sites)
        assert theme.value_of[code] == "aantal woningen onbekend"


def test_known_number_beside_an_unknown_one_is_at_least(catalogue: Catalogue) -> None:
    theme = build_theme(catalogue, "woningen")
    assert {"DB04", "DB05"} <= {
        p.place_id for p in catalogue.places.values() if "GM0034" in p.gemeente_codes
    }
    assert theme.value_of["GM0034"] == "ten minste 25.000 woningen"
    assert class_label(theme, "GM0034") == "20.000 woningen of meer"


def test_changed_number_changes_the_class(catalogue: Catalogue, changed: Any) -> None:
    figures = tuple(
        f.model_copy(update={"value": Decimal(20_000)}) if f.figure_id == "DB01.homes.1" else f
        for f in catalogue.figures
    )
    theme = build_theme(changed(figures=figures), "woningen")
    assert theme.value_of["GM1963"] == "20.000 woningen"
    assert class_label(theme, "GM1963") == "20.000 woningen of meer"
    before = build_theme(catalogue, "woningen")
    assert {c for c in theme.class_of if theme.class_of[c] != before.class_of[c]} == {"GM1963"}


def test_number_that_goes_leaves_a_hatch(catalogue: Catalogue, changed: Any) -> None:
    figures = tuple(f for f in catalogue.figures if (f.subject, f.quantity) != ("DB01", "homes"))
    theme = build_theme(changed(figures=figures), "woningen")
    assert theme.class_of["GM1963"] == "unknown"


def test_only_doorbraaklocaties_colour(catalogue: Catalogue, changed: Any) -> None:
    places = {k: p for k, p in catalogue.places.items() if p.kind != "doorbraaklocatie"}
    theme = build_theme(changed(places=places), "woningen")
    assert set(theme.class_of.values()) == {NOTHING}


# Natura 2000


def test_share_of_natura2000(catalogue: Catalogue) -> None:
    theme = build_theme(catalogue, "natura2000")
    assert set(theme.value_of) == set(catalogue.gemeente_names)
    assert all(words.endswith(" %") for words in theme.value_of.values())
    assert theme.class_of["GM0344"] == "none"  # Utrecht
    ede, hoeksche_waard = (numbers(theme.value_of[c])[0] for c in ("GM0228", "GM1963"))
    assert ede > 25 and hoeksche_waard < 50
    assert Counter(theme.class_of.values())["none"] < 171


def test_less_nature_changes_the_class(catalogue: Catalogue, changed: Any) -> None:
    fresh = changed()
    fresh.__dict__["natura2000"] = catalogue.natura2000.iloc[:0]
    theme = build_theme(fresh, "natura2000")
    assert set(theme.class_of.values()) == {"none"}
    assert set(theme.value_of.values()) == {"0 %"}


# Netcongestie


@pytest.mark.parametrize(
    ("theme_id", "statement_theme"),
    [
        ("netcongestie", "netcongestie_afname"),
        ("netcongestie-woningen", "netcongestie_woningen"),
    ],
)
def test_only_provincies_that_a_message_speaks_of(
    catalogue: Catalogue, theme_id: str, statement_theme: str
) -> None:
    theme = build_theme(catalogue, theme_id)
    about = {s.subject for s in catalogue.statements if s.theme == statement_theme}
    about &= set(catalogue.provincie_names)
    assert about
    for code, provincie in catalogue.provincie_of.items():
        spoken = provincie in about
        assert (theme.class_of[code] == "message") == spoken
        assert (theme.value_of[code] == "geen gegevens") != spoken
        if spoken:
            newest = max(s.date for s in catalogue.statements
                         if s.theme == statement_theme and s.subject == provincie)  # fmt: skip
            assert theme.value_of[code] == f"nieuwste bericht van {style.date_text(newest)}"


@pytest.mark.parametrize("theme_id", ["netcongestie", "netcongestie-woningen"])
def test_message_is_one_neutral_hatch_and_no_verdict(catalogue: Catalogue, theme_id: str) -> None:
    theme = build_theme(catalogue, theme_id)
    hatched = [c for c in theme.classes if c.hatched]
    assert [c.class_id for c in hatched] == ["message"]
    assert hatched[0].fill == style.HATCH
    assert len(theme.classes) == 2
    assert re.search(r"\d{4}", hatched[0].label), "the hatch carries its dates"
    assert "geen oordeel" in theme.note


def test_newer_message_changes_the_date(catalogue: Catalogue, changed: Any) -> None:
    first = next(s for s in catalogue.statements
                 if s.theme == "netcongestie_afname" and s.subject == "PV24")  # fmt: skip
    newer = first.model_copy(update={"statement_id": "ST-X", "date": "2031-02-03"})
    theme = build_theme(changed(statements=(*catalogue.statements, newer)), "netcongestie")
    assert theme.value_of["GM0034"] == "nieuwste bericht van 3 februari 2031"
    assert "3 februari 2031" in class_label(theme, "GM0034")


def test_message_about_a_silent_provincie_hatches_it(catalogue: Catalogue, changed: Any) -> None:
    before = build_theme(catalogue, "netcongestie-woningen")
    silent = next(c for c, name in before.class_of.items() if name == "no_data")
    first = next(s for s in catalogue.statements if s.theme == "netcongestie_woningen")
    more = first.model_copy(
        update={"statement_id": "ST-X", "subject": catalogue.provincie_of[silent]}
    )
    after = build_theme(changed(statements=(*catalogue.statements, more)), "netcongestie-woningen")
    assert after.class_of[silent] == "message"


@pytest.mark.parametrize("theme_id", ["netcongestie", "netcongestie-woningen"])
def test_without_messages_there_is_no_data_anywhere(changed: Any, theme_id: str) -> None:
    theme = build_theme(changed(statements=()), theme_id)
    assert set(theme.class_of.values()) == {"no_data"}
    assert set(theme.value_of.values()) == {"geen gegevens"}
    assert [c.class_id for c in theme.classes] == ["no_data"]
