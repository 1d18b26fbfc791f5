"""Shared fixtures: the bundled catalogue, and a copy of ``data/`` that a test may spoil."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import settings

from geo.catalogue import Catalogue, data_folder, load_catalogue
from geo.sources import LOCK, MANIFEST, read_manifest, sha256, stamp_lock

Cells = dict[str, str]
# How long an example takes says more of the machine than of the code.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


@dataclass(frozen=True)
class DataCopy:
    """A copy of ``data/``; a row is named by its first cell."""

    path: Path

    def edit(self, table: str, key: str, **cells: str) -> None:
        """Change cells of one row."""
        rows = self._rows(table)
        (row,) = (row for row in rows if next(iter(row.values())) == key)
        row.update(cells)
        self._write(table, rows)

    def add(self, table: str, **cells: str) -> None:
        """Add a row that repeats the first one but for these cells."""
        rows = self._rows(table)
        self._write(table, [*rows, rows[0] | cells])

    def drop(self, table: str, unwanted: Callable[[Cells], bool]) -> None:
        """Take rows away."""
        self._write(table, [row for row in self._rows(table) if not unwanted(row)])

    def swap(self, name: str, old: str, new: str) -> None:
        """Replace the first occurrence of a text in a file."""
        text = (self.path / name).read_text(encoding="utf-8")
        assert old in text
        (self.path / name).write_text(text.replace(old, new, 1), encoding="utf-8")

    def append(self, text: str) -> None:
        """Write a block at the end of ``sources.toml``."""
        with (self.path / MANIFEST).open("a", encoding="utf-8") as handle:
            handle.write(f"\n{text}\n")

    def stamp(self) -> None:
        """Stamp the lock of what has changed, as ``python -m geo lock`` does for everything."""
        old = json.loads((self.path / LOCK).read_text(encoding="utf-8"))
        manifest, _ = read_manifest(self.path)
        layers = {k: v for k, v in manifest.layers.items() if self._is_changed(v.file, old)}
        new = old | stamp_lock(replace(manifest, layers=layers), self.path)
        (self.path / LOCK).write_text(json.dumps(new), encoding="utf-8")

    def _is_changed(self, name: str, lock: dict[str, dict[str, str]]) -> bool:
        return (self.path / name).exists() and lock[name]["sha256"] != sha256(self.path / name)

    def _rows(self, table: str) -> list[Cells]:
        with (self.path / f"{table}.csv").open(encoding="utf-8", newline="") as handle:
            return list(csv.DictReader(handle))

    def _write(self, table: str, rows: list[Cells]) -> None:
        with (self.path / f"{table}.csv").open("w", encoding="utf-8", newline="") as handle:
            writer = csv.DictWriter(handle, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """Open the bundled data."""
    return load_catalogue(data_folder())


@pytest.fixture
def copied(tmp_path: Path) -> DataCopy:
    """Copy the bundled data to a folder of this test alone."""
    return DataCopy(shutil.copytree(data_folder(), tmp_path / "data"))
