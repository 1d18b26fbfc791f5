"""What is known about a place or a selection, as plain sentences that name their sources.

The panel on screen wraps these in HTML, a page on paper sets them with numbered marks.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from geo.catalogue import SITE_LIST, Catalogue
from geo.findings import UNCHECKED
from geo.ledger import Reading
from geo.model import Figure, Place
from geo.selection import add_homes
from layers import style
from layers.figures import reading_text
from layers.findings import finding_text, findings_of

HEADLINES = ("homes", "homes_affordable")
NO_FUNDING = "Geen bijdrage bekend die aan deze plek zelf is verbonden."
WIDER_MONEY = "Mogelijk ook: regelingen voor meer plekken samen"
UNKNOWN_HOMES = "Aantal woningen onbekend"


def source_text(catalogue: Catalogue, figure: Figure) -> str:
    """Say where a figure stands: title, place in the document, date."""
    source = catalogue.manifest.source(figure.source_id)
    title = source.title if source else figure.source_id
    moment = style.date_text(source.date if source else "")
    spot = place_in_source(figure)
    return ", ".join(filter(None, (title, spot, moment)))


def place_in_source(figure: Figure) -> str:
    """Say the section and paragraph of a figure; section 0 stands before the first heading."""
    section = "vóór paragraaf 1" if figure.section == "0" else figure.section
    if section.isdigit():
        section = f"paragraaf {section}"
    paragraph = f"alinea {figure.paragraph}" if figure.paragraph is not None else ""
    return ", ".join(filter(None, (section, paragraph)))


def document_text(catalogue: Catalogue, source_id: str) -> str:
    """Say who published a source and when; empty when it is not in the register."""
    source = catalogue.manifest.source(source_id)
    return f"{source.publisher}, {style.date_text(source.date)}" if source else ""


def kinds_of(catalogue: Catalogue, place: Place) -> tuple[str, ...]:
    """Name the designations of a place, its own first."""
    same = [catalogue.places[i] for i in catalogue.links.same_place(place.place_id)]
    return (style.KINDS[place.kind], *(f"ook {style.kind_word(p.kind)}" for p in same))


def where_text(catalogue: Catalogue, place: Place) -> str:
    """Name the gemeenten and provincies of a place."""
    gemeenten = style.list_text([catalogue.names[code] for code in place.gemeente_codes])
    return f"{gemeenten} · {style.list_text(place.provincie)}"


def kinds_text(catalogue: Catalogue, place: Place) -> str:
    """Write the designations of a place on one line."""
    return " · ".join(kinds_of(catalogue, place))


def doubt_of(place: Place) -> str:
    """Say what is not sure about the name of a place; empty when a source states it."""
    if place.probable_name:
        return f"Waarschijnlijk {place.probable_name}; niet bevestigd."
    if place.kind == "doorbraaklocatie" and place.name_basis == "inferred":
        return "Dat dit de doorbraaklocatie is, is afgeleid."
    return ""


def headline(catalogue: Catalogue, place: Place) -> Reading | None:
    """Return the number of homes by which a place is known."""
    found = (catalogue.ledger.reading(place.place_id, quantity) for quantity in HEADLINES)
    return next(filter(None, found), None)


def headline_text(reading: Reading | None) -> str:
    """Write that number with what it counts: 2.500 woningen."""
    if reading is None:
        return UNKNOWN_HOMES
    text = reading_text(reading)
    label = reading.quantity.label
    return text if label == "woningen" else text.replace("woningen", label)


def nature_fact(catalogue: Catalogue, place: Place, today: date | None = None) -> tuple[str, str]:
    """Return the name of the nearest Natura 2000 area, and how far it is in words.

    As screening found it, so that one place never has two distances. A wide region has no one
    distance, and no name; neither has a place of which the layer was not checked.
    """
    if place.extent == "region":
        return "", "geen afstand bepaald, het gebied is daarvoor te groot"
    rows = findings_of(catalogue, place.place_id, "stikstof", today or date.today())
    nearest = next((row for row in rows if row["relation"] == "nearest"), None)
    if nearest is None or nearest["state"] == UNCHECKED:
        return "", "niet gecontroleerd"
    name = str(nearest["name"])
    return name, finding_text(nearest).replace(name, "", 1).strip().removesuffix(".")


def excluded_text(count: int) -> str:
    """Say how many schemes and grants are not for a place, as far as sources say."""
    other = style.count_text(count, "andere regeling of bijdrage", "andere regelingen en bijdragen")
    return f"Niet voor deze plek, of zonder verband in een bron: {other} in het register."


def official_total(catalogue: Catalogue) -> str:
    """Say what the Rijk itself names for all doorbraaklocaties together; empty when unknown."""
    official = catalogue.ledger.reading(SITE_LIST, "homes_list_total")
    return f"Het Rijk noemt {reading_text(official)} voor alle locaties samen." if official else ""


def counts_of(places: Sequence[Place]) -> list[tuple[str, int]]:
    """Return how many places there are of each kind, by its plural name."""
    kinds: list[str] = [place.kind for place in places]
    return [(name, kinds.count(kind)) for kind, name in style.KIND_PLURALS.items()]


def total_text(catalogue: Catalogue, places: Sequence[Place]) -> tuple[str, str]:
    """Write the homes that may be added, and over how many doorbraaklocaties; empty when none.

    See :func:`geo.selection.add_homes`.
    """
    total = add_homes(catalogue, places)
    if not total.known:
        return "", ""
    sites = style.count_text(total.places, "doorbraaklocatie", "doorbraaklocaties")
    span = style.range_text(total.low, total.high, "homes")
    return span, f"opgeteld over {total.known} van {sites}"
