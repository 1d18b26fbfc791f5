"""A background from a tile server that speaks the real protocol, on this machine."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from geo.catalogue import Catalogue
from geo.model import Selection
from layers import ground
from layers.extent import Extent
from layers.ground import UNREACHABLE, fetch_ground
from layers.paper import draw_sheet, to_picture
from layers.scene import Scene
from layers.sheet import Sheet
from layers.view import View
from tests.layers.test_paper import words_of
from tests.layers.views import TODAY

EXTENT = Extent(60_000, 410_000, 130_000, 460_000)
VIEW = View(Selection(provincie_code="PV28"), background="grijs")
ATTRIBUTION = "Kaartgegevens © Kadaster (CC BY 4.0)"


def colour_of(level: int, column: int, row: int) -> tuple[int, int, int]:
    """Return the colour of a tile, by which it is known again."""
    return 40 + 20 * level, 20 * (column % 12), 20 * (row % 12)


class Tiles(BaseHTTPRequestHandler):
    """Serves every tile in one colour, in RD New only."""

    spoilt: bytes | None = None

    def do_GET(self) -> None:
        found = re.fullmatch(r"/grijs/EPSG:28992/(\d+)/(\d+)/(\d+)\.png", self.path)
        if not found:
            self.send_error(404)
            return
        buffer = BytesIO()
        level, column, row = (int(one) for one in found.groups())
        Image.new("RGB", (256, 256), colour_of(level, column, row)).save(buffer, "png")
        self.send_response(200)
        self.send_header("Content-Type", "image/png")
        self.end_headers()
        self.wfile.write(buffer.getvalue() if self.spoilt is None else self.spoilt)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Tiles]]:
    ground._fetch_tile.cache_clear()
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    handler = type("Own", (Tiles,), {})
    host = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=host.serve_forever)
    thread.start()
    url = f"http://127.0.0.1:{host.server_port}/grijs/EPSG:3857/{{z}}/{{x}}/{{y}}.png"
    monkeypatch.setitem(ground.BACKGROUND_TILES["grijs"], "url", url)
    yield handler
    host.shutdown()
    host.server_close()
    thread.join()
    ground._fetch_tile.cache_clear()


@pytest.fixture
def no_server(monkeypatch: pytest.MonkeyPatch) -> None:
    ground._fetch_tile.cache_clear()
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    url = "http://127.0.0.1:9/grijs/EPSG:3857/{z}/{x}/{y}.png"
    monkeypatch.setitem(ground.BACKGROUND_TILES["grijs"], "url", url)


@pytest.mark.parametrize("per_pixel", [400.0, 110.0, 20.0])
def test_tiles_lie_where_they_belong(server: type[Tiles], per_pixel: float) -> None:
    found = fetch_ground("grijs", EXTENT, per_pixel)
    assert found is not None
    assert found.extent.west <= EXTENT.west and found.extent.east >= EXTENT.east
    assert found.extent.south <= EXTENT.south and found.extent.north >= EXTENT.north
    metres = found.extent.width / found.pixels.shape[1]
    level = round(float(np.log2(ground.COARSEST_M / metres)))
    assert metres == pytest.approx(ground.COARSEST_M / 2**level)
    size = metres * 256
    for east, north in ((61_000, 411_000), (95_000, 437_500), (129_000, 459_000)):
        column, row = int((east - ground.WEST) // size), int((ground.NORTH - north) // size)
        x = int((east - found.extent.west) / metres)
        y = int((found.extent.north - north) / metres)
        assert tuple(found.pixels[y, x]) == colour_of(level, column, row)


def test_picture_is_as_fine_as_asked_and_no_finer(server: type[Tiles]) -> None:
    coarse, fine = (fetch_ground("grijs", EXTENT, one) for one in (400.0, 110.0))
    assert coarse and fine
    assert coarse.extent.width / coarse.pixels.shape[1] <= 400
    assert 55 < fine.extent.width / fine.pixels.shape[1] <= 110


def test_number_of_tiles_is_limited(server: type[Tiles]) -> None:
    found = fetch_ground("grijs", EXTENT, 0.1)
    assert found is not None
    assert found.pixels.size / 3 / 256**2 <= ground.MOST_TILES


def test_map_shows_the_background_and_names_it(catalogue: Catalogue, server: type[Tiles]) -> None:
    sheet = Sheet("16x9")
    with_tiles = to_picture(catalogue, VIEW, sheet, "png", today=TODAY)
    without = to_picture(catalogue, View(VIEW.selection), sheet, "png", today=TODAY)
    pictures = [np.asarray(Image.open(BytesIO(one))).astype(int) for one in (with_tiles, without)]
    differs = np.abs(pictures[0] - pictures[1]).max(axis=2) > 20
    assert differs[300:900, 400:1500].mean() > 0.7
    words = " ".join(words_of(draw_sheet(Scene(catalogue, VIEW, today=TODAY), sheet)))
    assert ATTRIBUTION in words and UNREACHABLE not in words


def require_without(catalogue: Catalogue) -> None:
    """Require the picture that is there without a background, and the words for it."""
    assert fetch_ground("grijs", EXTENT, 110) is None
    words = " ".join(words_of(draw_sheet(Scene(catalogue, VIEW, today=TODAY), Sheet())))
    assert UNREACHABLE in words and ATTRIBUTION not in words
    assert len(to_picture(catalogue, VIEW, Sheet("16x9"), "png", today=TODAY)) > 50_000


def test_unreachable_background_is_said(catalogue: Catalogue, no_server: None) -> None:
    require_without(catalogue)


@pytest.mark.parametrize("spoil", [lambda: b"", lambda: b"<html>", lambda: small_tile()])
def test_answer_that_is_no_tile_is_not_drawn(
    catalogue: Catalogue, server: type[Tiles], spoil: Callable[[], bytes]
) -> None:
    server.spoilt = spoil()
    require_without(catalogue)


def small_tile() -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (16, 16)).save(buffer, "png")
    return buffer.getvalue()


def test_nothing_is_fetched_unless_asked(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise AssertionError("a picture went to the network")

    monkeypatch.setattr(ground.urllib.request, "urlopen", fail)
    ground._fetch_tile.cache_clear()
    to_picture(catalogue, View(), Sheet("16x9"), "png", today=TODAY)
    to_picture(catalogue, VIEW, Sheet(), "html", today=TODAY)
    with pytest.raises(AssertionError, match="network"):
        to_picture(catalogue, VIEW, Sheet("16x9"), "png", today=TODAY)
