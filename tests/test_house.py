"""The rules of the house that a machine can see: imports, sizes, addresses."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MAX_FUNCTION_LINES, MAX_FILE_LINES = 50, 400
MAX_DATA_BYTES, MAX_DATA_FILE_BYTES = 3_000_000, 700_000
FORBIDDEN = {
    "geo": {"folium", "streamlit", "matplotlib", "branca", "layers", "app"},
    "layers": {"streamlit", "streamlit_folium", "layers.pages", "app"},
    "pages": {"folium", "matplotlib", "branca", "geo.joins", "app"},
    "app": {"geo", "layers", "folium", "matplotlib", "pandas", "geopandas"},
}
# Folium puts the text of these through a template.
TEMPLATED = {"Tooltip", "Popup", "Element", "GeoJsonTooltip", "GeoJsonPopup", "IFrame", "Html"}
DELIVERY = r"unpkg|jsdelivr|cdnjs|googleapis|gstatic|bootstrapcdn|jquery|rawgit|skypack|esm\.sh"
OUTSIDE_CODE = re.compile(rf"(https?:)?//[\w.-]*({DELIVERY})", re.IGNORECASE)


def tracked_files() -> list[Path]:
    """Return the files of the repository, also those that are new and not ignored."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [path for line in done.stdout.splitlines() if (path := ROOT / line).is_file()]


FILES = tracked_files()
PYTHON = [path for path in FILES if path.suffix == ".py"]


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def room_of(path: Path) -> str:
    """Return whose import rule holds: geo, layers, pages or app; empty for the tests."""
    name = name_of(path)
    if name.startswith("layers/pages/"):
        return "pages"
    return name.removesuffix(".py").split("/")[0].replace("tests", "")


def imports_of(code: str) -> set[str]:
    """Return every module that a source imports, with the modules it lies in."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            found |= {module} | {f"{module}.{alias.name}" for alias in node.names}
    parts = [name.split(".") for name in found]
    return {".".join(part[:n]) for part in parts for n in range(1, len(part) + 1)}


def long_functions(code: str) -> list[str]:
    """Return the functions that are longer than the house allows."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [
        node.name
        for node in ast.walk(ast.parse(code))
        if isinstance(node, kinds) and (node.end_lineno or 0) - node.lineno >= MAX_FUNCTION_LINES
    ]


def templated_names(code: str) -> set[str]:
    """Return the names in a source that would put text through a template."""
    nodes = list(ast.walk(ast.parse(code)))
    names = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    names |= {node.id for node in nodes if isinstance(node, ast.Name)}
    return TEMPLATED & (names | {name.split(".")[-1] for name in imports_of(code)})


def texts() -> Iterator[tuple[str, str]]:
    """Return name and text of every tracked text file."""
    for path in FILES:
        try:
            yield name_of(path), path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


@pytest.mark.parametrize("path", [p for p in PYTHON if room_of(p)], ids=name_of)
def test_imports_point_one_way(path: Path) -> None:
    code = path.read_text(encoding="utf-8")
    assert imports_of(code) & FORBIDDEN[room_of(path)] == set()
    assert not any(name.startswith(".") for name in imports_of(code))


@pytest.mark.parametrize(
    ("code", "module"),
    [
        ("import folium", "folium"),
        ("import streamlit as st", "streamlit"),
        ("from layers import style", "layers"),
        ("def f():\n    from layers.pages.shell import open_page", "layers.pages"),
        ("from layers import pages", "layers.pages"),
        ("import matplotlib.pyplot", "matplotlib"),
    ],
)
def test_a_forbidden_import_is_seen_wherever_it_stands(code: str, module: str) -> None:
    assert module in imports_of(code)


@pytest.mark.parametrize("path", PYTHON, ids=name_of)
def test_functions_and_files_are_short(path: Path) -> None:
    code = path.read_text(encoding="utf-8")
    assert long_functions(code) == []
    assert len(code.splitlines()) <= MAX_FILE_LINES


@pytest.mark.parametrize(("lines", "found"), [(49, []), (50, ["f"])])
def test_a_long_function_is_seen(lines: int, found: list[str]) -> None:
    assert long_functions("def f():\n" + "    x = 1\n" * lines) == found


def test_no_code_comes_from_a_delivery_network() -> None:
    assert [name for name, text in texts() if OUTSIDE_CODE.search(text)] == []
    for host in ("unpkg", "cdn.jsdelivr", "cdnjs.cloudflare", "fonts.googleapis"):
        assert OUTSIDE_CODE.search(f"<script src='//{host}.com/x.js'>")
    assert not OUTSIDE_CODE.search("https://www.pdok.nl/introductie")


@pytest.mark.parametrize(
    "path", [p for p in PYTHON if name_of(p).startswith("layers/")], ids=name_of
)
def test_no_text_goes_through_a_template(path: Path) -> None:
    assert templated_names(path.read_text(encoding="utf-8")) == set()


@pytest.mark.parametrize(
    "code", ["folium.Tooltip(x)", "from folium import Popup", "import folium as f\nf.Element(x)"]
)
def test_a_template_is_seen(code: str) -> None:
    assert templated_names(code)


def test_the_data_is_small() -> None:
    # What a user reads in is not ours, and git ignores it.
    sizes = {path.name: path.stat().st_size for path in FILES if path.parent == ROOT / "data"}
    assert max(sizes.values()) < MAX_DATA_FILE_BYTES
    assert sum(sizes.values()) < MAX_DATA_BYTES


def test_tests_have_no_package_that_shadows_the_product() -> None:
    assert [name_of(p) for p in PYTHON if p.name == "__init__.py" and "tests" in p.parts] == []
