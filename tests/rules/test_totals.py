"""Totals over the plan alone: minutes and shifts."""

from __future__ import annotations

import pytest

from optimization.rules.duty_class import NIGHTS
from optimization.rules.total_minutes import TotalMinutes
from optimization.rules.total_shifts import TotalShifts
from tests.rules.lines import judge, violations


@pytest.mark.parametrize(
    ("plan", "amounts"), [("EEE", []), ("EE", [450]), ("EEEE", []), ("EEEEE", [450]), ("...", [1350])]
)
def test_minutes_between_bounds(plan: str, amounts: list[int]) -> None:
    assert judge(TotalMinutes(1350, 1800), "EEEEEEE", plan) == amounts


@pytest.mark.parametrize(("plan", "amounts"), [("NEN", []), ("NNN", [1]), ("NNEENN", [2]), ("EEE", [1])])
def test_nights_between_bounds(plan: str, amounts: list[int]) -> None:
    assert judge(TotalShifts(1, 2, NIGHTS), "NNN", plan) == amounts


def test_a_number_carried_in_counts() -> None:
    assert judge(TotalShifts(at_most=3, carried_in=2), "", "EE") == [1]
    assert judge(TotalShifts(at_most=3, carried_in=5), "", "..") == []
    assert judge(TotalShifts(at_least=3, carried_in=2), "", "E.") == []


def test_the_sentences() -> None:
    (minutes,) = violations(TotalMinutes(at_most_minutes=450), "", "EE")
    assert minutes.message == "Ann works 15 h in the plan; at most 7 h 30 min asked for"
    (shifts,) = violations(TotalShifts(at_most=1, duty_class=NIGHTS), "", "NN")
    assert shifts.message == "Ann works 2 nights; at most 1 asked for"
