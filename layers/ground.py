"""A background of PDOK under a map on paper: only when asked for, and never needed.

PDOK serves the tiles of its web maps in RD New too, so that nothing has to be bent.
Tiles follow the Dutch guideline: 256 pixels, from the upper left corner of the grid.
"""

from __future__ import annotations

import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from itertools import product

import numpy as np
import numpy.typing as npt
from PIL import Image

from layers.extent import Extent
from layers.message import BACKGROUND_TILES

WEST, NORTH = -285_401.92, 903_401.92  # of the grid, in metres
COARSEST_M, FINEST = 3_440.64, 14  # metres a pixel at level 0, and the last level
TILE = 256
MOST_TILES = 80
TIMEOUT_S = 6
MOST_BYTES = 1_000_000
UNREACHABLE = "De achtergrond van PDOK is niet bereikbaar; de kaart zelf is volledig."


@dataclass(frozen=True)
class Ground:
    """A picture of the ground: rows from the north, and the rectangle that it covers."""

    pixels: npt.NDArray[np.uint8]
    extent: Extent


def fetch_ground(background: str, extent: Extent, metres_per_pixel: float) -> Ground | None:
    """Return the background of an extent (EPSG:28992), or None when it cannot be fetched whole.

    Parameters
    ----------
    background
        One of :data:`layers.message.BACKGROUND_TILES`.
    metres_per_pixel
        How fine the picture has to be; it is coarser when that would take too many tiles.
    """
    level = _level(extent, metres_per_pixel)
    columns, rows = _range(extent, level)
    url = str(BACKGROUND_TILES[background]["url"]).replace("EPSG:3857", "EPSG:28992")
    cells = list(product(rows, columns))
    try:
        _fetch_tile(url, level, *cells[0][::-1])  # one first: without a network this fails at once
        with ThreadPoolExecutor(8) as pool:
            tiles = list(pool.map(lambda cell: _fetch_tile(url, level, cell[1], cell[0]), cells))
    except (OSError, ValueError):
        return None
    grid = np.stack(tiles).reshape(len(rows), len(columns), TILE, TILE, 3)
    pixels = grid.swapaxes(1, 2).reshape(len(rows) * TILE, len(columns) * TILE, 3)
    size = TILE * COARSEST_M / 2**level
    west, north = WEST + columns[0] * size, NORTH - rows[0] * size
    covered = Extent(west, north - len(rows) * size, west + len(columns) * size, north)
    return Ground(pixels, covered)


def _level(extent: Extent, metres_per_pixel: float) -> int:
    """Return the level that is fine enough, or the finest that takes few enough tiles."""
    wanted = int(np.ceil(np.log2(COARSEST_M / metres_per_pixel)))
    levels = range(min(max(wanted, 0), FINEST), -1, -1)

    def count(level: int) -> int:
        columns, rows = _range(extent, level)
        return len(columns) * len(rows)

    return next(level for level in levels if level == 0 or count(level) <= MOST_TILES)


def _range(extent: Extent, level: int) -> tuple[range, range]:
    """Return the columns and rows of the tiles that an extent touches."""
    size, last = TILE * COARSEST_M / 2**level, 2**level - 1
    columns = [int(np.floor((x - WEST) / size)) for x in (extent.west, extent.east)]
    rows = [int(np.floor((NORTH - y) / size)) for y in (extent.north, extent.south)]
    (west, east), (north, south) = (np.clip(pair, 0, last).tolist() for pair in (columns, rows))
    return range(west, east + 1), range(north, south + 1)


@lru_cache(maxsize=512)
def _fetch_tile(url: str, level: int, column: int, row: int) -> npt.NDArray[np.uint8]:
    """Return one tile; what was fetched is kept.

    Raises
    ------
    OSError
        When it cannot be fetched or is no picture.
    ValueError
        When it is no picture of a tile.
    """
    address = url.format(z=level, x=column, y=row)
    request = urllib.request.Request(address, headers={"User-Agent": "Doorbraakkaart"})
    with urllib.request.urlopen(request, timeout=TIMEOUT_S) as answer:
        content = answer.read(MOST_BYTES)
    with Image.open(BytesIO(content), formats=("PNG", "JPEG")) as picture:
        if picture.size != (TILE, TILE):
            raise ValueError(f"a tile of {picture.size}")
        return np.asarray(picture.convert("RGB"))
