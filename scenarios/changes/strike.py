"""`kind = "strike"`: industrial action."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from data.configuration.base import Id
from data.inputs import PlanInputs
from scenarios.absent import presence, send_away
from scenarios.changes.base import Claim, DatedChange, Difference, Fault, unknown_ids
from scenarios.lots import among, by_lot, how_many


class Strike(DatedChange):
    """A part of the staff strikes on the days. Units that are exempt keep everybody, as agreed with the union.

    What happens around it (planned admissions of the day before and the day itself that come after it) is another change
    beside this one: `elective_move`, or `demand` where no bookings are imported. A night belongs to the day it starts: a strike on Thursday takes Thursday's night and leaves Wednesday's.
    """

    kind: Literal["strike"]
    percent: float = Field(ge=0, le=100)
    """Of the people concerned who are not away anyway. Who strikes is drawn by lot; more percent add people."""
    skill_ids: tuple[Id, ...] = ()
    """The skills that are called out; none given means all."""
    exempt_unit_ids: tuple[Id, ...] = ()
    """Home units whose people do not strike."""

    def faults(self, inputs: PlanInputs) -> Iterator[Fault]:
        """Unknown ids, days in the wrong order."""
        yield from unknown_ids("skill_ids", self.skill_ids, inputs.hospital.skill_by_id)
        yield from unknown_ids("exempt_unit_ids", self.exempt_unit_ids, inputs.hospital.unit_by_id)
        yield from self.date_faults(inputs)

    def claims(self, inputs: PlanInputs) -> tuple[Claim, ...]:
        """The strike of each skill."""
        span = self.span(inputs)
        return tuple(Claim("strike", (skill_id,), span) for skill_id in self.skill_ids or (None,))

    def apply(self, inputs: PlanInputs) -> tuple[PlanInputs, tuple[Difference, ...]]:
        """Add absences of kind `other`."""
        known = presence(inputs, self.span(inputs))
        called = known.only(
            row
            for row in known.people
            if among(row["skill_id"], self.skill_ids) and row["unit_id"] not in self.exempt_unit_ids
        )
        drawn = by_lot(called.able, inputs.seed, "strike")
        chosen = drawn[: how_many(len(drawn), self.percent, None)]
        who = ", ".join(self.skill_ids) or "all skills"
        exempt = f", without {', '.join(self.exempt_unit_ids)}" if self.exempt_unit_ids else ""
        target = f"people on strike, {who}{exempt}, {known.span.words}"
        after = f"{len(chosen)} of {len(drawn)} at work ({self.percent:g} %)" if chosen else "none"
        return send_away(inputs, known, chosen, "other"), (Difference(target, "none", after),)
