"""The columns of every table that leaves the house: order, Dutch heading, unit and meaning.

Programs read the English names; people read the headings, and the words for codes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from geo import labels

Name = Literal["places", "figures", "findings", "statements", "plans"]
TITLES: dict[Name, str] = {
    "places": "Plekken", "figures": "Cijfers", "findings": "Bevindingen",
    "statements": "Uitspraken", "plans": "Plannen",
}  # fmt: skip
METRES, DEGREES, HOMES = "meter", "graden (WGS 84)", "woningen"
SHARE, DAY = "aandeel van 0 tot 1", "datum"
YES_NO = {"true": "ja", "false": "nee"}


@dataclass(frozen=True)
class Column:
    """What a column is: its heading, what it means, its unit, and the words for its codes.

    ``prose``: sentences, which need lines to be read.
    """

    heading: str
    meaning: str
    unit: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    prose: bool = False


CODE = "Code in deze gegevens"
GEMEENTE = {
    "gemeente_code": Column("Gemeentecode", "Code van het CBS; meer codes met ; ertussen"),
    "gemeente": Column("Gemeente", "Gemeente waarin de plek ligt; meer met ; ertussen"),
    "provincie": Column("Provincie", "Provincie waarin de plek ligt; meer met ; ertussen"),
}
SOURCE = {
    "source_title": Column("Bron", "Titel van de bron; meer bronnen met | ertussen"),
    "source_publisher": Column("Uitgever", "Wie de bron uitgeeft, in dezelfde volgorde"),
    "source_date": Column("Datum bron", "Datum van de bron, in dezelfde volgorde", DAY),
    "source_licence": Column("Licentie bron", "Voorwaarden van de bron, in dezelfde volgorde"),
    "source_url": Column("Adres bron", "Waar de bron staat, in dezelfde volgorde"),
}
FILE = {
    "attribution": Column("Kaartlagen", "Naamsvermelding van de gebruikte kaartlagen"),
    "data_date": Column("Peildatum", "Peildatum van alle gegevens", DAY),
    "data_version": Column("Versie", "Editie van de gegevens, met een kenmerk van de inhoud"),
}
DISCLAIMER = Column("Let op", "Wat deze gegevens zijn en niet zijn")
SOURCE_ID = Column("Broncode", "Code van de bron, zoals op het blad Bronnen")
CONFIDENCE = Column("Zekerheid", "Hoe zeker de bron of de afleiding is", words=labels.CONFIDENCES)
SYMBOL = Column("Weergave", "Hoe de kaart dit toont", words=labels.SYMBOLS | labels.STANDS)
FINDING = {
    "plan_id": Column("Code", "Code van de plek of het plan"),
    "theme": Column("Thema", "Waarover de bevinding gaat", words=labels.THEMES),
    "constraint": Column("Laag of vraag", "Code van de laag of de vraag die is gesteld"),
    "state": Column("Bevinding", "Raakt, op afstand, niet aanwezig of niet gecontroleerd",
                    words=labels.STATES),
    "name": Column("Gevonden", "Naam van het vlak, of waarover de uitspraak gaat"),
    "relation": Column("Soort vraag", "Hoe de laag of bron is bevraagd", words=labels.RELATIONS),
    "distance_m": Column("Afstand", "Hemelsbreed vanaf de indicatieve ligging", METRES),
    "distance_min_m": Column("Kleinste afstand", "Kleinste die de ligging openlaat", METRES),
    "distance_max_m": Column("Grootste afstand", "Grootste die de ligging openlaat", METRES),
    "share": Column("Aandeel", "Deel van de oppervlakte dat in het vlak ligt", SHARE),
    "class": Column("Klasse", "Klasse van het vlak, of of het knelpunt open is"),
    "outdated": Column("Verouderd", "Of de laag ouder is dan haar eigen ritme", words=YES_NO),
    "layer_date": Column("Datum laag", "Stand van de laag, of datum van de uitspraak", DAY),
    "method": Column("Werkwijze", "Hoe is gemeten, wat is gezegd, of waarom niet is gecontroleerd",
                     prose=True),
    "source_id": SOURCE_ID,
}  # fmt: skip

PLACES = {
    "place_id": Column("Code", CODE),
    "kind": Column("Soort", "Waarvoor de plek is aangewezen", words=labels.KINDS),
    "name": Column("Plek", "Naam van de plek"),
    **GEMEENTE,
    "lon": Column("Lengte", "Lengtegraad van de indicatieve ligging", DEGREES),
    "lat": Column("Breedte", "Breedtegraad van de indicatieve ligging", DEGREES),
    "uncertainty_m": Column("Onzekerheid ligging", "De plek ligt binnen deze afstand", METRES),
    "location_basis": Column("Ligging bekend van", "Waarvan de ligging bekend is",
                             words=labels.LOCATION_BASES),
    "symbol": SYMBOL,
    "designation": Column("Aanwijzing", "Op welke lijst of in welk besluit de plek staat",
                          prose=True),
    "homes": Column("Woningen", "Geplande woningen, het cijfer met voorkeur", HOMES),
    "homes_qualifier": Column("Woord bij woningen", "Hoe precies de bron is",
                              words=labels.QUALIFIERS),
    "homes_probable": Column("Woningen van waarschijnlijke plek", "Of het aantal hoort bij de plek "
                             "die waarschijnlijk is bedoeld", words=YES_NO),
    "homes_low": Column("Woningen, laagste", "Laagste aantal van alle bronnen", HOMES),
    "homes_high": Column("Woningen, hoogste", "Hoogste aantal van alle bronnen", HOMES),
    "natura2000_nearest": Column("Dichtstbijzijnd Natura 2000-gebied",
                                 "Het gebied dat het dichtst bij de indicatieve ligging ligt"),
    "natura2000_class": Column("Stikstofgevoelig", "Of dat gebied stikstofgevoelig is"),
    "natura2000_state": Column("Bevinding Natura 2000", "Ligging tegenover dat gebied",
                               words=labels.STATES),
    "natura2000_distance_m": Column("Afstand Natura 2000",
                                    "Hemelsbreed vanaf de indicatieve ligging", METRES),
    "natura2000_distance_min_m": Column("Kleinste afstand Natura 2000",
                                        "Kleinste die de ligging openlaat", METRES),
    "natura2000_distance_max_m": Column("Grootste afstand Natura 2000",
                                        "Grootste die de ligging openlaat", METRES),
    "natura2000_date": Column("Datum Natura 2000", "Stand van de laag", DAY),
    "natura2000_outdated": Column("Natura 2000 verouderd",
                                  "Of de laag ouder is dan haar eigen ritme", words=YES_NO),
    "netcongestie_afname": Column("Netcongestie, grootverbruik",
                                  "Nieuwste uitspraak van een bron over de plek of haar gebied",
                                  prose=True),
    "netcongestie_afname_date": Column("Datum netcongestie, grootverbruik",
                                       "Datum van die uitspraak", DAY),
    "netcongestie_woningen": Column("Netcongestie, woningen",
                                    "Nieuwste uitspraak van een bron over de plek of haar gebied",
                                    prose=True),
    "netcongestie_woningen_date": Column("Datum netcongestie, woningen",
                                         "Datum van die uitspraak", DAY),
    "funding_links": Column("Bijdragen", "Aantal regelingen met geld voor deze plek zelf",
                            "regelingen"),
    "disclaimer": DISCLAIMER,
    "sources": Column("Broncodes", "Codes van de bronnen, zoals op het blad Bronnen; met ; "
                      "ertussen"),
    **SOURCE,
    **FILE,
}  # fmt: skip

FIGURES = {
    "figure_id": Column("Code", CODE),
    "subject": Column("Onderwerpcode", "Code van de plek, regeling of regio, of het gebied"),
    "subject_name": Column("Onderwerp", "Waarover het cijfer gaat"),
    "quantity": Column("Grootheidscode", "Code van wat is geteld"),
    "label": Column("Grootheid", "Wat is geteld"),
    "meaning": Column("Betekenis", "Wat de grootheid wel en niet zegt", prose=True),
    "value": Column("Waarde", "Het cijfer zelf; leeg als de bron alleen een bereik geeft"),
    "low": Column("Laagste", "Laagste waarde die de bron openlaat"),
    "high": Column("Hoogste", "Hoogste waarde die de bron openlaat"),
    "unit": Column("Eenheid", "Waarin is geteld", words=labels.UNIT_NAMES),
    "qualifier": Column("Woord erbij", "Hoe precies de bron is", words=labels.QUALIFIERS),
    "preferred": Column("Voorkeur", "Of dit cijfer voorgaat als bronnen verschillen",
                        words=YES_NO),
    "kind": Column("Herkomst", "Gesteld, afgeleid of met de hand bepaald",
                   words=labels.FIGURE_KINDS),
    "formula": Column("Formule", "Hoe een afgeleid cijfer is berekend"),
    "inputs": Column("Uitgangscijfers", "Codes van de cijfers in de formule, met ; ertussen"),
    "period": Column("Periode", "Jaren waarover het cijfer gaat, met / ertussen"),
    "conditions": Column("Voorwaarden", "Waaronder het cijfer geldt", prose=True),
    "parent": Column("Deel van", "Code van het cijfer waar dit deel van is"),
    "reference_date": Column("Peildatum cijfer", "Waarvoor het cijfer geldt", DAY),
    "confidence": CONFIDENCE,
    "source_id": SOURCE_ID,
    "section": Column("Paragraaf", "Waar het cijfer in de bron staat"),
    "paragraph": Column("Alinea", "De hoeveelste alinea van die paragraaf"),
    **SOURCE,
    **FILE,
}  # fmt: skip

STATEMENTS = {
    "statement_id": Column("Code", CODE),
    "subject": Column("Onderwerpcode", "Code van de plek, regeling of regio, of het gebied"),
    "subject_name": Column("Onderwerp", "Waarover de uitspraak gaat"),
    "theme": Column("Thema", "Waarover de uitspraak gaat", words=labels.THEMES),
    "audience": Column(
        "Gaat over", "Netcongestie: grootverbruik of woningen", words=labels.AUDIENCES
    ),
    "text": Column("Uitspraak", "Wat de bron zegt, in eigen woorden", prose=True),
    "status": Column("Stand", "Of het knelpunt open of opgelost is"),
    "actor": Column("Wie is aan zet", "Zoals de bron het zegt; leeg als zij niemand noemt"),
    "next_step": Column(
        "Volgende stap", "Zoals de bron het zegt; leeg als zij geen stap noemt", prose=True
    ),
    "next_date": Column("Wanneer", "Wanneer die stap volgt, in woorden"),
    "date": Column("Datum", "Datum van de uitspraak", DAY),
    "confidence": CONFIDENCE,
    "disclaimer": DISCLAIMER,
    "source_id": SOURCE_ID,
    **SOURCE,
    **FILE,
}

_WHERE = {
    "place_name": Column("Plek", "Naam van de plek"),
    "kind": Column("Soort", "Waarvoor de plek is aangewezen", words=labels.KINDS),
    **GEMEENTE,
}
FINDINGS = {
    "plan_id": FINDING["plan_id"], **_WHERE, **FINDING, "symbol": SYMBOL, **SOURCE, **FILE,
}  # fmt: skip
COLUMNS: dict[Name, dict[str, Column]] = {
    "places": PLACES, "figures": FIGURES, "findings": FINDINGS, "statements": STATEMENTS,
    "plans": {"plan_id": FINDING["plan_id"], **GEMEENTE},
}  # fmt: skip
