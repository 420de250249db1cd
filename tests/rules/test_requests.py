"""Wishes: wanted, unwanted and days off."""

from __future__ import annotations

import pytest

from optimization.roster.problem import Request
from optimization.rules.requests import Requests, Wish
from tests.rules.lines import judge, violations

# duties are numbered as they first occur: E is 0, L is 1
WANT_L = Request("w", 1, frozenset({1}), day_off=False, wanted=True)
AVOID_L = Request("a", 1, frozenset({1}), day_off=False, wanted=False)
DAY_OFF = Request("o", 1, frozenset(), day_off=True, wanted=True)


@pytest.mark.parametrize(
    ("wish", "request_", "plan", "amounts"),
    [
        (Wish.WANT, WANT_L, "EL", []),
        (Wish.WANT, WANT_L, "EEL", [1]),
        (Wish.WANT, WANT_L, "E.L", [1]),
        (Wish.AVOID, AVOID_L, "EL", [1]),
        (Wish.AVOID, AVOID_L, "EEL", []),
        (Wish.DAY_OFF, DAY_OFF, "E.", []),
        (Wish.DAY_OFF, DAY_OFF, "EE", [1]),
        (Wish.WANT, DAY_OFF, "EE", []),  # each rule looks at its own kind only
    ],
)
def test_a_refused_wish_counts_once(wish: Wish, request_: Request, plan: str, amounts: list[int]) -> None:
    assert judge(Requests(wish), "", plan, requests=(request_,)) == amounts


def test_a_rule_can_be_for_some_requests() -> None:
    rule = Requests(Wish.DAY_OFF, request_ids=frozenset({"other"}))
    assert judge(rule, "", "EE", requests=(DAY_OFF,)) == []


def test_the_sentence() -> None:
    (found,) = violations(Requests(Wish.DAY_OFF), "", "EE", requests=(DAY_OFF,))
    assert found.message == "Ann asked for the day off and works on Tue 1 Dec 2026"
