"""`[rules.*]`: which labour rules hold, with what figures, and whether each must hold or has a price.

The figures are the hospital's own: confirm each with your law and agreements.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from data.configuration.base import ClockTime, Id, Section
from data.configuration.team_rules import TeamSetting

DEFAULT_SOURCE = "wardwise default"
"""The source of rules that neither `hospital.toml` nor a pack speaks of."""


class _RuleSetting(Section):
    source: str = "trust policy"
    """The law, agreement or policy it comes from; shown in reports."""


class RuleChoice(_RuleSetting):
    """A rule that must hold, has a price, or is off."""

    enforcement: Literal["hard", "soft", "off"] = "hard"
    pence_per_unit: int | None = Field(default=None, ge=1)
    """The price of one unit of breach: paid with enforcement "soft", reckoned with by `wardwise explain` when "hard"."""
    contract_ids: tuple[Id, ...] = ()
    """The contracts whose people this section binds; none given means all."""

    @model_validator(mode="after")
    def _soft_has_a_price(self) -> RuleChoice:
        if self.enforcement == "soft" and self.pence_per_unit is None:
            raise ValueError('pence_per_unit, the price of one unit of breach, beside enforcement = "soft"')
        return self


class MinimumRestSetting(RuleChoice):
    """Rest between the end of one shift and the start of the next; the unit is the minute."""

    hours: float = Field(default=11, gt=0, le=48)
    travel_minutes: int = Field(default=0, ge=0, le=300)
    """The way between units of different sites (`site_id`), which is not rest."""


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


class WeeklyHoursSetting(RuleChoice):
    """Paid hours in each ISO week; the unit is the minute."""

    at_most_hours: float = Field(default=60, gt=0)


class RollingHoursSetting(RuleChoice):
    """Paid hours in any so many days in a row, wherever they begin; the unit is the minute."""

    enforcement: Literal["hard", "soft", "off"] = "off"
    at_most_hours: float = Field(default=72, gt=0)
    in_days: int = Field(default=7, ge=1, le=28)


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


class RestAfterLongShiftsSetting(RuleChoice):
    """Rest after a long shift before any other; the unit is one time."""

    enforcement: Literal["hard", "soft", "off"] = "off"
    from_hours: float = Field(default=24, gt=0)
    """The length, breaks included, from which on a shift is long."""
    hours: float = Field(default=14, gt=0, le=96)


class WeeklyRestSetting(RuleChoice):
    """Days off in each calendar week, or each so many weeks, and the least length of a spell off; the unit is one time."""

    enforcement: Literal["hard", "soft", "off"] = "off"
    hours: float = Field(default=35, gt=0, le=96)
    """Every spell off (one day without a shift or more) lasts this long, from shift to shift."""
    days_off: int = Field(default=1, ge=1)
    in_weeks: int = Field(default=1, ge=1, le=8)
    whole_days: bool = False
    """Whether days off together, up to `days_off` of them, last 24 hours more each, so that each counts as a rest of its own."""

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


class ContractHoursSetting(_RuleSetting):
    """Paid hours, with credited leave, against contract over a period that ends with the horizon."""

    period_weeks: int = Field(default=4, ge=1, le=52)
    overtime_at_most_hours_week: float = Field(default=7.5, ge=0)
    """Hard: no more than this above contract, on average over the period."""
    overtime_percent: int = Field(default=150, ge=0)
    """Price of an hour above contract, in percent of the skill's pay."""
    unused_percent: int = Field(default=40, ge=0)
    """Price of a contracted hour that is not rostered, in percent of the skill's pay."""


class OvertimeRegime(_RuleSetting):
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
    """Of the skill's pay, on top of it."""
    pence_per_hour: int = Field(default=0, ge=0)
    """On top of pay, beside `percent`."""

    @model_validator(mode="after")
    def _pays(self) -> UnsocialBand:
        if not self.percent and not self.pence_per_hour:
            raise ValueError("percent, pence_per_hour, or both")
        return self


class UnsocialHoursSetting(_RuleSetting):
    """Premiums of own staff. Always priced; a minute earns the highest band that holds, never two."""

    bands: tuple[UnsocialBand, ...] = ()
    contract_ids: tuple[Id, ...] = ()
    """The contracts that it holds for; none given means all."""


class LeaveSetting(_RuleSetting):
    """No shift overlaps leave or other absence. Always hard."""

    night_may_run_into_leave: bool = False
    """Whether a night may end on the morning of the first day of leave."""


class RestrictionsSetting(_RuleSetting):
    """Nights, weekends, other units or on-call that somebody must be spared (table `restrictions`). Always hard."""

    source: str = "occupational health"
    night_may_run_in: bool = False
    """Whether a night may end on the morning of the first day on which nights must be spared."""


class FairnessSetting(_RuleSetting):
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


class RequestsSetting(_RuleSetting):
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
