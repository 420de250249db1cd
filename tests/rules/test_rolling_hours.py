"""Hours in any seven days, wherever they begin; paid minutes of E are 450."""

from __future__ import annotations

import pytest

from optimization.rules.rolling_hours import RollingHours
from tests.rules.lines import judge, violations

FOUR = RollingHours(4 * 450)


@pytest.mark.parametrize(
    ("past", "plan", "amounts"),
    [
        ("", "EEEE...EEEE", []),
        ("", "EEEEE..", [450, 450, 450]),  # up to Friday, Saturday and Sunday
        ("", "...EEEEE", [450]),
        ("EEEE", "E", [450]),
        ("EEEE...", "E", []),
        ("EEEEE", "..", []),  # too many already, and nothing added
        ("EEEEE", "E", [450]),
    ],
)
def test_each_span_counts_its_surplus(past: str, plan: str, amounts: list[int]) -> None:
    assert judge(FOUR, past, plan) == amounts


def test_a_calendar_week_would_not_see_it() -> None:
    """Thursday to Wednesday: neither ISO week has more than four."""
    assert judge(FOUR, "", "...EEEEEE.....") != []


def test_the_sentence_names_the_last_day() -> None:
    (found,) = violations(FOUR, "EEEE", "E")
    assert found.message == (
        "Ann works 37 h 30 min in the 7 days up to Mon 30 Nov 2026; at most 30 h asked for"
    )
