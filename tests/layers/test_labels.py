"""Names on a map: never over each other, over a symbol or over the edge."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.labels import EDGE, Label, Placed, place_labels
from layers.lettering import Letters

WIDTH, HEIGHT = 400.0, 300.0
LETTERS = Letters(9, weight=600)
NOTHING = np.empty((0, 4))
spots = st.tuples(st.floats(0, WIDTH), st.floats(0, HEIGHT))


def label(name: str, spot: tuple[float, float], **options: object) -> Label:
    """Return a name of one line for a symbol of 12 points."""
    return Label(name, (name,), LETTERS, spot, 6.0, **options)  # type: ignore[arg-type]


def symbols(labels: list[Label]) -> np.ndarray:
    """Return the boxes of the symbols."""
    spot = np.array([one.spot for one in labels]).reshape(-1, 2)
    return np.hstack([spot - 6, spot + 6])


def overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """Whether two boxes have any area in common."""
    return (min(one[2], other[2]) - max(one[0], other[0]) > 1e-6
            and min(one[3], other[3]) - max(one[1], other[1]) > 1e-6)  # fmt: skip


def require_tidy(placed: tuple[Placed, ...], taken: np.ndarray) -> None:
    """Require that no name touches another, a taken box, or the edge."""
    for one in placed:
        left, bottom, right, top = one.box
        assert left >= EDGE and bottom >= EDGE
        assert right <= WIDTH - EDGE and top <= HEIGHT - EDGE
        assert not any(overlap(one.box, tuple(box)) for box in taken)
    for one, other in combinations(placed, 2):
        assert not overlap(one.box, other.box)


@settings(max_examples=40, deadline=None)
@given(st.lists(spots, max_size=40))
def test_names_are_tidy_wherever_places_lie(where: list[tuple[float, float]]) -> None:
    labels = [label(f"Plaatsnaam {number}", spot) for number, spot in enumerate(where)]
    taken = np.vstack([symbols(labels), (0, 200, 150, 300)])
    require_tidy(place_labels(labels, taken, WIDTH, HEIGHT), taken)


def test_untidy_names_are_seen() -> None:
    """The twin: names beside their symbols without looking do overlap."""
    labels = [label("Plaatsnaam een", (200, 150)), label("Plaatsnaam twee", (205, 152))]
    placed = tuple(Placed(one, one.spot[0] + 8, one.spot[1] - 4) for one in labels)
    assert overlap(placed[0].box, placed[1].box)


def test_name_stands_right_of_its_symbol_when_there_is_room() -> None:
    (one,) = place_labels([label("Cortelande", (100, 100))], NOTHING, WIDTH, HEIGHT)
    assert one.left > 106
    assert one.bottom < 100 < one.box[3]
    assert one.leader is None


def test_name_at_the_right_edge_stands_left() -> None:
    (one,) = place_labels([label("Cortelande", (WIDTH - 8, 100))], NOTHING, WIDTH, HEIGHT)
    assert one.box[2] < WIDTH - 14


def test_the_most_important_name_gets_the_spot() -> None:
    names = [label("Eerste", (100, 100)), label("Tweede", (100, 100))]
    wall = np.array([(0, 0, 107, HEIGHT), (107, 110, WIDTH, HEIGHT), (107, 0, WIDTH, 90),
                     (150, 0, WIDTH, HEIGHT)])  # fmt: skip
    placed = place_labels(names, wall, WIDTH, HEIGHT)
    assert [one.label.key for one in placed] == ["Eerste"]
    placed = place_labels(names[::-1], wall, WIDTH, HEIGHT)
    assert [one.label.key for one in placed] == ["Tweede"]


def test_name_that_was_asked_for_is_always_there_and_inside() -> None:
    full = np.array([(0, 0, WIDTH, HEIGHT)])
    names = [label("Gewoon", (100, 100)), label("Gevraagd", (399, 299), asked=True)]
    (one,) = place_labels(names, full, WIDTH, HEIGHT)
    assert one.label.key == "Gevraagd"
    left, bottom, right, top = one.box
    assert left > 0 and bottom > 0 and right < WIDTH and top < HEIGHT


def test_name_that_stands_apart_has_a_line_to_its_symbol() -> None:
    close = np.array([(85, 85, 115, 115)])  # all around the symbol
    (one,) = place_labels([label("Apart", (100, 100))], close, WIDTH, HEIGHT)
    assert one.leader is not None
    start, end = one.leader
    assert np.hypot(*(start - (100, 100))) <= 6.01
    left, bottom, right, top = one.box
    assert left - 0.01 <= end[0] <= right + 0.01
    assert bottom - 0.01 <= end[1] <= top + 0.01


def test_name_of_an_area_stands_on_its_middle() -> None:
    (one,) = place_labels([label("Gouda", (100, 100), centred=True)], NOTHING, WIDTH, HEIGHT)
    left, bottom, right, top = one.box
    assert abs((left + right) / 2 - 100) < 0.1
    assert abs((bottom + top) / 2 - 100) < 0.1


def test_name_wider_than_the_frame_does_not_fail() -> None:
    name = label("x" * 200, (100, 100), asked=True)
    assert len(place_labels([name], NOTHING, 80, 60)) == 1
