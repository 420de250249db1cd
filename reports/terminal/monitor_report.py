"""The result of `wardwise monitor` on a terminal of 80 columns or more."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.table import Table

from forecasting.monitoring.report import MonitorReport, State
from reports.summaries.monitoring import (
    URGENT,
    best_other,
    bias_text,
    champions,
    coverage_text,
    judged_span,
    mase_text,
    series_name,
)
from reports.terminal.text import ALARM, MUTED, bullets, grid, heading, plain
from reports.words import number

TITLES = {State.ATTENTION: "Needs attention", State.WATCH: "To know"}


def monitor_report(report: MonitorReport) -> RenderableType:
    """The answer, what was found, and the figures of every series."""
    parts: list[RenderableType] = [
        plain(f"{report.hospital}: past forecasts. {judged_span(report)}", MUTED),
        plain(report.answer, ALARM if report.needs_attention else "bold"),
    ]
    if report.advice is not None:
        parts.append(plain(report.advice))
    for state in URGENT:
        found = [f"{series_name(one)}: {one.verdict}" for one in report.series if one.state is state]
        if found:
            parts += [heading(TITLES[state]), bullets(found)]
    if report.series:
        parts += [heading("Figures"), _figures(report), *_key(report)]
    if report.notes:
        parts += [heading("Notes"), bullets(report.notes)]
    return Group(*parts)


def _figures(report: MonitorReport) -> Table:
    table = grid(
        (
            ("Series", "left"),
            ("Days", "right"),
            ("MASE", "right"),
            ("WIS", "right"),
            ("Bias", "right"),
            ("50/80/95 %", "right"),
            ("Best other", "left"),
        )
    )
    for one in report.series:
        style = ALARM if one.state is State.ATTENTION else MUTED if one.state is State.EARLY else ""
        table.add_row(
            plain(series_name(one), style),
            plain(number(one.n_days)),
            plain(mase_text(one)),
            plain(number(one.wis, 2)),
            plain(bias_text(one)),
            plain(coverage_text(one)),
            plain(best_other(one)),
        )
    return table


def _key(report: MonitorReport) -> list[RenderableType]:
    return [
        plain(
            "MASE: error against repeating last week, below 1 is nearer. WIS: error of the whole distribution, in what is "
            "counted. Bias: + is too high. 50/80/95 %: values that lay in these intervals. Best other: the best of the "
            "other forecasters over the same days; − means a smaller error.",
            MUTED,
        ),
        plain(f"Champions: {champions(report)}", MUTED),
    ]
