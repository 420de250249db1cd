"""Which week the sample is meant to plan."""

from __future__ import annotations

from datetime import date, timedelta

from data.calendar import IsoWeek

PAST_WEEKS = 8
"""Weeks of published roster before the planned week."""


def planned_monday(as_of: date) -> date:
    """The Monday of the week after the one that holds the last complete day of history."""
    return IsoWeek.of(as_of - timedelta(days=1)).monday + timedelta(days=7)
