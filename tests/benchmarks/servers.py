"""Runs the product, the comparison and the trivial app, each from a copy and on its own port."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from geo.catalogue import load_catalogue
from tests.benchmarks.static_page import copy_leaflet, write_page
from tests.e2e.server import CODE, ROOT, free_port

HERE = Path(__file__).parent
COMPARISONS = ("plain_app.py", "trivial_app.py", "shapes.py")
START_S = 40


@dataclass(frozen=True)
class Addresses:
    """Where the three apps and the static page are."""

    ours: str
    plain: str
    trivial: str
    static: str


@contextmanager
def serve_all(folder: Path) -> Iterator[Addresses]:
    """Start everything, and stop it all afterwards."""
    code = folder / "code"
    _copy(code)
    static = write_page(load_catalogue(), folder / "page")
    with ExitStack() as stack:
        scripts = ("app.py", "plain_app.py", "trivial_app.py")
        ours, plain, trivial = (stack.enter_context(_serve(code, script)) for script in scripts)
        yield Addresses(ours, plain, trivial, static)


def _copy(target: Path) -> None:
    """Copy the code, so that a run measures one state of it."""
    target.mkdir(parents=True)
    for name in CODE:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source, target / name)
    for name in COMPARISONS:
        shutil.copy2(HERE / name, target / name)
    copy_leaflet(target / "static")


@contextmanager
def _serve(folder: Path, script: str) -> Iterator[str]:
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)]
    command += ["--server.address", "127.0.0.1"]
    environment = os.environ | {"DOORBRAAKKAART_DATA": str(ROOT / "data"), "PYTHONPATH": "."}
    log = folder / f"{script}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            _wait(process, port, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(10)


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Wait until the server says ``ok``: wrong addresses answer 200 too, so the body counts."""
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health") as answer:
                if answer.read() == b"ok":
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"the server does not start:\n{log.read_text(encoding='utf-8')}")
