"""Rules of rest, days, nights, weekends and hours, each of which must hold, has a price, or is off."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from data.configuration.base import Id
from data.configuration.rule_setting import RuleChoice


class MinimumRestSetting(RuleChoice):
    """Rest between the end of one shift and the start of the next; the unit is the minute."""

    hours: float = Field(default=11, gt=0, le=48)
    travel_minutes: int = Field(default=0, ge=0, le=300)
    """The way between units of different sites (`site_id`), which is not rest; nor is it part of any longer rest of the same people."""


class ConsecutiveDaysSetting(RuleChoice):
    """Days worked in a row; the unit is the day."""

    at_least: int = Field(default=1, ge=1)
    at_most: int = Field(default=6, ge=1)

    @model_validator(mode="after")
    def _in_order(self) -> ConsecutiveDaysSetting:
        if self.at_least > self.at_most:
            raise ValueError(f"at_least ({self.at_least}) that is no more than at_most ({self.at_most})")
        return self


class ConsecutiveDaysOffSetting(RuleChoice):
    """Days off in a row; the unit is the day."""

    at_least: int = Field(default=2, ge=1)


class ConsecutiveNightsSetting(RuleChoice):
    """Nights in a row; the unit is the day."""

    at_most: int = Field(default=4, ge=1)


class RestAfterNightsSetting(RuleChoice):
    """Rest after the last night of a run before other work; the unit is one time."""

    hours: float = Field(default=46, gt=0, le=96)


class RestAfterCallOutSetting(RuleChoice):
    """Rest after a call-out (table `call_outs`) before any shift; the unit is the shift."""

    hours: float = Field(default=11, gt=0, le=96)


class WeekendsSetting(RuleChoice):
    """Weekends worked (Saturday, Sunday, or both) in a span of weeks; the unit is the weekend."""

    at_most: int = Field(default=2, ge=0)
    in_weeks: int = Field(default=4, ge=1)
    friday_night_counts: bool = False
    """Whether a shift of the Friday that runs past midnight makes a worked weekend."""


class WeeklyHoursSetting(RuleChoice):
    """Paid hours in each ISO week; the unit is the minute."""

    at_most_hours: float = Field(default=60, gt=0)


class RollingHoursSetting(RuleChoice):
    """Paid hours in any so many days in a row, wherever they begin; the unit is the minute."""

    enforcement: Literal["hard", "soft", "off"] = "off"
    at_most_hours: float = Field(default=72, gt=0)
    in_days: int = Field(default=7, ge=1, le=28)
    any_hour: bool = False
    """Whether the days may begin at any hour: then shifts of the day after the last count as well that start before that hour."""


class AverageHoursSetting(RuleChoice):
    """Paid hours a week on average over weeks that end with the plan, days away left out; the unit is the minute."""

    enforcement: Literal["hard", "soft", "off"] = "off"
    at_most_hours_week: float = Field(default=48, gt=0)
    in_weeks: int = Field(default=17, ge=1, le=52)
    """The reference period. The published roster that lies within it counts; import as much of it as there is."""
    opt_out_contract_ids: tuple[Id, ...] = ()
    """Contracts whose people have agreed in writing to work longer, where the law lets them."""


class NightsInPeriodSetting(RuleChoice):
    """Nights in weeks that end with the plan, in a row or not; the unit is the shift."""

    enforcement: Literal["hard", "soft", "off"] = "off"
    at_most: int = Field(default=9, ge=0)
    in_weeks: int = Field(default=4, ge=1, le=52)


class ShiftsElsewhereSetting(RuleChoice):
    """Shifts in other units than the home unit in each ISO week; the unit is the shift."""

    enforcement: Literal["hard", "soft", "off"] = "off"
    at_most: int = Field(default=2, ge=0)


class MaximumShiftSetting(RuleChoice):
    """The longest shift; the unit is the shift."""

    enforcement: Literal["hard", "soft", "off"] = "off"
    hours: float = Field(default=13, gt=0, le=48)
    breaks_count: bool = True
    """Whether unpaid breaks are part of the length."""
    clock_change_counts: bool = False
    """Whether the hour by which a night is longer when the clock goes back counts."""


class ConsecutiveLongShiftsSetting(RuleChoice):
    """Long shifts on days in a row; the unit is the day."""

    enforcement: Literal["hard", "soft", "off"] = "off"
    longer_than_hours: float = Field(default=10, gt=0)
    """From start to end, breaks included."""
    at_most: int = Field(default=4, ge=1)


class ConsecutiveLateShiftsSetting(RuleChoice):
    """Long shifts that end late in the evening, on days in a row; nights and on-call are none. The unit is the day."""

    enforcement: Literal["hard", "soft", "off"] = "off"
    longer_than_hours: float = Field(default=10, gt=0)
    """From start to end, breaks included."""
    ends_after_hour: float = Field(default=23, gt=0, lt=48)
    """By the clock; midnight is 24."""
    at_most: int = Field(default=4, ge=1)


class RestAfterRunsSetting(RuleChoice):
    """Rest after so many days, long shifts or late long shifts in a row, before any other shift; the unit is one time."""

    enforcement: Literal["hard", "soft", "off"] = "off"
    hours: float = Field(default=48, gt=0, le=96)
    after_days: int | None = Field(default=None, ge=1)
    """Days in a row with whatever shift; not given means no rest after those."""
    after_long_shifts: int | None = Field(default=None, ge=1)
    """Days in a row with a shift longer than `longer_than_hours`."""
    after_late_shifts: int | None = Field(default=None, ge=1)
    """Days in a row with such a shift that ends after `ends_after_hour`, nights and on-call apart."""
    longer_than_hours: float = Field(default=10, gt=0)
    """From start to end, breaks included."""
    ends_after_hour: float = Field(default=23, gt=0, lt=48)
    """By the clock; midnight is 24."""

    @model_validator(mode="after")
    def _says_when(self) -> RestAfterRunsSetting:
        runs = (self.after_days, self.after_long_shifts, self.after_late_shifts)
        if self.enforcement != "off" and not any(runs):
            raise ValueError("after_days, after_long_shifts or after_late_shifts")
        return self


class RestAfterLongShiftsSetting(RuleChoice):
    """Rest after a long shift before any other; the unit is one time."""

    enforcement: Literal["hard", "soft", "off"] = "off"
    from_hours: float = Field(default=24, gt=0)
    """The length, breaks included, from which on a shift is long."""
    hours: float = Field(default=14, gt=0, le=96)


class WeeklyRestSetting(RuleChoice):
    """Rests in each calendar week, or each so many weeks; a day off is one when its spell off is long enough. The unit is one time."""

    enforcement: Literal["hard", "soft", "off"] = "off"
    hours: float = Field(default=35, gt=0, le=96)
    """How long a spell off (one day without a shift or more) lasts from shift to shift for its days to be rests."""
    days_off: int = Field(default=1, ge=1)
    """How many rests."""
    in_weeks: int = Field(default=1, ge=1, le=8)
    whole_days: bool = False
    """Whether days off together, up to `days_off` of them, are as many rests only where the spell lasts 24 hours longer for each further one."""

    @model_validator(mode="after")
    def _fits(self) -> WeeklyRestSetting:
        if self.days_off > 7 * self.in_weeks:
            raise ValueError(f"days_off ({self.days_off}) that fit into {self.in_weeks} weeks")
        return self


class ForwardRotationSetting(RuleChoice):
    """From one day to the next, shifts do not start earlier; the unit is one time."""

    enforcement: Literal["hard", "soft", "off"] = "off"
    earlier_by_hours: float = Field(default=1, ge=0, lt=24)
    """How much earlier is still fine; an hour keeps the day of a clock change out of it."""


class CompleteWeekendsSetting(RuleChoice):
    """Weekends are worked on both days or on neither; the unit is the weekend."""

    enforcement: Literal["hard", "soft", "off"] = "off"


class FridayNightsSetting(RuleChoice):
    """No night on the Friday before a weekend off; the unit is the weekend."""

    enforcement: Literal["hard", "soft", "off"] = "off"


class SundaysSetting(RuleChoice):
    """Sundays worked in the weeks that end with the plan, as far as the past is known; the unit is the day."""

    enforcement: Literal["hard", "soft", "off"] = "off"
    at_most: int = Field(default=37, ge=0)
    in_weeks: int = Field(default=52, ge=1, le=104)


class ShiftSuccessionSetting(RuleChoice):
    """Shifts that must not follow one another on the next day; the unit is one time."""

    enforcement: Literal["hard", "soft", "off"] = "off"
    forbidden: tuple[tuple[Id, Id], ...] = ()
    """Pairs of shifts, such as [["L", "E"], ["N", "D"]]."""
