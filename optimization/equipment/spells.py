"""From when to when a place has fewer devices than the planned level, where an outage begins or ends within a day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from data.calendar import DayGrid, zone_info
from optimization.equipment.flow import Flow
from optimization.equipment.hours import OutHours
from optimization.equipment.problem import Ints, Place, TypeProblem


def spells_in_words(
    problem: TypeProblem,
    flow: Flow,
    places: Sequence[Place],
    out_hours: Sequence[Sequence[OutHours]],
    grid: DayGrid,
) -> Iterator[str]:
    """`ICU 1 too few from 2024-06-05 10:00 to 2024-06-07 12:00 (50 h)`; those from midnight to midnight are told by day."""
    serving, needed = flow.serving(problem), problem.planned_level
    midnights = {grid.start_minute(day) for day in range(grid.n_days + 1)}
    for place, hours in enumerate(out_hours):
        without = serving[place] + problem.out[place]
        for start, end, n_devices in _spells(hours, without, needed[place]):
            if {start, end} <= midnights:
                continue
            first, last = (grid.instant(minute).astimezone(zone_info(grid.zone)) for minute in (start, end))
            yield (
                f"{places[place].place_id} {n_devices} too few from {first:%Y-%m-%d %H:%M} to {last:%Y-%m-%d %H:%M} "
                f"({(end - start) / 60:g} h)"
            )


def _spells(hours: Sequence[OutHours], without_outages: Ints, needed: Ints) -> Iterator[tuple[int, int, int]]:
    """(start, end, devices too few at the worst) in minutes of the planned days."""
    begun, worst, until = None, 0, 0
    for one in hours:
        short = int(needed[one.day]) - int(without_outages[one.day]) + one.n_out
        if short > 0:
            begun, worst, until = one.start if begun is None else begun, max(short, worst), one.end
        elif begun is not None:
            yield begun, until, worst
            begun, worst = None, 0
    if begun is not None:
        yield begun, until, worst
