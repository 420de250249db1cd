"""Contract hours over periods that end with the plan: leave is credited, the past is carried in."""

from __future__ import annotations

import pytest

from optimization.roster.problem import AbsencePeriod
from optimization.rules.contract_hours import ContractHours, HoursSide
from tests.rules.lines import judge, violations

WEEK = 4 * 450
ABOVE = ContractHours(HoursSide.ABOVE, period_weeks=1)
BELOW = ContractHours(HoursSide.BELOW, period_weeks=1)


@pytest.mark.parametrize(
    ("plan", "above", "below"),
    [
        ("EEEE...", [], []),
        ("EEEEE..", [450], []),
        ("EEE....", [], [450]),
        ("EEEEE..EEE....", [450], [450]),  # each week by itself
    ],
)
def test_above_and_below(plan: str, above: list[int], below: list[int]) -> None:
    assert judge(ABOVE, "", plan, contract_minutes_week=WEEK) == above
    assert judge(BELOW, "", plan, contract_minutes_week=WEEK) == below


def test_two_weeks_even_out_and_the_past_is_part_of_them() -> None:
    fortnight = ContractHours(HoursSide.ABOVE, period_weeks=2)
    assert judge(fortnight, "EEE....", "EEEEE..", contract_minutes_week=WEEK) == []
    assert judge(fortnight, "EEEE...", "EEEEE..", contract_minutes_week=WEEK) == [450]


def test_hours_that_the_past_has_already_above_contract_do_not_count() -> None:
    fortnight = ContractHours(HoursSide.ABOVE, period_weeks=2)
    assert judge(fortnight, "EEEEEEE" * 2, ".......", contract_minutes_week=600) == []
    assert judge(fortnight, "EEEEEEE" * 2, "E......", contract_minutes_week=600) == [450]


def test_leave_is_credited() -> None:
    leave = AbsencePeriod(0, 3 * 1440, "annual_leave", ((0, 300), (1, 300), (2, 300)))
    assert judge(BELOW, "", "...EE..", contract_minutes_week=WEEK, absences=(leave,)) == []
    assert judge(ABOVE, "", "...EEE.", contract_minutes_week=WEEK, absences=(leave,)) == [450]


def test_a_margin_allows_some_overtime() -> None:
    rule = ContractHours(HoursSide.ABOVE, period_weeks=1, margin_minutes_week=300)
    assert judge(rule, "", "EEEEE..", contract_minutes_week=WEEK) == [150]


def test_without_contracted_hours_nothing_is_owed() -> None:
    assert judge(BELOW, "", ".......", contract_minutes_week=None) == []
    assert judge(ABOVE, "", "EEEEEEE", contract_minutes_week=None) == []


def test_the_sentence_says_what_is_had_and_owed() -> None:
    (found,) = violations(ABOVE, "", "EEEEE..", contract_minutes_week=WEEK)
    assert found.message == (
        "Ann has 37 h 30 min, leave included, from Mon 30 Nov 2026 to Sun 6 Dec 2026; "
        "the contract asks for 30 h"
    )
