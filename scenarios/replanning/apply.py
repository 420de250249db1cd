"""What happened, put into the inputs and the forecast of a published run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pandas as pd
import pyarrow as pa

from data.calendar import zone_info
from data.forecast import FORECAST, FORECAST_PEAKS, WHOLE_HOSPITAL, Forecast
from data.inputs import BedsEffect, Measure, PlanInputs
from data.tables import ABSENCES
from scenarios.days import Span
from scenarios.overlay import InputChange
from scenarios.replanning.happenings import Happenings

NAME = "replan"
_KIND = "sickness"


def apply_happenings(inputs: PlanInputs, happened: Happenings) -> tuple[PlanInputs, tuple[InputChange, ...]]:
    """The inputs with absences and closed beds, and the recorded diff."""
    rows = [
        {"staff_id": each.staff_id, "kind": _KIND, "first_day": each.span.first, "last_day": each.span.last}
        for each in happened.absent
    ]
    absences = pa.concat_tables([inputs.tables.absences, ABSENCES.table(rows)])
    beds = tuple(
        BedsEffect(
            each.unit_id,
            each.span.first,
            each.span.last,
            inputs.beds_staffed(each.unit_id, each.span.first) - each.number,
        )
        for each in happened.closed_beds
    )
    changed = replace(inputs, tables=replace(inputs.tables, absences=absences)).with_beds_effects(*beds)
    for more in happened.extra_demand:
        changed = changed.without_planned_beds(more.unit_id, more.span.first, more.span.last)
    lines = tuple(
        InputChange(position, NAME, kind, target, before, after)
        for position, (kind, target, before, after) in enumerate(_lines(inputs, happened), start=1)
    )
    return changed, lines


def apply_to_forecast(inputs: PlanInputs, forecast: Forecast, happened: Happenings) -> Forecast:
    """Occupied beds with the extra patients, and no more of them than there are beds where beds closed.

    The forecast is not made anew: it says what was expected without what happened. Peaks of days rise by the extra patients,
    so that beds are planned for them; those of weeks are left as they were.
    """
    if not (happened.extra_demand or happened.closed_beds):
        return forecast
    frame = forecast.quantiles.to_pandas()
    days = pd.to_datetime(frame["time"], utc=True).dt.tz_convert(zone_info(inputs.grid.zone)).dt.date
    is_census = frame["measure"] == Measure.OCCUPIED_BEDS.value
    for more in happened.extra_demand:
        inside = is_census & (frame["unit_id"] == more.unit_id) & _within(days, more.span)
        frame.loc[inside, "value"] += more.number
    for fewer in happened.closed_beds:
        inside = is_census & (frame["unit_id"] == fewer.unit_id) & _within(days, fewer.span)
        beds = float(inputs.beds_staffed(fewer.unit_id, fewer.span.first))
        frame.loc[inside, "value"] = frame.loc[inside, "value"].clip(upper=beds)
    quantiles = FORECAST.conform(pa.Table.from_pandas(frame, preserve_index=False))
    return replace(forecast, quantiles=quantiles, peaks=_higher_peaks(forecast, happened))


def _higher_peaks(forecast: Forecast, happened: Happenings) -> pa.Table:
    frame = forecast.peaks.to_pandas()
    for more in happened.extra_demand:
        inside = frame["unit_id"].isin([more.unit_id, WHOLE_HOSPITAL]) & (frame["n_days"] == 1)
        frame.loc[inside & _within(frame["first_day"], more.span), "value"] += more.number
    return FORECAST_PEAKS.conform(pa.Table.from_pandas(frame, preserve_index=False))


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
        target = f"{names[absent.staff_id]} ({absent.staff_id}), {absent.span}"
        yield "absence", target, "at work as published", "away"
    for closed in happened.closed_beds:
        beds = inputs.beds_staffed(closed.unit_id, closed.span.first)
        target = f"staffed beds, {closed.unit_id}, {closed.span}"
        yield "beds", target, f"{beds} beds", f"{beds - closed.number} beds"
    for more in happened.extra_demand:
        target = f"patients, {more.unit_id}, {more.span}"
        yield "demand", target, "as forecast", f"{more.number} more at any time"
