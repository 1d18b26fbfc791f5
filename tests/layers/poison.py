"""Text that must stay text, and a copy of the data that is full of it."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd

from geo.sources import read_manifest, stamp_lock

PAYLOADS = (
    "{{ 7331*3 }}",
    "{% raw %}",
    "{#",
    "</script><script>window.hit=1</script>",
    "<img src=x onerror=window.hit=1>",
    "`window.hit=1`",
    "${7331*3}",
    "a\u2028b\u2029c",
    "'\"><svg onload=window.hit=1> & &amp; \\u003c",
    "**vet** :red[rood] :material/home: $x^2$ [a](http://b)",
)
"""Jinja, HTML, JavaScript, JSON and Markdown, each of which something here would love to run."""

SHOWN_PAYLOADS = tuple(p.replace("\u2028", "").replace("\u2029", "") for p in PAYLOADS)
TEXT_KEYS = ("title = ", "publisher = ", "method = ", "attribution = ", "text = ", "says = ",
             "says_not = ")  # fmt: skip
PLACE_TEXTS = ("name", "note", "designation", "status", "location_method", "probable_name",
               "composition")  # fmt: skip
PRODUCT_OF_TEMPLATE = str(7331 * 3)


def copy_data(source: Path, target: Path) -> Path:
    """Copy a data folder, so that a test can change it."""
    shutil.copytree(source, target)
    return target


def edit_csv(data: Path, table: str, change: Callable[[dict[str, str]], None]) -> None:
    """Let ``change`` loose on every row of a table, and write the table back."""
    path = data / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as handle:
        reader = csv.DictReader(handle)
        rows, header = list(reader), list(reader.fieldnames or [])
    for row in rows:
        change(row)
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, header)
        writer.writeheader()
        writer.writerows(rows)


def restamp(data: Path) -> Path:
    """Make the lock agree with the changed files."""
    manifest, issues = read_manifest(data)
    assert not issues
    stamp_lock(manifest, data)
    return data


def poison(source: Path, target: Path) -> Path:
    """Copy the data with the payloads in every text that a reader sees, spread over the rows."""
    data = copy_data(source, target)
    for table, columns in {
        "places": PLACE_TEXTS,
        "figures": ("conditions",),
        "statements": ("text", "actor", "next_step", "next_date"),
        "subjects": ("name", "note"),
        "quantities": ("label",),
    }.items():
        edit_csv(data, table, _poisoner(columns))
    _poison_sources(data)
    _poison_geometry(data, "gemeenten", "gemeente")
    _poison_geometry(data, "gemeenten_land", "gemeente")
    _poison_geometry(data, "natura2000", "naam")
    return restamp(data)


def _poisoner(columns: tuple[str, ...]) -> Callable[[dict[str, str]], None]:
    count = iter(range(10**6))

    def change(row: dict[str, str]) -> None:
        payload = PAYLOADS[next(count) % len(PAYLOADS)]
        for column in columns:
            row[column] = f"{row[column] or column.capitalize()} {payload}"

    return change


def _poison_sources(data: Path) -> None:
    path, count = data / "sources.toml", iter(range(10**6))
    lines = [
        _poison_line(line, PAYLOADS[next(count) % len(PAYLOADS)])
        if line.startswith(TEXT_KEYS)
        else line
        for line in path.read_text(encoding="utf-8").split("\n")
    ]
    path.write_text("\n".join(lines), encoding="utf-8")


def _poison_line(line: str, payload: str) -> str:
    assert line.endswith('"'), f"not a one-line string: {line}"
    escaped = payload.replace("\\", "\\\\").replace('"', '\\"')
    return f'{line[:-1]} {escaped}"'


def _poison_geometry(data: Path, layer: str, column: str) -> None:
    path = data / f"{layer}.parquet"
    frame = gpd.read_parquet(path)
    frame[column] = [
        f"{name} {PAYLOADS[i % len(PAYLOADS)]}" for i, name in enumerate(frame[column])
    ]
    frame.to_parquet(path)
