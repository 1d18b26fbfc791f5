"""Where names go on a map: as many as fit, the most important first, never over anything.

Libraries were tried on all 64 places and do not hold: adjustText leaves 25 overlaps after 5 s;
textalloc keeps names apart, but drops a name that was asked for, knows no legend to avoid, puts
names askew before it puts them beside their symbol, and draws lines right across the country.
All measures are points from the lower left corner of the frame.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from layers.lettering import Letters, width_of

CLEARANCE = 1.0  # between a name and anything else
AMPLE = 4.0  # a spot with this much around it is preferred: its symbol is clear
GAP = 2.5  # between a symbol and its name
EDGE = 3.0  # between a name and the frame
LEADERS = (8.0, 14.0, 20.0, 27.0, 36.0)  # lengths of the line to a name that stands apart
BEADS = 8  # small boxes that keep others off such a line

Floats = npt.NDArray[np.float64]
# Where the middle of a name lies from its symbol, in the order in which a reader expects it; the
# first eight touch the symbol.
SIDES = np.array([(1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1)], float)
TURNS = np.array([(np.cos(a), np.sin(a)) for a in np.linspace(0, 2 * np.pi, 16, endpoint=False)])


@dataclass(frozen=True)
class Label:
    """A name to be placed: ``spot`` is the middle of its symbol.

    ``asked``: it must be there. ``centred``: it stands on its spot (the name of an area).
    """

    key: str
    lines: tuple[str, ...]
    letters: Letters
    spot: tuple[float, float]
    radius: float = 0.0
    asked: bool = False
    centred: bool = False

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        width = max(width_of(line, self.letters) for line in self.lines)
        return width, self.letters.height * (len(self.lines) - 1) + self.letters.size * 1.05


@dataclass(frozen=True)
class Placed:
    """A label with the lower left corner of its box, and whether a line leads to its symbol."""

    label: Label
    left: float
    bottom: float
    apart: bool = False

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, bottom, right, top."""
        width, height = self.label.size
        return self.left, self.bottom, self.left + width, self.bottom + height

    @property
    def leader(self) -> Floats | None:
        """The line from the symbol to a name that stands apart (2 × 2)."""
        if not self.apart:
            return None
        (left, bottom, right, top), spot = self.box, np.array(self.label.spot)
        near = np.array([np.clip(spot[0], left, right), np.clip(spot[1], bottom, top)])
        away = np.hypot(*(near - spot))
        return np.array([spot + (near - spot) * min(self.label.radius / away, 1), near])

    @property
    def taken(self) -> Floats:
        """The boxes that others must leave free (n × 4)."""
        if self.leader is None:
            return np.array([self.box])
        start, end = self.leader
        beads = start + np.linspace(0, 1, BEADS)[:, None] * (end - start)
        return np.vstack([self.box, np.hstack([beads - 0.4, beads + 0.4])])


def place_labels(
    labels: Sequence[Label], taken: Floats, width: float, height: float
) -> tuple[Placed, ...]:
    """Find a spot for each label in order of importance; what does not fit is left out.

    Parameters
    ----------
    labels
        The most important first; those that are asked for go before the others.
    taken
        Boxes (n × 4: left, bottom, right, top) that no label may touch.
    width, height
        The frame.
    """
    placed: list[Placed] = []
    for label in sorted(labels, key=lambda one: (not one.asked, one.centred)):
        found = _free_spot(label, taken, width, height)
        if found is None and label.asked:
            found = _least_bad(label, taken, width, height)
        if found is not None:
            placed.append(found)
            taken = np.vstack([taken, found.taken])
    return tuple(placed)


def _free_spot(label: Label, taken: Floats, width: float, height: float) -> Placed | None:
    if label.centred:
        return _first_free(label, _corners(label, np.zeros((1, 2)), 0), taken, width, height)
    near = _corners(label, SIDES, label.radius + GAP)
    for clearance in (AMPLE, CLEARANCE):
        found = _first_free(label, near, taken, width, height, clearance)
        if found:
            return found
    far = [_corners(label, TURNS, label.radius + length) for length in LEADERS]
    return _first_free(label, np.vstack(far), taken, width, height, AMPLE, apart=True)


def _corners(label: Label, directions: Floats, away: float) -> Floats:
    """Return lower left corners (n × 2) of boxes that lie so far from a spot in each direction."""
    size = np.array(label.size)
    slanting = (directions != 0).all(axis=1, keepdims=True)
    nearer = np.where(slanting & (np.abs(directions) == 1), 0.72, 1.0) * away
    aside: Floats = (np.sign(directions.round(6)) - 1) * size / 2
    return np.array(label.spot) + directions * nearer + aside


def _first_free(
    label: Label, corners: Floats, taken: Floats, width: float, height: float,
    clearance: float = CLEARANCE, apart: bool = False,
) -> Placed | None:  # fmt: skip
    """Return the first spot that lies in the frame and touches nothing."""
    boxes = np.hstack([corners, corners + label.size])
    inside = (boxes[:, :2] >= EDGE).all(axis=1) & (
        boxes[:, 2:] <= (width - EDGE, height - EDGE)
    ).all(axis=1)
    around = np.add([label.spot, label.spot], [[-label.radius], [label.radius]])
    own = np.abs((taken[:, :2] + taken[:, 2:]) / 2 - label.spot).max(axis=1, initial=0) < 0.01
    room = np.where(own, CLEARANCE, clearance)
    free = inside & ~_touch(boxes, taken, room).any(axis=1)
    # A line may start on symbols that lie over its own, but cross no others.
    apart_from = ~_touch(around.reshape(1, 4), taken, room)[0]
    for row in np.flatnonzero(free):
        spot = Placed(label, float(corners[row, 0]), float(corners[row, 1]), apart)
        beads = spot.taken[1:]
        if not _touch(beads, taken[apart_from], room[apart_from]).any():
            return spot
    return None


def _touch(boxes: Floats, taken: Floats, room: Floats) -> npt.NDArray[np.bool_]:
    """Say of each box (n) and each taken box (m) whether they come nearer than the room asked."""
    beyond = boxes[:, None, :2] >= taken[None, :, 2:] + room[:, None]
    before = boxes[:, None, 2:] <= taken[None, :, :2] - room[:, None]
    together: npt.NDArray[np.bool_] = ~np.any(beyond | before, axis=2)
    return together


def _least_bad(label: Label, taken: Floats, width: float, height: float) -> Placed:
    """Return the spot in the frame that covers least, for a name that must be there."""
    size, frame = np.array(label.size), np.array([width, height])
    steps = np.stack(np.meshgrid(*[np.linspace(-1, 1, 25)] * 2), axis=-1).reshape(-1, 2)
    corners = np.array(label.spot) - size / 2 + steps * (size + 60)
    corners = np.clip(corners, EDGE, np.maximum(frame - size - EDGE, EDGE))
    low = np.maximum(corners[:, None], taken[None, :, :2])
    high = np.minimum(corners[:, None] + size, taken[None, :, 2:])
    covered = np.prod(np.maximum(high - low, 0), axis=2).sum(axis=1)
    away = np.hypot(*(corners + size / 2 - label.spot).T)
    left, bottom = corners[int(np.argmin(covered * 1000 + away))]
    return Placed(label, float(left), float(bottom), apart=True)
