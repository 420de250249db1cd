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


@pytest.mark.parametrize(
    ("past", "plan", "amounts"),
    [
        # the night begins at 21:00; a week later the day shift (11 h 30 min) starts at 07:00, within 168 hours
        ("", "N......D", [300]),
        ("", "D......N", []),  # and a night a week after a day shift does not
        ("", "D......D", []),
        ("", "N......N", []),
        ("N", "......D", [300]),
        ("N......", "D", [300]),
        ("N......D", ".......", []),
        ("", "N......E", [60]),
    ],
)
def test_hours_from_any_hour(past: str, plan: str, amounts: list[int]) -> None:
    """Sixteen hours in any 168: the eighth day counts as far as it starts before the hour at which the first began."""
    assert judge(RollingHours(16 * 60, 7, any_hour=True), past, plan) == amounts
    assert judge(RollingHours(16 * 60, 7), past, plan) == []


def test_the_words_of_hours_from_any_hour() -> None:
    (found,) = violations(RollingHours(16 * 60, 7, any_hour=True), "N", "......D")
    assert found.message == "Ann works 21 h in 168 h up to Sun 6 Dec 2026; at most 16 h asked for"
    assert RollingHours(72 * 60, 7, any_hour=True).title == "at most 72 h in any 168 h"
