"""Rules with random figures, by name, for the property tests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from random import Random

from optimization.rules.average_hours import AverageHours
from optimization.rules.complete_weekends import CompleteWeekends
from optimization.rules.consecutive_days import ConsecutiveDays
from optimization.rules.consecutive_days_off import ConsecutiveDaysOff
from optimization.rules.consecutive_shifts import ConsecutiveShifts
from optimization.rules.contract_hours import ContractHours, HoursSide
from optimization.rules.duty_class import NIGHTS, DutyClass
from optimization.rules.fair_share import FairShare
from optimization.rules.forward_rotation import ForwardRotation
from optimization.rules.friday_nights import FridayNights
from optimization.rules.leave import Leave
from optimization.rules.maximum_shift import MaximumShift
from optimization.rules.minimum_rest import MinimumRest
from optimization.rules.nights_in_period import NightsInPeriod
from optimization.rules.one_shift_at_a_time import OneShiftAtATime
from optimization.rules.period_overtime import PeriodOvertime
from optimization.rules.pinned import Pinned
from optimization.rules.policy import Rule
from optimization.rules.published import ChangeKind, Published
from optimization.rules.requests import Requests, Wish
from optimization.rules.rest_after_call_out import RestAfterCallOut
from optimization.rules.rest_after_long_shifts import RestAfterLongShifts
from optimization.rules.rest_after_nights import RestAfterNights
from optimization.rules.rest_after_runs import RestAfterRuns
from optimization.rules.restrictions import Restrictions
from optimization.rules.rolling_hours import RollingHours
from optimization.rules.shift_succession import ShiftSuccession
from optimization.rules.shifts_elsewhere import ShiftsElsewhere
from optimization.rules.skills import Skills
from optimization.rules.sundays import Sundays
from optimization.rules.total_minutes import TotalMinutes
from optimization.rules.total_shifts import TotalShifts
from optimization.rules.travel import Travel
from optimization.rules.unsocial_hours import Premium, UnsocialHours
from optimization.rules.weekends import Weekends
from optimization.rules.weekly_hours import WeeklyHours
from optimization.rules.weekly_rest import WeeklyRest


def _way(random: Random) -> Travel:
    """Between the two units, where they lie apart."""
    sites = (("A", "NORTH"), ("B", random.choice(("NORTH", "SOUTH", "SOUTH"))))
    return Travel(random.choice((45, 90, 700)), sites)


RULES: dict[str, Callable[[Random], Rule]] = {
    "one_shift_at_a_time": lambda _: OneShiftAtATime(),
    "minimum_rest": lambda r: MinimumRest(r.choice((480, 660, 720, 1500, 2760))),
    "rest_between_sites": lambda r: MinimumRest(
        r.choice((480, 660)),
        Travel(r.choice((45, 90, 700)), (("A", "NORTH"), ("B", r.choice(("NORTH", "SOUTH"))))),
    ),
    "consecutive_days": lambda r: ConsecutiveDays(r.randint(1, 4), r.choice((None, 2, 3, 6))),
    "consecutive_days_off": lambda r: ConsecutiveDaysOff(r.randint(1, 3), r.choice((None, None, 3))),
    "consecutive_nights": lambda r: ConsecutiveShifts(NIGHTS, r.randint(1, 3), r.choice((1, 2, 4))),
    "consecutive_class": lambda r: ConsecutiveShifts(
        DutyClass(shift_ids=frozenset({"E", "LD"})), r.randint(1, 3), r.choice((None, 2))
    ),
    "rest_after_nights": lambda r: RestAfterNights(r.choice((1440, 2760, 4000))),
    "rest_after_nights_elsewhere": lambda r: RestAfterNights(r.choice((1440, 2760)), _way(r)),
    "weekly_rest_between_sites": lambda r: WeeklyRest(
        r.choice((1440, 2100)), r.randint(1, 3), r.randint(1, 2), r.random() < 0.5, _way(r)
    ),
    "weekends": lambda r: Weekends(r.randint(0, 2), r.choice((None, 1, 2, 4))),
    "friday_night_weekends": lambda r: Weekends(r.randint(0, 2), r.choice((None, 1, 2, 4)), True),
    "complete_weekends": lambda _: CompleteWeekends(),
    "weekly_hours": lambda r: WeeklyHours(r.choice((900, 1800, 2880))),
    "contract_cap": lambda r: ContractHours(HoursSide.ABOVE, r.randint(1, 4), 450),
    "overtime": lambda r: ContractHours(HoursSide.ABOVE, r.randint(1, 4)),
    "unused_hours": lambda r: ContractHours(HoursSide.BELOW, r.randint(1, 4)),
    "total_minutes": lambda r: TotalMinutes(r.choice((None, 1500)), r.choice((1800, 3000))),
    "total_shifts": lambda r: TotalShifts(
        r.choice((None, 2)), r.randint(2, 5), DutyClass(nights=r.choice((None, True))), r.randint(0, 3)
    ),
    "unsocial_hours": lambda r: UnsocialHours(
        (
            Premium(frozenset({5}), r.random() < 0.5, 0, 0, 30, 0),
            Premium(
                frozenset(range(5)), r.random() < 0.2, 1230, r.choice((75, 90, 360)), 25, r.choice((0, 110))
            ),
            Premium(frozenset({6}), True, 300, 1320, 60, 0),
        )[r.randint(0, 2) :],
        r.choice((1999, 2400)),
        frozenset({date(2026, 12, 1), date(2026, 10, 26), date(2027, 3, 29)}),
    ),
    "shifts_elsewhere": lambda r: ShiftsElsewhere(r.randint(0, 3)),
    "rest_after_call_out": lambda r: RestAfterCallOut(r.choice((60, 660, 1500, 3000))),
    "fair_nights": lambda _: FairShare("nights"),
    "fair_weekends": lambda _: FairShare("weekends"),
    "fair_holidays": lambda _: FairShare("holidays"),
    "leave": lambda r: Leave(r.random() < 0.5),
    "skills": lambda _: Skills(),
    "want": lambda _: Requests(Wish.WANT),
    "avoid": lambda _: Requests(Wish.AVOID),
    "day_off": lambda _: Requests(Wish.DAY_OFF),
    "never": lambda _: Requests(Wish.NEVER),
    **{
        f"published_{kind}": lambda _, kind=kind: Published(kind, frozenset(range(28))) for kind in ChangeKind
    },
    "restrictions": lambda r: Restrictions(r.random() < 0.5),
    "pinned": lambda _: Pinned(),
    "shift_succession": lambda r: ShiftSuccession(
        frozenset({("N", "E"), ("L", "E"), ("LD", "N")}), r.randint(0, 1)
    ),
    "forward_rotation": lambda r: ForwardRotation(r.choice((0, 60, 400))),
    "maximum_shift": lambda r: MaximumShift(
        r.choice((570, 600, 630, 690)), r.random() < 0.5, r.random() < 0.5
    ),
    "rolling_hours": lambda r: RollingHours(r.choice((1200, 2000, 2880)), r.choice((2, 5, 7))),
    "hours_from_any_hour": lambda r: RollingHours(r.choice((1200, 2000, 2880)), r.choice((2, 5, 7)), True),
    "average_hours": lambda r: AverageHours(r.choice((1200, 1800, 2880)), r.choice((1, 2, 6))),
    "weekly_rest": lambda r: WeeklyRest(
        r.choice((1440, 2100)), r.randint(1, 3), r.randint(1, 2), r.random() < 0.5
    ),
    "nights_in_period": lambda r: NightsInPeriod(r.randint(0, 3), r.choice((1, 2, 4))),
    "friday_nights": lambda _: FridayNights(),
    "consecutive_long_shifts": lambda r: ConsecutiveShifts(
        DutyClass(longer_than_minutes=600), r.randint(1, 2), r.choice((1, 3))
    ),
    "rest_after_runs": lambda r: RestAfterRuns(
        r.choice((1500, 2100, 2880, 4000)),
        (
            (DutyClass(), r.randint(1, 4)),
            (DutyClass(longer_than_minutes=600), r.randint(1, 2)),
            (DutyClass(frozenset({"S", "L"})), r.randint(1, 2)),
        )[r.randint(0, 2) :],
    ),
    "rest_after_long_shifts": lambda r: RestAfterLongShifts(r.choice((630, 1440)), r.choice((840, 1800))),
    "rest_after_long_shifts_elsewhere": lambda r: RestAfterLongShifts(
        r.choice((450, 630)), r.choice((840, 1800)), _way(r)
    ),
    "rest_after_runs_elsewhere": lambda r: RestAfterRuns(
        r.choice((1500, 2100, 2880)), ((DutyClass(), r.randint(1, 3)),), _way(r)
    ),
    "sundays": lambda r: Sundays(r.randint(0, 2), r.choice((1, 2, 4))),
    "forty_hours": lambda r: PeriodOvertime(r.choice((900, 2400)), 7, date(2026, 11, r.randint(1, 30))),
    "eight_and_eighty": lambda r: PeriodOvertime(
        r.choice((1800, 4800)), 14, date(2026, 11, r.randint(1, 30)), r.choice((450, 480))
    ),
}
