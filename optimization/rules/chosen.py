"""The rules that may be hard, soft or off, with the figures of `[rules.*]`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from data.configuration.people import Shift
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
from data.configuration.rule_setting import RuleChoice
from optimization.rules.average_hours import AverageHours
from optimization.rules.complete_weekends import CompleteWeekends
from optimization.rules.consecutive_days import ConsecutiveDays
from optimization.rules.consecutive_days_off import ConsecutiveDaysOff
from optimization.rules.consecutive_shifts import ConsecutiveShifts
from optimization.rules.duty_class import NIGHTS, DutyClass
from optimization.rules.forward_rotation import ForwardRotation
from optimization.rules.friday_nights import FridayNights
from optimization.rules.maximum_shift import MaximumShift
from optimization.rules.minimum_rest import MinimumRest
from optimization.rules.nights_in_period import NightsInPeriod
from optimization.rules.policy import Rule
from optimization.rules.rest_after_call_out import RestAfterCallOut
from optimization.rules.rest_after_long_shifts import RestAfterLongShifts
from optimization.rules.rest_after_nights import RestAfterNights
from optimization.rules.rest_after_runs import RestAfterRuns
from optimization.rules.rolling_hours import RollingHours
from optimization.rules.shift_succession import ShiftSuccession
from optimization.rules.shifts_elsewhere import ShiftsElsewhere
from optimization.rules.sundays import Sundays
from optimization.rules.travel import NO_TRAVEL, Travel
from optimization.rules.weekends import Weekends
from optimization.rules.weekly_hours import WeeklyHours
from optimization.rules.weekly_rest import WeeklyRest

RULE_ORDER = (
    "minimum_rest",
    "rest_after_nights",
    "rest_after_call_out",
    "rest_after_long_shifts",
    "rest_after_runs",
    "weekly_rest",
    "forward_rotation",
    "shift_succession",
    "consecutive_days",
    "consecutive_days_off",
    "consecutive_nights",
    "nights_in_period",
    "consecutive_long_shifts",
    "consecutive_late_shifts",
    "weekends",
    "complete_weekends",
    "friday_nights",
    "sundays",
    "weekly_hours",
    "rolling_hours",
    "average_hours",
    "shifts_elsewhere",
    "maximum_shift",
)
"""How engines meet the rules; another order is another search, with another roster of the same quality."""


def rule_of(
    setting: RuleChoice,
    site_of_unit: Mapping[str, str],
    shifts: Sequence[Shift] = (),
    travel_minutes: int = 0,
) -> Rule:
    """The rule with the figures of a setting.

    `site_of_unit` says where units lie, `shifts` which there are, and `travel_minutes` how long the way between sites takes
    where the setting does not say so itself.
    """
    sites = tuple(sorted(site_of_unit.items()))
    travel = Travel(travel_minutes, sites) if travel_minutes else NO_TRAVEL
    rule = (
        _of_rest(setting, sites, travel)
        or _of_runs(setting, shifts, travel)
        or _of_weekends(setting)
        or _of_hours(setting)
    )
    if rule is None:
        raise TypeError(f"no rule for {type(setting).__name__}")
    return rule


def _of_rest(setting: RuleChoice, sites: tuple[tuple[str, str], ...], travel: Travel) -> Rule | None:
    source = setting.source
    match setting:
        case MinimumRestSetting(hours=hours, travel_minutes=own):
            return MinimumRest(_minutes(hours), Travel(own, sites) if own else NO_TRAVEL, source=source)
        case RestAfterNightsSetting(hours=hours):
            return RestAfterNights(_minutes(hours), travel, source=source)
        case RestAfterCallOutSetting(hours=hours):
            return RestAfterCallOut(_minutes(hours), source=source)
        case RestAfterLongShiftsSetting(from_hours=long, hours=hours):
            return RestAfterLongShifts(_minutes(long), _minutes(hours), travel, source=source)
        case WeeklyRestSetting(hours=hours, days_off=off, in_weeks=weeks, whole_days=whole):
            return WeeklyRest(_minutes(hours), off, weeks, whole, travel, source=source)
        case ForwardRotationSetting(earlier_by_hours=hours):
            return ForwardRotation(_minutes(hours), source=source)
        case ShiftSuccessionSetting(forbidden=forbidden):
            return ShiftSuccession(frozenset(forbidden), source=source)
    return None


def _of_runs(setting: RuleChoice, shifts: Sequence[Shift], travel: Travel) -> Rule | None:
    source = setting.source
    match setting:
        case ConsecutiveDaysSetting(at_least=least, at_most=most):
            return ConsecutiveDays(least, most, source=source)
        case ConsecutiveDaysOffSetting(at_least=least):
            return ConsecutiveDaysOff(least, source=source)
        case ConsecutiveNightsSetting(at_most=most):
            return ConsecutiveShifts(NIGHTS, at_most=most, name="consecutive_nights", source=source)
        case NightsInPeriodSetting(at_most=most, in_weeks=weeks):
            return NightsInPeriod(most, weeks, source=source)
        case ConsecutiveLongShiftsSetting(longer_than_hours=hours, at_most=most):
            long = DutyClass(longer_than_minutes=_minutes(hours))
            return ConsecutiveShifts(long, at_most=most, name="consecutive_long_shifts", source=source)
        case ConsecutiveLateShiftsSetting(at_most=most):
            return ConsecutiveShifts(
                _late(setting, shifts), at_most=most, name="consecutive_late_shifts", source=source
            )
        case RestAfterRunsSetting(hours=hours):
            return RestAfterRuns(_minutes(hours), _runs(setting, shifts), travel, source=source)
    return None


def _runs(setting: RestAfterRunsSetting, shifts: Sequence[Shift]) -> tuple[tuple[DutyClass, int], ...]:
    long = DutyClass(longer_than_minutes=_minutes(setting.longer_than_hours))
    runs = (
        (DutyClass(label="days of work"), setting.after_days),
        (long, setting.after_long_shifts),
        (_late(setting, shifts), setting.after_late_shifts),
    )
    return tuple((duty_class, number) for duty_class, number in runs if number is not None)


def _late(setting: ConsecutiveLateShiftsSetting | RestAfterRunsSetting, shifts: Sequence[Shift]) -> DutyClass:
    """By the clock, which elapsed minutes of duties do not show on the day of its change."""
    longer, after = _minutes(setting.longer_than_hours), _minutes(setting.ends_after_hour)
    late = frozenset(
        shift.id
        for shift in shifts
        if shift.end_minute > after
        and shift.end_minute - shift.start_minute > longer
        and not (shift.is_night or shift.on_call)
    )
    clock = f"{after // 60:02}:{after % 60:02}"
    return DutyClass(
        late, label=f"shifts of more than {setting.longer_than_hours:g} h that end after {clock}"
    )


def _of_weekends(setting: RuleChoice) -> Rule | None:
    source = setting.source
    match setting:
        case WeekendsSetting(at_most=most, in_weeks=weeks, friday_night_counts=friday):
            return Weekends(most, weeks, friday, source=source)
        case CompleteWeekendsSetting():
            return CompleteWeekends(source=source)
        case FridayNightsSetting():
            return FridayNights(source=source)
        case SundaysSetting(at_most=most, in_weeks=weeks):
            return Sundays(most, weeks, source=source)
    return None


def _of_hours(setting: RuleChoice) -> Rule | None:
    source = setting.source
    match setting:
        case WeeklyHoursSetting(at_most_hours=hours):
            return WeeklyHours(_minutes(hours), source=source)
        case RollingHoursSetting(at_most_hours=hours, in_days=days, any_hour=any_hour):
            return RollingHours(_minutes(hours), days, any_hour, source=source)
        case AverageHoursSetting(at_most_hours_week=hours, in_weeks=weeks):
            return AverageHours(_minutes(hours), weeks, source=source)
        case ShiftsElsewhereSetting(at_most=most):
            return ShiftsElsewhere(most, source=source)
        case MaximumShiftSetting(hours=hours, breaks_count=breaks, clock_change_counts=change):
            return MaximumShift(_minutes(hours), breaks, change, source=source)
    return None


def _minutes(hours: float) -> int:
    return round(hours * 60)
