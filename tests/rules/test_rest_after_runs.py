"""Rest after days, long shifts or late shifts in a row; D is long (07:00 to 19:30), L ends at 21:30, N at 07:30."""

from __future__ import annotations

from datetime import date

import pytest

from data.configuration.people import Shift
from data.configuration.rule_choices import ConsecutiveLateShiftsSetting, RestAfterRunsSetting
from optimization.roster.problem import Duty
from optimization.rules.chosen import rule_of
from optimization.rules.consecutive_shifts import ConsecutiveShifts
from optimization.rules.duty_class import DutyClass
from optimization.rules.policy import BreachUnit
from optimization.rules.rest_after_runs import RestAfterRuns
from tests.rules.lines import CLOCK_FORWARD_SATURDAY, judge, violations

LONG = RestAfterRuns(48 * 60, ((DutyClass(longer_than_minutes=600), 3),))
DAYS = RestAfterRuns(48 * 60, ((DutyClass(label="days of work"), 4),))


@pytest.mark.parametrize(
    ("past", "plan", "amounts"),
    [
        ("", "DDD.E", [1]),  # 19:30 to 07:00: 35 h 30 min
        ("", "DDD..E", []),
        ("", "DDN..E", [1]),  # the night ends a day later: 47 h 30 min
        ("", "DDN..L", []),
        ("", "DD.E", []),  # two are no run of three
        ("", "DED.E", []),  # the early one between is not long
        ("", "D.DD.E", []),  # nor is a run broken by a day off
        ("", "DDDD..E", [1]),  # the fourth follows three too soon
        ("DD", "D.E", [1]),
        ("DDD", ".E", [1]),
        ("DDD", "..E", []),
        ("DDD.", "E", [1]),
        ("DDD.E", "E", []),  # what the past broke is past
        ("D", "DE", []),
    ],
)
def test_rest_after_long_shifts_in_a_row(past: str, plan: str, amounts: list[int]) -> None:
    assert judge(LONG, past, plan) == amounts


def test_days_whose_past_is_unknown_are_in_no_run() -> None:
    assert judge(LONG, "", "DD.E") == []
    assert judge(LONG, "D", "DD.E") == [1]


@pytest.mark.parametrize(
    ("past", "plan", "amounts"),
    [("", "ELEN.L", [1]), ("", "ELEN..L", []), ("EE", "EE.E", [1]), ("", "EEE.EEEE", []), ("", "EEEEE", [1])],
)
def test_rest_after_days_of_whatever_shift(past: str, plan: str, amounts: list[int]) -> None:
    assert judge(DAYS, past, plan) == amounts


def test_an_hour_lost_to_the_clock_shortens_the_rest() -> None:
    """From 19:30 on Saturday to 19:30 on Monday are 47 hours that night, and 48 on others; nights start at 21:00."""
    rule = RestAfterRuns(49 * 60, ((DutyClass(longer_than_minutes=600), 2),))
    assert judge(rule, "D", "D.N", date(2026, 12, 5)) == []
    assert judge(rule, "D", "D.N", CLOCK_FORWARD_SATURDAY) == [1]


def test_each_kind_of_run_counts_by_itself() -> None:
    both = RestAfterRuns(48 * 60, (*LONG.runs, *DAYS.runs))
    assert judge(both, "", "EDDD.E") == [1, 1]


def test_the_sentence() -> None:
    (found,) = violations(DAYS, "", "EEEE.E")
    assert found.unit is BreachUnit.TIMES
    assert found.days == (3, 5)
    assert found.message == (
        "Ann has 40 h of rest after 4 days of work in a row up to Thu 3 Dec 2026 before E on Sat 5 Dec 2026; at least "
        "48 h asked for"
    )
    assert DAYS.title == "at least 48 h of rest after 4 days of work in a row"


SHIFTS = (
    Shift(id="LD", name="Long day", start="08:00", end="20:30"),
    Shift(id="LE", name="Long evening", start="12:00", end="23:30"),
    Shift(id="TW", name="Twilight", start="15:00", end="23:30"),
    Shift(id="LL", name="Until one", start="13:30", end="01:00"),
    Shift(id="N", name="Night", start="20:00", end="08:30", is_night=True),
    Shift(id="OC", name="On call", start="09:00", end="09:00", on_call=True),
)


def duty(shift: Shift, lost: int = 0) -> Duty:
    start, end = shift.start_minute - lost, shift.end_minute - lost
    return Duty("X", "A", shift.id, "RN", start, end, 600, shift.is_night, frozenset(), shift.on_call)


@pytest.mark.parametrize("lost", [0, 60])
def test_long_late_shifts_are_those_that_end_late_by_the_clock(lost: int) -> None:
    """Also on the Sunday on which the clock goes forward, when 23:30 comes after 22.5 hours; nights are none."""
    rule = rule_of(ConsecutiveLateShiftsSetting(enforcement="hard"), {}, SHIFTS)
    assert isinstance(rule, ConsecutiveShifts)
    assert [shift.id for shift in SHIFTS if duty(shift, lost) in rule.duty_class] == ["LE", "LL"]
    assert rule.title == "at most 4 shifts of more than 10 h that end after 23:00 in a row"


def test_a_setting_names_the_runs_that_it_speaks_of() -> None:
    setting = RestAfterRunsSetting(enforcement="hard", after_days=8, after_late_shifts=4)
    assert rule_of(setting, {}, SHIFTS).title == (
        "at least 48 h of rest after 8 days of work or 4 shifts of more than 10 h that end after 23:00 in a row"
    )
    with pytest.raises(ValueError, match="after_days, after_long_shifts or after_late_shifts"):
        RestAfterRunsSetting(enforcement="hard")
