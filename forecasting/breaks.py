"""Breaks in a history: a level that changed at once and stayed, or a period unlike what came before and after.

Nothing is done about them but to say so: forecasters follow a lasting change by themselves, and only the hospital knows whether a
period will come again. Judged by medians of four weeks before and after each week, against how much weeks usually differ; seasons
change too slowly to be found, and a holiday week is one of four.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from data.inputs import Note, Severity
from forecasting.quantiles import FloatArray
from forecasting.series import DailySeries

_WEEK = 7
_AROUND_WEEKS = 4
_LEAST_WEEKS = 16
_LEAST_A_WEEK = 20.0
"""Below, weeks differ so much that changes of a quarter are chance."""
_LEAST_JUMP = float(np.log(1.25))
_FAR = 5.0
_NORMAL_MAD = 1.4826
_MEDIAN_ERROR = 1.25
"""Standard error of a median over that of a mean."""
_LEVEL_WEEKS = 12
_LIKE_BEFORE = 0.12
_LONGEST_PERIOD_WEEKS = 52


def breaks(series: Sequence[DailySeries]) -> list[Note]:
    """The notes of all series."""
    return [note for one in series for note in break_notes(one)]


def break_notes(series: DailySeries) -> list[Note]:
    """A note for each break of the series; none for counts that are small or short of sixteen weeks."""
    weeks = _weekly(series.counts)
    if len(weeks) < _LEAST_WEEKS or float(np.nanmean(weeks)) * _WEEK < _LEAST_A_WEEK:
        return []
    logs = np.log(np.maximum(weeks, 0.5 / _WEEK))
    found = _breaks(logs, weeks)
    start = series.end - timedelta(days=len(weeks) * _WEEK)
    notes, number = [], 0
    while number < len(found):
        at = found[number]
        then = found[number + 1] if number + 1 < len(found) else None
        before = _level(logs, at - _LEVEL_WEEKS, at)
        if then is not None and then - at <= _LONGEST_PERIOD_WEEKS:
            after = _level(logs, then, then + _LEVEL_WEEKS)
            if abs(after - before) <= _LIKE_BEFORE:
                notes.append(_period(series, start, at, then, _level(logs, at, then) - (before + after) / 2))
                number += 2
                continue
        notes.append(_shift(series, start, at, _level(logs, at, at + _AROUND_WEEKS) - before))
        number += 1
    return notes


def _weekly(counts: FloatArray) -> FloatArray:
    """Means of a day by week, the last week ending with the series; NaN where less than four days are known."""
    rows = counts[len(counts) % _WEEK :].reshape(-1, _WEEK)
    n_known = (~np.isnan(rows)).sum(axis=1)
    totals = np.nansum(rows, axis=1)
    enough = n_known > _WEEK // 2
    return np.asarray(np.divide(totals, n_known, out=np.full(len(rows), np.nan), where=enough))


def _level(logs: FloatArray, start: int, end: int) -> float:
    known = logs[max(start, 0) : end]
    known = known[~np.isnan(known)]
    return float(np.median(known)) if known.size else float("nan")


def _breaks(logs: FloatArray, weeks: FloatArray) -> list[int]:
    """Numbers of the weeks with which a new level begins."""
    changes = np.diff(logs)
    changes = changes[~np.isnan(changes)]
    usual = _NORMAL_MAD * float(np.median(np.abs(changes))) / np.sqrt(2) if changes.size else 0.0
    noise = max(usual, 1 / np.sqrt(float(np.nanmean(weeks)) * _WEEK))
    limit = max(_LEAST_JUMP, _FAR * _MEDIAN_ERROR * noise * np.sqrt(2 / _AROUND_WEEKS))
    places = range(_AROUND_WEEKS, len(logs) - _AROUND_WEEKS + 1)
    jumps = {at: _level(logs, at, at + _AROUND_WEEKS) - _level(logs, at - _AROUND_WEEKS, at) for at in places}
    far = sorted((at for at in places if abs(jumps[at]) > limit), key=lambda at: -_edge(logs, at, jumps[at]))
    found: list[int] = []
    for at in far:
        if all(abs(at - other) > _AROUND_WEEKS for other in found):
            found.append(at)
    return sorted(found)


def _edge(logs: FloatArray, at: int, jump: float) -> float:
    """How sharply the level changes with this week: the step between its neighbours, on the side of the jump."""
    step = logs[at] - logs[at - 1]
    return abs(jump) + (float(np.sign(jump) * step) if np.isfinite(step) else 0.0)


def _period(series: DailySeries, start: date, at: int, then: int, change: float) -> Note:
    first, last = start + timedelta(days=at * _WEEK), start + timedelta(days=then * _WEEK - 1)
    text = (
        f"{series.key}: {_change(change)} from about {first} to {last} against before and after. If that will not come again, "
        "name these days under [[forecasting.events]]."
    )
    return Note(Severity.INFO, "history", text)


def _shift(series: DailySeries, start: date, at: int, change: float) -> Note:
    text = f"{series.key}: {_change(change)} since about {start + timedelta(days=at * _WEEK)}; forecasts follow the new level."
    return Note(Severity.INFO, "history", text)


def _change(change: float) -> str:
    share = float(np.expm1(change))
    return f"{100 * abs(share):.0f} % {'more' if share > 0 else 'fewer'}"
