"""Premiums by the clock: weekday nights, Saturdays, Sundays and holidays, to the minute, also where the clock changes."""

from __future__ import annotations

from datetime import date

import pytest

from optimization.rules.unsocial_hours import Premium, UnsocialHours
from tests.rules.lines import CLOCK_BACK_SATURDAY, CLOCK_FORWARD_SATURDAY, MONDAY, judge, unit_of, violations

NIGHT = Premium(frozenset(range(5)), False, 20 * 60, 6 * 60, 30, 0)
SATURDAY = Premium(frozenset({5}), False, 0, 0, 30, 0)
SUNDAY = Premium(frozenset({6}), True, 0, 0, 60, 0)
ALL = UnsocialHours((NIGHT, SATURDAY, SUNDAY), 2000, frozenset({date(2026, 12, 4)}))


@pytest.mark.parametrize(
    ("plan", "amounts"),
    [
        ("E......", []),
        # 20:00 to 21:30 of the late shift's 8 hours, 7.5 of them paid: 90 minutes x 450/480 at 6.00 an hour
        ("L......", [844]),
        # 21:00 to 06:00 is 9 of 10.5 hours, 9.5 of them paid, at 6.00
        ("N......", [4886]),
        (".....E.", [4500]),  # Saturday: 7.5 paid hours at 6.00
        ("......E", [9000]),  # Sunday: at 12.00
        # Saturday to Sunday: 3 h at 6.00 and 7.5 h at 12.00, of which 570/630 are paid
        (".....N.", [9771]),
        # the holiday of Friday outdoes the weekday's evening: 8 h at 12.00
        ("....L..", [9000]),
    ],
)
def test_a_shift_is_split_over_the_clock(plan: str, amounts: list[int]) -> None:
    assert judge(ALL, "", plan, MONDAY) == amounts


@pytest.mark.parametrize(
    ("saturday", "pence"),
    [
        # three hours before midnight at 6.00; then 8.5 hours (the clock goes back) or 6.5 at 12.00
        (CLOCK_BACK_SATURDAY, (3 * 600 + 8.5 * 1200) * 630 / 690),
        (CLOCK_FORWARD_SATURDAY, (3 * 600 + 6.5 * 1200) * 510 / 570),
    ],
)
def test_the_night_of_the_clock_change_has_the_hours_that_pass(saturday: date, pence: float) -> None:
    assert judge(ALL, "", "N.", saturday) == [round(pence)]


def test_an_hour_that_comes_twice_earns_twice_and_one_that_is_skipped_earns_nothing() -> None:
    band = UnsocialHours((Premium(frozenset({6}), False, 60, 120, 0, 100),), 2000)
    assert judge(band, "", "N.", CLOCK_BACK_SATURDAY) == [round(200 * 630 / 690)]
    assert judge(band, "", "N.", CLOCK_FORWARD_SATURDAY) == []


def test_the_past_earns_nothing_in_the_plan_and_pence_are_counted() -> None:
    assert judge(ALL, "NNN", "E......") == []
    (found,) = violations(ALL, "", ".....EE")
    assert (found.days, unit_of(ALL, "", ".....EE")) == ((5, 6), "pence")
    # how much is its amount: what reports it knows the currency
    assert (found.message, found.amount) == ("Ann earns premiums for unsocial hours", 13500)
