"""Shifts that must not follow one another, by name."""

from __future__ import annotations

import pytest

from optimization.rules.shift_succession import ShiftSuccession
from tests.rules.lines import judge, violations

RULE = ShiftSuccession(frozenset({("L", "E"), ("N", "E"), ("N", "D")}))


@pytest.mark.parametrize(
    ("past", "plan", "amounts"),
    [
        ("", "LE", [1]),
        ("L", "E", [1]),
        ("", "L.E", []),
        ("", "EL", []),
        ("", "NDLE", [1, 1]),
        ("LE", "L", []),
    ],
)
def test_each_pair_counts_once(past: str, plan: str, amounts: list[int]) -> None:
    assert judge(RULE, past, plan) == amounts


def test_a_day_off_between_can_be_part_of_the_pattern() -> None:
    rule = ShiftSuccession(frozenset({("N", "E")}), days_off_between=1)
    assert judge(rule, "", "N.E") == [1]
    assert judge(rule, "N", ".E") == [1]
    assert judge(rule, "", "NE") == []
    assert judge(rule, "", "NLE") == []


def test_the_sentence_names_both() -> None:
    (found,) = violations(RULE, "", "LE")
    assert found.message == (
        "Ann works E on Tue 1 Dec 2026 after L on Mon 30 Nov 2026, which must not follow"
    )
