"""Finds an edition of the data: a folder, or the ``data/`` of a git revision."""

from __future__ import annotations

import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from geo.errors import RevisionError
from geo.sources import DATA, MANIFEST

REPOSITORY = DATA.parent


@contextmanager
def open_edition(text: str) -> Iterator[Path]:
    """Give the folder of an edition; that of a git revision lasts as long as the context.

    Parameters
    ----------
    text
        A folder with ``sources.toml`` (or a ``data/`` that has one), else a git revision.

    Raises
    ------
    RevisionError
        When it is neither, or git is not there.
    """
    folder = _folder(Path(text)) if text else None
    if folder is not None:
        yield folder
        return
    commit = _commit(text)
    with tempfile.TemporaryDirectory(prefix="doorbraakkaart-") as place:
        archive = _git("archive", "--format=tar", commit, DATA.name)
        if archive.returncode:
            raise RevisionError(f"‘{text}’", f"een revisie met een map {DATA.name}/",
                                "een zonder die map", "kies een latere revisie")  # fmt: skip
        with tarfile.open(fileobj=BytesIO(archive.stdout)) as tar:
            tar.extractall(place, filter="data")
        yield Path(place) / DATA.name


@dataclass(frozen=True)
class Revision:
    """A commit that changed the bundled data; ``day`` is an ISO date."""

    commit: str
    day: str


def list_revisions(most: int = 30) -> tuple[Revision, ...]:
    """Return the commits that changed ``data/``, the newest first; empty without git history."""
    if shutil.which("git") is None:
        return ()
    form = "--format=%h%x09%as"
    found = _git("log", f"--max-count={most}", form, "--", DATA.name)
    if found.returncode or not (REPOSITORY / ".git").exists():
        return ()
    lines = (line.split("\t", 1) for line in found.stdout.decode().splitlines())
    return tuple(Revision(*line) for line in lines)


def _folder(path: Path) -> Path | None:
    places = (path, path / DATA.name)
    return next((place for place in places if (place / MANIFEST).is_file()), None)


def _commit(text: str) -> str:
    """Return the commit that a revision names."""
    if text and Path(text).is_dir():
        raise RevisionError(f"‘{text}’", f"een map met {MANIFEST}", "een map zonder",
                            "noem de map met de gegevens")  # fmt: skip
    if shutil.which("git") is None:
        raise RevisionError(f"‘{text}’", "een map met gegevens",
                            "geen map, en git is hier niet geïnstalleerd",
                            "geef twee mappen, of installeer git")  # fmt: skip
    found = _git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{text}^{{commit}}")
    if found.returncode:
        raise RevisionError(f"‘{text}’", f"een map met {MANIFEST} of een git-revisie",
                            "geen van beide", "noem een map, een tag of een commit")  # fmt: skip
    return found.stdout.decode().strip()


def _git(*words: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["git", "-C", str(REPOSITORY), *words], capture_output=True, check=False)
