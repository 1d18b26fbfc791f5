"""What can befall the layer of a constraint, and how a page must take it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import geopandas as gpd

from geo.crs import WGS84
from tests.layers.poison import restamp

LAYER = "natura2000.parquet"


def remove(data: Path) -> None:
    """Take the layer away."""
    (data / LAYER).unlink()


def garble(data: Path) -> None:
    """Put something else in its place."""
    (data / LAYER).write_bytes(b"geen parquet")


def empty(data: Path) -> None:
    """Leave no row, and let the lock agree."""
    gpd.read_parquet(data / LAYER).iloc[:0].to_parquet(data / LAYER)


def move_to_degrees(data: Path) -> None:
    """Write it in another coordinate system."""
    gpd.read_parquet(data / LAYER).to_crs(WGS84).to_parquet(data / LAYER)


SPOILS: tuple[Callable[[Path], None], ...] = (remove, garble, empty, move_to_degrees)


def set_date(data: Path, moment: str) -> None:
    """Say of when the layer is, and let the lock agree."""
    path = data / "sources.toml"
    text = path.read_text(encoding="utf-8")
    start = text.index("[layer.natura2000]")
    old = next(line for line in text[start:].split("\n") if line.startswith("date = "))
    fresh = text[:start] + text[start:].replace(old, f'date = "{moment}"', 1)
    path.write_text(fresh, encoding="utf-8")
    restamp(data)


def set_outdated(data: Path) -> None:
    """Make the layer older than its rhythm, which is a year."""
    set_date(data, str(date.today().year - 3))


def set_fresh(data: Path) -> None:
    """Make the layer of today."""
    set_date(data, date.today().isoformat())
