"""The sources page: every source with licence, date, age and link; what is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from geo.catalogue import Catalogue
from geo.check import known_gaps
from layers import style
from layers.sources import age_text, gaps_html, sources_html
from tests.layers.poison import PAYLOADS, PRODUCT_OF_TEMPLATE

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("partial", "age"),
    [
        ("onbekend", "onbekend"), ("2026", "dit jaar"), ("2024", "2 jaar"),
        ("2026-11-01", "deze maand"), ("2026-10", "1 maand"), ("2025-12-08", "11 maanden"),
        ("2024-12", "23 maanden"), ("2024-11-23", "2 jaar"), ("2016-01-01", "10 jaar"),
    ],
)  # fmt: skip
def test_age(partial: str, age: str) -> None:
    assert age_text(partial, TODAY) == age


@pytest.mark.parametrize(
    ("partial", "today", "age"),
    [
        ("2026-10-31", date(2026, 11, 1), "deze maand"),
        ("2025-12-31", date(2026, 1, 1), "deze maand"),
        ("2025-11-30", date(2026, 11, 1), "11 maanden"),
    ],
)
def test_age_counts_whole_months_when_the_day_is_known(partial: str, today: date, age: str) -> None:
    assert age_text(partial, today) == age


def test_every_source_is_listed_with_licence_date_age_and_link(
    catalogue: Catalogue, read_html: Any
) -> None:
    page = read_html(sources_html(catalogue, TODAY))
    manifest = catalogue.manifest
    sources = [*manifest.documents.values(), *manifest.layers.values()]
    assert page.tags.count("tr") == len(sources) + 2
    for source in sources:
        term = manifest.terms.get(source.licence)
        assert source.title in page.text
        assert source.publisher in page.text
        for licence in [term.title] if term else source.licence.split(" AND "):
            assert licence in page.text
        assert style.date_text(source.date).removeprefix("datum ") in page.text
        assert age_text(source.date, TODAY) in page.text
        assert source.method in page.text
        assert source.url in page.links
    assert PRODUCT_OF_TEMPLATE not in page.text
    assert not {"None", "nan"} & set(page.text.split())


def test_newest_document_stands_on_top(catalogue: Catalogue, changed: Any, read_html: Any) -> None:
    one = next(iter(catalogue.manifest.documents.values()))
    documents = {
        key: one.model_copy(update={"title": f"Titel {key}", "date": day})
        for key, day in (("a", "2020"), ("b", "onbekend"), ("c", "2025-12-08"), ("d", "2025"))
    }
    fresh = changed(manifest=replace(catalogue.manifest, documents=documents))
    text = read_html(sources_html(fresh, TODAY)).text
    assert sorted("abcd", key=lambda key: text.index(f"Titel {key}")) == ["c", "d", "a", "b"]


def test_open_points_are_the_notices_of_the_check(catalogue: Catalogue, read_html: Any) -> None:
    text = read_html(gaps_html(catalogue)).text
    notices = [i for i in known_gaps(catalogue) if i.severity == "notice"]
    assert notices
    for notice in notices:
        assert notice.found in text
    assert catalogue.fingerprint in text
    assert style.date_text(catalogue.edition.reference_date) in text


@pytest.mark.parametrize("payload", PAYLOADS)
def test_text_appears_literally(
    catalogue: Catalogue, changed: Any, read_html: Any, payload: str
) -> None:
    manifest = catalogue.manifest
    texts = {"title": f"T {payload}", "publisher": f"U {payload}", "method": f"M {payload}"}
    dirty = changed(
        manifest=replace(
            manifest,
            documents={k: d.model_copy(update=texts) for k, d in manifest.documents.items()},
            layers={k: d.model_copy(update=texts) for k, d in manifest.layers.items()},
            terms={
                k: t.model_copy(update={"title": f"L {payload}", "text": f"X {payload}"})
                for k, t in manifest.terms.items()
            },
        )
    )
    page = read_html(sources_html(dirty, TODAY))
    assert not {"script", "img", "svg"} & set(page.tags)
    assert {name for name, _ in page.attributes} <= {"class", "href", "target", "rel", "scope"}
    for letter in "TUMLX":
        assert f"{letter} {payload}" in page.text


def test_text_of_a_poisoned_folder_appears_literally(poisoned: Catalogue, read_html: Any) -> None:
    page = read_html(gaps_html(poisoned) + sources_html(poisoned, TODAY))
    assert not {"script", "img", "svg"} & set(page.tags)
    assert PRODUCT_OF_TEMPLATE not in page.text
    for source in poisoned.manifest.documents.values():
        assert source.title in page.text
