"""`make_forecast`: from the inputs of a plan to the distribution of demand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

import pyarrow as pa

from data.census.clean import clean_stays
from data.forecast import Forecast
from data.inputs import Measure, Note, PlanInputs
from forecasting.added_patients import added_patients
from forecasting.breaks import breaks
from forecasting.census import learn_habits
from forecasting.changed_arrivals import changed_arrivals
from forecasting.cleaning import CleanSeries, clean_history
from forecasting.effects import arrival_factors, origins
from forecasting.equipment_forecast import EquipmentTask, add_equipment
from forecasting.evening_counts import evening_series
from forecasting.event_notes import event_notes
from forecasting.events import EventChanges, event_changes
from forecasting.fit_store import FitStore
from forecasting.flows import find_flows, no_flows
from forecasting.forecasters import Context
from forecasting.history_notes import empty_notes, short_notes, unseen_notes, usable_series
from forecasting.horizon import Horizon, find_horizon
from forecasting.length_of_stay import WINDOW_HOURS
from forecasting.occupancy_scores import direct_record
from forecasting.occupancy_task import ARRIVALS, OccupancyTask, odd_days
from forecasting.parallel import forecast_all
from forecasting.patient_hours import UnitStays, unit_stays
from forecasting.peaks import peak_table
from forecasting.quantiles import Prediction, path_quantiles
from forecasting.reconciliation import join_paths
from forecasting.selection import SeriesForecast
from forecasting.series import DailySeries, SeriesKey
from forecasting.steps import at_present_level
from forecasting.tables import ForecastTables, SeriesRecord, share_record
from forecasting.totals import total_table
from forecasting.unit_occupancy import forecast_occupancy

Progress = Callable[[str, int, int], None]


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
    history = clean_history(inputs, segments, recorded, horizon)
    levelled, step_notes = _levelled(history.series, inputs, horizon)
    usable, old_notes = usable_series(levelled, horizon)
    demand = [one.demand for one in usable]
    notes = [*history.notes, *step_notes, *old_notes]
    notes += [*unseen_notes(history.holidays, demand, horizon), *breaks(demand)]
    stays = _stays_of_units(inputs, recorded, demand)
    counts = evening_series(stays, inputs, horizon, history.holidays)
    evenings, _ = _levelled(list(counts.values()), inputs, horizon)
    changes = _changes([*usable, *evenings], inputs, horizon)
    made = _choose(
        inputs, [one.demand for one in (*usable, *evenings)], horizon, history.holidays, report, n_jobs
    )
    made = [change.apply(one) for change, one in zip(changes, made, strict=True)]
    by_key = {one.counted.key: change for one, change in zip(usable, changes, strict=False)}
    notes += event_notes(inputs.hospital.forecasting.events, by_key, horizon.days)
    chosen = {one.key: result for one, result in zip(demand, made[: len(usable)], strict=True)}
    beside = dict(zip(counts, made[len(usable) :], strict=True))
    task = _occupancy_task(inputs, segments, stays, chosen, beside, horizon)
    occupancy, scores = forecast_occupancy(
        task, lambda done, total: report("Checking occupancy", done, total)
    )
    paths = occupancy.changed
    from_units = origins(inputs)
    errors = {unit_id: score.errors for unit_id, score in scores.items()}
    joint = join_paths(paths, errors, inputs.seed, from_units)
    report("Counting beds by the hour", 1, 1)

    tables = ForecastTables(horizon.midnights(), horizon.n_hours)
    arrivals = changed_arrivals(task)
    _add_arrivals(tables, task, arrivals)
    for unit_id, unit_paths in paths.items():
        score = scores.get(unit_id)
        record = score.record if score else _without_past(unit_id, from_units)
        tables.add_hourly(SeriesKey(unit_id, Measure.OCCUPIED_BEDS), path_quantiles(unit_paths), record)
    counted = [one.counted for one in history.series]
    add_equipment(tables, EquipmentTask.of(task, counted, recorded, occupancy))
    for forecast in chosen.values():
        notes += forecast.notes
    return Forecast(
        tables.quantiles(),
        tables.series(),
        (*notes, *short_notes(demand), *empty_notes(inputs, paths)),
        peak_table(joint, horizon, inputs.grid),
        total_table(task, arrivals, counted),
    )


def _without_past(unit_id: str, from_units: Mapping[str, str]) -> SeriesRecord:
    if unit_id in from_units:
        return share_record(from_units[unit_id])
    return SeriesRecord("diverted", "takes the patients of a closed unit", 0)


def _say_nothing(stage: str, done: int, total: int) -> None:
    """Progress that nobody wants."""


def _levelled(
    series: Sequence[CleanSeries], inputs: PlanInputs, horizon: Horizon
) -> tuple[list[CleanSeries], list[Note]]:
    """The series with the days before declared steps at the present level, and a note for each step."""
    found, notes = [], []
    for one in series:
        demand, own = at_present_level(one.demand, inputs.hospital.forecasting.events, horizon.days[0])
        found.append(replace(one, demand=demand))
        notes += own
    return found, notes


def _changes(series: Sequence[CleanSeries], inputs: PlanInputs, horizon: Horizon) -> list[EventChanges]:
    events = inputs.hospital.forecasting.events
    return [event_changes(one, events, horizon.days) for one in series]


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
    predictions = {key: forecast.prediction.tail(horizon.n_days) for key, forecast in chosen.items()}
    return OccupancyTask(
        inputs,
        horizon,
        stays,
        {
            unit_id: learn_habits(own, horizon.clock, 0, odd_days(inputs, horizon, unit_id))
            for unit_id, own in stays.items()
        },
        chosen,
        predictions,
        arrival_factors(inputs, flows, horizon.days),
        beside,
        added_patients(inputs, flows, predictions, horizon.days),
    )


def _add_arrivals(
    tables: ForecastTables, task: OccupancyTask, arrivals: Mapping[SeriesKey, Prediction]
) -> None:
    from_units = origins(task.inputs)
    for key, prediction in arrivals.items():
        own = task.chosen.get(key)
        record = direct_record(own) if own else _without_past(key.unit_id, from_units)
        tables.add_daily(key, prediction.quantiles, record)
