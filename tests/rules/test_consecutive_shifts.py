"""Shifts of one class in a row, such as nights."""

from __future__ import annotations

import pytest

from optimization.rules.consecutive_shifts import ConsecutiveShifts
from optimization.rules.duty_class import NIGHTS, DutyClass
from tests.rules.lines import judge, violations


@pytest.mark.parametrize(
    ("past", "plan", "amounts"),
    [
        ("", "NN.NN", []),
        ("", "NNN", [1]),
        (".NN", "NN", [2]),
        ("", "NNLNN", []),  # another shift ends the run of nights
        ("NNNN", ".", []),
    ],
)
def test_at_most_two_nights(past: str, plan: str, amounts: list[int]) -> None:
    assert judge(ConsecutiveShifts(NIGHTS, at_most=2), past, plan) == amounts


def test_at_least_two_of_a_named_shift() -> None:
    earlies = ConsecutiveShifts(DutyClass(shift_ids=frozenset({"E"})), at_least=2)
    assert judge(earlies, ".", "EL") == [1]
    assert judge(earlies, ".", "EEL") == []
    assert judge(earlies, ".E", "L") == [1]


def test_the_sentence_names_the_class() -> None:
    (found,) = violations(ConsecutiveShifts(NIGHTS, at_most=2, name="consecutive_nights"), "", "NNN")
    assert (found.rule, found.message) == (
        "consecutive_nights",
        "Ann works nights on 3 days in a row, up to Wed 2 Dec 2026; at most 2 asked for",
    )
