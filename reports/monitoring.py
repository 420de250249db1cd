"""The page of `wardwise monitor`: past forecasts against what happened."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from data.calendar import zone_info
from data.whole_file import write_whole
from forecasting.monitoring.report import MonitorReport, SeriesReport, State
from reports.charts.week_line import week_line
from reports.page.templates import page_css, template_environment
from reports.summaries.monitoring import (
    URGENT,
    best_other,
    bias_text,
    champions,
    coverage_text,
    judged_span,
    mase_text,
    off_by,
    off_by_days,
    series_name,
)
from reports.summaries.past_forecasts import PAGE, SUMMARY, summarise
from reports.words import moment


@dataclass(frozen=True, slots=True)
class SeriesLine:
    """A series as the page shows it."""

    name: str
    series: SeriesReport
    mase: str
    bias: str
    off_by: str
    off_by_days: str
    coverage: str
    best_other: str
    chart: Markup


def write_monitoring(report: MonitorReport, folder: Path) -> Path:
    """Write one self-contained page without scripts, and its summary for the reports of runs; returns the page.

    Both are written under temporary names and renamed.
    """
    lines = [_line(one) for one in report.series]
    page = (
        template_environment()
        .get_template("monitoring.html.j2")
        .render(
            report=report,
            span=judged_span(report),
            known_until=moment(report.known_until.astimezone(zone_info(report.zone))),
            urgent=[line for line in lines if line.series.state in URGENT],
            attention=State.ATTENTION,
            lines=lines,
            champions=champions(report),
            css=page_css(),
            chart_css="",
        )
    )
    summary = summarise(report).model_dump_json(indent=2)
    for name, text in ((PAGE, page), (SUMMARY, summary)):
        write_whole(folder / name, text)
    return folder / PAGE


def _line(series: SeriesReport) -> SeriesLine:
    chart = week_line([week.actual for week in series.weeks], [week.expected for week in series.weeks])
    return SeriesLine(
        series_name(series),
        series,
        mase_text(series),
        bias_text(series),
        off_by(series),
        off_by_days(series),
        coverage_text(series),
        best_other(series),
        # The drawing holds only numbers.
        Markup(chart),  # noqa: S704
    )
