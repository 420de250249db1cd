"""`kind = "staff_removed"`: fewer people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import ClassVar, Literal

from pydantic import Field

from data.configuration.base import Id
from data.inputs import PlanInputs
from data.tables import ABSENCES, STAFF
from scenarios.absent import employed
from scenarios.changes.base import Change, Claim, Difference, Fault, unknown_id, unknown_ids
from scenarios.days import Day, Span, horizon, span_of
from scenarios.lots import by_lot, how_many, share_words
from scenarios.wording import day_words


class StaffRemoved(Change):
    """People leave, from a day on: vacancies that are not filled. Who leaves is named, or drawn by lot."""

    amounts: ClassVar[tuple[str, ...]] = ("staff_ids", "people", "percent")

    kind: Literal["staff_removed"]
    first_day: Day | None = None
    """The first day without them; not given means the whole plan."""
    staff_ids: tuple[Id, ...] | None = None
    """These people."""
    people: int | None = Field(default=None, ge=0)
    """So many, drawn by lot."""
    percent: float | None = Field(default=None, ge=0, le=100)
    """Such a part, drawn by lot, to whole people."""
    unit_id: Id | None = None
    """The home unit; not given means all units."""
    skill_id: Id | None = None
    """The skill; not given means all skills."""

    def faults(self, inputs: PlanInputs) -> Iterator[Fault]:
        """Unknown ids."""
        yield from unknown_id("unit_id", self.unit_id, inputs.hospital.unit_by_id)
        yield from unknown_id("skill_id", self.skill_id, inputs.hospital.skill_by_id)
        known = set(inputs.tables.staff["staff_id"].to_pylist())
        for fault in unknown_ids("staff_ids", self.staff_ids or (), known):
            yield replace(fault, expected="the staff_id of somebody in the staff table")

    def claims(self, inputs: PlanInputs) -> tuple[Claim, ...]:
        """The leaving of these people; who is drawn by lot may be anybody."""
        span = self._span(inputs)
        return tuple(
            Claim("staff leaving", (self.unit_id, self.skill_id, staff_id), span)
            for staff_id in self.staff_ids or (None,)
        )

    def apply(self, inputs: PlanInputs) -> tuple[PlanInputs, tuple[Difference, ...]]:
        """End their employment; what lies after it is dropped from their absences."""
        span = self._span(inputs)
        people = [
            row["staff_id"]
            for row in employed(inputs, span)
            if self.unit_id in (None, row["unit_id"]) and self.skill_id in (None, row["skill_id"])
        ]
        if self.staff_ids is not None:
            chosen = [staff_id for staff_id in people if staff_id in self.staff_ids]
        else:
            drawn = by_lot(people, inputs.seed, "leaving")
            chosen = drawn[: how_many(len(drawn), self.percent, self.people)]
        gone, last = set(chosen), span.first - timedelta(days=1)
        rows = inputs.tables.staff.to_pylist()
        for row in rows:
            if row["staff_id"] in gone:
                row["last_day"] = last
                row["first_day"] = None if row["first_day"] and row["first_day"] > last else row["first_day"]
        absences = [
            row
            for row in inputs.tables.absences.to_pylist()
            if row["staff_id"] not in gone or row["first_day"] <= last
        ]
        tables = replace(inputs.tables, staff=STAFF.table(rows), absences=ABSENCES.table(absences))
        who = ", ".join(part for part in (self.unit_id, self.skill_id) if part) or "all staff"
        after = f"{len(people) - len(chosen)} people"
        if chosen:
            after += f" ({len(chosen)} leave{share_words(self.percent)})"
        difference = Difference(f"staff, {who}, from {day_words(span.first)}", f"{len(people)} people", after)
        return replace(inputs, tables=tables), (difference,)

    def _span(self, inputs: PlanInputs) -> Span:
        span = span_of(self.first_day, None, inputs.grid)
        return (
            span if span.first <= span.last else Span(span.first, max(span.first, horizon(inputs.grid).last))
        )
