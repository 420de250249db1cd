"""What somebody was told: a change counts once, as the kind that it is, on the days that the rule speaks of."""

from __future__ import annotations

import pytest

from optimization.rules.published import ChangeKind, Published, kind_of_change
from tests.rules.lines import judge, violations

TOLD = {0: 0, 1: None, 2: 1}
"""Early, off, late: as the plan `E.L` numbers its shifts."""
WEEK = frozenset(range(7))


@pytest.mark.parametrize(
    ("plan", "called_in", "moved", "stood_down"),
    [
        ("E.L", [], [], []),
        ("ELL", [1], [], []),
        ("E.E", [], [1], []),
        ("E..", [], [], [1]),
        ("...", [], [], [1, 1]),
        ("EEE", [1], [1], []),
        (".LE", [1], [1], [1]),
    ],
)
def test_each_day_that_changes_counts_once(
    plan: str, called_in: list[int], moved: list[int], stood_down: list[int]
) -> None:
    # the letters E and L get the numbers 0 and 1 in the order in which they come: the past has both
    found = {kind: judge(Published(kind, WEEK), "EL", plan, published=TOLD) for kind in ChangeKind}
    assert found == {
        ChangeKind.CALLED_IN: called_in,
        ChangeKind.MOVED: moved,
        ChangeKind.STOOD_DOWN: stood_down,
    }


def test_only_the_days_of_the_rule_count() -> None:
    assert judge(Published(ChangeKind.STOOD_DOWN, frozenset({2})), "EL", "...", published=TOLD) == [1]


def test_days_that_nobody_was_told_of_are_free() -> None:
    assert judge(Published(ChangeKind.CALLED_IN, WEEK), "EL", "EEEE", published={0: 0}) == []


def test_the_sentence_says_what_was_told_and_what_is_now() -> None:
    (found,) = violations(Published(ChangeKind.MOVED, WEEK), "EL", "E.E", published=TOLD)
    assert found.message == "Ann was told L in A on Wed 2 Dec 2026 and is now E in A"


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (None, None, None),
        (3, 3, None),
        (None, 3, ChangeKind.CALLED_IN),
        (3, None, ChangeKind.STOOD_DOWN),
        (3, 4, ChangeKind.MOVED),
    ],
)
def test_kinds_of_change(before: int | None, after: int | None, kind: ChangeKind | None) -> None:
    assert kind_of_change(before, after) is kind
