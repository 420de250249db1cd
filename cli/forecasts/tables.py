"""A forecast as tables for the terminal: for each measure a row for each unit and a column for each day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rich.console import Group, RenderableType

from cli.forecasts.make import WeekForecast
from cli.forecasts.rows import ForecastRow, forecast_rows
from data.forecast import WHOLE_HOSPITAL
from data.inputs import Measure, Severity
from reports.summaries.peaks import week_peaks
from reports.summaries.totals import Total, total_sentences, totals
from reports.terminal.text import bullets, grid, heading, plain
from reports.words import NONE, number, short_day

TITLES = {
    Measure.ATTENDANCES: "Attendances",
    Measure.ADMISSIONS: "Admissions",
    Measure.TRANSFERS_IN: "Transfers in",
    Measure.OCCUPIED_BEDS: "Occupied beds, in the busiest hour",
    Measure.EQUIPMENT_IN_USE: "Equipment in use",
}


_TOGETHER = "All units together"
_MOST_NOTES = 20
"""Notes printed: what was missing, too short, cut off or changed; warnings are all printed."""


def forecast_tables(made: WeekForecast) -> RenderableType:
    """Every measure that was forecast, which forecasters were chosen, and what must be said about it."""
    rows = forecast_rows(made)
    parts: list[RenderableType] = [
        plain("Median, and in brackets what nine of ten such days stay at or below.")
    ]
    for measure, title in TITLES.items():
        mine = [row for row in rows if row.measure == measure]
        if mine:
            parts += [heading(title), _table(made, mine)]
            if measure is Measure.OCCUPIED_BEDS:
                parts += [heading("Highest census of the week"), _peaks(made)]
    if weeks := tuple(total_sentences(made.forecast.totals.to_pylist())):
        parts += [heading(_TOGETHER), bullets(weeks)]
    parts += [heading("How"), bullets(tuple(_choices(made)))]
    notes = [*made.inputs.notes, *made.forecast.notes]
    for severity, title in ((Severity.WARNING, "Warnings"), (Severity.INFO, "Notes")):
        if told := tuple(f"{note.topic}: {note.text}" for note in notes if note.severity is severity):
            most = len(told) if severity is Severity.WARNING else _MOST_NOTES
            parts += [heading(title), bullets(told[:most])]
            if len(told) > most:
                parts.append(plain(f"... and {len(told) - most} more with --json"))
    return Group(*parts)


def _table(made: WeekForecast, rows: list[ForecastRow]) -> RenderableType:
    inputs = made.inputs
    days = [inputs.grid.date_of(day) for day in range(inputs.grid.n_days)]
    busiest: dict[tuple[str, str], dict[object, ForecastRow]] = {}
    for row in rows:
        cells = busiest.setdefault((row.unit_id, row.item_id), {})
        day = row.day(inputs.grid)
        if day not in cells or row.p90 > cells[day].p90:
            cells[day] = row
    table = grid((("Unit", "left"), *((short_day(day), "right") for day in days)))
    for (unit_id, item_id), cells in busiest.items():
        name = " ".join(part for part in (unit_id, item_id) if part)
        shown = [_cell(cells[day]) if day in cells else NONE for day in days]
        table.add_row(plain(name), *(plain(cell) for cell in shown))
    together = {
        one.first_day: one
        for one in totals(made.forecast.totals.to_pylist())
        if one.n_days == 1 and one.measure == rows[0].measure
    }
    if together and len(busiest) > 1:
        shown = [_cell(together[day]) for day in days]
        table.add_row(plain(_TOGETHER), *(plain(cell) for cell in shown))
    return table


def _peaks(made: WeekForecast) -> RenderableType:
    """For each unit and for all of them together, hour by hour, the highest census of each week."""
    hospital = made.inputs.hospital
    peaks = week_peaks(made.forecast.peaks)
    weeks = sorted({peak.first_day for peak in peaks})
    found = {(peak.unit_id, peak.first_day): peak for peak in peaks}
    table = grid(
        (("Unit", "left"), *((f"From {short_day(week)}", "right") for week in weeks), ("Staffed", "right"))
    )
    beds = {unit.id: unit.beds_staffed for unit in hospital.units}
    names = {**{unit_id: unit_id for unit_id in beds}, WHOLE_HOSPITAL: _TOGETHER}
    for unit_id, name in names.items():
        cells = [found.get((unit_id, week)) for week in weeks]
        if any(cells):
            shown = [f"{number(peak.p50)} ({number(peak.p90)})" if peak else NONE for peak in cells]
            staffed = beds.get(unit_id, sum(beds.values()))
            table.add_row(plain(name), *(plain(cell) for cell in shown), plain(number(staffed)))
    return table


def _cell(row: ForecastRow | Total) -> str:
    return f"{number(row.p50)} ({number(row.p90)})"


def _choices(made: WeekForecast) -> Iterator[str]:
    series = made.forecast.series.to_pylist()
    for measure, title in TITLES.items():
        chosen = Counter(row["forecaster"] for row in series if row["measure"] == measure)
        if chosen:
            names = ", ".join(f"{name} ({count} series)" for name, count in chosen.most_common())
            yield f"{title.split(',')[0]}: {names}"
