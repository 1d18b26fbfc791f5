"""The Dutch words for the codes in the data: the same on screen and in files for people."""

from __future__ import annotations

KINDS = {
    "doorbraaklocatie": "Doorbraaklocatie",
    "nplv_gebied": "NPLV-gebied",
    "grootschalig_gebied": "Grootschalig woningbouwgebied",
}
SYMBOLS = KINDS | {"doorbraaklocatie_unnamed": "Doorbraaklocatie, plek niet genoemd"}
STANDS = {
    "raakt": "Raakt: ligt in of tegen een vlak van de laag",
    "op_afstand": "Op afstand van een vlak van de laag",
    "bericht": "Een bron noemt dit bij de plek of haar gebied",
    "opgelost": "Een bron noemt dit, en noemt het opgelost",
    "niet_aanwezig": "Gecontroleerd: niet aanwezig in de laag",
    "niet_gecontroleerd": "Niet gecontroleerd",
}
"""How a finding is shown; of several at one place the first is told."""
STATES = {"raakt": "raakt", "op_afstand": "op afstand", "niet_aanwezig": "niet aanwezig",
          "niet_gecontroleerd": "niet gecontroleerd"}  # fmt: skip
RELATIONS = {"nearest": "dichtstbij", "overlap": "ligging in een vlak",
             "class": "klasse van het vlak", "statement": "uitspraak van een bron"}  # fmt: skip
CONFIDENCES = {"stated": "gesteld in de bron", "inferred": "waarschijnlijk (afgeleid)",
               "general": "algemene kennis, geen bron", "low": "lage zekerheid"}  # fmt: skip
LOCATION_BASES = {"site": "de plek zelf", "probable": "de waarschijnlijke plek",
                  "gemeente": "alleen de gemeente", "region": "een groot gebied"}  # fmt: skip
AUDIENCES = {"large_users": "grootverbruik", "homes": "woningen", "all": "algemeen"}
QUALIFIERS = {"exact": "precies"}
"""Other qualifiers are Dutch words themselves."""
FIGURE_KINDS = {"gesteld": "gesteld", "afgeleid": "afgeleid", "handmatig": "handmatig bepaald"}
THEMES = {
    "stikstof": "Stikstof", "netcongestie_afname": "Netcongestie, grootverbruik",
    "netcongestie_woningen": "Netcongestie, woningen", "bodem": "Bodem", "water": "Water",
    "geluid": "Geluid", "drinkwater": "Drinkwater", "ruimte": "Ruimte",
    "infrastructuur": "Infrastructuur", "bezwaar_en_beroep": "Bezwaar en beroep",
    "uitvoeringskracht": "Uitvoeringskracht", "arbeidsmarkt": "Arbeidsmarkt",
    "financiering": "Financiering", "status": "Stand van zaken",
}  # fmt: skip
UNITS = {
    "homes": ("woning", "woningen"), "homes/year": ("woning per jaar", "woningen per jaar"),
    "euro/home": ("per woning", "per woning"), "euro/year": ("per jaar", "per jaar"),
    "agreements": ("afspraak", "afspraken"), "appeals": ("beroep", "beroepen"),
    "areas": ("gebied", "gebieden"), "builders": ("bouwer", "bouwers"),
    "districts": ("wijk", "wijken"), "features": ("vlak", "vlakken"),
    "gemeenten": ("gemeente", "gemeenten"), "jobs": ("arbeidsplaats", "arbeidsplaatsen"),
    "neighbourhoods": ("buurt", "buurten"), "parties": ("partij", "partijen"),
    "projects": ("project", "projecten"), "requests": ("aanvraag", "aanvragen"),
    "residents": ("inwoner", "inwoners"), "schemes": ("regeling", "regelingen"),
    "schools": ("school", "scholen"), "sites": ("locatie", "locaties"), "years": ("jaar", "jaar"),
    "ha": ("ha", "ha"), "m2": ("m²", "m²"), "m": ("m", "m"), "km": ("km", "km"),
    "MW": ("MW", "MW"), "GW": ("GW", "GW"), "mol/ha/year": ("mol/ha/jaar", "mol/ha/jaar"),
}  # fmt: skip
"""One and more of a unit, behind a number; *euro, share* and *year* are written otherwise."""
UNIT_NAMES = {unit: many for unit, (_, many) in UNITS.items()} | {
    "euro": "euro", "euro/home": "euro per woning", "euro/year": "euro per jaar",
    "share": "aandeel van 0 tot 1", "year": "jaartal",
}  # fmt: skip
"""A unit by itself, as in a column of units."""
