"""Case 55: devices booked in different weeks were added up, and ten pumps became minus eleven. Availability is by day."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from data.calendar import DayGrid
from data.inputs import PlanInputs
from data.tables import EQUIPMENT_BOOKINGS
from optimization.equipment.allocate import allocate_equipment
from optimization.equipment.availability import booked_by_day
from tests.cases.case_rows import read_rows
from tests.equipment.device_inputs import certain, device_inputs

CASE = Path(__file__).parent / "55"


def rows(name: str) -> list[dict[str, str]]:
    return read_rows(CASE / name)


def the_case() -> PlanInputs:
    (pool,) = rows("pool.csv")
    devices: list[dict[str, object]] = [{"asset_id": f"P{n}"} for n in range(int(pool["count"]))]
    inputs = device_inputs(devices, [])
    bookings = [
        {
            "booking_id": row["booking_id"],
            "type_id": "vent",
            "first_day": date.fromisoformat(row["from"]),
            "last_day": date.fromisoformat(row["to"]),
            "n_devices": int(row["count"]),
        }
        for row in rows("bookings.csv")
    ]
    tables = replace(inputs.tables, equipment_bookings=EQUIPMENT_BOOKINGS.table(bookings))
    return replace(inputs, tables=tables, grid=DayGrid(date(2024, 6, 3), 42, "Europe/London"))


def test_available_is_what_is_left_on_the_day() -> None:
    inputs = the_case()
    plan = allocate_equipment(inputs, certain({}), 20)
    available = {
        inputs.grid.date_of(cell.day): cell.available for cell in plan.cells if cell.unit_id == "POOL"
    }
    assert available[date(2024, 6, 4)] == 7
    assert available[date(2024, 6, 8)] == 10
    assert available[date(2024, 6, 11)] == 4
    assert available[date(2024, 6, 13)] == 7
    assert min(available.values()) == 4


def test_a_booking_that_ends_and_one_that_starts_the_next_day_do_not_add() -> None:
    grid = DayGrid(date(2024, 6, 3), 7, "Europe/London")
    spans = [(date(2024, 6, 3), date(2024, 6, 5), 3), (date(2024, 6, 6), date(2024, 6, 30), 4)]
    assert booked_by_day(grid, spans).tolist() == [3, 3, 3, 4, 4, 4, 4]


@pytest.mark.parametrize("seed", range(5))
def test_availability_is_never_negative_and_overbooking_is_said(seed: int) -> None:
    chance = random.Random(seed)
    inputs = the_case()
    bookings = []
    for number in range(12):
        first = date(2024, 6, 3) + timedelta(days=chance.randrange(-5, 40))
        bookings.append(
            {
                "booking_id": f"B{number}",
                "type_id": "vent",
                "first_day": first,
                "last_day": first + timedelta(days=chance.randrange(20)),
                "n_devices": chance.randrange(1, 6),
            }
        )
    tables = replace(inputs.tables, equipment_bookings=EQUIPMENT_BOOKINGS.table(bookings))
    plan = allocate_equipment(replace(inputs, tables=tables), certain({}), 20)
    booked = booked_by_day(
        inputs.grid,
        [(row["first_day"], row["last_day"], row["n_devices"]) for row in bookings],  # type: ignore[misc]
    )
    pooled = [cell.available for cell in plan.cells if cell.unit_id == "POOL"]
    assert pooled == [max(0, 10 - count) for count in booked.tolist()]
    too_many = sum(max(0, count - 10) for count in booked.tolist())
    said = [note.text for note in plan.notes if "booked device-days" in note.text]
    assert said == (
        [f"Ventilator: {too_many} booked device-days have no free device behind them; they are not counted"]
        if too_many
        else []
    )
