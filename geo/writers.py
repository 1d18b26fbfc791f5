"""One way from a table to a file: by suffix, whole or not at all.

A file is first written beside its place under another name, so that one that was there is replaced
by a whole one or stays as it is.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from geo.errors import ExportError
from geo.table import Table

Writer = Callable[[Table, Path], None]
USUAL = {
    errno.EACCES: "geen recht om daar te schrijven", errno.EPERM: "geen recht om daar te schrijven",
    errno.EROFS: "een schijf waarop niet te schrijven is", errno.ENOSPC: "een volle schijf",
    errno.EISDIR: "een map met die naam", errno.EBUSY: "een bestand dat in gebruik is",
}  # fmt: skip


def write_table(table: Table, out: Path, suffixes: Iterable[str], dutch: bool = False) -> int:
    """Write a table by suffix.

    Parameters
    ----------
    table, out
        What is written, and to which file; a file that is there is replaced.
    suffixes
        Which of :func:`writers` may be used.
    dutch
        In the Dutch dress of :mod:`geo.spreadsheets`, for people; other kinds of file have none.

    Returns
    -------
    int
        The number of rows written.

    Raises
    ------
    ExportError
        When the suffix is none of these, the folder does not exist, or the file cannot be written.
    """
    require_target(out, suffixes)
    write = writers(dutch)[out.suffix.lower()]
    try:
        with TemporaryDirectory(prefix=".doorbraakkaart-", dir=out.parent) as folder:
            fresh = Path(folder) / out.name
            write(table, fresh)
            fresh.replace(out)
    except (OSError, ValueError, RuntimeError) as error:
        raise ExportError(
            str(out), "een bestand dat te schrijven is", _reason(error), "kies een andere plek"
        ) from error
    return len(table.rows)


def table_bytes(table: Table, suffix: str, dutch: bool = False) -> bytes:
    """Return what :func:`write_table` would write."""
    with TemporaryDirectory(prefix="doorbraakkaart-") as folder:
        path = Path(folder) / f"{table.title.lower()}{suffix}"
        writers(dutch)[suffix](table, path)
        return path.read_bytes()


def require_target(out: Path, suffixes: Iterable[str]) -> None:
    """Raise when a file cannot be written as asked.

    Raises
    ------
    ExportError
        When the suffix is none of these or the folder does not exist.
    """
    known = tuple(suffixes)
    if out.suffix.lower() not in known:
        found = f"‘{out.suffix or 'geen achtervoegsel'}’"
        raise ExportError(
            str(out), f"een bestand op {', '.join(known)}", found, "kies een van deze"
        )
    if not out.parent.is_dir():
        raise ExportError(str(out), "een bestaande map", f"geen map {out.parent}", "maak de map")


def writers(dutch: bool = False) -> dict[str, Writer]:
    """Return the writer of each suffix."""
    from geo import geofiles, spreadsheets, workbook

    return {
        ".csv": spreadsheets.write_excel_csv if dutch else spreadsheets.write_csv,
        ".xlsx": workbook.write_dutch_xlsx if dutch else workbook.write_xlsx,
        ".geojson": geofiles.write_geojson,
        ".gpkg": geofiles.write_gpkg,
        ".parquet": geofiles.write_parquet,
    }


def _reason(error: Exception) -> str:
    """Say in Dutch what the system says in English, where it is one of the usual things."""
    number = error.errno if isinstance(error, OSError) else None
    return USUAL.get(number or 0, " ".join(str(error).split())[:200])
