"""Eleven hours after a call-out, and none owed for being on call alone."""

from __future__ import annotations

import pytest

from optimization.rules.minimum_rest import MinimumRest
from optimization.rules.rest_after_call_out import RestAfterCallOut
from optimization.rules.restrictions import Restrictions
from tests.rules.lines import judge, violations

RULE = RestAfterCallOut(660)
CALLED = {"call_outs": ((60, 300),)}  # 01:00 to 05:00 on the first day


@pytest.mark.parametrize(
    ("plan", "amounts"),
    [
        ("E......", [1]),  # at 07:00, two hours after
        ("L......", [1]),  # at 13:30
        ("N......", []),  # at 21:00
        (".E.....", []),
        ("C......", []),  # being on call again is no shift
    ],
)
def test_eleven_hours_from_the_end_of_the_call_out(plan: str, amounts: list[int]) -> None:
    assert judge(RULE, "C", plan, **CALLED) == amounts


def test_the_night_before_overlaps_the_call_out() -> None:
    assert judge(RULE, "", "N......", call_outs=((1500, 1560),)) == [1]
    assert judge(RULE, "", "E......", call_outs=((1500, 1560),)) == []


def test_the_sentence() -> None:
    (found,) = violations(RULE, "C", "E......", **CALLED)
    assert found.message == (
        "Ann has 2 h of rest between a call-out and E on Mon 30 Nov 2026; at least 11 h asked for"
    )


def test_on_call_alone_owes_no_rest() -> None:
    assert judge(MinimumRest(660), "", "LCL....") == []
    assert judge(MinimumRest(660), "C", "D......") == []
    assert judge(MinimumRest(660), "", "LE.....") != []


def test_who_must_be_spared_on_call_is_spared_the_one_that_runs_in() -> None:
    spared = {"restrictions": (("no_on_call", 1440, 4320),)}
    assert judge(Restrictions(), "", "CCC.C..", **spared) == [1, 1, 1]
    assert judge(Restrictions(), "", "EEE.N..", **spared) == []
