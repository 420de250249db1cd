"""`kind = "elective_move"`: booked admissions are put off, brought forward, or cancelled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

from pydantic import Field

from data.configuration.base import Id
from data.inputs import PatientsEffect, PlanInputs
from data.tables import PLANNED_ADMISSIONS
from scenarios.changes.base import Claim, DatedChange, Difference, Fault, unknown_ids, without_past
from scenarios.days import Day, Span, span_of
from scenarios.lots import among, by_lot, how_many


class ElectiveMove(DatedChange):
    """Admissions that are booked for the days go to other days, or are cancelled.

    The bookings change, and with them the forecast: so many patients fewer on the days, so many more on those to which they
    go. Needs the table `planned_admissions`. Which ones go is drawn by lot; a greater percentage adds to them.
    """

    kind: Literal["elective_move"]
    percent: float = Field(default=100, ge=0, le=100)
    """Of the admissions booked in these units on these days."""
    unit_ids: tuple[Id, ...] = ()
    """The units; none given means all."""
    to_first_day: Day | None = None
    """The first day to which they go, evenly over the days; not given means that they are cancelled."""
    to_last_day: Day | None = None
    """The last such day; not given means the first alone."""

    def faults(self, inputs: PlanInputs) -> Iterator[Fault]:
        """Unknown units, days in the wrong order, days to which they go among those that they leave."""
        yield from unknown_ids("unit_ids", self.unit_ids, inputs.hospital.unit_by_id)
        for unit_id in self.unit_ids:
            yield from without_past("unit_ids", unit_id, inputs)
        yield from self.date_faults(inputs)
        target = self._target(inputs)
        if target is None:
            if self.to_last_day is not None:
                yield Fault("to_last_day", f"{self.to_last_day}", "to_first_day beside it")
        elif target.last < target.first:
            yield Fault("to_last_day", f"{target.last}", f"a day on or after the first, {target.first}")
        elif target.overlaps(self.span(inputs)):
            yield Fault(
                "to_first_day", f"{target}", f"days outside those that they leave, {self.span(inputs)}"
            )

    def claims(self, inputs: PlanInputs) -> tuple[Claim, ...]:
        """The bookings of the units."""
        span = self.span(inputs)
        return tuple(Claim("planned admissions", (unit_id,), span) for unit_id in self.unit_ids or (None,))

    def apply(self, inputs: PlanInputs) -> tuple[PlanInputs, tuple[Difference, ...]]:
        """Change the bookings, and add a PatientsEffect for each unit and day with another number of patients."""
        span, target = self.span(inputs), self._target(inputs)
        rows = {row["admission_id"]: row for row in inputs.tables.planned_admissions.to_pylist()}
        booked = [
            admission_id
            for admission_id, row in rows.items()
            if among(row["unit_id"], self.unit_ids) and span.first <= row["planned_day"] <= span.last
        ]
        drawn = by_lot(booked, inputs.seed, "bookings")
        chosen = drawn[: how_many(len(drawn), self.percent, None)]
        more: Counter[tuple[date, str]] = Counter()
        for number, admission_id in enumerate(chosen):
            row = rows.pop(admission_id)
            more[row["planned_day"], row["unit_id"]] -= 1
            if target is not None:
                day = target.first + timedelta(days=number % ((target.last - target.first).days + 1))
                more[day, row["unit_id"]] += 1
                window = {
                    "earliest_day": min(row["earliest_day"], day),
                    "latest_day": max(row["latest_day"], day),
                }
                rows[admission_id] = {**row, "planned_day": day, **window}
        effects = (
            PatientsEffect(day, day, float(n), unit_id) for (day, unit_id), n in sorted(more.items()) if n
        )
        changed = replace(
            inputs,
            tables=replace(inputs.tables, planned_admissions=PLANNED_ADMISSIONS.table(list(rows.values()))),
            patients_effects=(*inputs.patients_effects, *effects),
        )
        units = ", ".join(self.unit_ids) or "all units"
        goal = "cancelled" if target is None else f"go to {target.words}"
        after = f"{len(drawn) - len(chosen)} ({len(chosen)} {goal})" if chosen else str(len(drawn))
        return changed, (Difference(f"admissions booked, {units}, {span.words}", str(len(drawn)), after),)

    def _target(self, inputs: PlanInputs) -> Span | None:
        if self.to_first_day is None:
            return None
        last = self.to_first_day if self.to_last_day is None else self.to_last_day
        return span_of(self.to_first_day, last, inputs.grid)
