"""`monitor`: every past forecast that can be judged, against what happened."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta

import numpy as np
import pandas as pd

from data.forecast_archive import ForecastRecord, KeptForecast, Purpose
from data.holiday_calendar import public_holidays
from data.inputs import PlanInputs
from data.workspace import Workspace
from forecasting.metrics import (
    MEDIAN,
    interval_coverage,
    mean_absolute_error,
    percentage_error,
    seasonal_scale,
    weighted_interval_score,
    weighted_percentage_error,
)
from forecasting.monitoring.alarms import find_limits
from forecasting.monitoring.blocks import Block, make_blocks, usual_correlation
from forecasting.monitoring.censored import shares_inside
from forecasting.monitoring.challengers import NAIVE, Rival, try_challengers
from forecasting.monitoring.counted import count_all
from forecasting.monitoring.pairs import Pairs, choose_forecasts, pair_up
from forecasting.monitoring.report import Finding, MonitorReport, SeriesReport, State, Week
from forecasting.monitoring.verdicts import LEAST_BLOCKS, LEAST_DAYS, Judgement, enough, find_all
from forecasting.quantiles import quantile_means

JUDGED_DAYS = 182
"""Half a year: older forecasts stay in the store, but say little about those of today."""
CHALLENGER_SECONDS = 60.0
_DAYS_A_YEAR = 365.25
_USUAL_BLOCK_DAYS = 7.0
_WORTH_SAYING = 0.05
_URGENCY = (State.ATTENTION, State.WATCH, State.GOOD, State.EARLY)

Progress = Callable[[str, int, int], None]


def monitor(
    workspace: Workspace,
    inputs: PlanInputs,
    on_progress: Progress,
    challenger_seconds: float = CHALLENGER_SECONDS,
) -> MonitorReport:
    """Judge the kept forecasts of the last half year by what `inputs` know.

    `inputs` are those of the next week, so that their cutoff ends complete history. Challengers are tried for
    `challenger_seconds` at most. Raises InputError when a kept forecast is damaged.
    """
    archive, zone = workspace.forecasts, inputs.grid.zone
    kept = archive.forecasts()
    until = pd.Timestamp(inputs.cutoff)
    chosen = choose_forecasts(kept, until - pd.Timedelta(days=JUDGED_DAYS), until)
    on_progress("Reading past forecasts", 0, len(chosen))
    forecasts = [(one, archive.read(one)) for one in chosen]
    on_progress("Reading past forecasts", len(chosen), len(chosen))
    pairs = pair_up(forecasts, count_all(inputs), zone) if forecasts else {}
    blocks = {key: make_blocks(own, zone) for key, own in pairs.items()}
    judged = {key: own for key, own in pairs.items() if enough(blocks[key])}
    on_progress("Trying other forecasters", 0, 1)
    rivals, n_late = try_challengers(
        judged, inputs.hospital.forecasting.forecasters, _holidays(inputs), zone, challenger_seconds
    )
    on_progress("Trying other forecasters", 1, 1)
    judgement = Judgement(find_limits(len(judged), _blocks_a_year(blocks.values())), len(judged))
    series = [_series(own, blocks[key], rivals.get(key, ()), judgement) for key, own in pairs.items()]
    series.sort(key=lambda one: _URGENCY.index(one.state))
    return _report(workspace, inputs, kept, [one.record for one in chosen], series, n_late)


def _series(
    pairs: Pairs, blocks: Sequence[Block], rivals: Sequence[Rival], judgement: Judgement
) -> SeriesReport:
    findings = find_all(blocks, rivals, usual_correlation(pairs), judgement)
    key, actual, median = pairs.key, pairs.presumed, pairs.quantiles[:, MEDIAN]
    state = _state(blocks, findings)
    off_share, n_off = percentage_error(actual, median)
    return SeriesReport(
        unit_id=key.unit_id,
        measure=key.measure.value,
        item_id=key.item_id,
        forecaster=pairs.forecaster,
        n_forecasts=len(np.unique(pairs.forecast)),
        n_days=len(np.unique(pairs.day)),
        n_values=len(actual),
        mean_actual=float(actual.mean()),
        mase=_mase(pairs),
        wis=_number(weighted_interval_score(actual, pairs.quantiles)),
        bias=float((quantile_means(pairs.quantiles) - actual).mean()),
        off_share=weighted_percentage_error(actual, median),
        off_share_of_values=off_share,
        n_off_values=n_off,
        coverage_50=_coverage(pairs, 0.5),
        coverage_80=_coverage(pairs, 0.8),
        coverage_95=_coverage(pairs, 0.95),
        n_at_least=int(pairs.newest().at_least.sum()),
        state=state,
        verdict=_verdict(state, findings, blocks, rivals),
        findings=tuple(findings),
        challengers=tuple(rival.challenger for rival in rivals),
        weeks=tuple(Week(b.first_day, b.last_day, b.actual, b.expected) for b in blocks),
    )


def _mase(pairs: Pairs) -> float | None:
    """Error of the medians over that of repeating last week before the first of these forecasts."""
    values = pairs.counted.counts
    before = values[values.index < pairs.cutoffs[int(pairs.forecast[0])]].to_numpy(dtype=float)
    scale = seasonal_scale(before, pairs.counted.season)
    error = mean_absolute_error(pairs.presumed, pairs.quantiles[:, MEDIAN])
    return None if scale is None or error is None else error / scale


def _coverage(pairs: Pairs, nominal: float) -> float:
    """Share of values inside; one that a full unit cut off is inside with the chance that its forecast gives it."""
    exact = ~pairs.at_least
    inside = np.empty(len(pairs.actual))
    if exact.any():
        inside[exact] = _number(interval_coverage(pairs.actual[exact], pairs.quantiles[exact], nominal))
    cut_off = pairs.where(pairs.at_least)
    inside[pairs.at_least] = shares_inside(cut_off.quantiles, cut_off.actual, nominal, cut_off.at_least)
    return float(inside.mean())


def _number(value: float | None) -> float:
    """A metric of known values, which is always defined."""
    assert value is not None
    return value


def _state(blocks: Sequence[Block], findings: Sequence[Finding]) -> State:
    if not enough(blocks):
        return State.EARLY
    return findings[0].state if findings else State.GOOD


def _verdict(
    state: State, findings: Sequence[Finding], blocks: Sequence[Block], rivals: Sequence[Rival]
) -> str:
    if state is State.EARLY:
        n_days = sum(block.n_days for block in blocks)
        return (
            f"Too early to say: {n_days} days from {len(blocks)} forecasts; {LEAST_DAYS} days from {LEAST_BLOCKS} "
            "forecasts are needed."
        )
    if findings:
        return " ".join(finding.text for finding in findings)
    naive = next((r.challenger for r in rivals if r.challenger.forecaster == NAIVE), None)
    if naive is None or naive.error == 0:
        return "Good."
    nearer = 1 - naive.champion_error / naive.error
    if nearer < _WORTH_SAYING:
        return "Good, though hardly nearer than repeating last week."
    return f"Good: {100 * nearer:.0f} % nearer than repeating last week."


def _blocks_a_year(blocks: Iterable[Sequence[Block]]) -> float:
    lengths = [block.n_days for own in blocks for block in own]
    return _DAYS_A_YEAR / (float(np.median(lengths)) if lengths else _USUAL_BLOCK_DAYS)


def _holidays(inputs: PlanInputs) -> Mapping[date, str]:
    last = inputs.grid.date_of(inputs.grid.n_days)
    first = last - timedelta(days=inputs.hospital.forecasting.history_days)
    return public_holidays(inputs.hospital, range(first.year, last.year + 1))


def _report(
    workspace: Workspace,
    inputs: PlanInputs,
    kept: Sequence[KeptForecast],
    records: Sequence[ForecastRecord],
    series: Sequence[SeriesReport],
    n_late: int,
) -> MonitorReport:
    n_attention = sum(one.state is State.ATTENTION for one in series)
    n_early = sum(one.state is State.EARLY for one in series)
    notes = []
    n_hindsight = sum(record.purpose is Purpose.HINDSIGHT for record in records)
    if n_hindsight:
        notes.append(
            f"{n_hindsight} of {len(records)} forecasts were made in hindsight: data that came late count as known."
        )
    n_at_least = sum(one.n_at_least for one in series)
    if n_at_least:
        notes.append(
            f"{n_at_least} days on which all beds of a unit were in use are judged as at least so many, as the forecast is of demand."
        )
    if n_late:
        notes.append(f"Other forecasters were not tried for {n_late} series: the time for it was over.")
    return MonitorReport(
        hospital=inputs.hospital.hospital.name,
        zone=inputs.grid.zone,
        known_until=inputs.cutoff,
        n_kept=len(kept),
        n_forecasts=len(records),
        n_hindsight=n_hindsight,
        first_cutoff=records[0].cutoff if records else None,
        last_cutoff=records[-1].cutoff if records else None,
        needs_attention=n_attention > 0,
        answer=_answer(len(series), n_early, n_attention),
        advice=_advice(workspace, kept, records) if n_early == len(series) else None,
        series=tuple(series),
        notes=tuple(notes),
    )


def _answer(n_series: int, n_early: int, n_attention: int) -> str:
    n_judged = n_series - n_early
    if not n_judged:
        return "Nothing can be judged yet."
    early = f"; for {n_early} more it is too early" if n_early else ""
    if n_attention:
        verb = "needs" if n_attention == 1 else "need"
        return f"{n_attention} of {n_judged} series {verb} attention{early}."
    return f"All {n_judged} series do well enough to plan with{early}."


def _advice(workspace: Workspace, kept: Sequence[KeptForecast], records: Sequence[ForecastRecord]) -> str:
    hindsight = (
        "Judge the forecaster on past weeks with `wardwise monitor --hindsight 8` (about ten seconds for each "
        "week of a hospital with ten units)."
    )
    if not kept:
        return f"No forecast is kept in {workspace.folder}: `wardwise plan` and `wardwise forecast` keep theirs. {hindsight}"
    if not records:
        return (
            f"{len(kept)} forecasts are kept, none of the last half year with days that are over: import what has "
            f"happened since, or plan. {hindsight}"
        )
    return (
        f"Forecasts with days that are over: {len(records)}; {LEAST_DAYS} days from {LEAST_BLOCKS} forecasts are needed. "
        f"Import newer data each week. {hindsight}"
    )
