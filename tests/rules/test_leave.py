"""No shift during leave; a night that ends in it is one, unless the hospital says otherwise."""

from __future__ import annotations

import pytest

from optimization.roster.problem import AbsencePeriod
from optimization.rules.leave import Leave
from tests.rules.lines import judge, violations


def away(first: int, last: int, kind: str = "annual_leave") -> AbsencePeriod:
    return AbsencePeriod(first * 1440, (last + 1) * 1440, kind)


@pytest.mark.parametrize(
    ("plan", "strict", "lenient"),
    [
        ("E..E", [], []),
        ("EE.E", [1], [1]),
        ("N..E", [1], []),  # the night ends on the first morning of leave
        (".N.E", [1], [1]),
        ("EEEE", [1, 1], [1, 1]),
        ("L..N", [], []),
    ],
)
def test_two_days_of_leave(plan: str, strict: list[int], lenient: list[int]) -> None:
    leave = (away(1, 2),)
    assert judge(Leave(), "", plan, absences=leave) == strict
    assert judge(Leave(night_may_run_into_leave=True), "", plan, absences=leave) == lenient


def test_a_night_before_leave_beyond_the_plan_counts_too() -> None:
    assert judge(Leave(), "", "..N", absences=(away(3, 5),)) == [1]


def test_a_shift_that_meets_two_absences_counts_once() -> None:
    assert judge(Leave(), "", "N.", absences=(away(0, 0), away(1, 1, "sickness"))) == [1]


def test_the_sentence_names_the_kind() -> None:
    (found,) = violations(Leave(), "", "E", absences=(away(0, 0),))
    assert found.message == "Ann works E on Mon 30 Nov 2026 during absence (annual leave)"
