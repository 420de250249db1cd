"""`[rules.*]`: which labour rules hold, with what figures, and whether each must hold or has a price.

The figures are the hospital's own: confirm each with your law and agreements.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from data.configuration.base import Section


class _RuleSetting(Section):
    source: str = "trust policy"
    """The law, agreement or policy it comes from; shown in reports."""


class _Choice(_RuleSetting):
    enforcement: Literal["hard", "soft", "off"] = "hard"
    pence_per_unit: int | None = Field(default=None, ge=1)
    """With enforcement "soft": the price of one unit of breach."""

    @model_validator(mode="after")
    def _soft_has_a_price(self) -> _Choice:
        if self.enforcement == "soft" and self.pence_per_unit is None:
            raise ValueError('pence_per_unit, the price of one unit of breach, beside enforcement = "soft"')
        return self


class MinimumRestSetting(_Choice):
    """Rest between the end of one shift and the start of the next; the unit is the minute."""

    hours: float = Field(default=11, gt=0, le=48)


class ConsecutiveDaysSetting(_Choice):
    """Days worked in a row; the unit is the day."""

    at_least: int = Field(default=1, ge=1)
    at_most: int = Field(default=6, ge=1)

    @model_validator(mode="after")
    def _in_order(self) -> ConsecutiveDaysSetting:
        if self.at_least > self.at_most:
            raise ValueError(f"at_least ({self.at_least}) that is no more than at_most ({self.at_most})")
        return self


class ConsecutiveDaysOffSetting(_Choice):
    """Days off in a row; the unit is the day."""

    at_least: int = Field(default=2, ge=1)


class ConsecutiveNightsSetting(_Choice):
    """Nights in a row; the unit is the day."""

    at_most: int = Field(default=4, ge=1)


class RestAfterNightsSetting(_Choice):
    """Rest after the last night of a run before other work; the unit is one time."""

    hours: float = Field(default=46, gt=0, le=96)


class WeekendsSetting(_Choice):
    """Weekends worked (Saturday, Sunday, or both) in a span of weeks; the unit is the weekend."""

    at_most: int = Field(default=2, ge=0)
    in_weeks: int = Field(default=4, ge=1)


class WeeklyHoursSetting(_Choice):
    """Paid hours in each ISO week; the unit is the minute."""

    at_most_hours: float = Field(default=60, gt=0)


class ContractHoursSetting(_RuleSetting):
    """Paid hours, with credited leave, against contract over a period that ends with the horizon."""

    period_weeks: int = Field(default=4, ge=1, le=52)
    overtime_at_most_hours_week: float = Field(default=7.5, ge=0)
    """Hard: no more than this above contract, on average over the period."""
    overtime_percent: int = Field(default=150, ge=0)
    """Price of an hour above contract, in percent of the skill's pay."""
    unused_percent: int = Field(default=40, ge=0)
    """Price of a contracted hour that is not rostered, in percent of the skill's pay."""


class LeaveSetting(_RuleSetting):
    """No shift overlaps leave or other absence. Always hard."""

    night_may_run_into_leave: bool = False
    """Whether a night may end on the morning of the first day of leave."""


class RequestsSetting(_RuleSetting):
    """Wishes of staff. Always soft."""

    want_pence: int = Field(default=3000, ge=0)
    avoid_pence: int = Field(default=4000, ge=0)
    day_off_pence: int = Field(default=8000, ge=0)


class Rules(Section):
    """All rule settings; a rule that is not written has the figures shown here."""

    minimum_rest: MinimumRestSetting = MinimumRestSetting()
    consecutive_days: ConsecutiveDaysSetting = ConsecutiveDaysSetting()
    consecutive_days_off: ConsecutiveDaysOffSetting = ConsecutiveDaysOffSetting(
        enforcement="soft", pence_per_unit=6000
    )
    consecutive_nights: ConsecutiveNightsSetting = ConsecutiveNightsSetting()
    rest_after_nights: RestAfterNightsSetting = RestAfterNightsSetting()
    weekends: WeekendsSetting = WeekendsSetting(enforcement="soft", pence_per_unit=12000)
    weekly_hours: WeeklyHoursSetting = WeeklyHoursSetting()
    contract_hours: ContractHoursSetting = ContractHoursSetting()
    leave: LeaveSetting = LeaveSetting()
    requests: RequestsSetting = RequestsSetting()
