"""What the limits on bought hours have in common."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from pydantic import Field

from data.inputs import PlanInputs
from scenarios.changes.base import Change, Claim, Difference, Fault
from scenarios.days import horizon
from scenarios.hospital_again import replaced


class HoursLimit(Change):
    """At most so many hours a week of workers from one source in the whole hospital."""

    source: ClassVar[str]
    """As `[cover]` has it: bank or agency."""

    kind: str
    hours_week: float = Field(ge=0)

    def faults(self, inputs: PlanInputs) -> Iterator[Fault]:  # noqa: ARG002
        """None: a limit fits every hospital."""
        return iter(())

    def claims(self, inputs: PlanInputs) -> tuple[Claim, ...]:
        """The limit."""
        return (Claim(f"{self.source} hours", (), horizon(inputs.grid)),)

    def apply(self, inputs: PlanInputs) -> tuple[PlanInputs, tuple[Difference, ...]]:
        """Set the source's hours a week under `[cover]`."""
        key = f"{self.source}_hours_week"
        old = getattr(inputs.hospital.cover, key)
        cover = inputs.hospital.cover.model_copy(update={key: self.hours_week})
        changed = replace(inputs, hospital=replaced(inputs.hospital, cover=cover))
        before = "no limit" if old is None else f"{old:g} hours a week"
        target = f"{self.source} hours, hospital"
        return changed, (Difference(target, before, f"{self.hours_week:g} hours a week"),)
