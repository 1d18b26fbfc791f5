"""The sources page: documents and layers with licence, date and age, and the known gaps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from geo.catalogue import Catalogue
from geo.check import known_gaps
from geo.model import Document, Layer
from layers import style
from layers.html import NONE

HEADINGS = ("Bron", "Uitgever", "Licentie", "Datum", "Ouderdom", "Ritme",
            "Werkwijze")  # fmt: skip


def sources_html(catalogue: Catalogue, today: date | None = None) -> Markup:
    """Return two tables: map layers first, then documents, the newest on top."""
    manifest = catalogue.manifest
    documents = sorted(manifest.documents.values(), key=_age_order, reverse=True)
    moment = today or date.today()
    parts = [
        Markup("<h2>Kaartlagen</h2>{}").format(
            _table(catalogue, list(manifest.layers.values()), moment)
        ),
        Markup("<h2>Documenten</h2>{}").format(_table(catalogue, documents, moment)),
        Markup("<h2>Voorwaarden</h2>{}").format(
            NONE.join(
                Markup("<p><strong>{}</strong>: {}</p>").format(term.title, term.text)
                for term in manifest.terms.values()
            )
        ),
    ]
    return NONE.join(parts)


def gaps_html(catalogue: Catalogue) -> Markup:
    """Return what is known to be missing, and the version of the data."""
    version = Markup('<p class="muted">Gegevens {}, peildatum {}.</p>').format(
        catalogue.version, style.date_text(catalogue.edition.reference_date)
    )
    rows = NONE.join(
        Markup("<li>{}: {}. <span class='muted'>Verwacht: {}.</span></li>").format(
            issue.where, issue.found, issue.expected
        )
        for issue in known_gaps(catalogue)
    )
    return Markup("{}<h2>Open punten</h2><ul>{}</ul>").format(version, rows)


def age_text(partial: str, today: date) -> str:
    """Say how old a document is: 11 maanden, 3 jaar, onbekend."""
    if partial == "onbekend":
        return "onbekend"
    year, month = int(partial[:4]), int(partial[5:7] or 1)
    if len(partial) == 4:
        years = today.year - year
        return "dit jaar" if years == 0 else f"{years} jaar"
    unfinished = len(partial) == 10 and today.day < int(partial[8:])
    months = (today.year - year) * 12 + today.month - month - unfinished
    if months < 1:
        return "deze maand"
    if months < 24:
        return f"{months} maand" if months == 1 else f"{months} maanden"
    return f"{months // 12} jaar"


def _table(catalogue: Catalogue, sources: Sequence[Document], today: date) -> Markup:
    head = NONE.join(Markup('<th scope="col">{}</th>').format(text) for text in HEADINGS)
    body = NONE.join(_row(catalogue, source, today) for source in sources)
    return Markup(
        '<table class="sources"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>'
    ).format(head, body)


def _row(catalogue: Catalogue, source: Document, today: date) -> Markup:
    term = catalogue.manifest.terms.get(source.licence)
    title = Markup('<a href="{}" target="_blank" rel="noopener">{}</a>').format(
        source.url, source.title
    )
    licence = term.title if term else source.licence.replace(" AND ", " en ")
    moment = style.date_text(source.date).removeprefix("datum ")
    if isinstance(source, Layer) and source.title in catalogue.absent_titles:
        moment = "niet ingelezen"
    cells = (title, source.publisher, licence, moment, age_text(source.date, today),
             style.RHYTHMS[source.rhythm], source.method)  # fmt: skip
    return Markup("<tr>{}</tr>").format(NONE.join(Markup("<td>{}</td>").format(c) for c in cells))


def _age_order(source: Document) -> str:
    return "" if source.date == "onbekend" else source.date
