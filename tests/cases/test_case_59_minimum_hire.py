"""Case 59: a hire of exactly the shortest time is legal, paid days are not used days, and needs with a short gap share one hire."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from data.calendar import DayGrid
from optimization.equipment.allocate import allocate_equipment
from optimization.equipment.result import EquipmentRental
from tests.cases.case_rows import read_rows
from tests.equipment.device_inputs import certain, device_inputs

CASE = Path(__file__).parent / "59"


def rows(name: str) -> list[dict[str, str]]:
    return read_rows(CASE / name)


def rent(first_day: date, n_days: int, days: set[date]) -> tuple[EquipmentRental, ...]:
    """Devices are needed for certain on `days`; a week of the plan starts on `first_day`."""
    (terms,) = rows("hire.csv")
    inputs = device_inputs(
        [],
        [],
        rental_pence_per_day=int(terms["rate_per_day"]) * 100,
        rental_at_most=3,
        rental_min_days=int(terms["min_days"]),
        shortage_pence_per_day=100_000,
    )
    inputs = replace(inputs, grid=DayGrid(first_day, n_days, "Europe/London"))
    numbers = [(day - first_day).days for day in days]
    forecast = certain({"ICU": 1}, numbers, start=inputs.grid.start)
    plan = allocate_equipment(inputs, forecast, 20)
    assert plan.expected_days_short == pytest.approx(0)
    return plan.rentals


def days_of(*need_ids: str) -> set[date]:
    days = set()
    for row in rows("need.csv"):
        if row["need_id"] in need_ids:
            first, last = date.fromisoformat(row["from"]), date.fromisoformat(row["to"])
            days |= {first + timedelta(days=n) for n in range((last - first).days + 1)}
    return days


def test_a_hire_of_exactly_the_shortest_time() -> None:
    (rental,) = rent(date(2024, 7, 1), 14, days_of("N1"))
    assert (rental.paid_days, round(rental.used_days), rental.cost_pence) == (7, 7, 28_000)
    assert (rental.first_day, rental.last_day) == (0, 6)


def test_three_days_of_use_are_seven_paid_days() -> None:
    (rental,) = rent(date(2024, 8, 5), 14, days_of("N2"))
    assert (rental.paid_days, round(rental.used_days), rental.cost_pence) == (7, 3, 28_000)


def test_two_needs_with_a_day_between_are_one_hire() -> None:
    (rental,) = rent(date(2024, 6, 3), 14, days_of("N3", "N4"))
    assert (rental.first_day, rental.last_day, rental.cost_pence) == (0, 6, 28_000)
    assert round(rental.used_days) == 6


def test_a_hire_at_the_end_of_the_plan_is_paid_to_its_shortest_time() -> None:
    """The days after the horizon cost as much, although nobody plans them yet."""
    (rental,) = rent(date(2024, 6, 3), 7, {date(2024, 6, 9)})
    assert (rental.paid_days, rental.cost_pence) == (7, 28_000)


def test_needs_far_apart_are_two_hires() -> None:
    rentals = rent(date(2024, 6, 3), 28, {date(2024, 6, 3), date(2024, 6, 25)})
    assert [rental.cost_pence for rental in rentals] == [28_000, 28_000]
