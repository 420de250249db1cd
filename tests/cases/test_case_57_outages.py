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
EXPECTED = {"M1_downtime_h": 50, "unmet_if_only_M1_h": 50}


LONDON = ZoneInfo("Europe/London")


def outages() -> list[dict[str, object]]:
    """By the hour, as they are given."""
    found: list[dict[str, object]] = []
    for row in read_rows(CASE / "outages.csv"):
        start, end = (datetime.fromisoformat(row[name]).replace(tzinfo=LONDON) for name in ("from", "to"))
        last = end - timedelta(minutes=1)
        found.append(
            {
                "asset_id": row["device_id"],
                "first_day": start.date(),
                "last_day": last.date(),
                "out_from": start,
                "back_at": end,
            }
        )
    return found


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
    assert {GRID.date_of(cell.day): cell.hours_short for cell in cells if cell.short} == {
        date(2024, 6, 5): 14,
        date(2024, 6, 6): 24,
        date(2024, 6, 7): 12,
    }
    assert sum(cell.hours_short for cell in cells) == EXPECTED["unmet_if_only_M1_h"]
    assert [note.text for note in plan.types[0].notes] == [
        "Ventilator: outages that begin or end within a day: ICU 1 too few from 2024-06-05 10:00 to 2024-06-07 12:00 (50 h)"
    ]


def test_a_booked_use_says_once_for_how_long_its_device_is_out_of_use() -> None:
    (need,) = read_rows(CASE / "need.csv")
    use = {
        "use_id": "B1",
        "asset_id": "M1",
        "site_id": "S0",
        "start": datetime.fromisoformat(need["from"]).replace(tzinfo=LONDON),
        "end": datetime.fromisoformat(need["to"]).replace(tzinfo=LONDON),
    }
    inputs = device_inputs([{"asset_id": "M1", "unit_id": "ICU"}], outages(), tables={"device_uses": [use]})
    assert [note.text for note in device_use_notes(inputs)] == [
        f"M1: out of use for {EXPECTED['M1_downtime_h']} h of B1, from 2024-06-05 10:00 to 2024-06-07 12:00."
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


@pytest.mark.parametrize("seed", range(20))
def test_what_is_out_of_use_is_counted_by_the_hour_and_the_day_holds_the_worst_of_it(seed: int) -> None:
    """Hour by hour by hand: outages of one device are united, those of several counted at one and the same time."""
    chance = random.Random(seed)
    rows: dict[tuple[str, date], dict[str, object]] = {}
    for number in range(3):
        for _ in range(chance.randrange(4)):
            start = GRID.start.astimezone(LONDON) + timedelta(hours=chance.randrange(-30, 160))
            end = start + timedelta(hours=chance.randrange(1, 60))
            last = end - timedelta(minutes=1)
            by_hour: dict[str, object] = {"out_from": start, "back_at": end} if chance.random() < 0.8 else {}
            asset_id = f"M{number}"
            rows[asset_id, start.date()] = {
                "asset_id": asset_id,
                "first_day": start.date(),
                "last_day": last.date(),
                **by_hour,
            }
    devices: list[dict[str, object]] = [{"asset_id": f"M{number}", "unit_id": "ICU"} for number in range(3)]
    plan = allocate_equipment(device_inputs(devices, list(rows.values())), certain({"ICU": 2}), 20)
    for cell in plan.cells:
        fit = []
        for hour in range(24):
            now = GRID.start.astimezone(LONDON) + timedelta(days=cell.day, hours=hour)
            fit.append(3 - len({row["asset_id"] for row in rows.values() if _holds(row, now)}))
        assert cell.available == min(fit) >= 0
        assert cell.short == max(0, 2 - min(fit))
        assert cell.hours_short == sum(count < 2 for count in fit)


def _holds(row: dict[str, object], now: datetime) -> bool:
    start, end = row.get("out_from"), row.get("back_at")
    if isinstance(start, datetime) and isinstance(end, datetime):
        return start <= now < end
    return row["first_day"] <= now.date() <= row["last_day"]  # type: ignore[operator]


def test_two_devices_out_on_one_day_one_after_the_other_are_never_both_missing() -> None:
    """By whole days both would be missing and the unit short; by the hour one of them is always there."""
    noon = datetime(2024, 6, 5, 12, tzinfo=LONDON)
    rows: list[dict[str, object]] = [
        {"asset_id": "M0", "first_day": noon.date(), "last_day": noon.date(), "back_at": noon},
        {"asset_id": "M1", "first_day": noon.date(), "last_day": noon.date(), "out_from": noon},
    ]
    devices: list[dict[str, object]] = [{"asset_id": f"M{number}", "unit_id": "ICU"} for number in range(2)]
    plan = allocate_equipment(device_inputs(devices, rows), certain({"ICU": 1}), 20)
    assert [cell.available for cell in plan.cells] == [2, 2, 1, 2, 2, 2, 2]
    assert not any(cell.short for cell in plan.cells)
