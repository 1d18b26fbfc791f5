"""A sheet of paper: its size and shape, and what is printed around the map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from geo.errors import GeoError

Size = Literal["a4", "a3", "16x9"]
Orientation = Literal["landscape", "portrait"]

PIXELS = {"a4": (3508, 2480), "a3": (4961, 3508), "16x9": (1920, 1080)}
DPI = {"a4": 300, "a3": 300, "16x9": 144}
SCALES = {"a4": 1.0, "a3": 1.2, "16x9": 1.15}  # of type and symbols


@dataclass(frozen=True)
class Sheet:
    """What a picture is printed on, and what stands around the map.

    An empty title or subtitle is made from the selection. ``base_url``: where the app runs, for a
    link to the same view. ``exploration``: say that findings are no verdict, also when no theme
    shows them. ``panel``: facts beside the map, or under it on a portrait sheet.
    """

    size: Size = "a4"
    orientation: Orientation = "landscape"
    title: str = ""
    subtitle: str = ""
    base_url: str = ""
    exploration: bool = False
    panel: bool = False

    def __post_init__(self) -> None:
        """Refuse a screen that stands upright.

        Raises
        ------
        GeoError
            When there is no such sheet.
        """
        if self.size == "16x9" and self.orientation == "portrait":
            raise GeoError("vel 16x9", "een liggend vel", "een staand vel",
                           "kies liggend, of a4 of a3")  # fmt: skip

    @property
    def dpi(self) -> int:
        """Pixels an inch of the PNG."""
        return DPI[self.size]

    @property
    def pixels(self) -> tuple[int, int]:
        """Width and height of the PNG."""
        width, height = PIXELS[self.size]
        return (width, height) if self.orientation == "landscape" else (height, width)

    @property
    def points(self) -> tuple[float, float]:
        """Width and height in points."""
        width, height = self.pixels
        return width / self.dpi * 72, height / self.dpi * 72

    @property
    def scale(self) -> float:
        """How much larger than on A4 type and symbols are."""
        return SCALES[self.size]
