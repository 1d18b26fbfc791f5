"""Every bottleneck of the facts and the letter has its statement, and says who is to act.

These lists were written from the collected facts, the letter of 8 December 2025 and the pages that
the facts cite, and not from ``data/statements.csv``. Left out on purpose:

- *secondary, unverified* or without an address, so not to be shown: the messages of June and August
  2026 about Amersfoort and the provincie Utrecht, the pause of Enexis since July 2026, the outcome
  of the threatened stop of summer 2026 (not found), the gemeentelijke bijdrage for Stougjeswijk;
- candidate sites of DB12, DB14, DB18, DB20, DB21 and DB22 and the two missing locations;
- one researcher's date for the end of the priority of small users (De Ondernemer): Enexis and the
  provincie Zuid-Holland give another, and theirs is shown;
- congestion in Flevoland, Gelderland and Utrecht in 2024: newer messages stand there;
- Oosterwold and the NPLV-gebieden: the facts name no bottleneck.

A few rows are no bottleneck but news under its theme (a grant, who a waiting list spares, how far
AERIUS counts): they stand here so that nothing in the table is outside these lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest

from geo.catalogue import Catalogue
from geo.model import Statement

Row = tuple[str, str, str]
"""Subject, theme, and words that the text must have."""
SOLVED: set[Row] = {("DB01", "ruimte", "bestemming grond opgelost")}
OPEN: list[Row] = [
    ("DB02", "infrastructuur", "fase 1 2.900 nieuwekerkertocht noord midden verbindingsweg n207"),
    ("DB02", "infrastructuur", "nieuwekerkertocht zuid a44"),
    ("DB02", "ruimte", "natuurnetwerk gecompenseerd"),
    ("DB02", "ruimte", "omgevingsplan 2.500"),
    ("DB03", "water", "waterhuishouding maatregelen bestuurlijk"),
    ("DB03", "water", "6,76 4,45 nap"),
    ("DB03", "bodem", "bodem maatregelen bestuurlijk"),
    ("DB03", "infrastructuur", "mobiliteit maatregelen bestuurlijk"),
    ("DB03", "bezwaar_en_beroep", "22 raad van state bestemmingsplan"),
    ("DB03", "financiering", "onder voorwaarden 208 14.000 8.000"),
    ("DB05", "infrastructuur", "ijmeerverbinding voorwaarde vijftien jaar"),
    ("DB05", "netcongestie_woningen", "energienet"),
    ("DB06", "bodem", "funderingen 2026"),
    ("DB06", "bodem", "gesaneerd"),
    ("DB06", "infrastructuur", "kades"),
    ("DB06", "infrastructuur", "ontsluiting bruggen hoogwaardig openbaar vervoer"),
    ("DB07", "ruimte", "gebouwen grond verwerven"),
    ("DB07", "ruimte", "kantoren gekocht"),
    ("DB07", "uitvoeringskracht", "capaciteit"),
    ("DB08", "financiering", "rijkssubsidie waarschijnlijk"),
    ("DB09", "infrastructuur", "n65"),
    ("DB09", "infrastructuur", "treinstation udenhout"),
    ("DB09", "ruimte", "van gogh natuur landschap"),
    ("DB09", "bodem", "bodem vertrekpunt"),
    ("DB09", "water", "water vertrekpunt"),
    ("DB10", "ruimte", "windturbines september 2025 waarschijnlijk"),
    ("DB10", "ruimte", "windturbines ontwerpbesluit waarschijnlijk"),
    ("DB10", "ruimte", "36 hectare bedrijventerrein waarschijnlijk"),
    ("DB10", "infrastructuur", "a12 spoor hogesnelheidslijn waarschijnlijk"),
    ("DB10", "infrastructuur", "hoogspanning waarschijnlijk"),
    ("DB11", "infrastructuur", "merwedelijn voorwaarde waarschijnlijk"),
    ("DB11", "infrastructuur", "november 2025 merwedelijn bedrag waarschijnlijk"),
    ("DB11", "financiering", "openbaar vervoer betaling waarschijnlijk"),
    ("DB11", "bodem", "bodem waarschijnlijk"),
    ("DB11", "water", "water waarschijnlijk"),
    ("DB11", "infrastructuur", "energie waarschijnlijk"),
    ("DB11", "infrastructuur", "snelwegen rijnenburg bijna vol waarschijnlijk"),
    ("DB13", "infrastructuur", "spooremplacementen prorail ns waarschijnlijk"),
    ("DB13", "ruimte", "beperkte grondpositie waarschijnlijk"),
    ("DB13", "financiering", "duur hoogbouw bedrijventerrein waarschijnlijk"),
    ("DB13", "ruimte", "bedrijven waarschijnlijk"),
    ("DB15", "ruimte", "landschap biodiversiteit waarschijnlijk"),
    ("DB15", "infrastructuur", "a12 barrière column waarschijnlijk"),
    ("DB16", "bezwaar_en_beroep", "raad van state nog niet goed waarschijnlijk"),
    ("DB16", "bezwaar_en_beroep", "tussenuitspraak gemeenteraad waarschijnlijk"),
    ("DB16", "stikstof", "meijendel stikstof waarschijnlijk"),
    ("DB16", "ruimte", "recreatie meijendel waarschijnlijk"),
    ("DB16", "infrastructuur", "n206 hoogwaardig openbaar vervoer waarschijnlijk"),
    ("DB16", "infrastructuur", "onderbouwd waarschijnlijk"),
    ("DB17", "infrastructuur", "tijdige ontsluiting openbaar vervoer voorwaarde waarschijnlijk"),
    ("DB17", "infrastructuur", "station lelystad zuid waarschijnlijk"),
    ("DB17", "ruimte", "grond rijk waarschijnlijk"),
    ("DB19", "ruimte", "gebiedsprogramma omgevingsplan"),
    ("GG19", "infrastructuur", "voorlopig geen geld 122 6,8"),
    ("GG20", "infrastructuur", "voorlopig geen geld apeldoorn 350 72"),
    ("GG21", "infrastructuur", "voorlopig geen geld helmond 350 72"),
    ("GG22", "infrastructuur", "voorlopig geen geld hengelo enschede 350 72"),
    *[
        row for provincie in ("PV24", "PV25", "PV26") for row in (
            (provincie, "netcongestie_afname", "tennet grens bereikt"),
            (provincie, "netcongestie_woningen", "aansluitstop kleinverbruik dreigde zomer 2026"),
            (provincie, "netcongestie_afname", "vier jaar later station bij utrecht"),
            (provincie, "netcongestie_woningen", "geen aansluitstop reserves storingen"),
        )
    ],
    *[
        row for provincie in ("PV26", "PV28", "PV29") for row in (
            (provincie, "netcongestie_afname", "stedin 2.400 800 279 niet nagekeken"),
            (provincie, "netcongestie_woningen", "stedin consumenten woningbouw niet nagekeken"),
        )
    ],
    ("PV28", "netcongestie_afname", "wachtlijst alblasserdam westland maasvlakte"),
    ("PV28", "netcongestie_woningen", "gold toen niet voor woningen"),
    ("PV28", "netcongestie_woningen", "1.084 248.691 2032"),
    ("PV28", "netcongestie_woningen", "1 juli 2026"),
    ("PV20", "netcongestie_afname", "december 2024 oosten beperkt ruimte"),
    ("PV21", "netcongestie_afname", "december 2024 sommige plekken beperkt ruimte"),
    *[
        (provincie, "netcongestie_afname", f"december 2024 {name} al langer netcongestie")
        for provincie, name in (
            ("PV22", "drenthe"), ("PV23", "overijssel"), ("PV27", "noord-holland"),
            ("PV29", "zeeland"), ("PV30", "noord-brabant"), ("PV31", "limburg"),
        )
    ],
    ("PV30", "netcongestie_afname", "8 juni 2022 stop invoeding"),
    ("PV31", "netcongestie_afname", "8 juni 2022 stop invoeding"),
    ("R-NOORDOOST-BRABANT", "netcongestie_woningen", "ongeveer honderd vol stroomnet duizenden"),
    ("R-NOORDOOST-BRABANT", "arbeidsmarkt", "enexis mensen tekort"),
    ("NL", "netcongestie_afname", "alle provincies buiten zuid-holland"),
    ("NL", "netcongestie_afname", "14.044 9,1 8.539 4,6"),
    ("NL", "netcongestie_afname", "1 juli 2026 doel"),
    ("NL", "netcongestie_woningen", "1 juli 2026 wachtlijst basisvoorziening"),
    ("NL", "netcongestie_woningen", "oktober 2026 tien jaar"),
    ("NL", "netcongestie_woningen", "woontoppartners doorbraak"),
    ("NL", "stikstof", "25 km elke plek"),
    ("NL", "stikstof", "aerius 25 km 0,005"),
    ("NL", "stikstof", "woontoppartners doorbraak"),
    ("NL", "bezwaar_en_beroep", "raad van state tempo"),
    ("NL", "uitvoeringskracht", "gemeenten vergunningen doorbraak"),
    ("NL", "ruimte", "bouwlocaties doorbraak"),
    ("NL", "arbeidsmarkt", "doorbraak bouw"),
    ("NL", "bodem", "doorbraak"),
    ("NL", "drinkwater", "watervoorziening doorbraak"),
    ("NL", "geluid", "spoor gevels"),
    ("NL", "infrastructuur", "langjarige investeringen ontsluiting"),
    ("NL", "financiering", "businesscase"),
    ("NL", "financiering", "geld lange tijd"),
    ("NL", "financiering", "woningcorporaties"),
    ("NL", "financiering", "investeerders"),
    ("NL", "financiering", "tekorten 2030 bijlage"),
    ("NL", "financiering", "januari 2026 rijk regio"),
]  # fmt: skip
AGREEMENTS: list[Row] = [
    ("A-VERSNELLINGSTAFELS", "status", "niet overal monitor"),
    ("A-LANDELIJKE-TAFEL", "status", "melden"),
    ("A-LOKALE-EISEN", "status", "lokale eisen boven de wet"),
    ("A-LOKALE-EISEN", "status", "besluit bouwwerken leefomgeving"),
    ("A-BETER-BENUTTEN", "status", "tien koplopergemeenten"),
    ("A-MIDDENHUUR", "status", "seo investeringsklimaat"),
    ("A-STOER", "status", "bouwtechnische eisen voorjaar 2026"),
    ("A-STOER", "status", "flora fauna"),
    ("NL", "status", "versterking regie eerste kamer"),
    ("NL", "status", "leidraad knelpunten"),
]
# Who is to act, what comes next and when, as far as a source says so.
AT_TURN: list[tuple[str, str, str, str]] = [
    ("DB01", "", "start van de bouw", "eind 2026"),
    ("DB01", "hoeksche waard acht marktpartijen", "ontwikkelen", "2024 2039"),
    ("DB02", "gemeenteraad van haarlemmermeer", "omgevingsplan", ""),
    ("DB02", "", "wegen fase 1", ""),
    ("DB02", "", "a44", "na fase 1"),
    ("DB02", "", "natuurnetwerk compenseren", ""),
    ("DB03", "zuidplas zuid-holland hoogheemraadschap rijk", "vastleggen", "oktober 2025"),
    ("DB03", "raad van state", "uitspraak beroepen", ""),
    ("DB03", "", "eerste fase 2.500", "2028"),
    ("DB03", "", "voorwaarden rijksbijdrage", ""),
    ("DB05", "", "ijmeerverbinding voorwaarde", ""),
    ("DB06", "", "funderingen", "2026"),
    ("DB06", "gemeente breda", "saneren", ""),
    ("DB06", "gemeente breda", "kades", ""),
    ("DB06", "gemeente breda", "ontsluiten", ""),
    ("DB06", "", "start van de bouw", "2028"),
    ("DB07", "gemeente eindhoven", "aankopen", ""),
    ("DB07", "binnenlandse zaken", "uitvoering", ""),
    ("DB07", "kabinet", "risico", ""),
    ("DB08", "", "start van de bouw", "begin 2026"),
    ("DB09", "oisterwijk tilburg", "n65", ""),
    ("DB09", "gemeente tilburg", "station udenhout", "rond 2030"),
    ("DB09", "", "koers uitwerken", ""),
    ("DB10", "gedeputeerde staten van zuid-holland", "windturbines", "na 9 januari 2026"),
    ("DB10", "zuid-holland lansingerland", "bedrijventerrein", "april 2025"),
    ("DB10", "zuid-holland lansingerland", "woningen", "vijf jaar februari 2025"),
    ("DB11", "", "rijnenburg", "vanaf 2035"),
    ("DB11", "", "westraven galecopperzoom", "2030"),
    ("DB11", "", "snelle merwedelijn voorwaarde", ""),
    ("DB11", "", "merwedelijn aanleggen", ""),
    ("DB11", "utrecht nieuwegein rijk", "bekostiging", ""),
    ("DB11", "rijk", "ontsluiting rijnenburg", ""),
    ("DB11", "gemeente utrecht", "deelgebied 6", "zo snel mogelijk"),
    ("DB13", "", "emplacementen", ""),
    ("DB13", "", "oplevering van fase 1", "rond 2030"),
    ("DB13", "", "fase 2 bedrijven", "2030 2040"),
    ("DB15", "gemeenteraden van ede en wageningen", "startnotitie", "april 2023"),
    ("DB15", "", "biodiversiteit", ""),
    ("DB16", "gemeenteraad van katwijk", "gebreken herstellen", ""),
    ("DB17", "", "ontsluiting voorwaarde", ""),
    ("DB17", "", "station lelystad zuid", ""),
    ("DB19", "gemeente purmerend", "programma omgevingsplan", ""),
    *[(area, "kabinet", "", "") for area in ("GG19", "GG20", "GG21", "GG22")],
    *[
        row for provincie in ("PV24", "PV25", "PV26") for row in (
            (provincie, "tennet netbeheerders", "maatregelen uitwerken", "februari 2026"),
            (provincie, "tennet netbeheerders", "aansluitstop voorkomen", "zomer van 2026"),
            (provincie, "", "station bij utrecht", ""),
            (provincie, "tennet", "beoordelen", ""),
        )
    ],
    ("PV28", "tennet stedin liander", "uitbreiden", "tien na december 2024"),
    ("PV28", "gemeenten", "aansluiting aanvragen", ""),
    ("PV28", "overheden", "overgangsregeling", ""),
    ("PV30", "tennet", "uitbreiden", "tien jaar na juni 2022"),
    ("PV31", "tennet", "uitbreiden", "vanaf 2027"),
    ("R-NOORDOOST-BRABANT", "enexis", "aangesloten", "derde kwartaal van 2025"),
    ("NL", "autoriteit consument en markt", "regels", "1 juli 2026"),
    ("NL", "gemeenten", "aanvragen", "oktober 2026"),
    ("NL", "raad van state", "", ""),
    ("NL", "ministeries", "samenwerken", ""),
    ("NL", "", "investeringsklimaat", ""),
    ("NL", "eerste kamer", "wetsvoorstel", ""),
    ("NL", "woontoppartners", "oplossing", ""),
    ("NL", "minister", "voortgang", "zomer van 2026"),
    ("A-VERSNELLINGSTAFELS", "woontoppartners", "overzicht", "2026"),
    ("A-LOKALE-EISEN", "minister", "maatregelen", ""),
    ("A-LOKALE-EISEN", "minister", "duurzaamheid", ""),
    ("A-BETER-BENUTTEN", "minister", "splitsgids", ""),
    ("A-MIDDENHUUR", "kabinet", "seo", "begin 2026"),
    ("A-STOER", "minister", "eisen", "voorjaar 2026"),
    ("A-STOER", "kabinet", "vergunningen", ""),
    ("A-PLANNENDATABASE", "rijk", "openbaar", "december 2025"),
]  # fmt: skip
# The numbers that each source holds and a statement may repeat; the names of roads are no numbers.
NUMBERS = {
    "kst-32847-1395": "8 10 20 208 877 2,5 2.500 6.000 8.000 14.000 2025 2026 2030",
    "anp-2025-06-12-doorbraaklocaties": "2025", "anp-2025-11-10-infrastructuur": "2025",
    "anp-2025-11-10-zuid-holland": "22", "anp-2025-11-20-lansingerland": "9 2025 2026",
    "anp-2026-01-13-nieuwe-gebieden": "6,8 72 122 350 2026",
    "anp-2026-03-05-stroomnet-zuid-holland": "1 1.084 248.691 2026 2032",
    "anp-2026-03-12-reserves": "12 2026", "blikopnieuws-2025-10-cortelande": "2.500 2025 2028",
    "bredanieuws-keijzer-t-zoet": "2026 2028 2030", "bredavandaag-2022-t-zoet": "2022",
    "duic-2024-12-akkoord": "6 2024 2030", "ededorp-kennisas": "14 2023",
    "eindhovennews-2024-06-fellenoord": "2024", "eindhovennews-2025-06-16-fellenoord": "2025",
    "enexis-2026-03-nieuwe-regels": "1 2026", "gemeentehw-stougjeswijk": "11 2023 2024 2039",
    "gmb-2025-462453": "8 27 2025", "gmb-2025-488182": "1 4 12 2025",
    "hoeve-2021-07-14-25-km": "0,005 25 2000 2021", "katwijksdagblad-2022-06-30-valkenhorst":
    "30 2022", "lekstroom-2024-12-akkoord-rijnenburg": "2024 2035",
    "nhnieuws-2024-10-cortelande": "4,45 6,76", "nieuwsblad-2022-06-08-stop": "8 2022 2027",
    "oisterwijk-2024-07-03-koersdocument": "2024", "omroepbrabant-2024-03-oostflank": "2024 2030",
    "omroepbrabant-2025-05-enexis": "2025", "omroepbrabant-2025-06-doorbraaklocaties": "2025",
    "oozo-2025-06-20-oostflank-purmerend": "2025", "openrijk-lisserbroek": "1 2.500 2.900",
    "rd-2024-12-katwijk": "11 2000 2024", "rd-2024-12-provincies": "2024",
    "rd-2024-12-stroomnet": "2024", "rd-2024-12-woontop": "2024",
    "rd-2025-02-lansingerland": "36 2025", "ro-2025-06-12-doorbraaklocaties": "4 20 24 2025",
    "ro-2025-06-24-nplv": "19 24 180 600 50.000 2025", "ros-2024-07-02-groote-wielen": "2024 2026",
    "rvs-2024-12-11-valkenhorst": "11 2024", "stadszaken-5706-rijnpark": "1 2 2030 2040",
    "tennet-2026-02-12-aansluitstop": "2026", "tilburgers-2026-02-16-oostflank": "2026",
    "tk-2025d36701-midden-nederland": "2025", "tk-2026d00875-mirt": "2026",
    "tk-2026d04817-wachtrij": "1 4,6 9,1 8.539 14.044 2025",
    "upday-2026-03-03-stedin": "279 800 2.400 2025 2026", "vhn-2024-01-17-zuiderc": "2024",
    "wageningen-kennisas": "2023",
}  # fmt: skip
UNDATED = {"gemeentehw-stougjeswijk", "openrijk-lisserbroek", "wageningen-kennisas"}
NUMBER = re.compile(r"(?<![A-Za-z\d])\d+(?:[.,]\d+)*")
ENGLISH = re.compile(
    r"\b(the|and|with|for|from|not|homes?|housing|site|grid|municipality|council|None|nan|null)\b",
    re.IGNORECASE,
)


def has(text: str, words: str) -> bool:
    return all(word in text.lower() for word in words.split())


def unsaid(rows: Iterable[Row], statements: Iterable[Statement]) -> list[Row]:
    """Return the bottlenecks that no statement carries under their subject and theme."""
    said = [(s.subject, s.theme, s.text) for s in statements]
    return [
        row for row in rows
        if not any(row[:2] == (subject, theme) and has(text, row[2])
                   for subject, theme, text in said)
    ]  # fmt: skip


def is_turn(statement: Statement, row: tuple[str, str, str, str]) -> bool:
    """Whether a statement carries this turn; an empty cell must be empty there too."""
    cells = (statement.actor, statement.next_step, statement.next_date)
    return row[0] == statement.subject and all(
        has(cell, words) if words else not cell for cell, words in zip(cells, row[1:], strict=True)
    )


def strange_numbers(text: str, source_id: str) -> set[str]:
    """Return the numbers in a text that its source does not hold."""
    return set(NUMBER.findall(text)) - set(NUMBERS.get(source_id, "").split())


def words_of(statement: Statement) -> str:
    return f"{statement.text} {statement.actor} {statement.next_step} {statement.next_date}"


def test_every_bottleneck_has_a_statement(catalogue: Catalogue) -> None:
    stands = {status: [s for s in catalogue.statements if s.status == status]
              for status in ("open", "opgelost")}  # fmt: skip
    assert unsaid([*OPEN, *AGREEMENTS], stands["open"]) == []
    assert unsaid(SOLVED, stands["opgelost"]) == []
    assert len(stands["opgelost"]) == len(SOLVED)


def test_a_bottleneck_without_statement_is_seen(catalogue: Catalogue) -> None:
    less = [s for s in catalogue.statements if s.statement_id != "ST-P014"]
    assert unsaid(OPEN, less) == [
        ("DB03", "bezwaar_en_beroep", "22 raad van state bestemmingsplan")
    ]


def test_no_bottleneck_stands_outside_the_facts(catalogue: Catalogue) -> None:
    listed = [*OPEN, *SOLVED]
    strange = [s.statement_id for s in catalogue.statements
               if s.theme != "status" and len(unsaid(listed, [s])) == len(listed)]  # fmt: skip
    assert strange == []


@pytest.mark.parametrize("row", AT_TURN, ids=" ".join)
def test_who_is_to_act_stands_with_it(catalogue: Catalogue, row: tuple[str, str, str, str]) -> None:
    assert any(is_turn(statement, row) for statement in catalogue.statements)


def test_nobody_is_to_act_whom_no_source_names(catalogue: Catalogue) -> None:
    acting = [s for s in catalogue.statements if s.actor or s.next_step]
    assert [s.statement_id for s in acting if not any(is_turn(s, row) for row in AT_TURN)] == []
    invented = acting[0].model_copy(update={"actor": "gemeente Nergens"})
    assert not any(is_turn(invented, row) for row in AT_TURN)


@pytest.mark.parametrize("place_id", ["DB01", "DB02", "DB03"])
def test_the_places_of_the_letter_say_what_comes_next(catalogue: Catalogue, place_id: str) -> None:
    own = [s for s in catalogue.statements if s.subject == place_id and s.theme != "status"]
    assert any(s.actor or s.next_step for s in own)


def test_who_is_to_act_has_a_dated_source(catalogue: Catalogue) -> None:
    documents = catalogue.manifest.documents
    acting = [documents[s.source_id] for s in catalogue.statements if s.actor]
    assert all(document.url and document.date for document in acting)
    undated = {s.source_id for s in catalogue.statements
               if s.actor and documents[s.source_id].date == "onbekend"}  # fmt: skip
    assert undated == UNDATED


def test_no_statement_has_a_number_that_its_source_does_not_hold(catalogue: Catalogue) -> None:
    found = {s.statement_id: strange_numbers(words_of(s), s.source_id)
             for s in catalogue.statements}  # fmt: skip
    assert {key: numbers for key, numbers in found.items() if numbers} == {}
    assert strange_numbers("In 2.501 woningen aan de A12", "openrijk-lisserbroek") == {"2.501"}


def test_statements_are_dutch(catalogue: Catalogue) -> None:
    assert [s.statement_id for s in catalogue.statements if ENGLISH.search(words_of(s))] == []
    assert ENGLISH.search("de homes") and ENGLISH.search("tot None")


def test_what_is_inferred_says_so(catalogue: Catalogue) -> None:
    inferred = [s for s in catalogue.statements if s.confidence == "inferred"]
    assert inferred
    silent = [s.statement_id for s in inferred
              if not has(s.text, "waarschijnlijk") and not has(s.text, "afgeleid")]  # fmt: skip
    assert silent == []
