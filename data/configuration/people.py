"""Skills, contracts and shifts."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

from pydantic import Field, model_validator

from data.configuration.base import COLOUR_PATTERN, ClockTime, Id, Section, minute_after, minute_of_day
from data.configuration.faults import ConfigurationError
from data.problems import Problem


class Skill(Section):
    """`[[skills]]`: what somebody is employed as, and for whom they may stand in."""

    id: Id
    name: str
    stands_in_for: tuple[Id, ...] = ()
    """Skills whose work this one may do, one way: the list is complete, nothing is inferred."""
    beside_skill_ids: tuple[Id, ...] = ()
    """Makes people of this skill supernumerary: they work beside these skills, on their shifts, and never count."""
    pence_per_hour: int = Field(ge=0)
    """Contract pay with on-costs."""
    bank_pence_per_hour: int | None = Field(default=None, ge=0)
    """Price of a bank hour; not given means that no bank workers are to be had."""
    agency_pence_per_hour: int | None = Field(default=None, ge=0)
    """Price of an agency hour; not given means that no agency workers are to be had."""
    shortage_pence_per_hour: int = Field(gt=0)
    """What an hour without a needed person is worth avoiding; above every price that you would pay for cover."""
    surplus_pence_per_hour: int = Field(default=0, ge=0)
    """What an hour of a person who is not needed costs the plan (their pay is spent anyway)."""


class Contract(Section):
    """`[[contracts]]`: the hours somebody owes."""

    id: Id
    name: str
    hours_week: float = Field(ge=0, le=80)
    """Contracted hours a week; 0 for bank staff without guaranteed hours."""


class Shift(Section):
    """`[[shifts]]`: a span of local time with a code."""

    id: Id
    name: str
    start: ClockTime
    end: ClockTime
    """At or before `start` means the next day; equal means 24 hours."""
    unpaid_break_minutes: int = Field(default=0, ge=0, le=180)
    gap_start: ClockTime | None = None
    """A split shift stops here and goes on at `gap_end`: the time between is not paid, and nobody is needed in it."""
    gap_end: ClockTime | None = None
    is_night: bool = False
    on_call: bool = False
    """Somebody can be called in, and is not there: needed only where a standard names the shift, and no work for the rest between shifts."""
    paid_percent: int = Field(default=100, ge=0, le=100)
    """The share of its hours that counts as paid; below 100 only on call."""
    clock_change_pay: Literal["elapsed", "scheduled"] = "elapsed"
    """Paid when the clock changes during the shift: the time that passes, or the hours that the shift has on other days."""
    colour: str = Field(default="#9db4c0", pattern=COLOUR_PATTERN)

    @model_validator(mode="after")
    def _is_paid(self) -> Shift:
        if self.paid_percent < 100 and not self.on_call:
            fault = Problem(
                value=str(self.paid_percent),
                expected="100, unless on_call = true",
                key=f"shifts '{self.id}', paid_percent",
            )
            raise ConfigurationError([fault])
        if not self._has_order():
            fault = Problem(
                value=f"{self.gap_start or 'nothing'} to {self.gap_end or 'nothing'}",
                expected=f"gap_start and gap_end, in this order within the shift ({self.start} to {self.end}), or neither",
                key=f"shifts '{self.id}', gap_start",
            )
            raise ConfigurationError([fault])
        if self.covered_minutes <= 0:
            fault = Problem(
                value=str(self.unpaid_break_minutes),
                expected=f"a break shorter than the shift ({self.start} to {self.end})"
                + (" without its gap" if self.gap_start else ""),
                key=f"shifts '{self.id}', unpaid_break_minutes",
            )
            raise ConfigurationError([fault])
        return self

    @property
    def start_minute(self) -> int:
        """Wall-clock minutes from midnight of the shift's day to its start."""
        return minute_of_day(self.start)

    @property
    def end_minute(self) -> int:
        """Wall-clock minutes from midnight of the shift's day to its end; above 1440 past midnight."""
        return minute_after(self.start_minute, self.end)

    def _has_order(self) -> bool:
        """Whether the gap, if there is one, leaves work before and after it."""
        if self.gap_start is None or self.gap_end is None:
            return self.gap_start is self.gap_end
        bounds = [minute for piece in self.pieces for minute in piece]
        return all(before < after for before, after in pairwise(bounds))

    @property
    def pieces(self) -> tuple[tuple[int, int], ...]:
        """Wall-clock minutes from midnight of the shift's day: when work starts and ends, twice in a split shift."""
        if self.gap_start is None or self.gap_end is None:
            return ((self.start_minute, self.end_minute),)
        stops, goes_on = (minute_after(self.start_minute, clock) for clock in (self.gap_start, self.gap_end))
        return ((self.start_minute, stops), (goes_on, self.end_minute))

    @property
    def paid_minutes(self) -> int:
        """Paid minutes on a day without a clock change."""
        return self.paid_share(self.covered_minutes)

    @property
    def covered_minutes(self) -> int:
        """Minutes without breaks and gap, paid in full or not, on a day without a clock change."""
        return sum(end - start for start, end in self.pieces) - self.unpaid_break_minutes

    def paid_share(self, minutes: int) -> int:
        """What so many minutes of the shift count as paid."""
        return (2 * minutes * self.paid_percent + 100) // 200
