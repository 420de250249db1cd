"""What must be said about histories before they are forecast: too old, too short, a holiday that they do not hold."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from data.inputs import Note, PlanInputs, Severity
from data.listing import listed
from forecasting.calendar_effects import holiday_name, learnt_holidays
from forecasting.cleaning import CleanSeries
from forecasting.horizon import Horizon
from forecasting.series import YEARLY_FROM_DAYS, DailySeries

_STALE_DAYS = 28
_MOST_NAMED = 4


def usable_series(series: Sequence[CleanSeries], horizon: Horizon) -> tuple[list[CleanSeries], list[Note]]:
    """Series whose newest day is not too old, and a note for each of the others."""
    usable, notes = [], []
    for one in series:
        end = one.demand.end
        age = (horizon.days[0] - end).days
        if age <= _STALE_DAYS:
            usable.append(one)
        else:
            last = end - timedelta(days=1)
            text = f"{one.demand.key}: not forecast, its newest day is {last}, {age} days before the forecast starts."
            notes.append(Note(Severity.WARNING, "history", text))
    return usable, notes


def unseen_notes(holidays: Mapping[date, str], series: Sequence[DailySeries], horizon: Horizon) -> list[Note]:
    """A note for each holiday ahead that some history does not hold: it is forecast as an ordinary day there."""
    notes = []
    learnt = {one.key: learnt_holidays(holidays, one.first_day, one.end) for one in series}
    for day in horizon.days:
        if day not in holidays:
            continue
        name = holiday_name(holidays[day])
        without = [str(key) for key, names in learnt.items() if name not in names]
        if without and len(without) == len(learnt):
            text = f"{holidays[day]} on {day}: no history for this event; an ordinary day."
        elif without:
            text = (
                f"{holidays[day]} on {day}: not in the history of {listed(without, _MOST_NAMED)}; an ordinary day there, unless other units "
                "agree on what it does."
            )
        else:
            continue
        notes.append(Note(Severity.INFO, "history", text))
    return notes


def short_notes(usable: Sequence[DailySeries]) -> list[Note]:
    """One note for all series that are too short for a yearly season."""
    short = [one.n_days for one in usable if one.n_days < YEARLY_FROM_DAYS]
    if not short:
        return []
    span = f"{min(short)} days" if min(short) == max(short) else f"{min(short)} to {max(short)} days"
    text = f"{len(short)} of {len(usable)} series are too short for a yearly season: {span}."
    return [Note(Severity.INFO, "history", text)]


def empty_notes(inputs: PlanInputs, forecast_units: Collection[str]) -> list[Note]:
    """A note for each unit without a forecast of its beds."""
    return [
        Note(
            Severity.WARNING,
            "forecast",
            f"{unit.id}: no complete day of history, so no forecast of occupied beds.",
        )
        for unit in inputs.hospital.units
        if unit.id not in forecast_units
    ]
