"""What declared events ahead do to the forecast, and which do nothing: in words, one note for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from data.configuration.planning import ForecastEvent
from data.inputs import Note, Severity
from data.listing import listed
from forecasting.events import EventChanges
from forecasting.series import SeriesKey

_MOST_NAMED = 4


def event_notes(
    events: Sequence[ForecastEvent], changes: Mapping[SeriesKey, EventChanges], days: Sequence[date]
) -> list[Note]:
    """Notes on the events of `days`, the days ahead: what was learnt, what is not known, what is ignored in vain."""
    notes = []
    for event in events:
        last_day = event.last_day or event.first_day
        if event.kind == "ignore" and event.first_day <= days[-1] and last_day >= days[0]:
            text = (
                f'{event.name} reaches days ahead, but an event to "ignore" changes nothing there: give it kind = "repeats" '
                "and its earlier days, or its percent."
            )
            notes.append(Note(Severity.WARNING, "forecast", text))
    for name in dict.fromkeys(event.name for event in events):
        effects = {key: own.effects[name] for key, own in changes.items() if name in own.effects}
        unknown = [str(key) for key, own in changes.items() if name in own.unknown]
        if effects:
            told = [f"{key} {_percent(effect.factor)}" for key, effect in effects.items()]
            n_days = max(effect.n_days for effect in effects.values())
            source = f"learnt from {n_days} earlier days" if n_days else "as given"
            notes.append(
                Note(
                    Severity.INFO,
                    "forecast",
                    f"{name} is in the forecast ({source}): {listed(told, _MOST_NAMED)}.",
                )
            )
        if unknown:
            text = (
                f"{name} is ahead, but there are no earlier days to learn it from for {listed(unknown, _MOST_NAMED)}: forecast as ordinary "
                "days. Give its percent, if it is known."
            )
            notes.append(Note(Severity.WARNING, "forecast", text))
    return notes


def _percent(factor: float) -> str:
    return f"{100 * (factor - 1):+.0f} %"
