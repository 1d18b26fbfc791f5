"""Opens ``data/``: checked tables at once, geometry when it is first asked for."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from geo.crs import points_rd, require_crs
from geo.errors import GeoError, SourceError
from geo.ledger import Ledger
from geo.links import Links
from geo.lock import restore
from geo.model import (
    Decision,
    Edition,
    Figure,
    Issue,
    Link,
    Place,
    Quantity,
    Statement,
    Subject,
)
from geo.schema import read_table
from geo.sources import DATA, Manifest, check_files, data_version, read_manifest

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

COUNTRY = "NL"
SITE_LIST = "S-DOORBRAAKAANPAK"
TABLES: dict[str, type[BaseModel]] = {
    "places": Place, "subjects": Subject, "quantities": Quantity, "figures": Figure,
    "links": Link, "statements": Statement, "decisions": Decision,
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Catalogue:
    """Everything in ``data/``, read and by id.

    Geometry comes as GeoDataFrames in RD New (EPSG:28992), read on first use and kept. Two
    catalogues are equal only when they are the same one, so that a cache may be keyed by it.
    """

    data: Path
    manifest: Manifest
    places: Mapping[str, Place]
    subjects: Mapping[str, Subject]
    quantities: Mapping[str, Quantity]
    figures: tuple[Figure, ...]
    statements: tuple[Statement, ...]
    links: Links
    decisions: tuple[Decision, ...]
    fingerprint: str
    """Eight characters that change with any bundled file, taken when the tables were read."""

    @cached_property
    def ledger(self) -> Ledger:
        """The figures, ready to be looked up."""
        return Ledger(self.figures, self.quantities, self.manifest)

    @property
    def version(self) -> str:
        """The edition and the fingerprint of the data: ``2026-11-23 1a2b3c4d``."""
        return f"{self.edition.version} {self.fingerprint}"

    @property
    def edition(self) -> Edition:
        """The edition block, which the check has required."""
        assert self.manifest.edition is not None
        return self.manifest.edition

    @cached_property
    def gemeenten(self) -> gpd.GeoDataFrame:
        """342 gemeenten with their water, for locating: ``gemeente_code, gemeente, provincie``."""
        return self.geometry("gemeenten")

    @cached_property
    def natura2000(self) -> gpd.GeoDataFrame:
        """158 Natura 2000 areas: ``nr, naam, richtlijn, stikstofgevoelig, oppervlakte_ha``."""
        return self.geometry("natura2000")

    @cached_property
    def _frames(self) -> dict[str, gpd.GeoDataFrame]:
        return {}

    def is_readable(self, layer_id: str) -> bool:
        """Whether a layer can be drawn: a damaged constraint layer need not stop a page."""
        try:
            self.geometry(layer_id)
        except (GeoError, KeyError):
            return False
        return True

    def geometry(self, layer_id: str) -> gpd.GeoDataFrame:
        """Return a layer in EPSG:28992; it is read once and must not be changed.

        Raises
        ------
        SourceError
            When the file cannot be read.
        CRSMismatchError
            When its coordinates are not RD New.
        """
        import geopandas as gpd

        if layer_id in self._frames:
            return self._frames[layer_id]
        layer = self.manifest.layers[layer_id]
        path = self.data / layer.file
        try:
            frame = gpd.read_parquet(path)
        except (OSError, ValueError) as error:
            raise SourceError(
                f"data/{path.name}", "een leesbaar GeoParquet-bestand", "een ander bestand",
                restore(path.name, layer.imported),
            ) from error  # fmt: skip
        require_crs(frame, f"data/{path.name}")
        self._frames[layer_id] = frame
        return frame

    def has_layer(self, layer_id: str) -> bool:
        """Whether a layer is described and its file is there; an imported one may not be."""
        layer = self.manifest.layers.get(layer_id)
        return layer is not None and (self.data / layer.file).exists()

    @property
    def absent_titles(self) -> tuple[str, ...]:
        """The titles of the layers that a user can read in and has not."""
        layers = self.manifest.layers.items()
        return tuple(one.title for key, one in layers if one.imported and not self.has_layer(key))

    @cached_property
    def place_points(self) -> gpd.GeoSeries:
        """The points of all places in EPSG:28992, indexed by place id."""
        places = list(self.places.values())
        points = points_rd([p.lon for p in places], [p.lat for p in places])
        return points.set_axis([p.place_id for p in places])

    @cached_property
    def names(self) -> dict[str, str]:
        """Dutch names of every subject: places, subjects, gemeenten, provincies, the country."""
        names = {COUNTRY: "Nederland"}
        names |= {code: s.name for code, s in self.subjects.items()}
        names |= {code: p.name for code, p in self.places.items()}
        return names | self.gemeente_names | self.provincie_names

    @cached_property
    def gemeente_names(self) -> dict[str, str]:
        """Names of the gemeenten by code (``GM0363``)."""
        return dict(zip(self._areas.gemeente_code, self._areas.gemeente, strict=True))

    @cached_property
    def provincie_names(self) -> dict[str, str]:
        """Names of the provincies by code (``PV28``)."""
        return dict(zip(self._areas.provincie_code, self._areas.provincie, strict=True))

    @cached_property
    def provincie_of(self) -> dict[str, str]:
        """The provincie code of each gemeente code."""
        return dict(zip(self._areas.gemeente_code, self._areas.provincie_code, strict=True))

    @cached_property
    def _areas(self) -> pd.DataFrame:
        import pandas as pd

        path = self.data / self.manifest.layers["gemeenten"].file
        columns = ["gemeente_code", "gemeente", "provincie_code", "provincie"]
        try:
            return pd.read_parquet(path, columns=columns)
        except (OSError, ValueError, KeyError) as error:
            raise SourceError(
                f"data/{path.name}", f"een GeoParquet-bestand met {', '.join(columns)}",
                "een ander bestand", restore(path.name, False),
            ) from error  # fmt: skip


def data_folder() -> Path:
    """Return the folder with the data: ``DOORBRAAKKAART_DATA`` when set, else the bundled one."""
    return Path(os.environ.get("DOORBRAAKKAART_DATA", DATA))


def read_catalogue(data: Path) -> tuple[Catalogue, list[Issue]]:
    """Read all tables; what does not fit is returned as issues, what fits is kept."""
    manifest, issues = read_manifest(data)
    issues += check_files(manifest, data)
    tables: dict[str, tuple[Any, ...]] = {}
    for name, model in TABLES.items():
        tables[name], found = read_table(data / f"{name}.csv", model)
        issues += found
    return _catalogue(data, manifest, tables), issues


def load_catalogue(data: Path | None = None) -> Catalogue:
    """Open the catalogue, or refuse with everything that is wrong.

    Reading costs once per state of the folder: the result is kept until a file there changes.

    Raises
    ------
    SourceError
        When ``python -m geo check`` finds an error.
    """
    catalogue, errors = _open(data)
    if errors:
        raise CatalogueError(errors)
    return catalogue


def load_for_screening(data: Path | None = None) -> tuple[Catalogue, tuple[Issue, ...]]:
    """Open the catalogue for findings, where a layer that cannot be used is a finding itself.

    Returns
    -------
    tuple
        The catalogue, and what is wrong with layers that carry a constraint.

    Raises
    ------
    SourceError
        When anything else is wrong.
    """
    catalogue, errors = _open(data)
    layers = catalogue.manifest.layers.values()
    screened = {f"data/{layer.file}" for layer in layers if layer.constraint}
    grave = [error for error in errors if error.where not in screened]
    if grave:
        raise CatalogueError(grave)
    return catalogue, errors


def _open(data: Path | None) -> tuple[Catalogue, tuple[Issue, ...]]:
    folder = data_folder() if data is None else data
    return _opened(folder, tuple(sorted((p.name, p.stat().st_mtime_ns) for p in folder.glob("*"))))


@lru_cache(maxsize=2)
def _opened(
    folder: Path, _state: tuple[tuple[str, int], ...]
) -> tuple[Catalogue, tuple[Issue, ...]]:
    from geo.check import find_issues

    catalogue, issues = read_catalogue(folder)
    errors = (i for i in (*issues, *find_issues(catalogue)) if i.severity == "error")
    return catalogue, tuple(errors)


class CatalogueError(SourceError):
    """The bundled data is refused; ``issues`` says why, one by one."""

    def __init__(self, issues: Sequence[Issue]) -> None:
        first = issues[0]
        GeoError.__init__(self, first.where, first.expected, first.found, first.repair)
        self.issues = issues


def _catalogue(data: Path, manifest: Manifest, tables: dict[str, tuple[Any, ...]]) -> Catalogue:
    return Catalogue(
        data=data,
        manifest=manifest,
        places={place.place_id: place for place in tables["places"]},
        subjects={subject.subject_id: subject for subject in tables["subjects"]},
        quantities={quantity.quantity: quantity for quantity in tables["quantities"]},
        figures=tables["figures"],
        statements=tables["statements"],
        links=Links(tables["links"]),
        decisions=tables["decisions"],
        fingerprint=data_version(data),
    )
