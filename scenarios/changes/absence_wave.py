"""`kind = "absence_wave"`: a part of the staff falls ill."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Literal

import pyarrow as pa
from pydantic import Field

from data.configuration.base import Id
from data.inputs import PlanInputs
from data.tables import ABSENCES
from scenarios.changes.base import Claim, DatedChange, Difference, Fault, unknown_id
from scenarios.days import Span

_DAY = timedelta(days=1)


class AbsenceWave(DatedChange):
    """A percentage of the staff is away sick on the days, beside the absences that are known already.

    Who falls ill is drawn by lot, the same people for the same seed; a greater percentage adds people and takes
    nobody back, so that waves of different height can be compared.
    """

    kind: Literal["absence_wave"]
    percent: float = Field(gt=0, le=100)
    """Of the people employed on these days and not away on all of them, rounded to whole people."""
    skill_id: Id | None = None
    """The skill; not given means all skills."""
    unit_id: Id | None = None
    """The home unit; not given means all units."""
    seed: int | None = None
    """Another lot; not given means the seed of the plan."""

    def faults(self, inputs: PlanInputs) -> Iterator[Fault]:
        """Unknown ids, days in the wrong order."""
        yield from unknown_id("skill_id", self.skill_id, inputs.hospital.skill_by_id)
        yield from unknown_id("unit_id", self.unit_id, inputs.hospital.unit_by_id)
        yield from self.date_faults(inputs)

    def claims(self, inputs: PlanInputs) -> tuple[Claim, ...]:
        """The sickness of the people concerned."""
        return (Claim("sickness", (self.unit_id, self.skill_id), self.span(inputs)),)

    def apply(self, inputs: PlanInputs) -> tuple[PlanInputs, tuple[Difference, ...]]:
        """Add sickness rows for the days on which the chosen people are not away already."""
        span = self.span(inputs)
        free = _free_days(inputs.tables.absences, span)
        whole = [(span.first, span.last)]
        people = [row["staff_id"] for row in self._employed(inputs, span)]
        able = [staff_id for staff_id in people if free.get(staff_id, whole)]
        seed = inputs.seed if self.seed is None else self.seed
        drawn = sorted(able, key=lambda staff_id: _lot(seed, staff_id))
        chosen = drawn[: int(len(able) * self.percent / 100 + 0.5)]
        rows = [
            {"staff_id": staff_id, "kind": "sickness", "first_day": first, "last_day": last}
            for staff_id in sorted(chosen)
            for first, last in free.get(staff_id, whole)
        ]
        absences = pa.concat_tables([inputs.tables.absences, ABSENCES.table(rows)])
        changed = replace(inputs, tables=replace(inputs.tables, absences=absences))
        n_away = sum(staff_id in free for staff_id in people)
        n_after = n_away + sum(staff_id not in free for staff_id in chosen)
        who = ", ".join(part for part in (self.unit_id, self.skill_id) if part) or "all staff"
        target = f"people away on some day, {who}, {span}"
        return changed, (
            Difference(
                target,
                f"{n_away} of {len(people)}",
                f"{n_after} of {len(people)} ({len(chosen)} fall ill, {self.percent:g} %)",
            ),
        )

    def _employed(self, inputs: PlanInputs, span: Span) -> Iterator[dict[str, Any]]:
        for row in inputs.tables.staff.to_pylist():
            if (
                self.skill_id in (None, row["skill_id"])
                and self.unit_id in (None, row["unit_id"])
                and (row["first_day"] is None or row["first_day"] <= span.last)
                and (row["last_day"] is None or row["last_day"] >= span.first)
            ):
                yield row


def _lot(seed: int, staff_id: str) -> bytes:
    return hashlib.sha256(f"{seed}|{staff_id}".encode()).digest()


def _free_days(absences: pa.Table, span: Span) -> dict[str, list[tuple[date, date]]]:
    """For each person away on some day of `span`: the runs of its days on which they are not."""
    away: dict[str, list[tuple[date, date]]] = defaultdict(list)
    for row in absences.to_pylist():
        if row["first_day"] <= span.last and row["last_day"] >= span.first:
            away[row["staff_id"]].append((row["first_day"], row["last_day"]))
    free: dict[str, list[tuple[date, date]]] = {}
    for staff_id, periods in away.items():
        runs, start = [], span.first
        for first, last in sorted(periods):
            if first > start:
                runs.append((start, first - _DAY))
            start = max(start, last + _DAY)
        if start <= span.last:
            runs.append((start, span.last))
        free[staff_id] = runs
    return free
