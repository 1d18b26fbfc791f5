"""Where a box covers least: hand-drawn ground with an answer known by eye."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from layers.extent import Extent
from layers.room import INSIDE, Room

CORNERS = ("top left", "top right", "bottom left", "bottom right")


def ground(
    focus: shapely.Geometry, spots: list[tuple[float, float]] | None = None, width: float = 200
) -> Room:
    """Return a map of 200 × 100 points that shows as many metres."""
    at = np.array(spots or [], dtype=float).reshape(-1, 2)
    land = shapely.box(0, 0, 100, 100)  # the left half
    return Room(Extent(0, 0, width, 100), width, 100, focus, land, at, np.full(len(at), 12.0))


def test_sea_is_emptier_than_land() -> None:
    _, box = ground(shapely.Point()).best((40, 20), [], CORNERS)
    assert box == (200 - 40 - INSIDE, 100 - 20 - INSIDE, 200 - INSIDE, 100 - INSIDE)


def test_focus_weighs_more_than_land() -> None:
    focus = shapely.box(100, 0, 200, 100)
    _, box = ground(focus).best((40, 20), [], CORNERS)
    assert box[0] == INSIDE


def test_symbols_are_not_covered() -> None:
    spots = [(180.0, 85.0), (20.0, 15.0)]
    _, box = ground(shapely.box(0, 0, 200, 100), spots).best((40, 20), [], CORNERS)
    for x, y in spots:
        assert not (box[0] <= x <= box[2] and box[1] <= y <= box[3])


def test_taken_place_is_left_free() -> None:
    room = ground(shapely.Point())
    _, first = room.best((40, 20), [], CORNERS)
    _, second = room.best((40, 20), [first], CORNERS)
    assert second != first
    assert second[0] == first[0]  # the other corner at sea


def test_first_choice_wins_when_all_is_equal() -> None:
    room = ground(shapely.Point())
    for like in ("bottom right", "top right"):
        _, box = room.best((40, 20), [], (like, *CORNERS))
        assert (box[1] == INSIDE) == (like == "bottom right")


@pytest.mark.parametrize("place", [*CORNERS, "left", "right", "bottom", "top"])
def test_every_place_lies_inside(place: str) -> None:
    _, (left, bottom, right, top) = ground(shapely.Point()).best((40, 20), [], (place,))
    assert INSIDE <= left < right <= 200 - INSIDE
    assert INSIDE <= bottom < top <= 100 - INSIDE
