"""Absences, and days outside employment, with the contract minutes they are credited."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby

from data.calendar import DayGrid
from data.inputs import PlanInputs
from optimization.roster.problem import AbsencePeriod

NOT_EMPLOYED = "not_employed"


def read_absences(inputs: PlanInputs) -> Mapping[str, Sequence[tuple[date, date, str]]]:
    """(first day, last day, kind) by person, in date order."""
    absences: dict[str, list[tuple[date, date, str]]] = defaultdict(list)
    columns = [
        inputs.tables.absences.column(name).to_pylist()
        for name in ("staff_id", "first_day", "last_day", "kind")
    ]
    for staff_id, first, last, kind in zip(*columns, strict=True):
        absences[staff_id].append((first, last, kind or "other"))
    return {staff_id: sorted(spells) for staff_id, spells in absences.items()}


def absence_periods(
    grid: DayGrid,
    n_past: int,
    spells: Sequence[tuple[date, date, str]],
    employed: tuple[date | None, date | None],
    contract_minutes_week: int | None,
) -> tuple[AbsencePeriod, ...]:
    """Periods of days of one kind, from `n_past` days before day 0 to the day after the last.

    Each day away is credited its share of the contracted week (a seventh, so that a week away is worth a week), once,
    however many rows speak of it. Days outside employment are credited too: they owe nothing.
    """
    kinds: dict[int, str] = {}
    for day in range(-n_past, grid.n_days + 1):
        when = grid.date_of(day)
        kind = next((kind for first, last, kind in spells if first <= when <= last), None)
        if (employed[0] is not None and when < employed[0]) or (
            employed[1] is not None and when > employed[1]
        ):
            kind = NOT_EMPLOYED
        if kind is not None:
            kinds[day] = kind
    periods = []
    # consecutive days of one kind share day - position, the classic way to find runs
    runs = groupby(enumerate(sorted(kinds)), key=lambda pair: (pair[1] - pair[0], kinds[pair[1]]))
    for (_, kind), members in runs:
        days = [day for _, day in members]
        periods.append(
            AbsencePeriod(
                grid.start_minute(days[0]),
                grid.start_minute(days[-1] + 1),
                kind,
                credited_minutes=_credited(grid, days, contract_minutes_week),
            )
        )
    return tuple(periods)


def _credited(
    grid: DayGrid, days: Sequence[int], contract_minutes_week: int | None
) -> tuple[tuple[int, int], ...]:
    """Seven successive days add up to the week exactly."""
    if not contract_minutes_week:
        return ()
    credited = []
    for day in days:
        weekday = grid.weekday(day)
        share = contract_minutes_week * (weekday + 1) // 7 - contract_minutes_week * weekday // 7
        credited.append((day, share))
    return tuple(credited)
