"""Case 60: moving and cleaning are counted once, between two uses; what does not fit is said with the time that lacks."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from data.inputs import PlanInputs
from data.quality.device_uses import device_use_notes
from data.quality.turnarounds import Use, turnarounds
from optimization.equipment.allocate import allocate_equipment
from tests.cases.case_rows import read_rows
from tests.equipment.device_inputs import GRID, certain, device_inputs

CASE = Path(__file__).parent / "60"
LONDON = ZoneInfo("Europe/London")
TRANSFER = {
    (row["from"], row["to"]): timedelta(hours=float(row["hours_incl_cleaning"]))
    for row in read_rows(CASE / "transfer.csv")
}
(DEVICE,) = read_rows(CASE / "devices.csv")
CLEANING = timedelta(minutes=float(DEVICE["clean_min"]))


def booked(uses: list[dict[str, object]]) -> PlanInputs:
    """One X-ray that stands in the North, and its bookings."""
    return device_inputs(
        [{"asset_id": DEVICE["device_id"], "unit_id": "ICU"}],
        [],
        2,
        site_ids=("North", "South"),
        transport={
            "routes": [
                {"between": [*pair], "minutes": int(span / timedelta(minutes=1))}
                for pair, span in TRANSFER.items()
            ]
        },
        tables={"device_uses": uses},
        cleaning_minutes=int(CLEANING / timedelta(minutes=1)),
    )


def test_what_does_not_fit_is_said_with_what_lacks_and_nothing_else_is_said() -> None:
    uses: list[dict[str, object]] = [
        {
            "use_id": row["use_id"],
            "asset_id": DEVICE["device_id"],
            "site_id": row["site"],
            "start": datetime.fromisoformat(row["from"]).replace(tzinfo=LONDON),
            "end": datetime.fromisoformat(row["to"]).replace(tzinfo=LONDON),
        }
        for row in read_rows(CASE / "uses.csv")
    ]
    # 8 h are one too few; 9 h are an exact fit; on one site only cleaning is needed, and it is not added to a move
    assert [note.text for note in device_use_notes(booked(uses))] == [
        (
            "X1: U2 after U1 is not possible: moving from North to South and cleaning takes 9 h, "
            "1 h more than there are between them."
        )
    ]


@pytest.mark.parametrize("minutes", [0, 29, 30, 31, 539, 540, 541])
@pytest.mark.parametrize("site", ["North", "South"])
def test_an_exact_fit_is_enough_and_a_minute_less_is_not(minutes: int, site: str) -> None:
    hour = timedelta(hours=1)
    gap = timedelta(minutes=minutes)
    first = Use("A", "North", GRID.start, GRID.start + hour)
    second = Use("B", site, first.end + gap, first.end + gap + 8 * hour)
    (one,) = turnarounds([second, first], CLEANING, lambda start, end: TRANSFER[start, end])
    needed = 30 if site == "North" else 540
    assert one.lacking == timedelta(minutes=max(0, needed - minutes))


def test_a_use_within_a_longer_one_does_not_hide_it() -> None:
    hour = timedelta(hours=1)
    long = Use("L", "North", GRID.start, GRID.start + 10 * hour)
    inside = Use("I", "North", GRID.start + hour, GRID.start + 2 * hour)
    later = Use("N", "North", GRID.start + 5 * hour, GRID.start + 6 * hour)
    found = list(turnarounds([long, inside, later], CLEANING, lambda start, end: TRANSFER[start, end]))
    assert [(one.before.use_id, one.lacking) for one in found] == [("L", 9.5 * hour), ("L", 5.5 * hour)]


def test_two_short_ways_on_one_morning_are_not_quicker_than_the_long_one() -> None:
    """200 minutes to S1 and 200 on to S2 were once both made on the morning of one day, by a device that was not there yet."""
    routes = [("S0", "S1", 200), ("S1", "S2", 200), ("S0", "S2", 500)]
    inputs = device_inputs(
        [{"asset_id": "X1", "unit_id": "ICU"}, {"asset_id": "X2", "unit_id": "ICU"}],
        [],
        3,
        units=("ICU", "HDU", "WARD"),
        transport={"routes": [{"between": [a, b], "minutes": minutes} for a, b, minutes in routes]},
    )
    plan = allocate_equipment(inputs, certain({"WARD": 2}), 20)
    assert [cell.short for cell in plan.cells if cell.unit_id == "WARD"] == [2, 0, 0, 0, 0, 0, 0]
    (move,) = plan.moves
    assert (move.from_unit_id, move.to_unit_id, move.day, move.arrives) == ("ICU", "WARD", 0, 1)
    assert move.asset_ids == ("X1", "X2")
