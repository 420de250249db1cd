"""Case 57: outages that overlap count once, and a service in mid-week is covered by another device, or named as unmet."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from data.quality.device_uses import device_use_notes
from optimization.equipment.allocate import allocate_equipment
from tests.cases.case_rows import read_rows
from tests.equipment.device_inputs import GRID, certain, device_inputs

CASE = Path(__file__).parent / "57"


def outages() -> list[dict[str, object]]:
    """By day: a device that is out of use for part of a day cannot be planned with on it."""
    return [
        {
            "asset_id": row["device_id"],
            "first_day": datetime.fromisoformat(row["from"]).date(),
            "last_day": (datetime.fromisoformat(row["to"]) - timedelta(minutes=1)).date(),
        }
        for row in read_rows(CASE / "outages.csv")
    ]


def test_the_device_that_stays_fit_all_week_is_preferred() -> None:
    """One move, of M2, and M1 stays in the pool: no change in mid-week."""
    devices: list[dict[str, object]] = [
        {"asset_id": row["device_id"]} for row in read_rows(CASE / "devices.csv")
    ]
    plan = allocate_equipment(device_inputs(devices, outages()), certain({"ICU": 1}), 20)
    (move,) = plan.moves
    assert (move.day, move.to_unit_id, move.asset_ids) == (0, "ICU", ("M2",))
    assert plan.expected_days_short == 0
    # three days, not four: the fault falls into the service
    pooled = [cell.available for cell in plan.cells if cell.unit_id == "POOL"]
    assert pooled == [1, 1, 0, 0, 0, 1, 1]


def test_with_one_device_the_days_without_are_named_and_none_is_below_zero() -> None:
    plan = allocate_equipment(
        device_inputs([{"asset_id": "M1", "unit_id": "ICU"}], outages()), certain({"ICU": 1}), 20
    )
    cells = [cell for cell in plan.cells if cell.unit_id == "ICU"]
    assert [cell.available for cell in cells] == [1, 1, 0, 0, 0, 1, 1]
    assert [GRID.date_of(cell.day) for cell in cells if cell.short] == [
        date(2024, 6, day) for day in (5, 6, 7)
    ]


def test_a_booked_use_says_once_for_how_long_its_device_is_out_of_use() -> None:
    (need,) = read_rows(CASE / "need.csv")
    use = {
        "use_id": "B1",
        "asset_id": "M1",
        "site_id": "S0",
        "start": datetime.fromisoformat(need["from"]).replace(tzinfo=ZoneInfo("Europe/London")),
        "end": datetime.fromisoformat(need["to"]).replace(tzinfo=ZoneInfo("Europe/London")),
    }
    inputs = device_inputs([{"asset_id": "M1", "unit_id": "ICU"}], outages(), tables={"device_uses": [use]})
    assert [note.text for note in device_use_notes(inputs)] == [
        "M1: out of use for 72 h of B1, from 2024-06-05 00:00 to 2024-06-08 00:00."
    ]


@pytest.mark.parametrize("seed", range(10))
def test_no_need_is_met_by_a_device_out_of_use_and_none_that_is_fit_stands_by(seed: int) -> None:
    """Three devices in one unit, outages at random that overlap: what is short is what no fit device is there for."""
    chance = random.Random(seed)
    rows: list[dict[str, object]] = []
    for number in range(3):
        for _ in range(chance.randrange(4)):
            first = GRID.first_day + timedelta(days=chance.randrange(-2, 7))
            last = first + timedelta(days=chance.randrange(3))
            rows.append({"asset_id": f"M{number}", "first_day": first, "last_day": last})
    rows = list({(row["asset_id"], row["first_day"]): row for row in rows}.values())
    devices: list[dict[str, object]] = [{"asset_id": f"M{number}", "unit_id": "ICU"} for number in range(3)]
    plan = allocate_equipment(device_inputs(devices, rows), certain({"ICU": 2}), 20)
    for cell in plan.cells:
        day = GRID.date_of(cell.day)
        out = {row["asset_id"] for row in rows if row["first_day"] <= day <= row["last_day"]}  # type: ignore[operator]
        assert cell.available == 3 - len(out)
        assert cell.short == max(0, 2 - cell.available)
