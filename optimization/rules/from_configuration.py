"""From `[rules.*]` in `hospital.toml` to policies.

Each setting becomes one policy or more; the rules that always hold (one shift at a time, skills, settled cells) come
first. Prices per minute are those of the person's own skill, rounded to whole pence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Literal, Protocol

from data.configuration.hospital import Hospital
from data.configuration.people import Skill
from data.configuration.rules import Rules
from optimization.rules.consecutive_days import ConsecutiveDays
from optimization.rules.consecutive_days_off import ConsecutiveDaysOff
from optimization.rules.consecutive_shifts import ConsecutiveShifts
from optimization.rules.contract_hours import ContractHours, HoursSide
from optimization.rules.duty_class import NIGHTS
from optimization.rules.leave import Leave
from optimization.rules.minimum_rest import MinimumRest
from optimization.rules.one_shift_at_a_time import OneShiftAtATime
from optimization.rules.pinned import Pinned
from optimization.rules.policy import Enforcement, Hard, Policy, Rule, Soft
from optimization.rules.requests import Requests, Wish
from optimization.rules.rest_after_nights import RestAfterNights
from optimization.rules.skills import Skills
from optimization.rules.weekends import Weekends
from optimization.rules.weekly_hours import WeeklyHours


class _Choice(Protocol):
    @property
    def enforcement(self) -> Literal["hard", "soft", "off"]: ...

    @property
    def pence_per_unit(self) -> int | None: ...


def policies_from_configuration(
    hospital: Hospital, staff_ids_by_skill: Mapping[str, frozenset[str]]
) -> tuple[Policy, ...]:
    """The hospital's policies, for people grouped by the skill they are employed for."""
    rules = hospital.rules
    return (
        Policy(OneShiftAtATime(), Hard()),
        Policy(Skills(), Hard()),
        Policy(Pinned(), Hard()),
        Policy(Leave(rules.leave.night_may_run_into_leave, source=rules.leave.source), Hard()),
        *_chosen(rules),
        *_contract_hours(hospital, staff_ids_by_skill),
        *_requests(rules),
    )


def _chosen(rules: Rules) -> Iterator[Policy]:
    """The rules that may be hard, soft or off, in the order of the settings."""
    pairs: tuple[tuple[_Choice, Rule], ...] = (
        (
            rules.minimum_rest,
            MinimumRest(_minutes(rules.minimum_rest.hours), source=rules.minimum_rest.source),
        ),
        (
            rules.consecutive_days,
            ConsecutiveDays(
                rules.consecutive_days.at_least,
                rules.consecutive_days.at_most,
                source=rules.consecutive_days.source,
            ),
        ),
        (
            rules.consecutive_days_off,
            ConsecutiveDaysOff(rules.consecutive_days_off.at_least, source=rules.consecutive_days_off.source),
        ),
        (
            rules.consecutive_nights,
            ConsecutiveShifts(
                NIGHTS,
                at_most=rules.consecutive_nights.at_most,
                name="consecutive_nights",
                source=rules.consecutive_nights.source,
            ),
        ),
        (
            rules.rest_after_nights,
            RestAfterNights(_minutes(rules.rest_after_nights.hours), source=rules.rest_after_nights.source),
        ),
        (
            rules.weekends,
            Weekends(rules.weekends.at_most, rules.weekends.in_weeks, source=rules.weekends.source),
        ),
        (
            rules.weekly_hours,
            WeeklyHours(_minutes(rules.weekly_hours.at_most_hours), source=rules.weekly_hours.source),
        ),
    )
    for setting, rule in pairs:
        enforcement = _enforcement(setting)
        if enforcement is not None:
            yield Policy(rule, enforcement)


def _enforcement(setting: _Choice) -> Enforcement | None:
    """None when the rule is off."""
    if setting.enforcement == "hard":
        return Hard()
    if setting.enforcement == "soft" and setting.pence_per_unit is not None:
        return Soft(setting.pence_per_unit)
    return None


def _contract_hours(hospital: Hospital, staff_ids_by_skill: Mapping[str, frozenset[str]]) -> Iterator[Policy]:
    setting = hospital.rules.contract_hours
    weeks, source = setting.period_weeks, setting.source
    most = _minutes(setting.overtime_at_most_hours_week)
    yield Policy(ContractHours(HoursSide.ABOVE, weeks, most, source=source), Hard())
    for side, percent, name in (
        (HoursSide.ABOVE, setting.overtime_percent, "overtime"),
        (HoursSide.BELOW, setting.unused_percent, "unused_hours"),
    ):
        rule = ContractHours(side, weeks, name=name, source=source)
        for pence, staff_ids in _staff_by_price(hospital, staff_ids_by_skill, percent).items():
            if pence:
                yield Policy(rule, Soft(pence), staff_ids)


def _staff_by_price(
    hospital: Hospital, staff_ids_by_skill: Mapping[str, frozenset[str]], percent: int
) -> dict[int, frozenset[str]]:
    """Pence per minute -> the people who have that price."""
    groups: dict[int, set[str]] = defaultdict(set)
    for skill_id, staff_ids in sorted(staff_ids_by_skill.items()):
        groups[_pence_per_minute(hospital.skill_by_id[skill_id], percent)].update(staff_ids)
    return {pence: frozenset(staff_ids) for pence, staff_ids in sorted(groups.items())}


def _pence_per_minute(skill: Skill, percent: int) -> int:
    return (2 * skill.pence_per_hour * percent + 6000) // 12000


def _requests(rules: Rules) -> Iterator[Policy]:
    setting = rules.requests
    for wish, pence in (
        (Wish.WANT, setting.want_pence),
        (Wish.AVOID, setting.avoid_pence),
        (Wish.DAY_OFF, setting.day_off_pence),
    ):
        if pence:
            yield Policy(Requests(wish, source=setting.source), Soft(pence))


def _minutes(hours: float) -> int:
    return round(hours * 60)
