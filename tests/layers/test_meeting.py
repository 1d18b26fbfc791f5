"""What a meeting sees: every place, few words, each with the marks of its sources."""

from __future__ import annotations

import re
from datetime import date

import pytest

from geo.catalogue import Catalogue
from geo.constraints import THEMES
from layers.dossier import build_dossier
from layers.meeting import MOST_GRANTS, MOST_STEPS, meeting_slides

TODAY = date(2026, 11, 24)


def slide_of(catalogue: Catalogue, place_id: str) -> dict[str, object]:
    (slide,) = meeting_slides(catalogue, [catalogue.places[place_id]], TODAY)
    return slide


def test_every_place_has_a_slide_whose_marks_are_listed(catalogue: Catalogue) -> None:
    slides = meeting_slides(catalogue, list(catalogue.places.values()), TODAY)
    assert [slide["id"] for slide in slides] == list(catalogue.places)
    for slide in slides:
        assert len(slide["grants"]) <= MOST_GRANTS
        assert len(slide["steps"]) <= MOST_STEPS
        told = " ".join(
            [slide["homesMarks"], slide["homesNote"], *slide["grants"], *slide["steps"]]
        )
        listed = re.findall(r"\[\d+\]", " ".join(slide["sources"]))
        assert set(re.findall(r"\[\d+\]", told)) == set(listed)
        assert "None" not in str(slide)
        assert slide["claim"] == "Verkenning, geen toets"


def test_what_a_slide_leaves_out_is_counted(catalogue: Catalogue) -> None:
    slides = meeting_slides(catalogue, list(catalogue.places.values()), TODAY)
    for slide in slides:
        grants = build_dossier(catalogue, catalogue.places[slide["id"]], TODAY).grants
        assert len(slide["grants"]) + slide["grantsMore"] == len(grants)
        assert slide["stepsMore"] == 0 or len(slide["steps"]) == MOST_STEPS
        assert slide["stepsMore"] >= 0
    assert slide_of(catalogue, "DB02")["stepsMore"] == 1
    assert any(slide["grantsMore"] for slide in slides)


def test_one_step_for_several_themes_is_one_line(catalogue: Catalogue) -> None:
    steps = slide_of(catalogue, "DB03")["steps"]
    assert isinstance(steps, list)
    assert any(step.startswith("Water, bodem, infrastructuur: gemeente Zuidplas") for step in steps)


def test_a_solved_bottleneck_is_called_solved(catalogue: Catalogue) -> None:
    assert any("opgelost" in step for step in slide_of(catalogue, "DB01")["steps"])  # type: ignore[attr-defined]


@pytest.mark.parametrize("place_id", ["DB12", "DB14"])
def test_unknown_homes_are_called_unknown(catalogue: Catalogue, place_id: str) -> None:
    slide = slide_of(catalogue, place_id)
    assert slide["homes"] == "Aantal woningen onbekend"
    assert slide["homesMarks"] == ""


def test_themes_known_and_not_checked_are_all_twelve(catalogue: Catalogue) -> None:
    """A layer that nobody read in is no thirteenth theme."""
    for slide in meeting_slides(catalogue, list(catalogue.places.values()), TODAY):
        (count,) = re.findall(r"^(\d+) thema", slide["unchecked"])
        assert int(count) + len(slide["themes"]) == len(THEMES)


def test_an_old_layer_is_called_old(catalogue: Catalogue) -> None:
    titles = {
        day: [
            one["title"]
            for one in meeting_slides(catalogue, [catalogue.places["DB03"]], day)[0]["themes"]
        ]
        for day in (TODAY, date(2030, 1, 1))
    }
    assert not any("verouderd" in title for title in titles[TODAY])
    assert "Stikstof (verouderd)" in titles[date(2030, 1, 1)]
