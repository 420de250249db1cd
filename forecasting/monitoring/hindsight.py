"""Forecasts made now for weeks that are over, from what was known before each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

from data.calendar import IsoWeek, zone_info
from data.forecast_archive import Purpose
from data.inputs import PlanInputs
from data.load_inputs import load_inputs
from data.problems import InputError
from data.workspace import Workspace
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
    arrived or were corrected later count as known, so such forecasts look a little better than real ones.
    """
    known = {kept.record.cutoff for kept in workspace.forecasts.forecasts()}
    weeks = list(past_weeks(inputs, n_weeks))
    n_made = 0
    for number, week in enumerate(weeks):
        on_progress("Forecasting past weeks", number, len(weeks))
        try:
            past = load_inputs(workspace, week, n_weeks=1)
        except InputError:
            # Only "no history before this week" can be wrong here: newer inputs were loaded from the same store.
            continue
        if past.cutoff in known:
            continue
        workspace.forecasts.keep(make_forecast(past), past, Purpose.HINDSIGHT)
        n_made += 1
    on_progress("Forecasting past weeks", len(weeks), len(weeks))
    return n_made
