"""Tables and texts with raised source marks, and the numbered list of sources that they lead to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from layers.html import NONE
from layers.references import Reference


def marks_html(marks: Iterable[int]) -> Markup:
    """Return the numbers of the sources of a text, raised behind it."""
    return NONE.join(Markup("<sup>{}</sup>").format(_mark(number)) for number in marks)


def marks_cell(marks: Iterable[int]) -> Markup:
    """Return the numbers of the sources of a row."""
    return Markup(", ").join(_mark(number) for number in marks)


def sources_list(references: Sequence[Reference]) -> Markup:
    """Return the numbered sources that the marks lead to."""
    return Markup('<ol class="references">{}</ol>').format(
        NONE.join(
            Markup(
                '<li id="bron-{}" value="{}">{} '
                '<a href="{}" target="_blank" rel="noopener">{}</a></li>'
            ).format(one.number, one.number, one.text, one.url, one.url)
            for one in references
        )
    )


def facts_table(
    name: str, heads: Sequence[str], rows: Iterable[Sequence[str | Markup]], caption: str = ""
) -> Markup:
    """Return a table; ``name`` is the class that sets the width of its columns."""
    head = NONE.join(Markup('<th scope="col">{}</th>').format(text) for text in heads)
    body = NONE.join(
        Markup("<tr>{}</tr>").format(NONE.join(Markup("<td>{}</td>").format(c) for c in row))
        for row in rows
    )
    title = Markup("<caption>{}</caption>").format(caption) if caption else NONE
    return Markup(
        '<table class="facts {}">{}<thead><tr>{}</tr></thead><tbody>{}</tbody></table>'
    ).format(name, title, head, body)


def _mark(number: int) -> Markup:
    link = Markup('<a href="#bron-{}" aria-label="bron {}">{}</a>')
    return link.format(number, number, number)
