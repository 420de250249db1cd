"""Hours against contract, overtime and premiums: rules that are paid for, never broken."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from data.configuration.base import ClockTime, Id, Section
from data.configuration.rule_setting import RuleSetting

Earner = Literal["staff", "bank", "agency"]


class ContractHoursSetting(RuleSetting):
    """Paid hours, with credited leave, against contract over a period that ends with the horizon."""

    period_weeks: int = Field(default=4, ge=1, le=52)
    overtime_at_most_hours_week: float = Field(default=7.5, ge=0)
    """Hard: no more than this above contract, on average over the period."""
    overtime_percent: int = Field(default=150, ge=0)
    """Price of an hour above contract, in percent of the skill's pay."""
    unused_percent: int = Field(default=40, ge=0)
    """Price of a contracted hour that is not rostered, in percent of the skill's pay."""


class OvertimeRegime(RuleSetting):
    """`[[rules.overtime.regimes]]`: people whose overtime is reckoned by days and fixed periods, not by contract."""

    id: Id
    contract_ids: tuple[Id, ...]
    """The contracts that it holds for, in place of `contract_hours.overtime_percent`; each contract has one regime."""
    first_day: date
    """Any day on which a period begins; periods follow one another without a gap."""
    period_days: int = Field(ge=1, le=28)
    period_hours: float = Field(gt=0)
    """Paid hours above this in a period are overtime."""
    day_hours: float | None = Field(default=None, gt=0)
    """Paid hours above this in a day are overtime, and do not count again towards the period's."""
    percent: int = Field(ge=100)
    """Price of an hour of overtime, in percent of the skill's pay. Hours above contract that are no overtime cost 100."""


class OvertimeSetting(Section):
    """Overtime by law instead of by contract. Always priced; minutes of one person never count twice."""

    regimes: tuple[OvertimeRegime, ...] = ()

    @model_validator(mode="after")
    def _one_for_each_contract(self) -> OvertimeSetting:
        regime_of: dict[str, str] = {}
        for regime in self.regimes:
            for contract_id in regime.contract_ids:
                other = regime_of.setdefault(contract_id, regime.id)
                if other != regime.id:
                    raise ValueError(
                        f"one regime for each contract: '{contract_id}' is in '{other}' and in '{regime.id}', "
                        "and nobody's overtime is reckoned in two ways"
                    )
        return self


class UnsocialBand(Section):
    """`[[rules.unsocial_hours.bands]]`: a span of the clock that earns a premium on some days."""

    days: tuple[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun", "holiday"], ...] = Field(
        min_length=1
    )
    """Local dates on which it holds; each date by itself, so that a night from Friday to Saturday lies on both."""
    start: ClockTime = "00:00"
    end: ClockTime = "00:00"
    """At or before `start`: the minutes before it and those from `start` on; equal is the whole day."""
    percent: int = Field(default=0, ge=0)
    """Of the skill's pay, on top of it; for bank and agency of their price of an hour."""
    pence_per_hour: int = Field(default=0, ge=0)
    """On top of pay, beside `percent`."""
    earned_by: tuple[Earner, ...] = Field(default=("staff",), min_length=1)
    """Own staff, or bank or agency workers who are bought for a shift, whose price it raises."""

    @model_validator(mode="after")
    def _pays(self) -> UnsocialBand:
        if not self.percent and not self.pence_per_hour:
            raise ValueError("percent, pence_per_hour, or both")
        return self


class UnsocialHoursSetting(RuleSetting):
    """Premiums of own staff, and of bought workers where a band says so. Always priced; a minute earns the highest band that holds, never two."""

    bands: tuple[UnsocialBand, ...] = ()
    contract_ids: tuple[Id, ...] = ()
    """The contracts of own staff that it holds for; none given means all."""
