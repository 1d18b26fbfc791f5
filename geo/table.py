"""A table that leaves the house, with where it comes from: the one thing that all writers write."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from geo.catalogue import Catalogue
from geo.columns import COLUMNS, TITLES, Column, Name

if TYPE_CHECKING:
    import pandas as pd

BETWEEN = " | "
SOURCE_HEADINGS = ("id", "titel", "uitgever", "datum", "licentie", "adres")
UNDATED = "1980-01-01"


@dataclass(frozen=True)
class Provenance:
    """Where a table comes from.

    ``sources`` are rows of :data:`SOURCE_HEADINGS`; ``about`` pairs a label with a text; ``date``
    is the reference date of the data (ISO).
    """

    date: str
    version: str
    attribution: str
    sources: tuple[tuple[str, ...], ...]
    about: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Table:
    """Rows with English column names, of which :data:`geo.columns.COLUMNS` says what they mean.

    ``rows`` may be a GeoDataFrame (EPSG:28992), where a row without a place has no geometry.
    """

    name: Name
    rows: pd.DataFrame
    provenance: Provenance | None = None

    @property
    def title(self) -> str:
        """The name of its sheet; of its layer in small letters."""
        return TITLES[self.name]

    @property
    def cells(self) -> pd.DataFrame:
        """The rows without their geometry."""
        import pandas as pd

        return pd.DataFrame(self.rows.drop(columns="geometry", errors="ignore"))

    @property
    def columns(self) -> dict[str, Column]:
        """What its columns are, in their order."""
        return {name: COLUMNS[self.name][name] for name in self.cells.columns}

    @property
    def stamp(self) -> str:
        """The day that a file carries instead of the clock, so that it is the same tomorrow."""
        return self.provenance.date if self.provenance else UNDATED

    def sheets(self) -> dict[str, pd.DataFrame]:
        """Return what goes with the table: its sources, what the file is, what its columns mean."""
        import pandas as pd

        if self.provenance is None:
            return {}
        columns = [(c.heading, name, c.unit, c.meaning) for name, c in self.columns.items()]
        return {
            "Bronnen": pd.DataFrame(self.provenance.sources, columns=list(SOURCE_HEADINGS)),
            "Over dit bestand": pd.DataFrame(self.provenance.about, columns=["onderwerp", "tekst"]),
            "Kolommen": pd.DataFrame(columns, columns=["kop", "kolomnaam", "eenheid", "betekenis"]),
        }


def provenance_of(
    catalogue: Catalogue, name: Name, source_ids: Iterable[str],
    about: Iterable[tuple[str, str]] = (),
) -> Provenance:  # fmt: skip
    """Return where a table comes from: the given sources once, in the order of ``sources.toml``.

    The outlines of the gemeenten count as a source: they name every gemeente.
    """
    manifest, edition = catalogue.manifest, catalogue.edition
    wanted = {*source_ids, "gemeenten"}
    used = [one for one in (*manifest.layers, *manifest.documents) if one in wanted]
    credits = [layer.attribution for key, layer in manifest.layers.items() if key in wanted]
    attribution = "; ".join(dict.fromkeys(credits))
    day = "-".join(reversed(edition.reference_date.split("-")))
    facts = (
        ("Inhoud", f"Doorbraakkaart: {TITLES[name].lower()}"), ("Peildatum", day),
        ("Versie van de gegevens", catalogue.version), ("Kaartlagen", attribution), *about,
    )  # fmt: skip
    rows = tuple(_source_row(catalogue, one) for one in used)
    return Provenance(edition.reference_date, catalogue.version, attribution, rows, facts)


def source_cells(catalogue: Catalogue, source_ids: Iterable[str]) -> dict[str, str]:
    """Return the ``source_…`` cells of a row; several sources stand in one order in each cell."""
    rows = [_source_row(catalogue, one) for one in source_ids if catalogue.manifest.source(one)]
    columns = zip(*rows, strict=True) if rows else [()] * len(SOURCE_HEADINGS)
    names = ("id", "title", "publisher", "date", "licence", "url")
    cells = {f"source_{name}": BETWEEN.join(c) for name, c in zip(names, columns, strict=True)}
    del cells["source_id"]
    return cells


def file_cells(provenance: Provenance) -> dict[str, str]:
    """Return the cells that are the same in every row, for a file that holds nothing but rows."""
    return {
        "attribution": provenance.attribution,
        "data_date": provenance.date,
        "data_version": provenance.version,
    }


def plain(value: object) -> object:
    """Turn a decimal into the int or float that JSON shows it as; keep the rest."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return list(value) if isinstance(value, tuple) else value


def _source_row(catalogue: Catalogue, source_id: str) -> tuple[str, ...]:
    source = catalogue.manifest.source(source_id)
    assert source is not None  # the check requires that every source exists
    term = catalogue.manifest.terms.get(source.licence)
    licence = term.title if term else source.licence.replace(" AND ", " en ")
    return source_id, source.title, source.publisher, source.date, licence, source.url
