"""Case 57: outages that overlap count once, and a service in mid-week is covered by another device, or named as unmet."""

from __future__ import annotations

import itertools
import random
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from optimization.equipment.availability import Interval, cover_need, downtime, union
from tests.cases.case_rows import read_rows

CASE = Path(__file__).parent / "57"


def rows(name: str) -> list[dict[str, str]]:
    return read_rows(CASE / name)


def span(row: Mapping[str, str]) -> Interval:
    return datetime.fromisoformat(row["from"]), datetime.fromisoformat(row["to"])


def the_case() -> tuple[Interval, dict[str, list[Interval]]]:
    outages = {row["device_id"]: [] for row in rows("devices.csv")}
    for row in rows("outages.csv"):
        outages[row["device_id"]].append(span(row))
    (need,) = rows("need.csv")
    return span(need), outages


def test_downtime_is_the_union_of_its_reasons() -> None:
    _, outages = the_case()
    assert downtime(outages["M1"]) == timedelta(hours=50)


def test_the_device_that_stays_fit_all_week_is_preferred() -> None:
    need, outages = the_case()
    assert cover_need(need, list(outages.items())) == [("M2", *need)]


def test_with_one_device_the_time_without_is_named() -> None:
    need, outages = the_case()
    served = cover_need(need, [("M1", outages["M1"])])
    assert [device_id for device_id, _, _ in served] == ["M1", None, "M1"]
    _, start, end = served[1]
    assert (start.isoformat(" "), end.isoformat(" ")) == ("2024-06-05 10:00:00", "2024-06-07 12:00:00")
    assert end - start == timedelta(hours=50)


@pytest.mark.parametrize("seed", range(20))
def test_cover_is_whole_fit_and_changes_as_seldom_as_can_be(seed: int) -> None:
    """Against every way of serving twelve hours with three devices."""
    chance = random.Random(seed)
    zero = datetime(2024, 6, 3)  # noqa: DTZ001
    hours = 12
    out = [{hour for hour in range(hours) if chance.random() < 0.3} for _ in range(3)]
    devices = [
        (f"D{n}", [(zero + timedelta(hours=h), zero + timedelta(hours=h + 1)) for h in sorted(off)])
        for n, off in enumerate(out)
    ]
    served = cover_need((zero, zero + timedelta(hours=hours)), devices)
    by_hour = [
        device_id
        for device_id, start, end in served
        for _ in range(round((end - start) / timedelta(hours=1)))
    ]
    assert len(by_hour) == hours
    for hour, device_id in enumerate(by_hour):
        fit = [f"D{n}" for n, off in enumerate(out) if hour not in off]
        assert device_id in fit if fit else device_id is None
    fewest = (
        {None: 0}
        if not any(0 not in off for off in out)
        else {f"D{n}": 0 for n, off in enumerate(out) if 0 not in off}
    )
    for hour in range(1, hours):
        fit = [f"D{n}" for n, off in enumerate(out) if hour not in off] or [None]
        least = min(fewest.values())
        fewest = {now: min(fewest.get(now, least + 1), least + 1) for now in fit}
    assert sum(a != b for a, b in itertools.pairwise(by_hour)) == min(fewest.values())
    assert all(a[1] < b[0] for a, b in zip(union(devices[0][1]), union(devices[0][1])[1:], strict=False))
