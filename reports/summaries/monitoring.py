"""The words for judged forecasts that the page and the terminal share."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from data.calendar import zone_info
from forecasting.monitoring.report import MonitorReport, SeriesReport, State
from reports.words import NONE, count, long_day, number, signed

URGENT = (State.ATTENTION, State.WATCH)


def series_name(series: SeriesReport) -> str:
    """`MAT occupied beds`, `MAT PUMP in use`."""
    if series.item_id:
        return f"{series.unit_id} {series.item_id} in use"
    return f"{series.unit_id} {series.measure.replace('_', ' ')}"


def judged_span(report: MonitorReport) -> str:
    """Which forecasts were judged, in a sentence."""
    if report.first_cutoff is None or report.last_cutoff is None:
        return f"{count(report.n_kept, 'forecast')} kept, none judged."
    first, last = (_day(when, report.zone) for when in (report.first_cutoff, report.last_cutoff))
    return (
        f"{count(report.n_forecasts, 'forecast')} from {first} to {last}, judged by what was known up to "
        f"{_day(report.known_until, report.zone)}."
    )


def coverage_text(series: SeriesReport) -> str:
    """`48/81/96`: the shares of values in the 50, 80 and 95 % intervals."""
    shares = (series.coverage_50, series.coverage_80, series.coverage_95)
    return "/".join(number(100 * share) for share in shares)


def mase_text(series: SeriesReport) -> str:
    """The scaled error; a dash where the history never changes."""
    return NONE if series.mase is None else number(series.mase, 2)


def bias_text(series: SeriesReport) -> str:
    """`+1.3`: too high by that much."""
    return signed(series.bias, 1)


def off_by(series: SeriesReport) -> str:
    """`8 %`: all errors over all that was counted; a dash where nothing was."""
    return NONE if series.off_share is None else f"{number(100 * series.off_share)} %"


def off_by_days(series: SeriesReport) -> str:
    """The mean percentage, with how many values it could be worked out for."""
    if series.off_share_of_values is None:
        return "Nothing was counted, so there is no percentage."
    share = number(100 * series.off_share_of_values)
    return f"{share} % on average over the {series.n_off_values} of {series.n_values} values above zero"


def best_other(series: SeriesReport) -> str:
    """`ets −9 %`: the best challenger and how much smaller (−) or larger (+) its error is."""
    if not series.challengers:
        return NONE
    best = series.challengers[0]
    if round(100 * best.gain) == 0:
        return f"{best.forecaster} ="
    return f"{best.forecaster} {signed(-100 * best.gain)} %"


def champions(report: MonitorReport) -> str:
    """Which forecasters are used, and by how many series."""
    used = Counter(series.forecaster for series in report.series)
    return ", ".join(f"{name} ({count(n, 'series', 'series')})" for name, n in used.most_common())


def _day(when: datetime, zone: str) -> str:
    return long_day(when.astimezone(zone_info(zone)).date())
