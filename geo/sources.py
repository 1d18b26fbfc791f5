"""Reads ``data/sources.toml`` (by hand) and ``data/lock.json`` (by machine) and compares them.

No block, no data: every file in ``data/`` has a block, every block with a file has a lock, and a
lock that differs from the file is refused with the repair.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression
from pydantic import BaseModel, ValidationError

from geo.constraints import LayerBlock, StatementBlock
from geo.errors import SourceError
from geo.lock import (
    LOCK,
    Facts,
    fingerprint,
    import_facts,
    lock_text,
    missing,
    read_lock,
    restore,
    sha256,
)
from geo.model import Document, Edition, Issue, Norm, Table, Term
from geo.schema import issues_of

DATA = Path(__file__).parent.parent / "data"
MANIFEST, CHANGELOG = "sources.toml", "CHANGELOG.md"
BLOCKS: dict[str, type[BaseModel]] = {
    "term": Term, "document": Document, "layer": LayerBlock, "table": Table,
    "constraint": StatementBlock, "norm": Norm,
}  # fmt: skip


@dataclass(frozen=True)
class Manifest:
    """All blocks of ``sources.toml``, by id."""

    edition: Edition | None = None
    terms: Mapping[str, Term] = field(default_factory=dict)
    documents: Mapping[str, Document] = field(default_factory=dict)
    layers: Mapping[str, LayerBlock] = field(default_factory=dict)
    tables: Mapping[str, Table] = field(default_factory=dict)
    constraints: Mapping[str, StatementBlock] = field(default_factory=dict)
    norms: Mapping[str, Norm] = field(default_factory=dict)

    @property
    def files(self) -> dict[str, str]:
        """File name in ``data/`` by block, such as ``layer.gemeenten``."""
        layers = {f"layer.{key}": layer.file for key, layer in self.layers.items()}
        return layers | {f"table.{key}": table.file for key, table in self.tables.items()}

    @property
    def imported_files(self) -> frozenset[str]:
        """The files that a user reads in: the only ones that may be absent."""
        return frozenset(layer.file for layer in self.layers.values() if layer.imported)

    def source(self, source_id: str) -> Document | None:
        """Return the document or layer with this id, or None."""
        return self.documents.get(source_id) or self.layers.get(source_id)


def read_manifest(data: Path) -> tuple[Manifest, list[Issue]]:
    """Read every block of ``sources.toml``; a block that does not fit becomes an issue.

    The date of an imported layer is what the lock says of its file.
    """
    path = data / MANIFEST
    if not path.exists():
        return Manifest(), [missing(MANIFEST)]
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return Manifest(), [_unreadable(error)]
    issues = [
        _unknown_key(f"{MANIFEST}, [{key}]", key, [*BLOCKS, "edition"])
        for key in raw
        if key not in BLOCKS and key != "edition"
    ]
    blocks: dict[str, dict[str, Any]] = {kind: {} for kind in BLOCKS}
    for kind, block_id, fields in _blocks(raw):
        try:
            blocks[kind][block_id] = BLOCKS[kind].model_validate(fields)
        except ValidationError as error:
            issues += issues_of(error, f"{MANIFEST}, [{kind}.{block_id}]", BLOCKS[kind])
    edition, edition_issues = _read_edition(raw.get("edition"))
    layers = {
        key: layer.model_copy(update=import_facts(data, layer.file)) if layer.imported else layer
        for key, layer in blocks["layer"].items()
    }
    manifest = Manifest(
        edition, blocks["term"], blocks["document"], layers, blocks["table"],
        blocks["constraint"], blocks["norm"],
    )  # fmt: skip
    return manifest, issues + edition_issues + _check_licences(manifest)


def check_files(manifest: Manifest, data: Path) -> list[Issue]:
    """Compare each file in ``data/`` with its block and its lock.

    Hidden files are passed over: an import that is being written is one for a moment.
    """
    lock, issues = read_lock(data)
    for block, name in manifest.files.items():
        path, imported = data / name, name in manifest.imported_files
        if not path.exists():
            issues += [] if imported else [missing(name, block)]
        elif name not in lock:
            issues.append(_unlocked(name, block, imported))
        elif lock[name].get("sha256") != sha256(path):
            issues.append(_changed(name, imported))
    known = {*manifest.files.values(), MANIFEST, LOCK, CHANGELOG}
    names = sorted(p.name for p in data.glob("*") if not p.name.startswith("."))
    return issues + [_stray(name) for name in names if name not in known]


def data_version(data: Path) -> str:
    """Return eight characters that change with any bundled file or block."""
    parts = (data / name for name in (MANIFEST, LOCK))
    joined = b"".join(part.read_bytes() for part in parts if part.exists())
    return hashlib.sha256(joined).hexdigest()[:8]


def stamp_lock(manifest: Manifest, data: Path) -> dict[str, Facts]:
    """Write ``lock.json``: the facts of each file that has a block.

    Raises
    ------
    SourceError
        When a file cannot be read at all; the lock is left as it was.
    """
    names = [name for name in manifest.files.values() if (data / name).exists()]
    imported = manifest.imported_files
    lock = {name: _require_fingerprint(data / name, name in imported) for name in names}
    (data / LOCK).write_text(lock_text(lock), encoding="utf-8")
    return lock


def _require_fingerprint(path: Path, imported: bool = False) -> Facts:
    """Return the facts of a file in ``data/``.

    Raises
    ------
    SourceError
        When it cannot be read at all.
    """
    try:
        return fingerprint(path)
    except (OSError, ValueError) as error:
        raise SourceError(
            f"data/{path.name}", "een leesbaar bestand (CSV in UTF-8 of GeoParquet)",
            "een ander bestand", restore(path.name, imported),
        ) from error  # fmt: skip


def _blocks(raw: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    for kind in BLOCKS:
        group = raw.get(kind, {})
        if not isinstance(group, dict):
            group = {"?": group}
        for block_id, fields in group.items():
            yield kind, block_id, fields


def _read_edition(fields: object) -> tuple[Edition | None, list[Issue]]:
    try:
        return Edition.model_validate(fields or {}), []
    except ValidationError as error:
        return None, issues_of(error, f"{MANIFEST}, [edition]", Edition)


def _check_licences(manifest: Manifest) -> list[Issue]:
    blocks = {
        f"[{kind}.{key}]": block.licence
        for kind, found in (
            ("document", manifest.documents),
            ("layer", manifest.layers),
            ("table", manifest.tables),
        )
        for key, block in found.items()
    }
    return [
        _unknown_licence(where, licence)
        for where, licence in blocks.items()
        if licence not in manifest.terms and not _is_spdx(licence)
    ]


def _is_spdx(licence: str) -> bool:
    try:
        return "LicenseRef" not in canonicalize_license_expression(licence)
    except InvalidLicenseExpression:
        return False


def _changed(name: str, imported: bool) -> Issue:
    wanted = (
        ", of leg een bedoelde wijziging vast met ‘python -m geo lock’ en noem haar in "
        "data/CHANGELOG.md"
    )
    return Issue(
        severity="error", code="file_changed", where=f"data/{name}",
        expected="het bestand waarvoor lock.json is gemaakt", found="een gewijzigd bestand",
        repair=restore(name, imported) + ("" if imported else wanted),
    )  # fmt: skip


def _unlocked(name: str, block: str, imported: bool) -> Issue:
    stamp = "leg het bestand vast met ‘python -m geo lock’"
    return Issue(
        severity="error", code="file_unlocked", where=f"data/{name}",
        expected="een regel in lock.json", found=f"alleen een blok [{block}]",
        repair=restore(name, imported) if imported else stamp,
    )  # fmt: skip


def _stray(name: str) -> Issue:
    return Issue(
        severity="error", code="file_without_block", where=f"data/{name}",
        expected="een blok in sources.toml met bron en licentie", found="geen blok",
        repair="voeg een blok toe of haal het bestand weg",
    )  # fmt: skip


def _unreadable(error: Exception) -> Issue:
    return Issue(
        severity="error", code="manifest_unreadable", where=f"data/{MANIFEST}",
        expected="geldige TOML in UTF-8", found=str(error),
        repair="verbeter de genoemde regel of zet het bestand terug "
        f"(git checkout data/{MANIFEST})",
    )  # fmt: skip


def _unknown_key(where: str, key: str, known: list[str]) -> Issue:
    near = get_close_matches(key, known, n=1)
    hint = f"bedoelde u ‘{near[0]}’?" if near else f"gebruik een van: {', '.join(known)}"
    return Issue(
        severity="error", code="unknown_key", where=where, expected="een bekende sleutel",
        found=f"‘{key}’", repair=hint,
    )  # fmt: skip


def _unknown_licence(where: str, licence: str) -> Issue:
    return Issue(
        severity="error", code="unknown_licence", where=f"{MANIFEST}, {where}, licence",
        expected="een SPDX-code (zoals CC-BY-4.0) of een voorwaarde uit een [term.…]-blok",
        found=f"‘{licence}’",
        repair="zoek de licentie bij de bronhouder op en schrijf haar SPDX-code, "
        "of beschrijf de voorwaarde in een nieuw [term.…]-blok",
    )  # fmt: skip
