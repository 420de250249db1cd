"""The result of `wardwise plan` on a terminal of 80 columns or more."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Group, RenderableType
from rich.table import Table

from reports.run_view import RunView, read_run
from reports.summaries.decisions import DecisionLine, decision_lines
from reports.summaries.headline import LIKELY_FULL, headline
from reports.summaries.quality import quality_sentences
from reports.summaries.units import UnitWeek, unit_weeks
from reports.terminal.text import ALARM, MUTED, bullets, grid, heading, plain
from reports.words import NONE, money, number, percent, short_day, span

MOST_DECISIONS = 7


def plan_summary(run_folder: Path) -> RenderableType:
    """Headline, figures, decisions, units and quality; raises InputError when the folder is not a whole run."""
    run = read_run(run_folder)
    record, news = run.record, headline(run)
    scenario = "" if record.scenario == "baseline" else f", scenario {record.scenario}"
    parts: list[RenderableType] = [
        plain(
            f"{record.hospital}, {record.week} ({span(run.days[0], run.days[-1])}){scenario}, {run.state}",
            MUTED,
        ),
        plain(news.answer, "bold" if news.state == "good" else ALARM),
        bullets(news.details),
        heading("Figures"),
        _figures(run),
    ]
    if decisions := decision_lines(run):
        parts += [heading("To decide"), _decisions(decisions[:MOST_DECISIONS])]
        if len(decisions) > MOST_DECISIONS:
            parts.append(plain(f"... and {len(decisions) - MOST_DECISIONS} more in report.html", MUTED))
    parts += [heading("Units"), _units(unit_weeks(run)), heading("Quality of the plan")]
    parts.append(bullets(quality_sentences(record)))
    warnings = [f"{note.topic}: {note.text}" for note in record.notes if note.severity == "warning"]
    if warnings:
        parts += [heading("Warnings"), bullets(warnings)]
    return Group(*parts)


def _figures(run: RunView) -> Table:
    kpis, currency = run.record.kpis, run.record.currency
    rates = ", ".join(f"{skill} {percent(rate)}" for skill, rate in kpis.fill_rate_by_skill.items())
    rows = Table.grid(padding=(0, 2))
    rows.add_column(style=MUTED)
    for label, figure in (
        ("Filled", rates or NONE),
        ("Open shifts", number(kpis.open_shifts)),
        ("Overtime", f"{number(kpis.overtime_hours, 1)} h"),
        ("Bank", f"{number(kpis.bank_hours, 1)} h"),
        ("Agency", f"{number(kpis.agency_hours, 1)} h, {money(kpis.agency_cost_pence, currency)}"),
        (
            "Occupied beds",
            f"{number(kpis.occupancy_p50)}, {number(kpis.occupancy_p90)} on a busy day, of {number(kpis.beds_staffed)}",
        ),
        ("Equipment", f"{number(kpis.equipment_days_short, 1)} device-days short (expected)"),
    ):
        rows.add_row(plain(label), plain(figure))
    return rows


def _decisions(lines: Sequence[DecisionLine]) -> Table:
    table = Table.grid(padding=(0, 1))
    for line in lines:
        where = f"{line.unit_name}: " if line.unit_name else ""
        table.add_row(plain(f"{line.rank}."), plain(f"{where}{line.text}"))
    return table


def _units(units: tuple[UnitWeek, ...]) -> Table:
    table = grid(
        (
            ("Unit", "left"),
            ("Beds p50/p90", "right"),
            ("Staffed", "right"),
            ("Needed", "right"),
            ("Open", "right"),
            ("Worst shift", "left"),
        )
    )
    table.columns[-1].no_wrap = True
    for unit in units:
        beds, worst = unit.beds, unit.worst
        tight = ALARM if beds and beds.chance_full >= LIKELY_FULL else ""
        table.add_row(
            plain(unit.name),
            plain(f"{number(beds.p50_mean)}/{number(beds.p90_highest)}" if beds else NONE, tight),
            plain(number(beds.staffed) if beds else NONE),
            plain(number(unit.required)),
            plain(number(unit.open), ALARM if unit.open else ""),
            plain(f"{short_day(worst.date)} {worst.shift_id}: {worst.open}" if worst else "none open"),
        )
    return table
