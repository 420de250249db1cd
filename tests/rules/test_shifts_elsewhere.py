"""Shifts away from home in a week: those of the week before do not count, those of the same week do."""

from __future__ import annotations

from datetime import date

import pytest

from optimization.rules.shifts_elsewhere import ShiftsElsewhere
from tests.rules.lines import judge, violations

WEDNESDAY = date(2026, 12, 2)


@pytest.mark.parametrize(
    ("past", "plan", "amounts"),
    [
        ("", "EE.....", []),
        ("", "EEE....", [1]),
        ("", "EEEE...EEE.", [2, 1]),
        ("EE", "E......", []),  # last week's do not count
    ],
)
def test_two_a_week(past: str, plan: str, amounts: list[int]) -> None:
    assert judge(ShiftsElsewhere(2), past, plan, unit_id="B") == amounts


def test_the_part_of_the_week_before_the_plan_counts() -> None:
    assert judge(ShiftsElsewhere(2), "EE", "E......", WEDNESDAY, unit_id="B") == [1]
    # three were too many before the plan; only what it adds is a breach of it
    assert judge(ShiftsElsewhere(1), "EE", "E......", WEDNESDAY, unit_id="B") == [1]
    assert judge(ShiftsElsewhere(1), "EE", ".......", WEDNESDAY, unit_id="B") == []


def test_shifts_at_home_are_free_and_nobody_without_a_home_is_bound() -> None:
    assert judge(ShiftsElsewhere(0), "", "EEEEE..", unit_id="A") == []
    assert judge(ShiftsElsewhere(0), "", "EEEEE..") == []


def test_the_sentence() -> None:
    (found,) = violations(ShiftsElsewhere(1), "", "EE.....", unit_id="B")
    assert found.message == (
        "Ann works 2 shifts in other units in the week from Mon 30 Nov 2026; at most 1 asked for"
    )
