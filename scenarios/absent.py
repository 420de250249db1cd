"""People who are kept from work by a scenario: rows added to the absences, never twice for the same day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pyarrow as pa

from data.inputs import PlanInputs
from data.tables import ABSENCES
from scenarios.days import Span

_DAY = timedelta(days=1)
Runs = list[tuple[date, date]]


@dataclass(frozen=True, slots=True)
class Presence:
    """Who is employed on some day of `span`, and the runs of its days on which each is not away already.

    People who are away on none of the days are not in `free`.
    """

    span: Span
    people: tuple[dict[str, Any], ...]
    free: dict[str, Runs]

    def only(self, people: Iterable[dict[str, Any]]) -> Presence:
        """The same for some of the people, given by their rows."""
        return replace(self, people=tuple(people))

    @property
    def able(self) -> list[str]:
        """Ids of those who are at work on some of the days."""
        return [row["staff_id"] for row in self.people if self.runs(row["staff_id"])]

    @property
    def n_away(self) -> int:
        """How many of them are away on some of the days."""
        return sum(row["staff_id"] in self.free for row in self.people)

    def runs(self, staff_id: str) -> Runs:
        """The days on which a person is not away."""
        return self.free.get(staff_id, [(self.span.first, self.span.last)])


def presence(inputs: PlanInputs, span: Span) -> Presence:
    """Everybody employed on some of the days."""
    people = tuple(employed(inputs, span))
    return Presence(span, people, _free_days(inputs.tables.absences, span))


def employed(inputs: PlanInputs, span: Span) -> Iterator[dict[str, Any]]:
    """Rows of the staff table of those who are employed on some of the days."""
    for row in inputs.tables.staff.to_pylist():
        starts, ends = row["first_day"], row["last_day"]
        if (starts is None or starts <= span.last) and (ends is None or ends >= span.first):
            yield row


def send_away(inputs: PlanInputs, known: Presence, staff_ids: Collection[str], kind: str) -> PlanInputs:
    """The inputs with absences of `kind` for the people on all days on which they are not away already."""
    rows = [
        {"staff_id": staff_id, "kind": kind, "first_day": first, "last_day": last}
        for staff_id in sorted(staff_ids)
        for first, last in known.runs(staff_id)
    ]
    absences = pa.concat_tables([inputs.tables.absences, ABSENCES.table(rows)])
    return replace(inputs, tables=replace(inputs.tables, absences=absences))


def _free_days(absences: pa.Table, span: Span) -> dict[str, Runs]:
    away: dict[str, Runs] = defaultdict(list)
    for row in absences.to_pylist():
        if row["first_day"] <= span.last and row["last_day"] >= span.first:
            away[row["staff_id"]].append((row["first_day"], row["last_day"]))
    free: dict[str, Runs] = {}
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
