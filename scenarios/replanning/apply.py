"""What happened, put into the inputs and the forecast of a published run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby
from typing import TypeVar

import pandas as pd
import pyarrow as pa

from data.calendar import zone_info
from data.forecast import FORECAST, Forecast
from data.inputs import BedsEffect, Measure, PlanInputs
from data.runs import RunEvent
from data.tables import ABSENCES
from scenarios.census_peaks import shifted_peaks
from scenarios.days import Span
from scenarios.overlay import InputChange
from scenarios.replanning.happenings import Happenings, closed_by_day

NAME = "replan"
_KIND = "sickness"
_Value = TypeVar("_Value")


def apply_happenings(inputs: PlanInputs, happened: Happenings) -> tuple[PlanInputs, tuple[InputChange, ...]]:
    """The inputs with absences and closed beds, and the recorded diff."""
    changed = restore_events(inputs, events_of(inputs, happened))
    for more in happened.extra_demand:
        changed = changed.without_planned_beds(more.unit_id, more.span.first, more.span.last)
    lines = tuple(
        InputChange(position, NAME, kind, target, before, after)
        for position, (kind, target, before, after) in enumerate(_lines(inputs, happened), start=1)
    )
    return changed, lines


def events_of(inputs: PlanInputs, happened: Happenings) -> tuple[RunEvent, ...]:
    """What happened as a run keeps it; closures are told by runs of days with as many beds left."""
    return (
        *(
            RunEvent(
                kind="absent",
                target_id=each.staff_id,
                first_day=each.span.first,
                last_day=each.span.last,
            )
            for each in happened.absent
        ),
        *_closures(inputs, happened),
        *(
            RunEvent(
                kind="extra_demand",
                target_id=each.unit_id,
                first_day=each.span.first,
                last_day=each.span.last,
                number=each.number,
            )
            for each in happened.extra_demand
        ),
    )


def restore_events(inputs: PlanInputs, events: Iterable[RunEvent]) -> PlanInputs:
    """The inputs with absences and closed beds as they were told; further patients are part of a run's forecast."""
    for event in events:
        if event.kind == "absent":
            inputs = _with_absence(inputs, event)
        elif event.kind == "close_beds" and event.beds_left is not None:
            effect = BedsEffect(event.target_id, event.first_day, event.last_day, event.beds_left)
            inputs = inputs.with_beds_effects(effect)
    return inputs


def apply_to_forecast(inputs: PlanInputs, forecast: Forecast, happened: Happenings) -> Forecast:
    """Occupied beds with the extra patients, and no more of them than there are beds where beds closed.

    `inputs` are those after what happened. The forecast is not made anew: it says what was expected without what happened.
    Peaks of days and weeks rise by the extra patients, so that beds are planned for them.
    """
    if not (happened.extra_demand or happened.closed_beds):
        return forecast
    frame = forecast.quantiles.to_pandas()
    days = pd.to_datetime(frame["time"], utc=True).dt.tz_convert(zone_info(inputs.grid.zone)).dt.date
    is_census = frame["measure"] == Measure.OCCUPIED_BEDS.value
    for more in happened.extra_demand:
        inside = is_census & (frame["unit_id"] == more.unit_id) & _within(days, more.span)
        frame.loc[inside, "value"] += more.number
    for unit_id, day in closed_by_day(inputs, happened.closed_beds):
        inside = is_census & (frame["unit_id"] == unit_id) & (days == day)
        beds = float(inputs.beds_staffed(unit_id, day))
        frame.loc[inside, "value"] = frame.loc[inside, "value"].clip(upper=beds)
    quantiles = FORECAST.conform(pa.Table.from_pandas(frame, preserve_index=False))
    return replace(forecast, quantiles=quantiles, peaks=_higher_peaks(forecast, inputs, happened))


def _with_absence(inputs: PlanInputs, event: RunEvent) -> PlanInputs:
    """Days that an absence covers already get no second one; workers who are bought have none."""
    if event.target_id not in inputs.tables.staff.column("staff_id").to_pylist():
        return inputs
    known = [
        (row["first_day"], row["last_day"])
        for row in inputs.tables.absences.to_pylist()
        if row["staff_id"] == event.target_id
    ]
    new = [
        day
        for day in _days(event.first_day, event.last_day)
        if not any(first <= day <= last for first, last in known)
    ]
    rows = [
        {"staff_id": event.target_id, "kind": _KIND, "first_day": span.first, "last_day": span.last}
        for span, _ in _runs((day, None) for day in new)
    ]
    absences = pa.concat_tables([inputs.tables.absences, ABSENCES.table(rows)])
    return replace(inputs, tables=replace(inputs.tables, absences=absences))


def _closures(inputs: PlanInputs, happened: Happenings) -> Iterator[RunEvent]:
    closed = closed_by_day(inputs, happened.closed_beds)
    for unit_id in sorted({unit_id for unit_id, _ in closed}):
        by_day = [
            (day, (number, inputs.beds_staffed(unit_id, day) - number))
            for (of, day), number in closed.items()
            if of == unit_id
        ]
        for span, (number, left) in _runs(by_day):
            yield RunEvent(
                kind="close_beds",
                target_id=unit_id,
                first_day=span.first,
                last_day=span.last,
                number=number,
                beds_left=left,
            )


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += timedelta(days=1)


def _runs(by_day: Iterable[tuple[date, _Value]]) -> Iterator[tuple[Span, _Value]]:
    """Successive days with the same value, as spans."""
    # days that follow one another share day - position, the classic way to find runs
    runs = groupby(
        enumerate(sorted(by_day, key=lambda pair: pair[0])),
        key=lambda item: (item[1][0].toordinal() - item[0], item[1][1]),
    )
    for (_, value), members in runs:
        days = [day for _, (day, _) in members]
        yield Span(days[0], days[-1]), value


def _higher_peaks(forecast: Forecast, inputs: PlanInputs, happened: Happenings) -> pa.Table:
    extra: Counter[tuple[str, int]] = Counter()
    for more in happened.extra_demand:
        for day in _days(more.span.first, more.span.last):
            extra[more.unit_id, inputs.grid.day(day)] += more.number
    return shifted_peaks(forecast.peaks, extra, inputs.grid)


def _within(days: pd.Series, span: Span) -> pd.Series:
    first: date = span.first
    return (days >= first) & (days <= span.last)


def _lines(inputs: PlanInputs, happened: Happenings) -> Iterator[tuple[str, str, str, str]]:
    names = dict(
        zip(
            inputs.tables.staff.column("staff_id").to_pylist(),
            inputs.tables.staff.column("name").to_pylist(),
            strict=True,
        )
    )
    for absent in happened.absent:
        name = names.get(absent.staff_id)
        who = absent.staff_id if name is None else f"{name} ({absent.staff_id})"
        yield "absence", f"{who}, {absent.span}", "at work as published", "away"
    for event in _closures(inputs, happened):
        span = Span(event.first_day, event.last_day)
        left = event.beds_left or 0
        yield (
            "beds",
            f"staffed beds, {event.target_id}, {span}",
            f"{left + event.number} beds",
            f"{left} beds",
        )
    for more in happened.extra_demand:
        target = f"patients, {more.unit_id}, {more.span}"
        yield "demand", target, "as forecast", f"{more.number} more at any time"
