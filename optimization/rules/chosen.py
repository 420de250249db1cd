"""The rules that may be hard, soft or off, with the figures of `[rules.*]`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, Protocol

from data.configuration.rules import Rules
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
from optimization.rules.rolling_hours import RollingHours
from optimization.rules.shift_succession import ShiftSuccession
from optimization.rules.shifts_elsewhere import ShiftsElsewhere
from optimization.rules.sundays import Sundays
from optimization.rules.weekends import Weekends
from optimization.rules.weekly_hours import WeeklyHours
from optimization.rules.weekly_rest import WeeklyRest


class Choice(Protocol):
    """What a setting says of how its rule is enforced."""

    @property
    def enforcement(self) -> Literal["hard", "soft", "off"]:
        """Must hold, has a price, or does not exist."""
        ...

    @property
    def pence_per_unit(self) -> int | None:
        """The price of one unit of breach."""
        ...


def chosen_rules(rules: Rules, site_of_unit: Mapping[str, str]) -> Iterator[tuple[Choice, Rule]]:
    """Each setting with its rule; `site_of_unit` says where units lie."""
    yield from _of_rest(rules, site_of_unit if rules.minimum_rest.travel_minutes else {})
    yield from _of_runs(rules)
    yield from _of_weekends(rules)
    yield from _of_hours(rules)


def _of_rest(rules: Rules, site_of_unit: Mapping[str, str]) -> Iterator[tuple[Choice, Rule]]:
    rest = rules.minimum_rest
    yield (
        rest,
        MinimumRest(
            _minutes(rest.hours), rest.travel_minutes, tuple(sorted(site_of_unit.items())), source=rest.source
        ),
    )
    nights = rules.rest_after_nights
    yield nights, RestAfterNights(_minutes(nights.hours), source=nights.source)
    called = rules.rest_after_call_out
    yield called, RestAfterCallOut(_minutes(called.hours), source=called.source)
    long = rules.rest_after_long_shifts
    yield (
        long,
        RestAfterLongShifts(_minutes(long.from_hours), _minutes(long.hours), source=long.source),
    )
    weekly = rules.weekly_rest
    yield (
        weekly,
        WeeklyRest(
            _minutes(weekly.hours), weekly.days_off, weekly.in_weeks, weekly.whole_days, source=weekly.source
        ),
    )
    rotation = rules.forward_rotation
    yield rotation, ForwardRotation(_minutes(rotation.earlier_by_hours), source=rotation.source)
    succession = rules.shift_succession
    yield succession, ShiftSuccession(frozenset(succession.forbidden), source=succession.source)


def _of_runs(rules: Rules) -> Iterator[tuple[Choice, Rule]]:
    days = rules.consecutive_days
    yield days, ConsecutiveDays(days.at_least, days.at_most, source=days.source)
    off = rules.consecutive_days_off
    yield off, ConsecutiveDaysOff(off.at_least, source=off.source)
    nights = rules.consecutive_nights
    yield (
        nights,
        ConsecutiveShifts(NIGHTS, at_most=nights.at_most, name="consecutive_nights", source=nights.source),
    )
    of_weeks = rules.nights_in_period
    yield of_weeks, NightsInPeriod(of_weeks.at_most, of_weeks.in_weeks, source=of_weeks.source)
    long = rules.consecutive_long_shifts
    yield (
        long,
        ConsecutiveShifts(
            DutyClass(longer_than_minutes=_minutes(long.longer_than_hours)),
            at_most=long.at_most,
            name="consecutive_long_shifts",
            source=long.source,
        ),
    )


def _of_weekends(rules: Rules) -> Iterator[tuple[Choice, Rule]]:
    weekends = rules.weekends
    yield weekends, Weekends(weekends.at_most, weekends.in_weeks, source=weekends.source)
    yield rules.complete_weekends, CompleteWeekends(source=rules.complete_weekends.source)
    yield rules.friday_nights, FridayNights(source=rules.friday_nights.source)
    sundays = rules.sundays
    yield sundays, Sundays(sundays.at_most, sundays.in_weeks, source=sundays.source)


def _of_hours(rules: Rules) -> Iterator[tuple[Choice, Rule]]:
    weekly = rules.weekly_hours
    yield weekly, WeeklyHours(_minutes(weekly.at_most_hours), source=weekly.source)
    rolling = rules.rolling_hours
    yield (
        rolling,
        RollingHours(_minutes(rolling.at_most_hours), rolling.in_days, source=rolling.source),
    )
    average = rules.average_hours
    yield (
        average,
        AverageHours(_minutes(average.at_most_hours_week), average.in_weeks, source=average.source),
    )
    elsewhere = rules.shifts_elsewhere
    yield elsewhere, ShiftsElsewhere(elsewhere.at_most, source=elsewhere.source)
    longest = rules.maximum_shift
    yield (
        longest,
        MaximumShift(
            _minutes(longest.hours),
            longest.breaks_count,
            longest.clock_change_counts,
            source=longest.source,
        ),
    )


def _minutes(hours: float) -> int:
    return round(hours * 60)
