"""Starts the app on a port of its own, from a copy of its code, so that no test shares a folder."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Playwright

from geo.catalogue import data_folder

ROOT = Path(__file__).parents[2]
CODE = ("app.py", "geo", "layers", ".streamlit")
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    # What is not on this machine goes to a proxy that is not there. Playwright's own routing would
    # stop it too, but turns the browser's cache off, which makes every test a second slower.
    "--proxy-server=http://127.0.0.1:9",
]


def free_port() -> int:
    """Return a port that nothing listens on, out of the way of 8501 and 8599."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = int(listener.getsockname()[1])
    return port if port not in (8501, 8599) else free_port()


def launch(playwright: Playwright) -> Browser:
    """Start Debian's Chromium; when it is not there this fails, it does not skip."""
    if not Path(CHROMIUM).exists():
        raise FileNotFoundError(f"{CHROMIUM} ontbreekt: installeer het pakket chromium")
    return playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)


@contextmanager
def serve(folder: Path, data: Path | None = None) -> Iterator[str]:
    """Run the app from a copy in ``folder`` with ``data`` (the bundled one by default).

    Yields
    ------
    str
        The address, such as ``http://127.0.0.1:40123``.
    """
    for name in CODE:
        source = ROOT / name
        if source.is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(source, folder / name, ignore=ignored)
        else:
            shutil.copy2(source, folder / name)
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    command += ["--server.address", "127.0.0.1"]
    environment = os.environ | {"DOORBRAAKKAART_DATA": str(data or data_folder())}
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            _wait(process, port, folder / "server.log")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(10)


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Wait for ``ok``: other addresses answer 200 too, so that the body counts."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and process.poll() is None:
        try:
            address = f"http://127.0.0.1:{port}/_stcore/health"
            with urllib.request.urlopen(address, timeout=2) as answer:
                if answer.read() == b"ok":
                    return
        except (urllib.error.URLError, OSError):
            pass
        time.sleep(0.1)
    raise RuntimeError(f"de app start niet:\n{log.read_text(encoding='utf-8')}")
