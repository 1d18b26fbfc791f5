"""Four states on hand-drawn squares, uncertain places, and layers that cannot be trusted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import GeometryCollection, LineString, MultiPolygon, Point, Polygon, box

from geo import screening
from geo.constraints import last_day, read_constraints
from geo.crs import RD_NEW, WGS84
from geo.errors import CRSMismatchError
from geo.screening import COLUMNS, screen
from tests.geo.ground import GEMEENTEN, LAYER, RULE, TODAY, brief, plans

BOS, DUIN, VEN = box(0, 0, 100, 100), box(1000, 0, 1100, 100), box(0, 3000, 100, 3100)
AREAS = gpd.GeoDataFrame(
    {"naam": ["Bos", "Duin", "Ven"], "gevoelig": ["true", "false", None]},
    geometry=[BOS, DUIN, VEN], crs=RD_NEW,
)  # fmt: skip
BOW_TIE = Polygon([(0, 0), (100, 100), (100, 0), (0, 100)])


@dataclass(frozen=True)
class Ground:
    """A folder with the hand-drawn layers."""

    path: Path

    def screen(self, plans: gpd.GeoDataFrame, today: date = TODAY, **rule: Any) -> pd.DataFrame:
        return self.screen_layer(plans, {}, today, **rule)

    def screen_layer(
        self, plans: gpd.GeoDataFrame, layer: dict[str, str], today: date = TODAY, **rule: Any
    ) -> pd.DataFrame:
        block = LAYER | layer | {"constraint": RULE | rule}
        constraints, _ = read_constraints({"layer": {"natura2000": block}})
        return screen(plans, constraints, self.path, today)


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    return build_ground(tmp_path_factory.mktemp("data"))


@pytest.fixture
def own_ground(tmp_path: Path) -> Ground:
    return build_ground(tmp_path)


def build_ground(folder: Path) -> Ground:
    AREAS.to_parquet(folder / "natuur.parquet")
    GEMEENTEN.to_parquet(folder / "gemeenten.parquet")
    return Ground(folder)


# --- states --------------------------------------------------------------------------------


def test_the_table_has_exactly_these_columns_and_the_three_nearest_first(ground: Ground) -> None:
    table = ground.screen(plans(Point(400, 50), plan_id=["A"]), class_column="gevoelig",
                          classes={"true": "ja", "false": "nee"})  # fmt: skip
    assert list(table.columns) == COLUMNS
    assert brief(table, "plan_id", "constraint", "theme", "state", "name", "relation", "class") == [
        ("A", "natura2000", "stikstof", "op_afstand", "Bos", "nearest", "ja"),
        ("A", "natura2000", "stikstof", "op_afstand", "Duin", "nearest", "nee"),
        ("A", "natura2000", "stikstof", "op_afstand", "Ven", "nearest", "onbekend"),
    ]
    assert table["distance_m"].tolist()[:2] == [300, 600]
    assert brief(table, "layer_date", "method", "source_id", "outdated")[0] == (
        "2026-08", "Getekend.", "natura2000", False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("shape", "state", "name", "distance", "share"),
    [
        (Point(50, 50), "raakt", "Bos", 0, None),
        (Point(100, 50), "raakt", "Bos", 0, None),  # on the border
        (Point(160, 50), "op_afstand", "Bos", 60, None),
        (box(50, 0, 150, 100), "raakt", "Bos", 0, 0.5),
        (box(160, 0, 260, 100), "op_afstand", "Bos", 60, 0.0),
        (box(60, 0, 1100, 100), "raakt", "Duin", 0, 100 / 1040),  # the larger part first
        (MultiPolygon([box(0, 0, 10, 10), box(500, 0, 510, 10)]), "raakt", "Bos", 0, 0.5),
        (BOW_TIE, "raakt", "Bos", 0, 1.0),
        (box(0, 0, 1e-4, 100), "raakt", "Bos", 0, 1.0),  # a sliver
        (LineString([(50, 50), (500, 50)]), "raakt", "Bos", 0, None),
        (GeometryCollection([box(50, 0, 150, 100), Point(9, 9)]), "raakt", "Bos", 0, 0.5),
    ],
)
def test_nearest_by_eye(
    ground: Ground, shape: object, state: str, name: str, distance: float, share: float | None
) -> None:
    first = ground.screen(plans(shape)).iloc[0]
    assert (first["plan_id"], first["state"], first["name"]) == (1, state, name)
    assert first["distance_m"] == first["distance_min_m"] == first["distance_max_m"] == distance
    assert first["share"] == pytest.approx(
        share if share is not None else float("nan"), nan_ok=True
    )


def test_an_overlap_names_all_that_is_touched_or_says_that_nothing_is(ground: Ground) -> None:
    both = plans(box(50, 0, 1050, 100), Point(500, 50), plan_id=["in", "uit"])
    table = ground.screen(both, relation="overlap")
    assert brief(table, "plan_id", "state", "name", "distance_m") == [
        ("in", "raakt", "Bos", 0), ("in", "raakt", "Duin", 0),
        ("uit", "niet_aanwezig", None, None),
    ]  # fmt: skip
    assert table["share"].tolist()[:2] == [0.05, 0.05]


def test_an_overlap_with_a_limit_names_what_lies_within_it(ground: Ground) -> None:
    table = ground.screen(plans(Point(400, 50)), relation="overlap", within_m=300)
    assert brief(table, "state", "name", "distance_m") == [("op_afstand", "Bos", 300)]
    table = ground.screen(plans(Point(400, 50)), within_m=200)
    assert brief(table, "state", "name") == [("niet_aanwezig", None)]


def test_a_layer_that_ends_somewhere_cannot_say_not_there(ground: Ground) -> None:
    table = ground.screen(plans(Point(500, 50)), relation="overlap", complete=False)
    assert brief(table, "state", "name") == [("niet_gecontroleerd", None)]
    assert "dekt niet heel Nederland" in table["method"][0]


def test_the_class_of_the_area_it_lies_in(ground: Ground) -> None:
    table = ground.screen(plans(Point(1050, 50)), relation="class", class_column="gevoelig",
                          classes={"false": "2 onderzoek"})  # fmt: skip
    assert brief(table, "state", "name", "class", "relation") == [
        ("raakt", "Duin", "2 onderzoek", "class")
    ]


# --- uncertain places -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("point", "radius", "state", "least", "most"),
    [
        (Point(50, 50), 50, "raakt", 0, 0),  # the whole circle
        (Point(50, 50), 51, "op_afstand", 0, 1),  # it crosses
        (Point(90, 50), 30, "op_afstand", 0, 20),
        (Point(160, 50), 100, "op_afstand", 0, 160),
        (Point(400, 50), 100, "op_afstand", 200, 400),
    ],
)
@pytest.mark.parametrize("relation", ["nearest", "overlap"])
def test_a_circle(
    ground: Ground,
    relation: str,
    point: Point,
    radius: float,
    state: str,
    least: float,
    most: float,
) -> None:
    table = ground.screen(plans(point, uncertainty_m=[radius]), relation=relation, within_m=500)
    first = table.iloc[0]
    assert (first["state"], first["name"]) == (state, "Bos")
    assert (first["distance_min_m"], first["distance_max_m"]) == (least, most)
    assert first["distance_m"] == point.distance(BOS) and np.isnan(first["share"])
    crosses = state == "op_afstand" and least == 0
    assert ("Raakvlak niet uitgesloten" in first["method"]) == crosses


def test_a_circle_that_touches_nothing_is_not_there(ground: Ground) -> None:
    shapes = plans(Point(400, 50), Point(400, 50), uncertainty_m=[299, 300])
    table = ground.screen(shapes, relation="overlap")
    assert brief(table, "plan_id", "state") == [(1, "niet_aanwezig"), (2, "op_afstand")]


@pytest.mark.parametrize("extra", [{}, {"location_basis": ["gemeente"]}])
def test_of_a_gemeente_the_range_over_all_of_it(ground: Ground, extra: dict[str, Any]) -> None:
    point = Point(550, 550) if extra else None
    table = ground.screen(plans(point, gemeente_code=["GM0001"], **extra))
    bos = table[table["name"] == "Bos"].iloc[0]
    assert (bos["state"], bos["distance_min_m"]) == ("op_afstand", 0)
    most = np.hypot(500, 500)  # from the corner (600, 600) or (-500, -500) 707, (600, -500) 707
    assert most <= bos["distance_max_m"] <= np.hypot(500, 500) + 10
    assert np.isnan(bos["distance_m"]) == (not extra)
    assert "heel West" in bos["method"]
    duin = table[table["name"] == "Duin"].iloc[0]
    assert duin["distance_min_m"] == 400


def test_two_gemeenten_are_one_range_and_an_unknown_one_leaves_the_circle(ground: Ground) -> None:
    shapes = plans(
        Point(550, 50), Point(550, 50), location_basis="probable", uncertainty_m=10,
        gemeente_codes=["GM0001;GM0002", "GM0001;GM9999"],
    )  # fmt: skip
    table = ground.screen(shapes)
    duin = table[table["name"] == "Duin"]
    assert duin["distance_min_m"].tolist() == [0, 440]
    assert duin["distance_max_m"].tolist()[1] == 460


def test_a_gemeente_in_an_overlap_is_named_when_it_may_touch(ground: Ground) -> None:
    shapes = plans(None, Point(500, 550), gemeente_code=["GM0001", "GM0002"],
                   location_basis="gemeente")  # fmt: skip
    table = ground.screen(shapes, relation="overlap")
    assert brief(table, "plan_id", "state", "name", "distance_min_m") == [
        (1, "op_afstand", "Bos", 0), (2, "op_afstand", "Duin", 0),
    ]  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(
    x=st.floats(-3000, 3000), y=st.floats(-3000, 5000), radius=st.floats(0, 2000),
    part=st.floats(0, 1), angle=st.floats(0, 6.3), wide=st.sampled_from([0.0, 30.0, 400.0]),
)  # fmt: skip
def test_moving_a_place_within_its_uncertainty_never_leaves_its_interval(
    ground: Ground, x: float, y: float, radius: float, part: float, angle: float, wide: float
) -> None:
    make = lambda x, y: box(x, y, x + wide, y + wide) if wide else Point(x, y)  # noqa: E731
    move = np.array([np.cos(angle), np.sin(angle)]) * radius * part
    table = ground.screen(plans(make(x, y), uncertainty_m=[radius]))
    moved = ground.screen(plans(make(x + move[0], y + move[1])))
    true = moved.set_index("name")["distance_m"]
    for _, row in table.iterrows():
        assert row["distance_min_m"] - 1e-6 <= true[row["name"]] <= row["distance_max_m"] + 1e-6
        assert row["distance_min_m"] <= row["distance_m"] <= row["distance_max_m"]
        assert row["state"] != "raakt" or true[row["name"]] <= 1e-6


@settings(max_examples=10, deadline=None)
@given(st.lists(st.tuples(st.floats(-2e3, 2e3), st.floats(-2e3, 4e3), st.floats(0.01, 900)),
                min_size=2, max_size=4), st.randoms(use_true_random=False))  # fmt: skip
@pytest.mark.parametrize("relation", ["nearest", "overlap"])
def test_splitting_and_reordering_change_nothing(
    ground: Ground, relation: str, rows: list[tuple[float, float, float]], random: Any
) -> None:
    shapes = [box(x, y, x + r, y + r) if n % 2 else Point(x, y) for n, (x, y, r) in enumerate(rows)]
    frame = plans(
        *shapes,
        plan_id=range(len(rows)),
        uncertainty_m=[r * (n % 3) for n, (_, _, r) in enumerate(rows)],
    )
    whole = ground.screen(frame, relation=relation)
    order = random.sample(range(len(rows)), len(rows))
    parts = [ground.screen(frame.iloc[[row]], relation=relation) for row in order]
    turned = ground.screen(frame.iloc[order], relation=relation)
    pd.testing.assert_frame_equal(turned, pd.concat(parts, ignore_index=True))
    back = turned.sort_values("plan_id", kind="stable").reset_index(drop=True)
    pd.testing.assert_frame_equal(back, whole)
    assert set(whole["plan_id"]) == set(range(len(rows)))


@pytest.mark.parametrize("block", [1, 2, 5, 100])
@pytest.mark.parametrize("ids", [{}, {"plan_id": ["a", 7, "", None, "a"]}, {"plan_id": range(5)}])
def test_blocks_give_what_one_run_gives(
    ground: Ground, monkeypatch: pytest.MonkeyPatch, block: int, ids: dict[str, Any]
) -> None:
    frame = plans(Point(50, 50), None, box(50, 0, 1050, 100), BOW_TIE, Point(0, 1550),
                  uncertainty_m=[0, 1, 0, 0, 99], gemeente_code=["", "GM0001", "", "", ""],
                  **ids)  # fmt: skip
    frame = frame.set_index(pd.Index([3, 3, 1, 0, 2]))
    constraints, _ = read_constraints({"layer": {"natuur": LAYER | {"constraint": RULE}}})
    whole, told = screen(frame, constraints, ground.path, TODAY), []
    monkeypatch.setattr(screening, "BLOCK", block)
    parts = screen(frame, constraints, ground.path, TODAY, told.append)
    pd.testing.assert_frame_equal(parts, whole)
    assert told == [min(start + block, 5) for start in range(0, 5, block)]


def test_the_order_of_the_areas_changes_nothing(own_ground: Ground) -> None:
    frame = plans(Point(550, 50), box(50, 0, 1050, 100), Point(0, 1550))
    before = own_ground.screen(frame)
    AREAS.iloc[::-1].to_parquet(own_ground.path / "omgekeerd.parquet")
    after = own_ground.screen_layer(frame, {"file": "omgekeerd.parquet"})
    pd.testing.assert_frame_equal(before, after)


def test_every_row_is_answered_and_one_without_a_place_is_not_checked(ground: Ground) -> None:
    frame = plans(None, Point(), Polygon(), Point(float("nan"), 1), Point(1, 1))
    table = ground.screen(frame.set_index(pd.Index([9, 9, 9, 9, 9])))
    assert table["plan_id"].unique().tolist() == [1, 2, 3, 4, 5]
    empty = table[table["plan_id"] < 5]
    assert (empty["state"] == "niet_gecontroleerd").all()
    assert (empty["method"] == "De plek heeft geen geometrie.").all()


def test_no_plans_and_no_constraints_are_tables_all_the_same(ground: Ground) -> None:
    assert list(ground.screen(plans()).columns) == COLUMNS
    assert list(screen(plans(Point(1, 1)), [], ground.path, TODAY).columns) == COLUMNS


def test_a_repaired_outline_is_said(ground: Ground) -> None:
    assert ground.screen(plans(BOW_TIE))["method"].str.contains("hersteld").all()


def test_plans_in_another_system_are_refused(ground: Ground) -> None:
    with pytest.raises(CRSMismatchError, match="plannen"):
        ground.screen(plans(Point(4, 52)).set_crs(WGS84, allow_override=True))


# --- layers that cannot be trusted ----------------------------------------------------------


def spoil(path: Path, how: str) -> None:
    """Spoil the layer in one way."""
    if how == "removed":
        path.unlink()
    elif how == "emptied":
        AREAS.iloc[:0].to_parquet(path)
    elif how == "shapes emptied":
        AREAS.set_geometry(gpd.GeoSeries([None, None, Polygon()], crs=RD_NEW)).to_parquet(path)
    elif how == "zero bytes":
        path.write_bytes(b"")
    elif how == "garbage":
        path.write_bytes(b"PAR1" + bytes(range(256)))
    elif how == "other system":
        AREAS.to_crs(WGS84).to_parquet(path)
    elif how == "no system":
        AREAS.set_crs(None, allow_override=True).to_parquet(path)
    elif how == "degrees as RD":
        moved = AREAS.translate(120_000, 480_000).to_crs(WGS84)
        AREAS.set_geometry(moved.set_crs(RD_NEW, allow_override=True)).to_parquet(path)
    elif how == "no geometry":
        pd.DataFrame({"naam": ["Bos"]}).to_parquet(path)
    elif how == "no names":
        AREAS.drop(columns="naam").to_parquet(path)
    elif how == "a folder":
        path.unlink()
        path.mkdir()


@pytest.mark.parametrize("relation", ["nearest", "overlap", "class"])
@pytest.mark.parametrize(
    ("how", "reason"),
    [
        ("removed", "ontbreekt"), ("emptied", "geen vlakken"), ("shapes emptied", "geen vlakken"),
        ("zero bytes", "niet te lezen"), ("garbage", "niet te lezen"),
        ("other system", "EPSG:4326"), ("no system", "geen coördinatenstelsel"),
        ("degrees as RD", "graden"), ("no geometry", "niet te lezen"), ("no names", "kolom naam"),
        ("a folder", "geen bestand"),
    ],
)  # fmt: skip
def test_a_spoiled_layer_is_not_checked_and_never_not_there(
    own_ground: Ground, how: str, reason: str, relation: str
) -> None:
    frame = plans(Point(50, 50), Point(500, 50))
    own_ground.screen(frame)  # so that an index of the good file is kept
    spoil(own_ground.path / "natuur.parquet", how)
    table = own_ground.screen(frame, relation=relation, class_column="gevoelig")
    assert table["state"].tolist() == ["niet_gecontroleerd"] * 2
    assert table["method"].str.startswith("Niet gecontroleerd").all()
    assert table["method"].str.contains(reason).all()
    assert table["source_id"].eq("natura2000").all() and table["name"].isna().all()


def test_a_layer_that_lost_some_areas_keeps_findings_but_not_absence(own_ground: Ground) -> None:
    shapes = gpd.GeoSeries([BOS, None, VEN], crs=RD_NEW)
    AREAS.set_geometry(shapes).to_parquet(own_ground.path / "natuur.parquet")
    frame = plans(Point(50, 50), Point(1050, 50))
    table = own_ground.screen(frame, relation="overlap")
    assert table["state"].tolist() == ["raakt", "niet_gecontroleerd"]
    assert "1 rijen" in table["method"][1]


@pytest.mark.parametrize(
    ("layer", "today", "outdated"),
    [
        ({"date": "2026-08"}, date(2027, 9, 1), False),  # its month ended 366 days ago
        ({"date": "2026-08"}, date(2027, 9, 2), True),
        ({"date": "2025"}, date(2026, 11, 23), False),
        ({"date": "2024"}, date(2026, 11, 23), True),
        ({"date": "2013-05", "rhythm": "once"}, date(2026, 11, 23), False),
        ({"date": "2026-08-01", "rhythm": "monthly"}, date(2026, 11, 23), True),
        ({"date": "onbekend"}, date(2026, 11, 23), False),
    ],
)
def test_an_outdated_layer_keeps_its_findings_each_marked(
    ground: Ground, layer: dict[str, str], today: date, outdated: bool
) -> None:
    table = ground.screen_layer(plans(Point(50, 50)), layer, today)
    assert table["outdated"].tolist() == [outdated] * 3
    assert table["state"].tolist() == ["raakt", "op_afstand", "op_afstand"]
    assert table["layer_date"].eq(layer["date"]).all()


@pytest.mark.parametrize(
    ("text", "day"),
    [("2024", date(2024, 12, 31)), ("2024-02", date(2024, 2, 29)), ("2024-02-03", date(2024, 2, 3)),
     ("onbekend", None), ("", None)],
)  # fmt: skip
def test_the_last_day_that_a_date_can_mean(text: str, day: date | None) -> None:
    assert last_day(text) == day
