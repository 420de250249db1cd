"""`kind = "agency_limit"`: another limit on agency hours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from pydantic import Field

from data.inputs import PlanInputs
from scenarios.changes.base import Change, Claim, Difference, Fault
from scenarios.days import horizon
from scenarios.hospital_again import replaced


class AgencyLimit(Change):
    """At most so many agency hours a week in the whole hospital; 0 means none."""

    kind: Literal["agency_limit"]
    hours_week: float = Field(ge=0)

    def faults(self, inputs: PlanInputs) -> Iterator[Fault]:  # noqa: ARG002
        """None: a limit fits every hospital."""
        return iter(())

    def claims(self, inputs: PlanInputs) -> tuple[Claim, ...]:
        """The limit."""
        return (Claim("agency hours", (), horizon(inputs.grid)),)

    def apply(self, inputs: PlanInputs) -> tuple[PlanInputs, tuple[Difference, ...]]:
        """Set `[cover] agency_hours_week`."""
        old = inputs.hospital.cover.agency_hours_week
        cover = inputs.hospital.cover.model_copy(update={"agency_hours_week": self.hours_week})
        changed = replace(inputs, hospital=replaced(inputs.hospital, cover=cover))
        before = "no limit" if old is None else f"{old:g} hours a week"
        return changed, (Difference("agency hours, hospital", before, f"{self.hours_week:g} hours a week"),)
