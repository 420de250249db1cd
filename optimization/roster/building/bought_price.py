"""What a shift of a bank or agency worker costs: hours at the price of the skill, and premiums where bands say so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from data.calendar import DayGrid
from data.configuration.hospital import Hospital
from data.configuration.pay_rules import Earner
from optimization.roster.building.times import ShiftTimes
from optimization.roster.problem import Source
from optimization.rules.premium_bands import premiums_of
from optimization.rules.unsocial_hours import Premium, UnsocialHours

_EARNERS: Mapping[Source, Earner] = {Source.BANK: "bank", Source.AGENCY: "agency"}


@dataclass(frozen=True)
class BoughtPrices:
    """Prices of one source, Source.BANK or Source.AGENCY; `holidays` are the dates that count as such."""

    hospital: Hospital
    grid: DayGrid
    source: Source
    holidays: frozenset[date]

    @cached_property
    def _premiums(self) -> tuple[Premium, ...]:
        return premiums_of(self.hospital.rules.unsocial_hours, _EARNERS[self.source])

    def pence(self, skill_id: str, day: int, times: ShiftTimes) -> int | None:
        """The price of one shift on a day; None where nobody of the skill is to be had."""
        skill = self.hospital.skill_by_id[skill_id]
        is_bank = self.source is Source.BANK
        rate = skill.bank_pence_per_hour if is_bank else skill.agency_pence_per_hour
        if rate is None:
            return None
        plain = round(rate * times.paid_minutes / 60)
        if not self._premiums:
            return plain
        rule = UnsocialHours(self._premiums, rate, self.holidays)
        return plain + rule.pence(self.grid, day, times.pieces, times.paid_minutes)
