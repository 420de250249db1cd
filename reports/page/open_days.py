"""Open shifts grouped by day and unit, so that a bad week still fits on a page."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from reports.run_view import RunView
from reports.summaries.open_shifts import OpenShift, open_shifts


@dataclass(frozen=True, slots=True)
class OpenUnit:
    """The open shifts of one unit on one day."""

    unit_name: str
    shifts: tuple[OpenShift, ...]


@dataclass(frozen=True, slots=True)
class OpenDay:
    """One day's open shifts; `n` counts people."""

    date: date
    n: int
    units: tuple[OpenUnit, ...]


def open_days(run: RunView) -> tuple[OpenDay, ...]:
    """The days that have open shifts, in order; units in the order of the configuration."""
    by_day: dict[date, dict[str, list[OpenShift]]] = defaultdict(lambda: defaultdict(list))
    for item in open_shifts(run):
        by_day[item.date][item.unit_id].append(item)
    order = [unit["unit_id"] for unit in run.units]
    return tuple(
        OpenDay(
            date=day,
            n=sum(item.n for items in units.values() for item in items),
            units=tuple(
                OpenUnit(run.unit_name(unit_id), tuple(units[unit_id]))
                for unit_id in sorted(units, key=lambda u: order.index(u) if u in order else len(order))
            ),
        )
        for day, units in by_day.items()
    )
