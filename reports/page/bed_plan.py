"""The bed plan: beds by unit and day with what is expected to be missing, levels of escalation, outliers and moved admissions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from reports.page.heat_map import HeatCell
from reports.run_view import Row, RunView
from reports.words import number, percent, short_day

LIKELY = 0.5
"""The chance from which a level is marked."""


@dataclass(frozen=True, slots=True)
class BedRow:
    """A unit, or a level of escalation; None on days without a figure. `total` sums up the week."""

    name: str
    cells: tuple[HeatCell | None, ...]
    total: str


@dataclass(frozen=True, slots=True)
class BedWeek:
    """Days, a row for each planned unit, and one for each level."""

    days: tuple[date, ...]
    units: tuple[BedRow, ...]
    levels: tuple[BedRow, ...]


def bed_weeks(run: RunView) -> tuple[BedWeek, ...]:
    """The plan, week by week; nothing where neither beds nor levels are in the run."""
    beds = {(row["unit_id"], row["date"]): row for row in run.rows("beds")}
    levels = {(row["level_id"], row["unit_id"], row["date"]): row for row in run.rows("escalation")}
    if not beds and not levels:
        return ()
    return tuple(
        BedWeek(
            days,
            tuple(
                _unit_row(run, unit_id, days, beds)
                for unit_id in dict.fromkeys(row["unit_id"] for row in run.rows("beds"))
            ),
            tuple(
                _level_row(run, level_id, unit_id, days, levels)
                for level_id, unit_id in dict.fromkeys(key[:2] for key in levels)
            ),
        )
        for days in run.weeks
    )


def bed_cost(run: RunView) -> Mapping[str, int]:
    """Pence by kind."""
    return {row["kind"]: row["pence"] for row in run.rows("bed_costs")}


def _unit_row(
    run: RunView, unit_id: str, days: tuple[date, ...], beds: Mapping[tuple[str, date], Row]
) -> BedRow:
    rows = [beds.get((unit_id, day)) for day in days]
    waiting = sum(row["waiting"] for row in rows if row)
    return BedRow(run.unit_name(unit_id), tuple(_bed_cell(row) for row in rows), number(waiting, 1))


def _bed_cell(row: Row | None) -> HeatCell | None:
    if row is None:
        return None
    change = row["beds"] - row["usual_beds"]
    words = (
        f"{short_day(row['date'])}: {row['beds']} beds, usually {row['usual_beds']}, {row['surge_beds']} of them surge, "
        f"{row['given_beds']} kept for other units; staff for {row['rostered_beds']}; patients {number(row['census_p50'])}, "
        f"busy {number(row['census_p90'])}; {number(row['waiting'], 1)} expected without a bed"
    )
    if row["rostered_beds"] < row["beds"]:
        return HeatCell(f"{row['beds']} ({row['rostered_beds']})", "short2", words)
    level = "short1" if row["surge_beds"] else "spare" if change else "met"
    return HeatCell(str(row["beds"]), level, words)


def _level_row(
    run: RunView,
    level_id: str,
    unit_id: str | None,
    days: tuple[date, ...],
    levels: Mapping[tuple[str, str | None, date], Row],
) -> BedRow:
    rows = [levels.get((level_id, unit_id, day)) for day in days]
    cells = tuple(
        None
        if row is None
        else HeatCell(
            percent(row["chance"]),
            "short2" if row["chance"] >= LIKELY else "met",
            f"{short_day(row['date'])}, of {row['beds']} beds",
        )
        for row in rows
    )
    action = next((row["action"] for row in rows if row and row["action"]), "")
    name = level_id if unit_id is None else f"{level_id}, {run.unit_name(unit_id)}"
    return BedRow(name, cells, action)
