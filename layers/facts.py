"""What is known about a place or a selection, as plain sentences that name their sources.

The panel on screen wraps these in HTML, a page on paper sets them with numbered marks.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from geo.catalogue import SITE_LIST, Catalogue
from geo.joins import nearest_areas
from geo.ledger import Reading
from geo.model import Figure, Link, Place
from geo.selection import add_homes
from layers import style
from layers.areas import NITROGEN

HEADLINES = ("homes", "homes_affordable")
NO_FUNDING = "Geen bijdrage bekend die aan deze plek zelf is verbonden."
UNKNOWN_HOMES = "Aantal woningen onbekend"


def reading_text(reading: Reading) -> str:
    """Write the preferred figure of a reading."""
    return style.figure_text(reading.preferred)


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


def sentence(text: str) -> str:
    """Begin with a capital and end with a full stop, as a sentence in a list does."""
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")


def kinds_of(catalogue: Catalogue, place: Place) -> tuple[str, ...]:
    """Name the designations of a place, its own first."""
    same = [catalogue.places[i] for i in catalogue.links.same_place(place.place_id)]
    return (style.KINDS[place.kind], *(f"ook {style.kind_word(p.kind)}" for p in same))


def where_text(catalogue: Catalogue, place: Place) -> str:
    """Name the gemeenten and provincies of a place."""
    gemeenten = style.list_text([catalogue.names[code] for code in place.gemeente_codes])
    return f"{gemeenten} · {style.list_text(place.provincie)}"


def doubt_of(place: Place) -> str:
    """Say what is not sure about the name of a place; empty when a source states it."""
    if place.probable_name:
        return f"Waarschijnlijk {place.probable_name}; niet bevestigd."
    if place.kind == "doorbraaklocatie" and place.name_basis == "inferred":
        return "Dat dit de doorbraaklocatie is, is afgeleid; zie Status."
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


def span_text(reading: Reading) -> str:
    """Write what all sources of a reading span: 2.485–2.500 woningen."""
    return style.range_text(reading.low, reading.high, reading.quantity.unit)


def nature_fact(catalogue: Catalogue, place: Place) -> tuple[str, str]:
    """Return the name of the nearest Natura 2000 area, and how far it is in words.

    The distance is an interval, because the place is not known exactly. A wide region has no one
    distance, and no name.
    """
    if place.extent == "region":
        return "", "geen afstand bepaald, het gebied is daarvoor te groot"
    point = catalogue.place_points.loc[[place.place_id]]
    radius = pd.Series([place.uncertainty_m], index=point.index)
    near = nearest_areas(point, radius, catalogue.natura2000, "naam").iloc[0]
    areas = catalogue.natura2000.set_index("naam")
    sensitive = NITROGEN[str(areas.loc[near["name"], "stikstofgevoelig"])]
    span = style.distance_interval_text(near["distance_min_m"], near["distance_max_m"])
    return str(near["name"]), f"({sensitive}), {span}"


def funding_of(catalogue: Catalogue, place: Place) -> list[tuple[str, str]]:
    """Return the money linked to a place as text and source id.

    Certain links come first, and of those the newest source.
    """

    def newest(link: Link) -> str:
        source = catalogue.manifest.source(amounts(catalogue, link)[1])
        return source.date if source and source.date != "onbekend" else ""

    links = sorted(catalogue.links.funding_of(place.place_id), key=newest, reverse=True)
    return [_grant(catalogue, link) for link in sorted(links, key=lambda link: link.relation)]


def amounts(catalogue: Catalogue, link: Link) -> tuple[str, str]:
    """Write every amount of a grant or scheme with the homes that belong to it.

    Returns
    -------
    tuple
        The text, and the id of the source of the first amount (of the link when there is none).
    """
    readings = catalogue.ledger.readings(link.origin)
    money = [r for r in readings if r.quantity.unit == "euro"]
    homes = [r for r in readings if r.quantity.unit == "homes"]
    if not money:
        return "bedrag onbekend", link.source_id
    words = [
        reading_text(r) if r.quantity.label == "bedrag" else f"{r.quantity.label} {reading_text(r)}"
        for r in money
    ]
    text = ", ".join(words)
    if homes:
        text += f" voor {reading_text(homes[0])}"
        text += " (betaalbaar)" if homes[0].quantity.quantity == "homes_affordable" else ""
    conditions = money[0].preferred.conditions
    return f"{text} ({conditions})" if conditions else text, money[0].preferred.source_id


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


def _grant(catalogue: Catalogue, link: Link) -> tuple[str, str]:
    text, source_id = amounts(catalogue, link)
    sure = ""
    if link.relation == "possibly_applies_to":
        scheme = catalogue.subjects[link.origin].kind == "scheme"
        sure = "Deel voor deze plek onbekend: " if scheme else "Mogelijk: "
    return f"{sure}{catalogue.names[link.origin]}: {text}", source_id
