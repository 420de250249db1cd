"""`kind = "absence_wave"`: a part of the staff is away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import Field

from data.configuration.base import Id
from data.inputs import PlanInputs
from scenarios.absent import presence, send_away
from scenarios.changes.base import Claim, DatedChange, Difference, Fault, unknown_id
from scenarios.lots import by_lot, how_many, share_words

_WORDS = {"sickness": "fall ill", "annual_leave": "are on leave", "other": "stay away"}


class AbsenceWave(DatedChange):
    """A part of the staff is away on the days, beside the absences that are known already.

    Who is away is drawn by lot, the same people for the same seed; a greater percentage adds people and takes
    nobody back, so that waves of different height can be compared.
    """

    amounts: ClassVar[tuple[str, ...]] = ("percent", "people")

    kind: Literal["absence_wave"]
    percent: float | None = Field(default=None, ge=0, le=100)
    """Of the people employed on these days and not away on all of them, rounded to whole people."""
    people: int | None = Field(default=None, ge=0)
    """So many people, instead of a percentage."""
    skill_id: Id | None = None
    """The skill; not given means all skills."""
    unit_id: Id | None = None
    """The home unit; not given means all units."""
    reason: Literal["sickness", "annual_leave", "other"] = "sickness"
    seed: int | None = None
    """Another lot; not given means the seed of the plan."""

    def faults(self, inputs: PlanInputs) -> Iterator[Fault]:
        """Unknown ids, days in the wrong order."""
        yield from unknown_id("skill_id", self.skill_id, inputs.hospital.skill_by_id)
        yield from unknown_id("unit_id", self.unit_id, inputs.hospital.unit_by_id)
        yield from self.date_faults(inputs)

    def claims(self, inputs: PlanInputs) -> tuple[Claim, ...]:
        """The absence, for this reason, of the people concerned."""
        return (Claim(self.reason, (self.unit_id, self.skill_id), self.span(inputs)),)

    def apply(self, inputs: PlanInputs) -> tuple[PlanInputs, tuple[Difference, ...]]:
        """Add rows for the days on which the chosen people are not away already."""
        known = presence(inputs, self.span(inputs))
        concerned = known.only(
            row
            for row in known.people
            if self.skill_id in (None, row["skill_id"]) and self.unit_id in (None, row["unit_id"])
        )
        drawn = by_lot(concerned.able, inputs.seed if self.seed is None else self.seed)
        chosen = drawn[: how_many(len(drawn), self.percent, self.people)]
        n_after = concerned.n_away + sum(staff_id not in known.free for staff_id in chosen)
        who = ", ".join(part for part in (self.unit_id, self.skill_id) if part) or "all staff"
        before = f"{concerned.n_away} of {len(concerned.people)}"
        after = before
        if chosen:
            share = share_words(self.percent)
            after = f"{n_after} of {len(concerned.people)} ({len(chosen)} {_WORDS[self.reason]}{share})"
        target = f"people away on some day, {who}, {known.span.words}"
        return send_away(inputs, known, chosen, self.reason), (Difference(target, before, after),)
