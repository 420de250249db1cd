"""Forecasts made now for weeks that are over, from what was known before each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import joblib

from data.calendar import IsoWeek, zone_info
from data.forecast_archive import Purpose
from data.inputs import PlanInputs
from data.load_inputs import load_inputs
from data.problems import InputError
from data.worker_ended import WorkerEndedError
from data.workspace import Workspace
from forecasting.at_once import Call, as_finished
from forecasting.forecast import make_forecast

Progress = Callable[[str, int, int], None]


def past_weeks(inputs: PlanInputs, n_weeks: int) -> Iterator[IsoWeek]:
    """The last `n_weeks` weeks of which at least half is known, the oldest first."""
    known = inputs.cutoff.astimezone(zone_info(inputs.grid.zone)).date()
    last = IsoWeek.of(known - timedelta(days=4)).monday
    for back in range(n_weeks - 1, -1, -1):
        yield IsoWeek.of(last - timedelta(days=7 * back))


def keep_hindsight(workspace: Workspace, inputs: PlanInputs, n_weeks: int, on_progress: Progress) -> int:
    """Forecast past weeks of one week each, keep the forecasts, and return how many were made.

    A week whose cutoff has a forecast already is left as it is, and one before all history is passed over. Data that
    arrived or were corrected later count as known, so such forecasts look a little better than real ones. Raises
    WorkerEndedError when a process is ended from outside time and again.
    """
    known = {kept.record.cutoff for kept in workspace.forecasts.forecasts()}
    past = [one for one in _past_inputs(workspace, inputs, n_weeks) if one.cutoff not in known]
    on_progress("Forecasting past weeks", 0, len(past))
    # With a week for each core, whole weeks run beside each other; with fewer, the series of each do.
    at_once = len(past) >= joblib.effective_n_jobs(-1)
    calls: list[Call] = [(make_forecast, (one, None, 1 if at_once else None)) for one in past]
    for n_made, (number, made) in enumerate(as_finished(calls, -1 if at_once else 1), start=1):
        if isinstance(made, WorkerEndedError):
            raise made
        workspace.forecasts.keep(made, past[number], Purpose.HINDSIGHT)
        on_progress("Forecasting past weeks", n_made, len(past))
    return len(past)


def _past_inputs(workspace: Workspace, inputs: PlanInputs, n_weeks: int) -> Iterator[PlanInputs]:
    """What was known before each of these weeks.

    Without a folder of fits: a week is forecast once and kept, and other machines do not have that folder.
    """
    for week in past_weeks(inputs, n_weeks):
        try:
            past = load_inputs(workspace, week, n_weeks=1)
        except InputError:
            # Only "no history before this week" can be wrong here: newer inputs were loaded from the same store.
            continue
        yield replace(past, fits_folder=None)
