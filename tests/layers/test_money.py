"""The table of all amounts, and that of every overlap and doubt."""

from __future__ import annotations

from typing import Any

import pytest

from geo.catalogue import Catalogue
from layers.money import HEADS, edges_table, structure_table
from layers.references import References
from layers.structure import LETTER_PICTURE, LOOSE, edges_of, pictures, rows_of
from layers.style import figure_text


def test_every_amount_has_a_row_with_a_source(catalogue: Catalogue, read_html: Any) -> None:
    for picture in pictures(catalogue):
        sources = References(catalogue)
        page = read_html(structure_table(catalogue, picture, sources))
        rows = [row for row in rows_of(catalogue, picture) if not row.again]
        assert page.tags.count("tr") - 1 == sum(len(row.scope.amounts) or 1 for row in rows)
        for row in rows:
            for amount in row.scope.amounts:
                assert figure_text(amount.figure) in page.text
        assert page.links and {*page.links} == {f"#bron-{n}" for n in
                                               range(1, len(sources.listed()) + 1)}  # fmt: skip


@pytest.mark.parametrize(
    "words",
    ["€ 208 mln", "onder voorwaarden, die de brief niet noemt", "14.000 woningen",
     "de bron noemt er geen", "toegekend (bekendmaking van 10 november 2025)", "afgeleid: ",
     "Woningbouwmiddelen van het kabinet (5 miljard) en ", "2024 tot en met 2029"],
)  # fmt: skip
def test_what_a_reader_must_know_stands_in_it(
    catalogue: Catalogue, read_html: Any, words: str
) -> None:
    table = structure_table(catalogue, LETTER_PICTURE, References(catalogue))
    assert words in read_html(table).text
    assert all(head in read_html(table).text for head in HEADS)


def test_every_doubt_is_listed_with_its_letter_and_why(
    catalogue: Catalogue, read_html: Any
) -> None:
    page = read_html(edges_table(catalogue, LETTER_PICTURE, References(catalogue)))
    edges = edges_of(catalogue, rows_of(catalogue, LETTER_PICTURE))
    assert page.tags.count("tr") - 1 == len(edges) > 5
    for edge in edges:
        assert edge.note[1:] in page.text
    assert "Afgeleid, niet door een bron gezegd." in page.text
    none = edges_table(catalogue, LOOSE, References(catalogue))
    assert "geen overlap of twijfel" in read_html(none).text
