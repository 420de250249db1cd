"""`kind = "staff_added"`: more people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import count, islice
from typing import Any, Literal

import pyarrow as pa
from pydantic import Field

from data.configuration.base import Id
from data.inputs import PlanInputs
from data.tables import STAFF
from scenarios.changes.base import Claim, DatedChange, Difference, Fault, unknown_id, unknown_ids


class StaffAdded(DatedChange):
    """People join a unit, on its payroll or on loan; they are called NEW-1, NEW-2 and so on."""

    kind: Literal["staff_added"]
    unit_id: Id
    """Their home unit."""
    skill_id: Id
    contract_id: Id
    people: int = Field(ge=0, le=500)
    float_unit_ids: tuple[Id, ...] = ()
    """Other units they may be sent to."""

    def faults(self, inputs: PlanInputs) -> Iterator[Fault]:
        """Unknown ids, days in the wrong order."""
        hospital = inputs.hospital
        yield from unknown_id("unit_id", self.unit_id, hospital.unit_by_id)
        yield from unknown_id("skill_id", self.skill_id, hospital.skill_by_id)
        yield from unknown_id("contract_id", self.contract_id, hospital.contract_by_id)
        yield from unknown_ids("float_unit_ids", self.float_unit_ids, hospital.unit_by_id)
        yield from self.date_faults(inputs)

    def claims(self, inputs: PlanInputs) -> tuple[Claim, ...]:
        """The people added of this unit, skill and contract."""
        return (Claim("staff added", (self.unit_id, self.skill_id, self.contract_id), self.span(inputs)),)

    def apply(self, inputs: PlanInputs) -> tuple[PlanInputs, tuple[Difference, ...]]:
        """Add rows to the staff table."""
        span = self.span(inputs)
        taken = set(inputs.tables.staff["staff_id"].to_pylist())
        free = (name for number in count(1) if (name := f"NEW-{number}") not in taken)
        rows: list[dict[str, Any]] = [
            {
                "staff_id": staff_id,
                "name": staff_id,
                "unit_id": self.unit_id,
                "skill_id": self.skill_id,
                "contract_id": self.contract_id,
                "float_unit_ids": "|".join(self.float_unit_ids) or None,
                "first_day": span.first if self.first_day is not None else None,
                "last_day": span.last if self.last_day is not None else None,
            }
            for staff_id in islice(free, self.people)
        ]
        staff = pa.concat_tables([inputs.tables.staff, STAFF.table(rows)])
        homes = zip(staff["unit_id"].to_pylist(), staff["skill_id"].to_pylist(), strict=True)
        n_after = sum(home == (self.unit_id, self.skill_id) for home in homes)
        target = f"staff, {self.unit_id}, {self.skill_id}, {self.contract_id}, {span.words}"
        changed = replace(inputs, tables=replace(inputs.tables, staff=staff))
        return changed, (Difference(target, f"{n_after - self.people} people", f"{n_after} people"),)
