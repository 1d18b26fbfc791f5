"""What the tests of the capaciteitskaart share: a copy of the data to read a map into."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from tests.geo.kaart import Put, read_in


@pytest.fixture
def put(copied: Any) -> Put:
    """Return a function that reads a map in, into the copied data."""
    return partial(read_in, copied.path)
