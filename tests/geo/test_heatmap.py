"""The information model of the capaciteitskaart: its real shape, and everything that is not."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.heatmap import Heatmap, HeatmapError, is_heatmap, read_heatmap
from geo.voedingsgebied import Voedingsgebied, key_of, text_of

MODEL = Path(__file__).parents[1] / "data" / "netcongestie" / "model.json"
TODAY = date(2026, 11, 23)
# The classes of v1.3.0, and which properties its schema knows and requires.
DATA_SET = {
    "conforms_to", "contributor", "coverage", "creator", "date", "description", "format",
    "identifier", "issued", "language", "publisher", "rights", "title", "updated", "valid",
    "energy_areas",
}  # fmt: skip
FIGURES = {"requests_in_queue", "capacity_in_queue", "quoted_capacity", "available_capacity",
           "forecast_capacity", "alleviation_year", "constraint",
           "energy_area_short_code"}  # fmt: skip
AREA = {"short_code", "type", "works", "postcode_areas", "description", "m_rid", "names"} | {
    f"{way}_{figure}" for way in ("demand", "generation") for figure in FIGURES
}  # fmt: skip
POSTCODE = {"postcode", "substation_short_code", "demand_constraint", "generation_constraint",
            "description", "m_rid", "names"}  # fmt: skip


def model(**changes: Any) -> dict[str, Any]:
    """Return the small data set with other properties; None takes one away."""
    raw = json.loads(MODEL.read_text(encoding="utf-8")) | changes
    return {key: value for key, value in raw.items() if value is not None}


def areas(*items: Any) -> Heatmap:
    """Read a data set of these areas."""
    return read_heatmap(model(energy_areas=list(items)), "kaart.json", TODAY)


def area(**fields: Any) -> Voedingsgebied:
    """Read one area."""
    (one,) = areas({"short_code": "OS A", "works": []} | fields).areas
    return one


def postcodes(*classes: Any) -> list[dict[str, Any]]:
    """Return postcodes with these classes for afname."""
    return [{"postcode": f"3271A{n}", "demand_constraint": one, "generation_constraint": "red"}
            for n, one in enumerate(classes)]  # fmt: skip


def codes(heatmap: Heatmap) -> list[str]:
    return [issue.code for issue in heatmap.issues]


def test_the_small_file_has_the_shape_of_the_schema() -> None:
    raw = model()
    assert set(raw) <= DATA_SET
    assert {"conforms_to", "creator", "identifier", "issued", "energy_areas"} <= set(raw)
    for one in raw["energy_areas"]:
        assert {"short_code", "works"} <= set(one) <= AREA
        for postcode in one.get("postcode_areas", []):
            assert set(postcode) <= POSTCODE
            assert {"postcode", "demand_constraint", "generation_constraint"} <= set(postcode)
        # "Only specify this attribute if no PostcodeArea-s are provided."
        assert not ("demand_constraint" in one and "postcode_areas" in one)


def test_the_small_file_is_read_whole() -> None:
    heatmap = read_heatmap(model(), "model.json", TODAY)
    assert (heatmap.date, heatmap.issues, heatmap.congestion_areas) == ("2026-08-01", (), 1)
    found = {one.name: (one.afname.class_code, one.invoeding.class_code) for one in heatmap.areas}
    assert found == {
        "Roodstad": ("3", "0"), "Oranjedam": ("2", "1"), "Geelveen": ("1", ""),
        "Klaarwater": ("0", "0"), "Bontenbal": ("", "3"), "Stilwoude": ("", ""),
        "Nergenshuizen": ("3", "3"),
    }  # fmt: skip
    rood = heatmap.areas[0]
    assert (rood.afname.requests, rood.afname.queue_mw, rood.afname.year) == (15, 3.5, 2029)
    assert (rood.invoeding.requests, rood.invoeding.queue_mw) == (0, 0.0)
    assert rood.note == (
        "Wachtrij afname: 15 verzoeken, 3,5 MW. Tekort voor afname volgens de netbeheerder "
        "opgelost vanaf 2029. Invoeding: transparant. Wachtrij invoeding: 0 verzoeken, 0 MW."
    )


# --- which class an area has ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "code"),
    [("transparant", "0"), ("yellow", "1"), ("amber", "2"), ("red", "3"), (" RED ", "3"), ("", ""),
     (None, "")],
)  # fmt: skip
def test_the_class_of_an_area_without_postcodes_is_its_own(word: Any, code: str) -> None:
    assert area(demand_constraint=word, postcode_areas=[]).afname.class_code == code


@pytest.mark.parametrize(
    ("classes", "code", "split"),
    [
        (["red", "red"], "3", ""),
        (["amber"], "2", ""),
        (["red", "amber", "red"], "", "1 × oranje, 2 × rood"),
        (["yellow", "transparant"], "", "1 × transparant, 1 × geel"),
        (["red", "amber", None], "", "1 × oranje, 1 × rood, 1 × zonder klasse"),
        (["red", "blauw"], "3", ""),  # what is no class does not count, and is reported
        ([None, None], "", ""),
    ],
)
def test_postcodes_that_agree_give_the_class_and_others_give_none(
    classes: list[Any], code: str, split: str
) -> None:
    found = area(postcode_areas=postcodes(*classes)).afname
    assert (found.class_code, found.split) == (code, split)


def test_how_postcodes_differ_is_said() -> None:
    note = area(postcode_areas=postcodes("red", "amber")).note
    assert note == "Afname verschilt per postcode: 1 × oranje, 1 × rood. Invoeding: rood."
    many = area(postcode_areas=postcodes(*["red"] * 1200, "amber")).note
    assert "1 × oranje, 1.200 × rood" in many


@pytest.mark.parametrize(
    ("own", "listed", "code", "issues"),
    [
        ("red", ["red"], "3", []),
        ("red", ["amber"], "2", ["area_class_differs"]),
        ("red", [None], "3", ["postcode_class"]),
        ("blauw", ["amber"], "2", ["area_class"]),
    ],
)
def test_an_own_class_beside_postcodes_never_wins(
    own: str, listed: list[Any], code: str, issues: list[str]
) -> None:
    heatmap = areas({"short_code": "A", "demand_constraint": own,
                     "postcode_areas": postcodes(*listed)})  # fmt: skip
    assert heatmap.areas[0].afname.class_code == code and codes(heatmap) == issues


@pytest.mark.parametrize("value", ["green", "rood", "3", 3, True, ["red"], {}])
def test_an_unknown_class_is_an_issue_and_no_class(value: Any) -> None:
    heatmap = areas({"short_code": "OS A", "demand_constraint": value})
    (issue,) = heatmap.issues
    assert heatmap.areas[0].afname.class_code == ""
    assert (issue.code, issue.severity) == ("area_class", "error")
    assert issue.where == "kaart.json, gebied 1 (OS A), demand_constraint"
    assert "transparant of yellow of amber of red" in issue.message and "Herstel: " in issue.message


def test_unknown_classes_of_postcodes_are_one_issue_an_area() -> None:
    heatmap = areas({"short_code": "A", "postcode_areas": [*postcodes("green", None, "red"), 3]})
    (lost, other) = heatmap.issues
    assert "‘green’ bij 3 van de postcodes" in lost.message
    assert "generation_constraint" in other.where and "niets bij 1" in other.message


# --- numbers and rows -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("demand_requests_in_queue", -1), ("demand_requests_in_queue", 2.5),
        ("demand_requests_in_queue", "veel"), ("demand_capacity_in_queue", True),
        ("demand_capacity_in_queue", float("inf")), ("demand_capacity_in_queue", [3]),
        ("generation_alleviation_year", 20280), ("generation_alleviation_year", "binnenkort"),
    ],
)  # fmt: skip
def test_a_number_that_is_none_is_unknown_and_said(field: str, value: Any) -> None:
    heatmap = areas({"short_code": "A", field: value})
    (issue,) = heatmap.issues
    assert issue.code == "area_number" and issue.where.endswith(field)
    one = heatmap.areas[0]
    assert one.afname.queue_text == one.invoeding.queue_text == "" and not one.invoeding.year


def test_a_queue_in_words() -> None:
    assert area(demand_requests_in_queue=1).afname.queue_text == "1 verzoek"
    assert area(demand_capacity_in_queue="1,25").afname.queue_text == "1,2 MW"
    both = area(demand_requests_in_queue=1500, demand_capacity_in_queue=12_345.6)
    assert both.afname.queue_text == "1.500 verzoeken, 12.345,6 MW"


@pytest.mark.parametrize(
    ("item", "code"),
    [
        ({}, "area_without_code"), ({"short_code": " "}, "area_without_code"),
        ({"short_code": ["A"]}, "area_without_code"), (3, "area_without_code"),
        (None, "area_without_code"), ({"short_code": "A", "type": "gasgebied"}, "area_type"),
    ],
)  # fmt: skip
def test_an_item_that_is_no_area_is_left_out_with_an_issue(item: Any, code: str) -> None:
    heatmap = areas(item, {"short_code": "B"})
    assert [one.code for one in heatmap.areas] == ["B"] and codes(heatmap) == [code]
    assert heatmap.issues[0].where.startswith("kaart.json, gebied 1")


def test_a_code_that_stands_twice_is_one_area_or_none() -> None:
    twice = areas({"short_code": "OS A", "demand_constraint": "red"},
                  {"short_code": "os  a", "demand_constraint": "amber"},
                  {"short_code": "B"}, {"short_code": "B"})  # fmt: skip
    assert [one.code for one in twice.areas] == ["B"]
    (issue,) = twice.issues
    assert (issue.code, issue.severity) == ("area_twice", "error") and "2 gebieden" in issue.found


def test_text_is_one_printable_line() -> None:
    one = area(short_code=" OS \n A ", description="Naam\u2028 met\tregels\x00\ud800 " + "x" * 500)
    assert one.code == "OS A" and one.name.startswith("Naam met regels x") and len(one.name) == 120
    one.name.encode("utf-8")


# --- the data set ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"conforms_to": None}, ["conforms_to", "capaciteitskaart/v1.3.0"]),
        ({"conforms_to": "http://voorbeeld.nl/iets/v1.3.0"}, ["conforms_to"]),
        ({"conforms_to": "http://data.netbeheernederland.nl/capaciteitskaart/v2.0.0"}, ["v1.3.0"]),
        ({"energy_areas": None}, ["energy_areas"]), ({"energy_areas": []}, ["energy_areas"]),
        ({"energy_areas": {}}, ["energy_areas"]),
        ({"date": None, "issued": None}, ["issued", "niets"]),
        ({"date": "1 augustus"}, ["date", "‘1 augustus’"]),
        ({"date": "2028-01-01"}, ["2026-11-23", "prognose"]),
        ({"date": None, "issued": "2027-01-01"}, ["issued", "prognose"]),
        ({"valid": {"start": "2028-01-01", "end": "2029-01-01"}}, ["valid, start", "prognose"]),
    ],
)  # fmt: skip
def test_another_data_set_is_refused(changes: dict[str, Any], words: list[str]) -> None:
    with pytest.raises(HeatmapError) as refused:
        read_heatmap(model(**changes), "kaart.json", TODAY)
    assert str(refused.value).startswith("kaart.json") and "Herstel: " in str(refused.value)
    assert [word for word in words if word not in str(refused.value)] == []


@pytest.mark.parametrize(
    ("changes", "day"),
    [
        ({}, "2026-08-01"), ({"date": None}, "2026-08-21"), ({"date": "2026-11-23"}, "2026-11-23"),
        ({"valid": {"start": "2025-12-21", "end": "2025-01-21"}}, "2026-08-01"),  # its own example
        ({"valid": {"year": 2026}}, "2026-08-01"), ({"valid": "nu"}, "2026-08-01"),
    ],
)  # fmt: skip
def test_the_date_is_from_when_the_data_set_holds(changes: dict[str, Any], day: str) -> None:
    assert read_heatmap(model(**changes), "kaart.json", TODAY).date == day


@pytest.mark.parametrize(("end", "issues"), [("2026-11-24", 0), ("2026-11-23", 1), ("ooit", 0)])
def test_a_data_set_that_no_longer_holds_is_read_and_said(end: str, issues: int) -> None:
    heatmap = read_heatmap(model(valid={"start": "2026-08-01", "end": end}), "k.json", TODAY)
    assert codes(heatmap) == ["heatmap_expired"] * issues and len(heatmap.areas) == 7


@pytest.mark.parametrize(("version", "issues"), [("v1.2.0", 0), ("v1.3.1", 0), ("v1.4.0", 1)])
def test_a_later_version_is_read_and_said(version: str, issues: int) -> None:
    raw = model(conforms_to=f"http://data.netbeheernederland.nl/capaciteitskaart/{version}")
    assert len(read_heatmap(raw, "kaart.json", TODAY).issues) == issues


@pytest.mark.parametrize("raw", [None, 3, [], {}, {"type": "FeatureCollection", "features": []}])
def test_other_json_is_not_a_data_set(raw: object) -> None:
    assert not is_heatmap(raw) and is_heatmap(model())


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(sorted(AREA | POSTCODE | {"start"})), inner, max_size=5),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(DATA_SET)), JSON, max_size=6))
def test_no_json_makes_it_crash(changes: dict[str, Any]) -> None:
    raw = json.loads(json.dumps(model() | changes))
    try:
        heatmap = read_heatmap(raw, "kaart.json", TODAY)
    except HeatmapError:
        return
    for one in heatmap.areas:
        assert one.code and one.name and one.note
        assert {one.afname.class_code, one.invoeding.class_code} <= {"", "0", "1", "2", "3"}
        (one.code + one.name + one.note).encode("utf-8")


@settings(max_examples=200, deadline=None)
@given(st.lists(JSON, max_size=5))
def test_every_item_is_an_area_or_is_accounted_for(items: list[Any]) -> None:
    heatmap = areas({"short_code": "Z" * 9}, *items)
    kept = {key_of(one.code) for one in heatmap.areas}
    twice = {key_of(i.where.removeprefix("kaart.json, "))
             for i in heatmap.issues if i.code == "area_twice"}  # fmt: skip
    named = [i.where for i in heatmap.issues if i.code.startswith(("area_w", "area_type"))]
    for number, item in enumerate(items, start=2):
        if any(where.startswith(f"kaart.json, gebied {number}") for where in named):
            continue
        if item.get("type") != "congestion_area":
            assert key_of(text_of(item["short_code"])) in kept | twice


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(["red", "amber", "x", None]), min_size=1, max_size=9))
def test_an_area_has_a_class_when_all_its_known_postcodes_have_it(classes: list[Any]) -> None:
    heatmap = areas({"short_code": "A", "postcode_areas": postcodes(*classes)})
    real = {one for one in classes if one in ("red", "amber")}
    found = heatmap.areas[0].afname
    assert bool(found.class_code) == (len(real) == 1) and bool(found.split) == (len(real) == 2)
    assert ("postcode_class" in codes(heatmap)) == (not set(classes) <= {"red", "amber"})
