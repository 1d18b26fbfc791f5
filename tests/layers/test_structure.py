"""The funding structure as rows and as a drawing: on a made-up ledger, and on the letter."""

from __future__ import annotations

from decimal import Decimal

import pytest

from geo.catalogue import Catalogue
from geo.pairs import Refusal
from geo.sums import add
from layers.chart import Bar, Words
from layers.references import References
from layers.structure import (
    LETTER_PICTURE,
    Row,
    edges_of,
    main_amount,
    pictures,
    reach_text,
    rows_of,
    structure,
)
from layers.structure_chart import (
    NAMES,
    amount_text,
    edge_letter,
    note_text,
    structure_chart,
)
from tests.geo.money import book, figure, link, subject


@pytest.fixture(scope="module")
def small() -> Catalogue:
    """A whole of 100 with parts of 60 and 30 side by side, and one of 50 that may overlap them."""
    names = ("S-GEHEEL", "S-EEN", "S-TWEE", "S-DRIE")
    figures = [figure(name, value) for name, value in zip(names, (100, 60, 30, 50), strict=True)]
    links = [link(name, "part_of", "S-GEHEEL", note="deel") for name in names[1:]]
    links += [link("S-EEN", "separate_from", "S-TWEE"), link("S-DRIE", "unknown", "S-EEN"),
              link("S-DRIE", "unknown", "S-TWEE")]  # fmt: skip
    return book(figures, links, [subject(name) for name in names])


def by_id(rows: tuple[Row, ...]) -> dict[str, Row]:
    return {row.scope.subject: row for row in rows}


def test_parts_that_add_up_stand_side_by_side_and_others_begin_again(small: Catalogue) -> None:
    rows = by_id(rows_of(small, LETTER_PICTURE))
    assert [(row.start, row.high) for row in rows.values()] == [
        (0, 100), (0, 60), (60, 90), (0, 50),
    ]  # fmt: skip
    assert [row.depth for row in rows.values()] == [0, 1, 1, 1]


def test_doubts_are_lines_with_letters(small: Catalogue) -> None:
    rows = rows_of(small, LETTER_PICTURE)
    assert {edge.relation for edge in edges_of(small, rows)} == {"unknown"}
    chart = structure_chart(small, LETTER_PICTURE)
    letters = [one.text for one in chart.shapes if isinstance(one, Words) and len(one.text) == 1]
    assert letters == ["a", "b"]
    assert "Naam S-DRIE verband onbekend met Naam S-EEN." in chart.alt
    assert [edge_letter(number) for number in (0, 25, 26)] == ["a", "z", "aa"]


def test_widths_are_to_scale(small: Catalogue) -> None:
    chart = structure_chart(small, LETTER_PICTURE)
    bars = [one for one in chart.shapes if isinstance(one, Bar) and one.x >= NAMES and one.hatched
            is False and one.fill not in ("none",) and one.height == 17.0]  # fmt: skip
    widths = sorted(round(bar.width) for bar in bars)
    whole = widths[-1]
    assert [round(width / whole, 2) for width in widths] == [0.3, 0.5, 0.6, 1.0]


# The bundled data


def test_every_picture_is_drawn_and_nothing_with_an_amount_is_left_out(
    catalogue: Catalogue,
) -> None:
    drawn = {row.scope.subject for key in pictures(catalogue) for row in rows_of(catalogue, key)}
    wanted = {scope.subject for scope in structure(catalogue).walk() if main_amount(scope)}
    assert wanted <= drawn
    for key in pictures(catalogue):
        assert structure_chart(catalogue, key).foot.startswith("Bronnen: ")


def test_what_stands_side_by_side_may_be_added(catalogue: Catalogue) -> None:
    """The bundled picture never shows a sum that is refused."""
    for key in pictures(catalogue):
        rows = rows_of(catalogue, key)
        for number, row in enumerate(rows):
            right = [other for other in rows[number + 1 :] if other.depth == row.depth
                     and row.depth and other.start == row.high and row.amount]  # fmt: skip
            for other in right[:1]:
                assert row.amount and other.amount
                total = add(catalogue, [row.amount.figure, other.amount.figure])
                assert not isinstance(total, Refusal), (row.scope.subject, other.scope.subject)


def test_the_letter_nests_as_it_says(catalogue: Catalogue) -> None:
    rows = by_id(tuple(r for r in rows_of(catalogue, LETTER_PICTURE) if not r.again))
    assert rows["S-GEBIEDSBUDGET"].depth == rows["S-BEREIKBAARHEID"].depth == 1
    assert rows["S-RESERVERING"].start == rows["S-KORTE-TERMIJN"].high == Decimal("1.3e9")
    assert rows["S-NPLV-RUIMTE"].start == Decimal("370e6")
    assert rows["S-MIDDEN-HOLLAND"].depth == 2 and not rows["S-MIDDEN-HOLLAND"].is_sure
    again = [r for r in rows_of(catalogue, LETTER_PICTURE) if r.again]
    assert [(row.scope.subject, row.start) for row in again] == [
        ("S-GEBIEDSBUDGET", Decimal("2.5e9"))
    ]


def test_conditional_money_is_marked_and_its_reach_is_said(catalogue: Catalogue) -> None:
    rows = by_id(rows_of(catalogue, LETTER_PICTURE))
    note = note_text(catalogue, rows["S-MIDDEN-HOLLAND"])
    assert note == ("14.000 woningen · voor Midden-Holland (waarin Cortelande) · onder voorwaarden")
    assert amount_text(rows["S-MIDDEN-HOLLAND"]) == "€ 208 mln"
    hatched = [one for one in structure_chart(catalogue, LETTER_PICTURE).shapes
               if isinstance(one, Bar) and one.hatched]  # fmt: skip
    assert len(hatched) == sum(bool(r.amount and r.amount.condition) for r in rows.values())


def test_a_place_that_no_source_names_is_not_named_as_reached(catalogue: Catalogue) -> None:
    texts = [reach_text(catalogue, scope) for scope in structure(catalogue).walk()]
    assert any(texts)
    assert not any("plek niet genoemd" in text for text in texts)


def test_the_overlap_of_the_ruim_3_and_the_5_is_a_line(catalogue: Catalogue) -> None:
    edges = edges_of(catalogue, rows_of(catalogue, LETTER_PICTURE))
    first = edges[0]
    assert (first.origin, first.relation, first.target) == (
        "S-SAMEN", "overlaps", "S-WONINGBOUWMIDDELEN",
    )  # fmt: skip
    assert not any(edge.relation in ("part_of", "separate_from") for edge in edges)


def test_the_sources_under_a_picture_are_those_of_its_amounts(catalogue: Catalogue) -> None:
    sources = References(catalogue)
    for row in rows_of(catalogue, LETTER_PICTURE):
        if row.amount:
            assert sources.marks([row.amount.figure.source_id])
