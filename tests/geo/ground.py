"""The hand-drawn ground that the screening tests share; answers are known by eye."""

from __future__ import annotations

from datetime import date
from typing import Any

import geopandas as gpd
import pandas as pd
from shapely.geometry import box

from geo.crs import RD_NEW

TODAY = date(2026, 11, 23)
GEMEENTEN = gpd.GeoDataFrame(
    {
        "gemeente_code": ["GM0001", "GM0002"], "gemeente": ["West", "Oost"],
        "provincie_code": ["PV20", "PV20"], "provincie": ["Noord", "Noord"],
    },
    geometry=[box(-500, -500, 600, 600), box(600, -500, 2000, 600)], crs=RD_NEW,
)  # fmt: skip
LAYER = {"title": "Natuur", "file": "natuur.parquet", "date": "2026-08", "rhythm": "yearly",
         "method": "Getekend."}  # fmt: skip
RULE: dict[str, Any] = {
    "theme": "stikstof", "relation": "nearest", "name_column": "naam",
    "says": "wat er ligt", "says_not": "wat het betekent",
}  # fmt: skip


def plans(*shapes: object, **columns: Any) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(columns, geometry=list(shapes), crs=RD_NEW)


def brief(table: pd.DataFrame, *columns: str) -> list[tuple[object, ...]]:
    rows = table[list(columns)].astype(object)
    return list(rows.where(rows.notna(), None).itertuples(index=False, name=None))
