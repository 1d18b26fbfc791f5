"""The panel beside the map: figures with their sources, and text that stays text."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from geo.catalogue import COUNTRY, Catalogue
from geo.ledger import PREFERENCE_RULE
from geo.links import Links
from geo.lookup import NET_THEMES
from geo.model import Link
from layers import style
from layers.findings import answers_of
from layers.panel import list_notes, place_panel, summary_panel
from tests.layers.poison import PAYLOADS, PRODUCT_OF_TEMPLATE

TAGS = {
    "article", "p", "h2", "h3", "ul", "li", "br", "a", "strong", "span", "details", "summary",
}  # fmt: skip
ATTRIBUTES = {"class", "href", "target", "rel", "style", "id", "title"}
LETTER = "kst-32847-1395"


def require_dutch_page(page: Any) -> None:
    """Require known tags only, no handler, and no word of a programming language."""
    assert set(page.tags) <= TAGS
    assert {name for name, _ in page.attributes} <= ATTRIBUTES
    assert PRODUCT_OF_TEMPLATE not in page.text
    assert not re.search(r"\b(None|nan|NaN|NaT|True|False|Decimal|Markup)\b", page.text)
    assert all(link.startswith(("https://", "http://")) for link in page.links)


def test_stougjeswijk_has_its_homes_with_section_and_paragraph(
    catalogue: Catalogue, read_html: Any
) -> None:
    page = read_html(place_panel(catalogue, catalogue.places["DB01"]))
    letter = catalogue.manifest.documents[LETTER]
    assert "2.500 woningen" in page.text
    assert letter.title in page.text
    assert "alinea" in page.text
    assert "8 december 2025" in page.text
    assert letter.url in page.links


def test_every_place_renders(catalogue: Catalogue, read_html: Any) -> None:
    for place in catalogue.places.values():
        page = read_html(place_panel(catalogue, place))
        require_dutch_page(page)
        assert place.name in page.text
        assert style.KINDS[place.kind] in page.text
        for code in place.gemeente_codes:
            assert catalogue.gemeente_names[code] in page.text


def test_every_figure_shown_has_its_source(catalogue: Catalogue, read_html: Any) -> None:
    for place in catalogue.places.values():
        page = read_html(place_panel(catalogue, place))
        for figure in catalogue.ledger.about(place.place_id, low=False):
            source = catalogue.manifest.source(figure.source_id)
            assert source is not None
            assert style.figure_text(figure) in page.text, figure.figure_id
            assert source.title in page.text, figure.figure_id
            assert source.publisher in page.text, figure.figure_id
            assert source.url in page.links, figure.figure_id


def test_figure_of_low_confidence_is_hidden_and_counted(
    catalogue: Catalogue, changed: Any, read_html: Any
) -> None:
    lowered = tuple(
        f.model_copy(update={"confidence": "low"}) if f.figure_id == "DB01.homes.1" else f
        for f in catalogue.figures
    )
    place = catalogue.places["DB01"]
    page = read_html(place_panel(changed(figures=lowered), place))
    assert "2.500 woningen" not in page.text
    assert "lage zekerheid" in page.text
    assert "lage zekerheid" not in read_html(place_panel(catalogue, place)).text


def test_sources_that_differ_are_shown_side_by_side(catalogue: Catalogue, read_html: Any) -> None:
    reading = catalogue.ledger.reading("DB01", "homes")
    assert reading is not None
    assert reading.is_conflict
    page = read_html(place_panel(catalogue, catalogue.places["DB01"]))
    assert "2.485–2.500 woningen" in page.text
    assert "2.485 woningen" in page.text
    assert PREFERENCE_RULE in page.text


def test_sources_that_agree_give_no_conflict(
    catalogue: Catalogue, changed: Any, read_html: Any
) -> None:
    same = tuple(
        f.model_copy(update={"value": Decimal(2500)})
        if (f.subject, f.quantity) == ("DB01", "homes")
        else f
        for f in catalogue.figures
    )
    page = read_html(place_panel(changed(figures=same), catalogue.places["DB01"]))
    assert PREFERENCE_RULE not in page.text


def test_unknown_number_of_homes_is_called_unknown(catalogue: Catalogue, read_html: Any) -> None:
    unknown = [
        p for p in catalogue.places.values() if not catalogue.ledger.reading(p.place_id, "homes")
    ]
    assert unknown
    for place in unknown:
        text = read_html(place_panel(catalogue, place)).text
        assert "onbekend" in text.lower()
        assert "0 woningen" not in re.findall(r"(?<![\d.])0 woningen", text)


def test_derived_figure_shows_how_it_was_worked_out(catalogue: Catalogue, read_html: Any) -> None:
    text = read_html(place_panel(catalogue, catalogue.places["DB02"])).text
    assert "6.000 woningen − 2.500 woningen" in text
    assert "fgeleid" in text


def test_a_start_that_is_not_sure_says_so_without_unfolding(catalogue: Catalogue) -> None:
    heads = re.findall("<summary>(.*?)</summary>", place_panel(catalogue, catalogue.places["DB01"]))
    (start,) = (head for head in heads if "start bouw" in head)
    assert "<strong>2026</strong> (eind van het jaar; volgens de brief mogelijk" in start


def test_panel_says_of_the_grid_what_the_dossier_says(catalogue: Catalogue, read_html: Any) -> None:
    for place in catalogue.places.values():
        text = read_html(place_panel(catalogue, place)).text
        for theme in NET_THEMES:
            for answer in answers_of(catalogue, place, theme, date.today()):
                if answer.constraint.relation == "statement":
                    assert all(said.text in text for said in answer.said)
        national = [s for s in catalogue.statements if s.subject == COUNTRY]
        assert not [s.text for s in national if s.theme in NET_THEMES and s.text in text]


def test_solved_bottleneck_says_so(catalogue: Catalogue, read_html: Any) -> None:
    solved = [
        s for s in catalogue.statements
        if s.status == "opgelost" and s.theme != "status" and s.subject in catalogue.places
    ]  # fmt: skip
    assert solved
    for statement in solved:
        text = read_html(place_panel(catalogue, catalogue.places[statement.subject])).text
        assert statement.text in text
        assert "(opgelost)" in text


def test_place_says_how_well_its_spot_is_known(catalogue: Catalogue, read_html: Any) -> None:
    for place in catalogue.places.values():
        text = read_html(place_panel(catalogue, place)).text
        assert style.distance_text(place.uncertainty_m, "up") in text
        assert place.location_method in text


def test_probable_name_is_never_presented_as_certain(catalogue: Catalogue, read_html: Any) -> None:
    probable = [p for p in catalogue.places.values() if p.probable_name]
    assert probable
    for place in probable:
        assert place.probable_name not in place.name
        text = read_html(place_panel(catalogue, place)).text
        assert f"Waarschijnlijk {place.probable_name}; niet bevestigd" in text


def test_grant_of_a_place_is_shown_and_a_possible_one_called_possible(
    catalogue: Catalogue, changed: Any, read_html: Any
) -> None:
    amount = next(f for f in catalogue.figures if f.quantity == "amount" and f.confidence != "low")
    for relation, sure in (
        ("applies_to", ""),
        ("possibly_applies_to", "Deel voor deze plek onbekend: "),
    ):
        link = Link.model_validate({
            "from": amount.subject, "to": "DB02", "relation": relation, "confidence": "stated",
            "source_id": LETTER, "note": "",
        })  # fmt: skip
        page = read_html(place_panel(changed(links=Links([link])), catalogue.places["DB02"]))
        assert f"{sure}{catalogue.names[amount.subject]}: " in page.text
        assert "€" in page.text
        told = f"onbekend: {catalogue.names[amount.subject]}: "
        assert (told in page.text) == bool(sure)


# Text stays text


def poison_all(catalogue: Catalogue, changed: Any, payload: str) -> Catalogue:
    """Return the catalogue with the payload in every text field around DB01."""
    place = catalogue.places["DB01"].model_copy(
        update={
            "name": f"Naam {payload}", "note": f"Notitie {payload}",
            "designation": f"Aanwijzing {payload}", "status": f"Stand {payload}",
            "status_source_id": LETTER, "probable_name": f"Wellicht {payload}",
            "location_method": f"Methode {payload}",
        }
    )  # fmt: skip
    figures = tuple(
        f.model_copy(update={"conditions": f"Voorwaarde {payload}"}) for f in catalogue.figures
    )
    statements = tuple(
        s.model_copy(update={"text": f"Uitspraak {payload}"}) for s in catalogue.statements
    )
    documents = {
        key: d.model_copy(update={"title": f"Titel {payload}", "publisher": f"Uitgever {payload}"})
        for key, d in catalogue.manifest.documents.items()
    }
    amount = next(f for f in figures if f.quantity == "amount" and f.subject in catalogue.subjects)
    link = Link.model_validate({
        "from": amount.subject, "to": "DB01", "relation": "applies_to", "confidence": "stated",
        "source_id": LETTER, "note": "",
    })  # fmt: skip
    subject = catalogue.subjects[amount.subject].model_copy(update={"name": f"Regeling {payload}"})
    quantities = {
        key: q.model_copy(update={"label": f"Grootheid {payload}"})
        for key, q in catalogue.quantities.items()
    }
    return changed(
        places={**catalogue.places, "DB01": place},
        figures=figures,
        statements=statements,
        quantities=quantities,
        manifest=replace(catalogue.manifest, documents=documents),
        links=Links([link]),
        subjects={**catalogue.subjects, amount.subject: subject},
    )


@pytest.mark.parametrize("payload", PAYLOADS)
def test_text_appears_literally(
    catalogue: Catalogue, changed: Any, read_html: Any, payload: str
) -> None:
    dirty = poison_all(catalogue, changed, payload)
    page = read_html(place_panel(dirty, dirty.places["DB01"]))
    require_dutch_page(page)
    for word in (
        "Naam", "Notitie", "Aanwijzing", "Stand", "Wellicht", "Methode", "Voorwaarde", "Uitspraak",
        "Titel", "Uitgever", "Regeling", "Grootheid",
    ):  # fmt: skip
        assert f"{word} {payload}" in page.text, word


def test_text_of_a_poisoned_folder_appears_literally(poisoned: Catalogue, read_html: Any) -> None:
    for place in poisoned.places.values():
        page = read_html(place_panel(poisoned, place))
        require_dutch_page(page)
        assert place.name in page.text
        for part in re.split(r"\b(?:DB|NP|GG)\d{2}\b", place.note):  # an id is shown as a name
            assert part.strip() in page.text
        for code in place.gemeente_codes:
            assert poisoned.gemeente_names[code] in page.text
    require_dutch_page(read_html(summary_panel(poisoned, list(poisoned.places.values()))))


def test_injection_is_seen(read_html: Any) -> None:
    """The twin: an unescaped name is noticed."""
    for payload in ("<img src=x onerror=window.hit=1>", "<script>1</script>", "21993", "None"):
        with pytest.raises(AssertionError):
            require_dutch_page(read_html(f"<article><h2>{payload}</h2></article>"))


# Around the places


def test_summary_counts_the_places_and_says_what_is_not_known(
    catalogue: Catalogue, read_html: Any
) -> None:
    places = list(catalogue.places.values())
    page = read_html(summary_panel(catalogue, places))
    require_dutch_page(page)
    kinds = [p.kind for p in places]
    for kind, words in style.KIND_PLURALS.items():
        assert f"{words}: {kinds.count(kind)}".lower() in page.text.lower()
    (note,) = list_notes(catalogue)
    assert note in page.text


def test_summary_of_nothing_adds_nothing_up(catalogue: Catalogue, read_html: Any) -> None:
    page = read_html(summary_panel(catalogue, []))
    require_dutch_page(page)
    assert not re.search(r"\d woningen", page.text)


def test_note_on_the_list_follows_the_ledger(catalogue: Catalogue, changed: Any) -> None:
    (note,) = list_notes(catalogue)
    assert "20 gekozen" in note
    assert "4 in onderzoek" in note
    assert "Doorbraakkaart heeft er 22" in note
    other = tuple(
        f.model_copy(update={"value": Decimal(19)}) if f.quantity == "sites_chosen" else f
        for f in catalogue.figures
    )
    assert "19 gekozen" in list_notes(changed(figures=other))[0]
    without = tuple(f for f in catalogue.figures if f.quantity != "sites_chosen")
    assert "onbekend gekozen" in list_notes(changed(figures=without))[0]
