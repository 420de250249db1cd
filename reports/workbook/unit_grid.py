"""People by days of one unit: what stands in each cell, before anything is drawn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from reports.run_view import Row, RunView
from reports.words import absence_code

OVERTIME_MARK = "+"
REFUSED_MARK = "*"


@dataclass(frozen=True, slots=True)
class GridCell:
    """One person's day: `text` as printed; `shift_id` gives the colour; `elsewhere` is a shift in another unit."""

    text: str
    shift_id: str | None = None
    elsewhere: bool = False
    absent: bool = False
    refused: bool = False


Days: TypeAlias = tuple[GridCell | None, ...]


@dataclass(frozen=True, slots=True)
class GridLine:
    """One row: somebody of the unit, somebody sent here, or bought shifts. `person` is None for the latter."""

    name: str
    skill_id: str
    staff_id: str
    days: Days
    minutes_here: int
    person: Row | None = None


@dataclass(frozen=True, slots=True)
class UnitGrid:
    """All rows of one unit."""

    own: tuple[GridLine, ...]
    floats: tuple[GridLine, ...]
    bought: tuple[GridLine, ...]


@dataclass(frozen=True)
class RosterIndex:
    """The run's assignments, absences and refused wishes by person and day; made once for all units."""

    run: RunView
    shifts: Mapping[tuple[str, date], list[Row]]
    absences: Mapping[tuple[str, date], str]
    refused: frozenset[tuple[str, date]]

    def unit_grid(self, unit_id: str) -> UnitGrid:
        """The rows of one unit: own people by skill and name, then floats, then bank and agency."""
        people = sorted(self.run.people.values(), key=lambda p: (p["skill_id"], p["name"], p["staff_id"]))
        here = [row for rows in self.shifts.values() for row in rows if row["unit_id"] == unit_id]
        known = [row for row in here if row["staff_id"] in self.run.people]
        sent = {row["staff_id"] for row in known} - {p["staff_id"] for p in people if p["unit_id"] == unit_id}
        return UnitGrid(
            own=tuple(self._own_line(person) for person in people if person["unit_id"] == unit_id),
            floats=tuple(
                self._float_line(person, unit_id) for person in people if person["staff_id"] in sent
            ),
            bought=tuple(self._bought_lines(row for row in here if row["staff_id"] not in self.run.people)),
        )

    def _own_line(self, person: Row) -> GridLine:
        staff_id, unit_id = person["staff_id"], person["unit_id"]
        return GridLine(
            person["name"],
            person["skill_id"],
            staff_id,
            tuple(self._cell(staff_id, unit_id, day) for day in self.run.days),
            person["paid_minutes"],
            person,
        )

    def _cell(self, staff_id: str, unit_id: str, day: date) -> GridCell | None:
        rows, refused = self.shifts.get((staff_id, day), []), (staff_id, day) in self.refused
        mark = REFUSED_MARK if refused else ""
        absence = self.absences.get((staff_id, day))
        if not rows:
            if absence:
                return GridCell(absence_code(absence) + mark, absent=True, refused=refused)
            return GridCell(mark, refused=True) if refused else None
        text = " ".join(_shift_text(row, unit_id) for row in rows)
        # Somebody may work in the evening of a day whose morning is an absence: both are shown.
        prefix = f"{absence_code(absence)} " if absence else ""
        elsewhere = all(row["unit_id"] != unit_id for row in rows)
        return GridCell(prefix + text + mark, rows[0]["shift_id"], elsewhere, refused=refused)

    def _float_line(self, person: Row, unit_id: str) -> GridLine:
        days, minutes = [], 0
        for day in self.run.days:
            rows = [r for r in self.shifts.get((person["staff_id"], day), []) if r["unit_id"] == unit_id]
            minutes += sum(row["paid_minutes"] for row in rows)
            text = " ".join(_shift_text(row, unit_id) for row in rows)
            days.append(GridCell(text, rows[0]["shift_id"]) if rows else None)
        name = f"{person['name']} (from {self.run.unit_name(person['unit_id'])})"
        return GridLine(name, person["skill_id"], person["staff_id"], tuple(days), minutes, person)

    def _bought_lines(self, rows: Iterable[Row]) -> Iterable[GridLine]:
        """Bought shifts of one source and skill, packed into as few rows as their days allow."""
        groups: dict[tuple[str, str], dict[date, list[Row]]] = defaultdict(lambda: defaultdict(list))
        for row in rows:
            groups[row["source"], row["skill_id"]][row["date"]].append(row)
        for (source, skill_id), by_day in sorted(groups.items()):
            for position in range(max(len(found) for found in by_day.values())):
                picked = [
                    found[position] if len(found := by_day.get(day, [])) > position else None
                    for day in self.run.days
                ]
                cells = tuple(GridCell(row["shift_id"], row["shift_id"]) if row else None for row in picked)
                minutes = sum(row["paid_minutes"] for row in picked if row)
                yield GridLine(source.capitalize(), skill_id, "", cells, minutes)


def _shift_text(row: Row, unit_id: str) -> str:
    mark = OVERTIME_MARK if row["source"] == "overtime" else ""
    away = f"→{row['unit_id']}" if row["unit_id"] != unit_id else ""
    return f"{row['shift_id']}{away}{mark}"


def index_roster(run: RunView) -> RosterIndex:
    """Sort the run's assignments, absences and refused wishes by person and day."""
    shifts: dict[tuple[str, date], list[Row]] = defaultdict(list)
    for row in sorted(run.rows("roster"), key=lambda row: (row["start"], row["staff_id"])):
        shifts[row["staff_id"], row["date"]].append(row)
    return RosterIndex(
        run=run,
        shifts=shifts,
        absences={(row["staff_id"], row["date"]): row["kind"] for row in run.rows("absences")},
        refused=frozenset((r["staff_id"], r["date"]) for r in run.rows("requests") if not r["granted"]),
    )
