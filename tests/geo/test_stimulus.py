"""The Realisatiestimulans calculator: amounts by hand, files that come back, bad files."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.catalogue import Catalogue, load_catalogue
from geo.errors import ScenarioError
from geo.stimulus import (
    BadScenarioError,
    Scenario,
    StartYear,
    load_scenario,
    pay_out,
    read_scenario,
    save_scenario,
    scenario_of,
    to_json,
)

ENGLISH = re.compile(r"\b(None|should|input|field|expected|unable|error|invalid|must|valid)\b")


def year(start: int = 2025, homes: int = 300, share: Any = "2/3", excluded: int = 0) -> StartYear:
    return StartYear(startjaar=start, gestarte_woningen=homes, aandeel_betaalbaar=share,
                     al_gesteund=excluded)  # fmt: skip


def scenario(*years: StartYear, name: str = "Proef") -> Scenario:
    return Scenario(naam=name, aannames=("starts volgens de gemeente",), jaren=years)


def test_the_year_after_the_start_pays_7000_for_each_affordable_home(catalogue: Catalogue) -> None:
    paid = pay_out(catalogue, scenario(year(), year(2029, 10, "0,7")))
    assert [row.year for row in paid.years] == [2026, 2027, 2028, 2029, 2030]
    assert [row.start_year for row in paid.years] == [2025, 2026, 2027, 2028, 2029]
    first, last = paid.years[0], paid.years[-1]
    assert (first.affordable, first.counted, first.amount_eur) == (200, 200, 1_400_000)
    assert (last.counted, last.amount_eur) == (7, 49_000)
    assert paid.total_eur == 1_449_000 and paid.missing == (2027, 2028, 2029)
    assert "€ 7.000 per betaalbare woning waarvan de bouw in 2025 is gestart" in first.rule


@pytest.mark.parametrize(
    ("share", "shown"),
    [("2/3", "2/3"), ("0,7", "7/10"), ("0.6666666666666666", "0,6666666666666666"),
     ("0.0000000001", "0,0000000001"), ("1/30000001", "1/30000001")],
)  # fmt: skip
def test_the_rule_writes_a_share_exactly(catalogue: Catalogue, share: str, shown: str) -> None:
    rule = pay_out(catalogue, scenario(year(share=share))).years[0].rule
    assert f"300 woningen × {shown} (naar beneden" in rule


def test_a_year_without_input_is_unknown_and_not_zero(catalogue: Catalogue) -> None:
    row = pay_out(catalogue, scenario()).years[0]
    assert (row.starts, row.counted, row.amount_eur) == (None, None, None)
    assert row.rule == "Onbekend: het scenario zegt niets over 2025."
    zero = pay_out(catalogue, scenario(year(homes=0))).years[0]
    assert (zero.starts, zero.amount_eur) == (0, 0)


def test_homes_that_another_scheme_pays_do_not_count(catalogue: Catalogue) -> None:
    (row, *_) = pay_out(catalogue, scenario(year(excluded=40))).years
    assert (row.affordable, row.excluded, row.counted, row.amount_eur) == (200, 40, 160, 1_120_000)


@pytest.mark.parametrize(
    ("homes", "share", "affordable"),
    [
        (100, "2/3", 66), (3, "2/3", 2), (1, "0,99", 0), (10, "30 %", 3), (7, "1", 7), (7, "0", 0),
        (1000, 0.667, 667), (300, "0.6666666666666666", 199), (10, "7e-1", 7), (10, "7E-1", 7),
        (10, "-0.0", 0), (7, "0.1e1", 7), (10**6, "1e-6", 1), (10**6, "1e-400", 0),
    ],
)  # fmt: skip
def test_a_share_is_rounded_down_to_whole_homes(homes: int, share: Any, affordable: int) -> None:
    assert year(homes=homes, share=share).affordable == affordable


def test_the_amount_and_the_years_come_from_the_ledger(copied: Any) -> None:
    copied.edit("figures", "S-REALISATIESTIMULANS.amount_per_home.1", value="8000")
    copied.edit("figures", "S-REALISATIESTIMULANS.payment_year.1", low="2026", high="2028")
    copied.edit("figures", "S-REALISATIESTIMULANS.start_year.1", low="2025", high="2027")
    copied.stamp()
    paid = pay_out(load_catalogue(copied.path), scenario(year()))
    assert [row.year for row in paid.years] == [2026, 2027, 2028]
    assert paid.total_eur == 200 * 8000


def test_it_names_its_sources(catalogue: Catalogue) -> None:
    paid = pay_out(catalogue, scenario(year()))
    assert paid.source_ids == ("kst-32847-1395", "stcrt-2025-36777")
    assert [f.quantity for f in paid.figures] == ["amount_per_home", "payment_year", "start_year"]
    assert paid.decision is not None and "andere rijksregeling" in paid.decision.condition


@pytest.mark.parametrize(
    ("years", "words"),
    [
        ((year(2024),), ["startjaar van 2025 tot en met 2029"]),
        ((year(2030),), ["startjaar van 2025 tot en met 2029"]),
        ((year(), year()), ["elk startjaar één keer"]),
    ],
)
def test_a_year_outside_the_scheme_or_twice_is_refused(
    catalogue: Catalogue, years: tuple[StartYear, ...], words: list[str]
) -> None:
    with pytest.raises(ScenarioError) as refused:
        pay_out(catalogue, scenario(*years))
    assert all(word in str(refused.value) for word in words)


def test_without_the_amount_in_the_ledger_there_is_no_answer(copied: Any) -> None:
    copied.drop("figures", lambda row: ".amount_per_home." in row["figure_id"])
    copied.drop("decisions", lambda row: row["quantity"] == "amount_per_home")
    copied.stamp()
    with pytest.raises(ScenarioError, match="een cijfer ‘amount_per_home’"):
        pay_out(load_catalogue(copied.path), scenario(year()))


shares = st.fractions(0, 1, max_denominator=1000)
starts = st.builds(
    lambda start, homes, share, part: year(start, homes, share, int(part * int(homes * share))),
    st.integers(2025, 2029), st.integers(0, 10**6), shares, st.sampled_from([0, 0.5, 1]),
)  # fmt: skip
scenarios = st.builds(
    lambda years, name: scenario(*years, name=name),
    st.lists(starts, max_size=5, unique_by=lambda one: one.startjaar),
    st.text(min_size=1, max_size=20).filter(lambda text: text.isprintable()),
)


@given(given_scenario=scenarios)
def test_a_scenario_comes_back_as_it_was(given_scenario: Scenario) -> None:
    assert Scenario.model_validate(json.loads(to_json(given_scenario))) == given_scenario


@settings(deadline=None)  # the first example opens the catalogue
@given(given_scenario=scenarios)
def test_amounts_are_exact_and_never_for_a_part_of_a_home(given_scenario: Scenario) -> None:
    paid = pay_out(load_catalogue(), given_scenario)
    known = [row for row in paid.years if row.counted is not None]
    assert paid.total_eur == sum(7000 * (row.counted or 0) for row in known)
    for row in known:
        given_year = next(y for y in given_scenario.jaren if y.startjaar == row.start_year)
        exact = given_year.gestarte_woningen * given_year.aandeel_betaalbaar
        assert row.affordable is not None and 0 <= exact - row.affordable < 1
        assert row.counted == row.affordable - given_year.al_gesteund >= 0


def test_a_file_comes_back_as_it_was(tmp_path: Path) -> None:
    path, made = tmp_path / "scenario.json", scenario(year(), year(2026, 7, "70 %", 1))
    save_scenario(made, path)
    assert load_scenario(path) == made
    assert made.jaren[1].aandeel_betaalbaar == Fraction(7, 10)
    assert '"aandeel_betaalbaar": "2/3"' in path.read_text(encoding="utf-8")


@given(share=st.floats(0, 1, allow_subnormal=True))
def test_every_share_that_json_writes_is_read_exactly_and_comes_back(share: float) -> None:
    row = {"startjaar": 2025, "gestarte_woningen": 300, "aandeel_betaalbaar": share}
    text = json.dumps({"naam": "Proef", "aannames": [], "jaren": [row]})
    found = read_scenario(text.encode(), "x.json")
    assert found.jaren[0].aandeel_betaalbaar == Fraction(repr(share))
    assert read_scenario(to_json(found).encode(), "x.json") == found


@pytest.mark.parametrize("number", ["0." + "3" * 398, "9." + "7" * 393 + "e-999"])
def test_the_longest_share_comes_back_too(number: str) -> None:
    found = scenario(year(share=number))
    assert found.jaren[0].aandeel_betaalbaar == Fraction(number)
    assert read_scenario(to_json(found).encode(), "x.json") == found


YEAR = {"startjaar": 2025, "gestarte_woningen": 300, "aandeel_betaalbaar": "2/3", "al_gesteund": 0}
GOOD = {"naam": "Proef", "aannames": [], "jaren": [YEAR]}
BAD: dict[str, tuple[Any, list[str]]] = {
    "no JSON": ("{", ["een scenario als JSON"]),
    "a list": ([1], ["naam", "jaren"]),
    "no years": ({"naam": "x", "aannames": []}, ["een lijst ‘jaren’"]),
    "no name": (GOOD | {"naam": ""}, ["naam", "vul ‘naam’ in"]),
    "unknown key": (GOOD | {"opmerking": "x"}, ["onbekende sleutel ‘opmerking’"]),
    "no assumptions": ({"naam": "x", "jaren": [YEAR]}, ["vul ‘aannames’ in"]),
    "year as text": ([YEAR | {"startjaar": "2025"}], ["jaar 1, startjaar", "geheel getal"]),
    "half a home": ([YEAR | {"gestarte_woningen": 3.5}], ["geheel getal"]),
    "fewer than none": ([YEAR | {"gestarte_woningen": -1}], ["een getal van 0 of meer"]),
    "too many": ([YEAR | {"gestarte_woningen": 10**9}], ["hoogstens 10000000"]),
    "share above one": ([YEAR | {"aandeel_betaalbaar": 1.2}], ["een aandeel tussen 0 en 1"]),
    "share is a word": ([YEAR | {"aandeel_betaalbaar": "veel"}], ["0,7 of 70 % of 2/3"]),
    "share of nothing": ([YEAR | {"aandeel_betaalbaar": "1/0"}], ["een aandeel tussen 0 en 1"]),
    "share too long": ([YEAR | {"aandeel_betaalbaar": "1e-999999999"}], ["een aandeel"]),
    "share below zero": ([YEAR | {"aandeel_betaalbaar": -0.1}], ["een aandeel tussen 0 en 1"]),
    "share just above one": ([YEAR | {"aandeel_betaalbaar": "1.00000000000000000000000001"}],
                             ["een aandeel tussen 0 en 1"]),
    "share is no number": ([YEAR | {"aandeel_betaalbaar": float("nan")}], ["een aandeel"]),
    "share is endless": ([YEAR | {"aandeel_betaalbaar": float("inf")}], ["een aandeel"]),
    "share is huge": ([YEAR | {"aandeel_betaalbaar": "0." + "1" * 400}], ["een aandeel"]),
    "share is a huge fraction": ([YEAR | {"aandeel_betaalbaar": "1/1" + "0" * 1500}],
                                 ["een aandeel"]),
    "share is yes": ([YEAR | {"aandeel_betaalbaar": True}], ["een aandeel"]),
    "more excluded than affordable": ([YEAR | {"al_gesteund": 201}],
                                      ["hoogstens 200 al gesteunde woningen"]),
    "misspelt": ([YEAR | {"al_gesteunt": 1}], ["bedoelde u ‘al_gesteund’?"]),
    "a year that is no block": ([YEAR, 4], ["jaar 2", "een blok met sleutels"]),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_explained_in_dutch(tmp_path: Path, name: str) -> None:
    content, words = BAD[name]
    if isinstance(content, list) and name != "a list":
        content = GOOD | {"jaren": content}
    path = tmp_path / "scenario.json"
    text = content if isinstance(content, str) else json.dumps(content)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError) as refused:
        load_scenario(path)
    issues = getattr(refused.value, "issues", [])
    message = " ".join([str(refused.value), *(issue.message for issue in issues)])
    assert [word for word in words if word not in message] == [], message
    assert not ENGLISH.search(message), message


def test_every_bad_row_is_named(tmp_path: Path) -> None:
    path = tmp_path / "s.json"
    rows = [YEAR | {"startjaar": "x"}, YEAR, YEAR | {"aandeel_betaalbaar": "x"}]
    path.write_text(json.dumps(GOOD | {"jaren": rows}), encoding="utf-8")
    with pytest.raises(BadScenarioError) as refused:
        load_scenario(path)
    assert [issue.where for issue in refused.value.issues] == [
        "s.json, jaar 1, startjaar", "s.json, jaar 3, aandeel_betaalbaar",
    ]  # fmt: skip


def test_files_that_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="geen bestand"):
        load_scenario(tmp_path / "weg.json")
    (tmp_path / "groot.json").write_bytes(b" " * 1_000_001)
    with pytest.raises(ScenarioError, match="hoogstens 1 MB"):
        load_scenario(tmp_path / "groot.json")
    (tmp_path / "diep.json").write_text("[" * 100_000, encoding="utf-8")
    with pytest.raises(ScenarioError, match="als JSON"):
        load_scenario(tmp_path / "diep.json")
    with pytest.raises(ScenarioError, match="een andere map"):
        save_scenario(scenario(), tmp_path / "geen map" / "s.json")


# What a reader fills in


CELLS = {"gestarte_woningen": "1.200", "aandeel_betaalbaar": " 70 % ", "al_gesteund": ""}


def test_cells_are_read_as_the_dutch_write_them() -> None:
    found = scenario_of(" Proef ", "een\n\n twee ", {2026: CELLS, 2025: {"al_gesteund": " "}})
    assert (found.naam, found.aannames) == ("Proef", ("een", "twee"))
    (row,) = found.jaren  # 2025 is empty and stays unknown
    assert (row.startjaar, row.gestarte_woningen, row.al_gesteund) == (2026, 1200, 0)
    assert row.aandeel_betaalbaar == Fraction(7, 10)


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"gestarte_woningen": "veel"}, "gestarte_woningen"),
        ({"gestarte_woningen": "1.20"}, "gestarte_woningen"),
        ({"gestarte_woningen": "-3"}, "gestarte_woningen"),
        ({"aandeel_betaalbaar": "2"}, "aandeel tussen 0 en 1"),
        ({"aandeel_betaalbaar": ""}, "aandeel_betaalbaar"),
        ({"al_gesteund": "900"}, "hoogstens 840 al gesteunde woningen"),
    ],
)
def test_a_bad_cell_is_named_with_its_year(cells: dict[str, str], words: str) -> None:
    with pytest.raises(BadScenarioError) as caught:
        scenario_of("Proef", "", {2027: CELLS | cells})
    said = " ".join(issue.message for issue in caught.value.issues)
    assert "startjaar 2027" in said and words in said
    assert not ENGLISH.search(said)


def test_a_scenario_without_a_name_is_refused() -> None:
    with pytest.raises(ScenarioError):
        scenario_of(" ", "", {2025: CELLS})


def test_bytes_of_a_file_are_read_under_its_name() -> None:
    saved = to_json(scenario(year()))
    assert read_scenario(saved.encode(), "x.json") == scenario(year())
    with pytest.raises(ScenarioError, match=r"x\.json"):
        read_scenario(b"\xff\xfe", "x.json")
