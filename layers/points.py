"""Points of paper as coordinates: what stands in axes is measured from their lower left corner."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.transforms import Affine2D, Transform

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points."""


def size_of(axes: Axes) -> tuple[float, float]:
    """Return the width and height of axes in points, whatever the pixels of the picture."""
    parts = axes.get_position().bounds[2:]
    figure = axes.get_figure(root=True)
    assert figure is not None
    width, height = np.asarray(parts) * figure.get_size_inches() * 72
    return float(width), float(height)


def points_of(axes: Axes) -> Transform:
    """Return the transform of points that are counted from the lower left corner of axes."""
    width, height = size_of(axes)
    return Affine2D().scale(1 / width, 1 / height) + axes.transAxes
