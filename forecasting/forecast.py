"""`make_forecast`: from the inputs of a plan to the distribution of demand."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

import numpy as np
import pyarrow as pa

from data.census.clean import clean_stays
from data.forecast import Forecast
from data.holiday_calendar import public_holidays
from data.inputs import Measure, Note, PlanInputs, Severity
from forecasting.breaks import breaks
from forecasting.calendar_effects import holiday_name, learnt_holidays
from forecasting.censoring import expected_demand, full_days
from forecasting.census import learn_habits
from forecasting.daily_patients import empty_days
from forecasting.diversion import divert_arrivals
from forecasting.effects import arrival_factors, find_closures
from forecasting.equipment_demand import day_maxima, devices_in_use, follow_census
from forecasting.evening_counts import evening_series
from forecasting.fit_store import FitStore
from forecasting.flows import find_flows, no_flows
from forecasting.forecasters import Context
from forecasting.history import gather_series, without_odd_periods
from forecasting.horizon import Horizon, find_horizon
from forecasting.length_of_stay import WINDOW_HOURS
from forecasting.occupancy_scores import direct_record
from forecasting.occupancy_task import ARRIVALS, OccupancyTask
from forecasting.one_per_patient import at_most_patients, without_impossible_use
from forecasting.parallel import forecast_all
from forecasting.patient_hours import UnitStays, unit_stays
from forecasting.peaks import peak_table
from forecasting.quantiles import IntArray, path_quantiles
from forecasting.reconciliation import join_paths
from forecasting.selection import SeriesForecast
from forecasting.series import YEARLY_FROM_DAYS, DailySeries, SeriesKey
from forecasting.tables import ForecastTables, SeriesRecord
from forecasting.unit_occupancy import forecast_occupancy

Progress = Callable[[str, int, int], None]

_STALE_DAYS = 28


def make_forecast(
    inputs: PlanInputs, on_progress: Progress | None = None, n_jobs: int | None = None
) -> Forecast:
    """Forecast every series of the hospital from the cutoff to the end of the grid.

    Daily values for each local day (attendances, admissions, transfers in, equipment in use), hourly ones for occupied
    beds; where only a daily count of beds is known, each hour has the day's value. A unit without any history has
    no rows and a note. `on_progress` is called with what is being done, how much is done and how much there is.
    `n_jobs` None uses all cores when that pays; the result does not depend on it. Raises ValueError when the cutoff is
    not a local midnight before the end of the grid.
    """
    report = on_progress or _say_nothing
    horizon = find_horizon(inputs)
    segments = (
        clean_stays(inputs.tables.stays).segments if inputs.tables.stays.num_rows else inputs.tables.stays
    )
    recorded = unit_stays(segments, inputs.cutoff)
    series, doubted = without_impossible_use(gather_series(inputs, segments), recorded, inputs, horizon)
    holidays = _holidays(inputs, series, horizon)
    usable, notes = _usable(*_cleaned(series, inputs, holidays, recorded, horizon), horizon)
    notes += [*doubted, *_unseen_notes(holidays, usable, horizon), *breaks(usable)]
    stays = _stays_of_units(inputs, recorded, usable)
    counts = evening_series(stays, inputs, horizon, holidays)
    made = _choose(inputs, [*usable, *counts.values()], horizon, holidays, report, n_jobs)
    chosen = {one.key: result for one, result in zip(usable, made[: len(usable)], strict=True)}
    beside = dict(zip(counts, made[len(usable) :], strict=True))
    task = _occupancy_task(inputs, segments, stays, chosen, beside, horizon)
    occupancy, scores = forecast_occupancy(
        task, lambda done, total: report("Checking occupancy", done, total)
    )
    paths, unchanged = occupancy.changed, occupancy.unchanged
    joint = join_paths(paths, {unit_id: score.errors for unit_id, score in scores.items()}, inputs.seed)
    report("Counting beds by the hour", 1, 1)

    tables = ForecastTables(horizon.midnights(), horizon.n_hours)
    _add_arrivals(tables, task)
    for unit_id, unit_paths in paths.items():
        score = scores.get(unit_id)
        record = score.record if score else SeriesRecord("diverted", "takes the patients of a closed unit", 0)
        tables.add_hourly(SeriesKey(unit_id, Measure.OCCUPIED_BEDS), path_quantiles(unit_paths), record)
    _add_equipment(tables, task, paths, unchanged)
    for forecast in chosen.values():
        notes += forecast.notes
    return Forecast(
        tables.quantiles(),
        tables.series(),
        (*notes, *_short_notes(usable), *_empty_notes(inputs, paths)),
        peak_table(joint, horizon, inputs.grid),
    )


def _say_nothing(stage: str, done: int, total: int) -> None:
    """Progress that nobody wants."""


def _holidays(inputs: PlanInputs, series: Sequence[DailySeries], horizon: Horizon) -> dict[date, str]:
    """Public and local holidays from the first day of any history to the last day forecast."""
    first = min((one.first_day for one in series), default=horizon.days[0])
    return public_holidays(inputs.hospital, range(first.year, horizon.days[-1].year + 1))


def _cleaned(
    series: Sequence[DailySeries],
    inputs: PlanInputs,
    holidays: Mapping[date, str],
    recorded: Mapping[str, UnitStays],
    horizon: Horizon,
) -> tuple[list[DailySeries], list[Note]]:
    """Series without declared events and outages, full units as demand, and notes; counts of events have no outages."""
    cleaned, notes = [], []
    from_stays = set(inputs.tables.stays.column("unit_id").to_pylist())
    for one in series:
        listed = one.key.measure in ARRIVALS and one.key.unit_id in from_stays
        is_use = one.key.measure is Measure.EQUIPMENT_IN_USE
        empty = empty_days(one, recorded.get(one.key.unit_id), horizon) if is_use else ()
        own, found = without_odd_periods(one, inputs, holidays, is_return=not listed, true_zeros=empty)
        notes += found
        if own is not None:
            demand, cut_notes = _as_demand(own, inputs)
            cleaned.append(demand)
            notes += cut_notes
    return cleaned, notes


def _as_demand(series: DailySeries, inputs: PlanInputs) -> tuple[DailySeries, list[Note]]:
    """Occupied beds with the days that a full unit cut off set to what was probably needed, and a note about them."""
    if series.key.measure is not Measure.OCCUPIED_BEDS:
        return series, []
    beds = inputs.hospital.unit_by_id[series.key.unit_id].beds_staffed
    days = full_days(series.counts, beds)
    if not days:
        return series, []
    text = (
        f"{series.key}: all {beds} beds were in use on {len(days)} of {series.n_days} days; demand on these is taken as "
        "cut off, so the forecast is of demand and may lie above the beds."
    )
    demand = DailySeries(series.key, series.first_day, expected_demand(series.counts, days, beds))
    return demand, [Note(Severity.INFO, "history", text)]


def _unseen_notes(
    holidays: Mapping[date, str], series: Sequence[DailySeries], horizon: Horizon
) -> list[Note]:
    """A note for each holiday ahead that no history holds: it is forecast as an ordinary day."""
    if not series:
        return []
    first, end = min(one.first_day for one in series), max(one.end for one in series)
    learnt = learnt_holidays(holidays, first, end)
    unseen = [day for day in horizon.days if day in holidays and holiday_name(holidays[day]) not in learnt]
    return [
        Note(
            Severity.INFO, "history", f"{holidays[day]} on {day}: no history for this event; an ordinary day."
        )
        for day in unseen
    ]


def _usable(
    series: Sequence[DailySeries], found: Sequence[Note], horizon: Horizon
) -> tuple[list[DailySeries], list[Note]]:
    """Series whose newest day is not too old, and a note for each of the others after those `found`."""
    usable, notes = [], list(found)
    for one in series:
        age = (horizon.days[0] - one.end).days
        if age <= _STALE_DAYS:
            usable.append(one)
        else:
            last = one.end - timedelta(days=1)
            text = (
                f"{one.key}: not forecast, its newest day is {last}, {age} days before the forecast starts."
            )
            notes.append(Note(Severity.WARNING, "history", text))
    return usable, notes


def _choose(
    inputs: PlanInputs,
    usable: Sequence[DailySeries],
    horizon: Horizon,
    holidays: Mapping[date, str],
    report: Progress,
    n_jobs: int | None,
) -> list[SeriesForecast]:
    if not usable:
        return []
    context = Context(holidays)
    end = horizon.days[-1] + timedelta(days=1)
    settings = inputs.hospital.forecasting
    return forecast_all(
        [(one, (end - one.end).days) for one in usable],
        settings.forecasters,
        settings.backtest_origins,
        context,
        n_jobs,
        lambda done: report("Choosing forecasters", done, len(usable)),
        FitStore(inputs.fits_folder) if inputs.fits_folder is not None else None,
    )


def _stays_of_units(
    inputs: PlanInputs, found: Mapping[str, UnitStays], usable: Sequence[DailySeries]
) -> dict[str, UnitStays]:
    """The stays of each unit whose arrivals can be forecast, in the order of the units."""
    arriving = {one.key.unit_id for one in usable if one.key.measure in ARRIVALS}
    return {
        unit.id: found[unit.id] for unit in inputs.hospital.units if unit.id in found and unit.id in arriving
    }


def _occupancy_task(
    inputs: PlanInputs,
    segments: pa.Table,
    stays: Mapping[str, UnitStays],
    chosen: Mapping[SeriesKey, SeriesForecast],
    beside: Mapping[str, SeriesForecast],
    horizon: Horizon,
) -> OccupancyTask:
    unit_ids = [unit.id for unit in inputs.hospital.units]
    if segments.num_rows:
        flows = find_flows(segments, unit_ids, inputs.cutoff - timedelta(hours=WINDOW_HOURS))
    else:
        flows = no_flows(unit_ids)
    return OccupancyTask(
        inputs,
        horizon,
        stays,
        {unit_id: learn_habits(own, horizon.clock, 0) for unit_id, own in stays.items()},
        chosen,
        {key: forecast.prediction.tail(horizon.n_days) for key, forecast in chosen.items()},
        arrival_factors(inputs, flows, horizon.days),
        beside,
    )


def _add_arrivals(tables: ForecastTables, task: OccupancyTask) -> None:
    inputs = task.inputs
    changed = {
        key: prediction.scaled(task.factors.of(key.unit_id, key.measure))
        for key, prediction in task.predictions.items()
        if key.measure in ARRIVALS
    }
    closures = find_closures(inputs, task.horizon.days)
    if closures:
        n_samples = inputs.hospital.forecasting.n_samples
        changed = divert_arrivals(changed, closures, task.horizon, n_samples, inputs.seed)
    for key, prediction in changed.items():
        tables.add_daily(key, prediction.quantiles, direct_record(task.chosen[key]))


def _add_equipment(
    tables: ForecastTables,
    task: OccupancyTask,
    paths: Mapping[str, IntArray],
    unchanged: Mapping[str, IntArray],
) -> None:
    """Use by unit and type: from its own history, following changes of the census; else per occupied bed."""
    day = task.horizon.day_of_hour()
    after = {unit_id: day_maxima(unit_paths, day) for unit_id, unit_paths in paths.items()}
    before = {unit_id: day_maxima(unit_paths, day) for unit_id, unit_paths in unchanged.items()}
    for unit in task.inputs.hospital.units:
        for kind in task.inputs.hospital.equipment_types:
            key = SeriesKey(unit.id, Measure.EQUIPMENT_IN_USE, kind.id)
            if key in task.predictions:
                prediction = task.predictions[key]
                if unit.id in before:
                    prediction = prediction.scaled(follow_census(after[unit.id], before[unit.id]))
                quantiles = prediction.quantiles
                record = direct_record(task.chosen[key])
            elif unit.id in after and kind.per_occupied_bed.get(unit.id, 0) > 0:
                rate = kind.per_occupied_bed[unit.id]
                random = np.random.default_rng([task.inputs.seed, zlib.crc32(str(key).encode())])
                quantiles = devices_in_use(after[unit.id], rate, random).quantiles
                reason = (
                    f"no history of use: {rate:g} for each occupied bed, at the highest census of the day"
                )
                record = SeriesRecord("per_occupied_bed", reason, 0)
            else:
                continue
            if kind.at_most_one_per_patient and unit.id in after:
                quantiles = at_most_patients(quantiles, after[unit.id])
            tables.add_daily(key, quantiles, record)


def _short_notes(usable: Sequence[DailySeries]) -> list[Note]:
    """One note for all series that are too short for a yearly season."""
    short = [one.n_days for one in usable if one.n_days < YEARLY_FROM_DAYS]
    if not short:
        return []
    span = f"{min(short)} days" if min(short) == max(short) else f"{min(short)} to {max(short)} days"
    text = f"{len(short)} of {len(usable)} series are too short for a yearly season: {span}."
    return [Note(Severity.INFO, "history", text)]


def _empty_notes(inputs: PlanInputs, paths: Mapping[str, IntArray]) -> list[Note]:
    return [
        Note(Severity.WARNING, "forecast", f"{unit.id}: no history, so no forecast of occupied beds.")
        for unit in inputs.hospital.units
        if unit.id not in paths
    ]
