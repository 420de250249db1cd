"""Days in scenario files: a date, or a day of the plan by its number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import PlainValidator, WithJsonSchema

from data.calendar import DayGrid
from scenarios.wording import day_words


def _day(value: object) -> date | int:
    if isinstance(value, int) and not isinstance(value, bool) and value >= 1:
        return value
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise ValueError(
        f"a date such as 2026-12-01, or a day of the plan from 1 on (1 is its first day); not '{value}'"
    )


Day = Annotated[
    date | int,
    PlainValidator(_day),
    WithJsonSchema({"anyOf": [{"type": "string", "format": "date"}, {"type": "integer", "minimum": 1}]}),
]
"""A calendar date, or a day of the plan counted from 1, so that a file fits any week."""


@dataclass(frozen=True, slots=True)
class Span:
    """Calendar days, first and last included."""

    first: date
    last: date

    def __str__(self) -> str:
        return f"{self.first}" if self.first == self.last else f"{self.first} to {self.last}"

    @property
    def words(self) -> str:
        """`Mon 30 Nov to Sun 6 Dec`."""
        first = day_words(self.first)
        return first if self.first == self.last else f"{first} to {day_words(self.last)}"

    def overlaps(self, other: Span) -> bool:
        """Whether some day is in both."""
        return self.first <= other.last and other.first <= self.last

    def within(self, other: Span) -> bool:
        """Whether every day is in `other`."""
        return other.first <= self.first and self.last <= other.last


def horizon(grid: DayGrid) -> Span:
    """The planned days."""
    return Span(grid.first_day, grid.date_of(grid.n_days - 1))


def span_of(first: date | int | None, last: date | int | None, grid: DayGrid) -> Span:
    """The days from `first` to `last`; an end that is not given is that of the plan."""
    whole = horizon(grid)
    return Span(
        whole.first if first is None else _date_of(first, grid),
        whole.last if last is None else _date_of(last, grid),
    )


def _date_of(day: date | int, grid: DayGrid) -> date:
    return grid.date_of(day - 1) if isinstance(day, int) else day
