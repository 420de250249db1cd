"""Settled cells stay, and nobody works as what they are not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from optimization.rules.pinned import Pinned
from optimization.rules.semantics import breach
from optimization.rules.skills import Skills
from tests.rules.lines import judge, setting, violations


@pytest.mark.parametrize(("plan", "amounts"), [("E.L", []), ("EEL", [1]), ("LE.", [1, 1, 1])])
def test_each_changed_cell_counts(plan: str, amounts: list[int]) -> None:
    settled = {"E.L": {0: 0, 1: None, 2: 1}, "EEL": {0: 0, 1: None, 2: 1}, "LE.": {0: 1, 1: None, 2: 0}}
    assert judge(Pinned(), "", plan, pinned=settled[plan]) == amounts


def test_the_sentence_says_what_was_settled() -> None:
    (found,) = violations(Pinned(), "", "EE", pinned={1: None})
    assert found.message == "Ann is settled to be off on Tue 1 Dec 2026 and is not"


def test_a_skill_that_is_not_held_counts_for_each_shift() -> None:
    problem, line = setting("", "E.L")
    duties = (problem.duties[0], replace(problem.duties[1], skill_id="HCA"))
    problem = replace(problem, duties=duties)
    employee = problem.employees[0]
    (found,) = Skills().check(problem, employee, line)
    assert found.message == "Ann works as HCA on Wed 2 Dec 2026 without holding that skill"
    assert sum(breach(primitive, line) for primitive in Skills().compile(problem, employee)) == 1
    assert Skills().check(problem, replace(employee, skill_ids=frozenset({"RN", "HCA"})), line) == ()
