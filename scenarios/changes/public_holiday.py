"""`kind = "public_holiday"`: a day becomes a public holiday."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Literal

from data.configuration.place import LocalHoliday
from data.holiday_calendar import public_holidays
from data.inputs import PlanInputs
from scenarios.changes.base import Change, Claim, Difference, Fault
from scenarios.days import Day, Span, span_of
from scenarios.hospital_again import replaced
from scenarios.wording import day_words


class PublicHoliday(Change):
    """A day is a public holiday. Demand follows if history has one of that name: "Boxing Day" brings a Boxing Day."""

    kind: Literal["public_holiday"]
    day: Day
    name: str
    """As the calendar of the hospital's country writes it."""

    def faults(self, inputs: PlanInputs) -> Iterator[Fault]:
        """A name that the calendar does not have: nothing would be known about such a day."""
        year = self._date(inputs).year
        known = sorted(set(public_holidays(inputs.hospital, range(year - 3, year + 1)).values()))
        if self.name not in known:
            yield Fault("name", self.name, f"a holiday of the calendar: {', '.join(known)}")

    def claims(self, inputs: PlanInputs) -> tuple[Claim, ...]:
        """The holiday of the day."""
        when = self._date(inputs)
        return (Claim("public holiday", (), Span(when, when)),)

    def apply(self, inputs: PlanInputs) -> tuple[PlanInputs, tuple[Difference, ...]]:
        """Add a local holiday."""
        when, identity = self._date(inputs), inputs.hospital.hospital
        before = public_holidays(inputs.hospital, {when.year}).get(when, "ordinary day")
        holiday = LocalHoliday(date=when, name=self.name)
        local = (*(one for one in identity.local_holidays if one.date != when), holiday)
        identity = identity.model_copy(update={"local_holidays": local})
        changed = replace(inputs, hospital=replaced(inputs.hospital, hospital=identity))
        return changed, (Difference(f"calendar, {day_words(when)}", before, self.name),)

    def _date(self, inputs: PlanInputs) -> date:
        return span_of(self.day, self.day, inputs.grid).first
