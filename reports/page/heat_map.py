"""Coverage as a table of units by days and shifts, one for each week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reports.run_view import RunView
from reports.summaries.units import Slot, slots
from reports.words import count, short_day, signed

_STEPS = (0.15, 0.34)
"""Shares of open places from which a cell is shown darker."""


@dataclass(frozen=True, slots=True)
class HeatCell:
    """A figure, `level` (met, spare or short1 to 3) as its colour, and `words` for the rest of what is known.

    Of coverage the figure is the number of open places, or of people above the need.
    """

    text: str
    level: str
    words: str


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One unit; None where the unit does not work that shift."""

    unit_name: str
    cells: tuple[HeatCell | None, ...]


@dataclass(frozen=True, slots=True)
class HeatWeek:
    """Days over shifts, then a row for each unit."""

    days: tuple[date, ...]
    shift_ids: tuple[str, ...]
    rows: tuple[HeatRow, ...]


def heat_weeks(run: RunView) -> tuple[HeatWeek, ...]:
    """The map, week by week."""
    found = slots(run)
    shift_ids = tuple(s for s in run.shifts if any(key[2] == s for key in found))
    return tuple(
        HeatWeek(
            days=days,
            shift_ids=shift_ids,
            rows=tuple(
                HeatRow(
                    unit["name"],
                    tuple(
                        _cell(found.get((unit["unit_id"], day, shift))) for day in days for shift in shift_ids
                    ),
                )
                for unit in run.units
            ),
        )
        for days in run.weeks
    )


def _cell(slot: Slot | None) -> HeatCell | None:
    if slot is None:
        return None
    words = f"{short_day(slot.date)} {slot.shift_id}: {slot.there} there, {slot.required} needed"
    if slot.open:
        share = slot.open / slot.required
        level = 1 + sum(share >= step for step in _STEPS)
        return HeatCell(str(slot.open), f"short{level}", f"{words}, {count(slot.open, 'place')} open")
    spare = slot.there - slot.required
    return HeatCell(signed(spare) if spare > 0 else "✓", "spare" if spare > 0 else "met", words)
