"""Arrivals at the whole hospital in words and for tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.words import number, short_day


@dataclass(frozen=True, slots=True)
class Total:
    """10, 50 and 90 % quantile of the arrivals from `first_day` on, in all units together; `n_days` is 1 for a day.

    `last_year` was counted on the same weekdays a year before; None where it is not known.
    """

    measure: str
    first_day: date
    n_days: int
    p10: float
    p50: float
    p90: float
    last_year: float | None


def totals(rows: Iterable[Mapping[str, Any]]) -> list[Total]:
    """The sums of a FORECAST_TOTALS table, in its order."""
    found: dict[tuple[str, date, int], dict[float, float]] = {}
    before: dict[tuple[str, date, int], float | None] = {}
    for row in rows:
        key = (row["measure"], row["first_day"], row["n_days"])
        before[key] = row["last_year"]
        found.setdefault(key, {})[row["quantile"]] = row["value"]
    return [Total(*key, levels[0.1], levels[0.5], levels[0.9], before[key]) for key, levels in found.items()]


def total_sentences(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """`Admissions in the week from Mon 30 Nov: 412, at most 447 in nine of ten such weeks; 398 in the same week a year before.`

    One for each measure and week.
    """
    return [_sentence(one) for one in totals(rows) if one.n_days > 1]


def _sentence(one: Total) -> str:
    before = "" if one.last_year is None else f"; {number(one.last_year)} in the same week a year before"
    return (
        f"{one.measure.capitalize()} in the week from {short_day(one.first_day)}: {number(one.p50)}, at most "
        f"{number(one.p90)} in nine of ten such weeks{before}."
    )
