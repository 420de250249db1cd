"""The result of `wardwise check`: how fresh the data are, and whether the staff can cover the demand."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.table import Table

from data.calendar import zone_info
from data.inputs import Note, Severity
from data.quality.report import CheckReport, Gap, StaffingCover, TableFreshness, UnitCensus
from reports.terminal.text import ALARM, MUTED, bullets, grid, heading, plain
from reports.words import NONE, count, long_day, moment, number, percent

MOST_GAPS = 8
SHORT_HOURS = 1.0
"""Missing hours below which a shortage is rounding."""


def check_report(report: CheckReport, zone: str = "UTC") -> RenderableType:
    """The verdict, then tables, gaps, census and staffing; `zone` is the one to show times in."""
    warnings = [note for note in report.findings if note.severity is Severity.WARNING]
    weeks = "" if report.n_weeks == 1 else f" and the {count(report.n_weeks - 1, 'week')} after it"
    known = moment(report.cutoff.astimezone(zone_info(zone)))
    verdict = f"{count(len(warnings), 'thing')} to look at" if warnings else "Ready to plan"
    parts: list[RenderableType] = [
        plain(f"{verdict}: {report.week}{weeks}", ALARM if warnings else "bold"),
        plain(f"History is used up to {known}.", MUTED),
        *_findings(report.findings),
        heading("Data"),
        _tables(report.tables),
    ]
    if report.gaps:
        parts += [heading("Gaps"), _gaps(report.gaps[:MOST_GAPS])]
        if len(report.gaps) > MOST_GAPS:
            parts.append(plain(f"... and {count(len(report.gaps) - MOST_GAPS, 'more gap')}", MUTED))
    parts += [heading("Stays"), _stays(report)]
    parts += [heading("Census of the last weeks against beds"), _census(report.census)]
    if report.staffing:
        parts += [heading("Hours needed in the plan against contracted hours"), _staffing(report.staffing)]
    return Group(*parts)


def _findings(notes: tuple[Note, ...]) -> list[RenderableType]:
    warnings, others = (
        [f"{note.topic}: {note.text}" for note in notes if (note.severity is Severity.WARNING) is wanted]
        for wanted in (True, False)
    )
    parts: list[RenderableType] = []
    if warnings:
        parts += [heading("Warnings"), bullets(warnings)]
    if others:
        parts += [heading("Notes"), bullets(others)]
    return parts


def _tables(tables: tuple[TableFreshness, ...]) -> Table:
    table = grid((("Table", "left"), ("Rows", "right"), ("Up to", "left"), ("Age", "right")))
    for entry in tables:
        last = long_day(entry.last_day) if entry.last_day else NONE
        style = "" if entry.n_rows else MUTED
        table.add_row(
            plain(entry.title, style), plain(number(entry.n_rows), style), plain(last), plain(_age(entry))
        )
    return table


def _age(entry: TableFreshness) -> str:
    if entry.age_days is None:
        return NONE
    if entry.age_days < 0:
        return "covers the plan"
    return "up to date" if entry.age_days == 0 else count(entry.age_days, "day")


def _gaps(gaps: tuple[Gap, ...]) -> Table:
    table = grid((("Table", "left"), ("Unit", "left"), ("What", "left"), ("From", "left"), ("Days", "right")))
    for gap in gaps:
        table.add_row(
            plain(gap.table),
            plain(gap.unit_id),
            plain(gap.measure.replace("_", " ")),
            plain(long_day(gap.first_day)),
            plain(number(gap.n_days)),
        )
    return table


def _stays(report: CheckReport) -> RenderableType:
    stays = report.stays
    return plain(
        f"{count(stays.n_visits, 'visit')}; {number(stays.n_overlapping)} overlap another of the same patient, "
        f"{number(stays.n_in_two_units)} are in two units at once, {number(stays.n_open)} are still there "
        f"({number(stays.n_open_long)} of them for very long)."
    )


def _census(rows: tuple[UnitCensus, ...]) -> Table:
    table = grid(
        (("Unit", "left"), ("Mean", "right"), ("Highest", "right"), ("Staffed", "right"), ("Use", "right"))
    )
    for row in rows:
        use = row.mean / row.beds_staffed if row.mean is not None and row.beds_staffed else None
        table.add_row(
            plain(row.unit_id),
            plain(NONE if row.mean is None else number(row.mean, 1)),
            plain(NONE if row.highest is None else number(row.highest)),
            plain(number(row.beds_staffed)),
            plain(NONE if use is None else percent(use), ALARM if use is not None and use > 1 else ""),
        )
    return table


def _staffing(rows: tuple[StaffingCover, ...]) -> Table:
    table = grid(
        (
            ("Unit", "left"),
            ("Skill", "left"),
            ("Needed", "right"),
            ("Own", "right"),
            ("At best", "right"),
            ("Missing", "right"),
            ("Can be bought", "left"),
        )
    )
    for row in rows:
        short = row.short_hours >= SHORT_HOURS
        table.add_row(
            plain(row.unit_id),
            plain(row.skill_id),
            *(plain(number(hours)) for hours in (row.needed_hours, row.own_hours, row.covered_hours)),
            plain(number(row.short_hours) if short else NONE, ALARM if short else ""),
            plain(("yes" if row.can_buy else "no") if short else ""),
        )
    return table
