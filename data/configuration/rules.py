"""`[rules.*]`: which labour rules hold, with what figures, and whether each must hold or has a price.

The figures are the hospital's own: confirm each with your law and agreements.
"""

from __future__ import annotations

from pydantic import Field

from data.configuration.base import Section
from data.configuration.pay_rules import ContractHoursSetting, OvertimeSetting, UnsocialHoursSetting
from data.configuration.rule_choices import (
    AverageHoursSetting,
    CompleteWeekendsSetting,
    ConsecutiveDaysOffSetting,
    ConsecutiveDaysSetting,
    ConsecutiveLateShiftsSetting,
    ConsecutiveLongShiftsSetting,
    ConsecutiveNightsSetting,
    ForwardRotationSetting,
    FridayNightsSetting,
    MaximumShiftSetting,
    MinimumRestSetting,
    NightsInPeriodSetting,
    RestAfterCallOutSetting,
    RestAfterLongShiftsSetting,
    RestAfterNightsSetting,
    RestAfterRunsSetting,
    RollingHoursSetting,
    ShiftsElsewhereSetting,
    ShiftSuccessionSetting,
    SundaysSetting,
    WeekendsSetting,
    WeeklyHoursSetting,
    WeeklyRestSetting,
)
from data.configuration.rule_setting import DEFAULT_SOURCE, RuleChoice, RuleSetting
from data.configuration.team_rules import TeamSetting


class LeaveSetting(RuleSetting):
    """No shift overlaps leave or other absence. Always hard."""

    night_may_run_into_leave: bool = False
    """Whether a night may end on the morning of the first day of leave."""


class RestrictionsSetting(RuleSetting):
    """Nights, weekends, other units or on-call that somebody must be spared (table `restrictions`). Always hard."""

    source: str = "occupational health"
    night_may_run_in: bool = False
    """Whether a night may end on the morning of the first day on which nights must be spared."""


class FairnessSetting(RuleSetting):
    """Fair shares of nights, weekends and holidays over months, by contracted hours and days there. Always priced.

    A price is that of one above the fair share; each from the second on above it counts double. Nobody is bound by a price of 0.
    """

    in_weeks: int = Field(default=26, ge=1, le=104)
    """How far the ledger looks back, as far as the published roster is known."""
    night_pence: int = Field(default=0, ge=0, multiple_of=100)
    weekend_pence: int = Field(default=0, ge=0, multiple_of=100)
    holiday_pence: int = Field(default=0, ge=0, multiple_of=100)
    late_change_days: int = Field(default=28, ge=0, le=365)
    """A published shift that changes fewer days ahead than this is a late change."""
    full_time_hours_week: float = Field(default=37.5, gt=0)
    """The week of one whole-time equivalent, in which reports count."""


class RequestsSetting(RuleSetting):
    """Wishes of staff. Always soft, but for the wish `never`, which is always hard."""

    want_pence: int = Field(default=3000, ge=0)
    avoid_pence: int = Field(default=4000, ge=0)
    day_off_pence: int = Field(default=8000, ge=0)
    refused_percent: int = Field(default=0, ge=0, le=100)
    """By how much a wish is worth more for each wish refused above one's fair share so far (table `ledger`), ten at most."""
    wishes_in_full: int | None = Field(default=None, ge=1)
    """So many wishes of one person in a plan count in full; whoever makes more shares that worth among all of them."""


class Rules(Section):
    """All rule settings; a rule that is not written has the figures shown here, unless a pack brings others."""

    minimum_rest: MinimumRestSetting = MinimumRestSetting(source=DEFAULT_SOURCE)
    consecutive_days: ConsecutiveDaysSetting = ConsecutiveDaysSetting(source=DEFAULT_SOURCE)
    consecutive_days_off: ConsecutiveDaysOffSetting = ConsecutiveDaysOffSetting(
        enforcement="soft", pence_per_unit=6000, source=DEFAULT_SOURCE
    )
    consecutive_nights: ConsecutiveNightsSetting = ConsecutiveNightsSetting(source=DEFAULT_SOURCE)
    rest_after_nights: RestAfterNightsSetting = RestAfterNightsSetting(source=DEFAULT_SOURCE)
    rest_after_call_out: RestAfterCallOutSetting = RestAfterCallOutSetting(source=DEFAULT_SOURCE)
    weekends: WeekendsSetting = WeekendsSetting(
        enforcement="soft", pence_per_unit=12000, source=DEFAULT_SOURCE
    )
    weekly_hours: WeeklyHoursSetting = WeeklyHoursSetting(source=DEFAULT_SOURCE)
    rolling_hours: RollingHoursSetting = RollingHoursSetting(source=DEFAULT_SOURCE)
    average_hours: AverageHoursSetting = AverageHoursSetting(source=DEFAULT_SOURCE)
    nights_in_period: NightsInPeriodSetting = NightsInPeriodSetting(source=DEFAULT_SOURCE)
    shifts_elsewhere: ShiftsElsewhereSetting = ShiftsElsewhereSetting(source=DEFAULT_SOURCE)
    maximum_shift: MaximumShiftSetting = MaximumShiftSetting(source=DEFAULT_SOURCE)
    consecutive_long_shifts: ConsecutiveLongShiftsSetting = ConsecutiveLongShiftsSetting(
        source=DEFAULT_SOURCE
    )
    consecutive_late_shifts: ConsecutiveLateShiftsSetting = ConsecutiveLateShiftsSetting(
        source=DEFAULT_SOURCE
    )
    rest_after_runs: RestAfterRunsSetting = RestAfterRunsSetting(source=DEFAULT_SOURCE)
    rest_after_long_shifts: RestAfterLongShiftsSetting = RestAfterLongShiftsSetting(source=DEFAULT_SOURCE)
    weekly_rest: WeeklyRestSetting = WeeklyRestSetting(source=DEFAULT_SOURCE)
    forward_rotation: ForwardRotationSetting = ForwardRotationSetting(source=DEFAULT_SOURCE)
    shift_succession: ShiftSuccessionSetting = ShiftSuccessionSetting(source=DEFAULT_SOURCE)
    complete_weekends: CompleteWeekendsSetting = CompleteWeekendsSetting(source=DEFAULT_SOURCE)
    friday_nights: FridayNightsSetting = FridayNightsSetting(source=DEFAULT_SOURCE)
    sundays: SundaysSetting = SundaysSetting(source=DEFAULT_SOURCE)
    contract_hours: ContractHoursSetting = ContractHoursSetting(source=DEFAULT_SOURCE)
    overtime: OvertimeSetting = OvertimeSetting()
    unsocial_hours: UnsocialHoursSetting = UnsocialHoursSetting(source=DEFAULT_SOURCE)
    leave: LeaveSetting = LeaveSetting(source=DEFAULT_SOURCE)
    restrictions: RestrictionsSetting = RestrictionsSetting()
    requests: RequestsSetting = RequestsSetting(source=DEFAULT_SOURCE)
    fairness: FairnessSetting = FairnessSetting(source=DEFAULT_SOURCE)
    team: TeamSetting = TeamSetting()


CHOICES = tuple(name for name, field in Rules.model_fields.items() if isinstance(field.default, RuleChoice))
"""The rules that may be hard, soft or off."""
