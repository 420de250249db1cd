"""A device that is cleaned after a use is not there for the next: the devices needed at once hold it, visibly."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from data.inputs import PlanInputs
from optimization.equipment.allocate import allocate_equipment
from optimization.equipment.building.cleaning import past_stays
from optimization.equipment.result import EquipmentPlan
from tests.equipment.device_inputs import certain, device_inputs

LONDON = ZoneInfo("Europe/London")
LAST_DAY = datetime(2024, 6, 2, tzinfo=LONDON)


def _inputs(stays: list[dict[str, object]], n_devices: int = 10, **terms: object) -> PlanInputs:
    devices: list[dict[str, object]] = [{"asset_id": f"M{n:02}", "unit_id": "ICU"} for n in range(n_devices)]
    inputs = device_inputs(devices, [], tables={"stays": stays}, **terms)
    return replace(inputs, cutoff=datetime(2024, 6, 2, 23, tzinfo=UTC))


def _stay(number: int, entered: datetime, left: datetime | None, unit: str = "ICU") -> dict[str, object]:
    return {"visit_id": f"V{number}", "unit_id": unit, "entered": entered, "left": left}


def _handed_on_at_noon() -> list[dict[str, object]]:
    """One patient leaves at noon each day, and the next one comes that minute."""
    noon = LAST_DAY.replace(hour=12) - timedelta(days=40)
    return [_stay(n, noon + timedelta(days=n), noon + timedelta(days=n + 1)) for n in range(41)]


def _short(plan: EquipmentPlan) -> list[float]:
    return [cell.expected_short for cell in plan.cells if cell.unit_id == "ICU"]


def test_uses_and_cleaning_time_say_how_many_more_are_needed_at_once() -> None:
    """Ten in use, each going to another patient twice a day, 72 min of cleaning: one is always being cleaned."""
    terms = {"cleaning_minutes": 72, "uses_per_day": 2.0}
    plan = allocate_equipment(_inputs([], **terms), certain({"ICU": 10}), 10)
    assert _short(plan) == pytest.approx([1.0] * 7)
    assert [cell.short for cell in plan.cells] == [1] * 7
    assert [(cell.demand_p50, cell.cleaning_p50) for cell in plan.cells] == [pytest.approx((11, 1))] * 7
    assert [note.text for note in plan.notes] == [
        "Ventilator: cleaning for 72 min after each use adds 10.0 % to the devices needed at once (2 uses a day)"
    ]


def test_without_cleaning_ten_are_enough() -> None:
    plan = allocate_equipment(_inputs([], uses_per_day=2.0), certain({"ICU": 10}), 10)
    assert _short(plan) == pytest.approx([0.0] * 7)
    assert {cell.cleaning_p50 for cell in plan.cells} == {0.0}


def test_a_bed_that_is_handed_on_within_the_minute_takes_two_devices() -> None:
    """Patients never overlap, so one device seemed enough; but it is being cleaned when the next patient is there."""
    inputs = _inputs(_handed_on_at_noon(), 1, cleaning_minutes=30)
    plan = allocate_equipment(inputs, certain({"ICU": 1}), 10)
    assert _short(plan) == pytest.approx([1.0] * 7)
    assert "cleaning for 30 min after each use adds 100.0 %" in plan.notes[0].text


def test_cleaning_that_is_over_before_the_next_patient_comes_asks_for_no_device() -> None:
    stays = [
        {**one, "entered": one["entered"] + timedelta(minutes=30)}  # type: ignore[operator]
        for one in _handed_on_at_noon()
    ]
    plan = allocate_equipment(_inputs(stays, 1, cleaning_minutes=30), certain({"ICU": 1}), 10)
    assert _short(plan) == pytest.approx([0.0] * 7)
    plan = allocate_equipment(_inputs(stays, 1, cleaning_minutes=31), certain({"ICU": 1}), 10)
    assert _short(plan) == pytest.approx([1.0] * 7)


def test_what_nobody_knows_is_said_and_not_counted() -> None:
    plan = allocate_equipment(_inputs([], cleaning_minutes=30), certain({"ICU": 10}), 10)
    assert _short(plan) == pytest.approx([0.0] * 7)
    assert [note.text for note in plan.notes] == [
        (
            "Ventilator: how often a device changes its patient is not known in ICU, so cleaning is not counted there; "
            "set uses_per_day, or import stays"
        )
    ]


@pytest.mark.parametrize("seed", range(5))
def test_stays_are_counted_as_if_each_lasted_until_its_device_is_clean(seed: int) -> None:
    """Minute by minute by hand, also for patients who were there before the four weeks or still are."""
    chance = random.Random(seed)
    first = LAST_DAY.astimezone(UTC) - timedelta(days=27)
    stays = []
    for _ in range(60):
        entered = first + timedelta(minutes=chance.randrange(-5 * 1440, 28 * 1440))
        left = entered + timedelta(minutes=chance.randrange(30, 6 * 1440))
        stays.append((entered, left if left < first + timedelta(days=28) else None))
    inputs = _inputs([_stay(number, *times) for number, times in enumerate(stays)])
    minutes = chance.choice([20, 45, 240])

    def mean_peak(more: int) -> float:
        peaks = []
        for day in range(28):
            midnight = first + timedelta(days=day)
            changes = {midnight, *(entered for entered, _ in stays)}
            counts = [
                sum(
                    entered <= now and (left is None or now < left + timedelta(minutes=more))
                    for entered, left in stays
                )
                for now in changes
                if midnight <= now < midnight + timedelta(days=1)
            ]
            peaks.append(max(counts))
        return sum(peaks) / len(peaks)

    expected = mean_peak(minutes) / mean_peak(0) - 1
    assert past_stays(inputs).in_cleaning("ICU", minutes) == pytest.approx(expected)
    assert past_stays(inputs).in_cleaning("HDU", minutes) is None
