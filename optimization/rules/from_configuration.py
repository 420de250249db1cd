"""From `[rules.*]` in `hospital.toml` to policies.

Each setting becomes one policy or more; the rules that always hold (one shift at a time, skills, settled cells) come
first. Prices of hours are those of the person's own skill, for so many minutes as make them whole pence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from data.configuration.held_rules import HeldRule, held_rules
from data.configuration.hospital import Hospital
from data.configuration.rule_choices import MinimumRestSetting
from data.configuration.rule_setting import RuleChoice
from data.configuration.rules import Rules
from optimization.rules.chosen import RULE_ORDER, rule_of
from optimization.rules.contract_hours import ContractHours, HoursSide
from optimization.rules.fair_share import FairShare
from optimization.rules.leave import Leave
from optimization.rules.one_shift_at_a_time import OneShiftAtATime
from optimization.rules.period_overtime import PeriodOvertime
from optimization.rules.pinned import Pinned
from optimization.rules.policy import Enforcement, Hard, Policy, Soft
from optimization.rules.premium_bands import premiums_of
from optimization.rules.requests import Requests, Wish
from optimization.rules.restrictions import Restrictions
from optimization.rules.skills import Skills
from optimization.rules.unsocial_hours import UnsocialHours

_PLAIN_PERCENT = 100
_MINUTES_PERCENT = 60 * 100
"""What an hourly rate times a percentage is the price of: so many minutes."""


def policies_from_configuration(
    hospital: Hospital,
    staff_ids_by_skill: Mapping[str, frozenset[str]],
    staff_ids_by_contract: Mapping[str, frozenset[str]],
    wish_worth: Mapping[str, int] | None = None,
    holidays: frozenset[date] = frozenset(),
) -> tuple[Policy, ...]:
    """The hospital's policies, for people grouped by the skill they are employed for and by their contract.

    `holidays` are the dates of public holidays in and right after the plan. `wish_worth` is in percent of the set prices, for people whose wishes are worth more or less than those of others.
    """
    rules = hospital.rules
    everybody = frozenset[str]().union(*staff_ids_by_skill.values())
    return (
        Policy(OneShiftAtATime(), Hard()),
        Policy(Skills(), Hard()),
        Policy(Pinned(), Hard()),
        Policy(Leave(rules.leave.night_may_run_into_leave, source=rules.leave.source), Hard()),
        Policy(Restrictions(rules.restrictions.night_may_run_in, source=rules.restrictions.source), Hard()),
        Policy(Requests(Wish.NEVER, source=rules.requests.source), Hard()),
        *_chosen(hospital, staff_ids_by_contract),
        *_contract_hours(hospital, staff_ids_by_skill, staff_ids_by_contract),
        *_overtime_regimes(hospital, staff_ids_by_skill, staff_ids_by_contract),
        *_unsocial_hours(hospital, staff_ids_by_skill, staff_ids_by_contract, holidays),
        *_fairness(rules),
        *_requests(rules, everybody, wish_worth or {}),
    )


def _chosen(hospital: Hospital, staff_ids_by_contract: Mapping[str, frozenset[str]]) -> Iterator[Policy]:
    """The rules that may be hard, soft or off: one policy for each setting that holds for somebody."""
    sites = {unit.id: unit.site_id for unit in hospital.units}
    every = held_rules(hospital)
    for held in sorted(every, key=lambda held: RULE_ORDER.index(held.name)):
        enforcement = _enforcement(held.setting)
        if enforcement is None:
            continue
        rule = rule_of(held.setting, sites, hospital.shifts, _travel_minutes(every, held.contract_ids))
        if len(held.contract_ids) == len(hospital.contracts):
            yield Policy(rule, enforcement, is_law=held.is_law)
        elif bound := _of_contracts(staff_ids_by_contract, held.contract_ids):
            yield Policy(rule, enforcement, bound, held.is_law)


def _travel_minutes(every: Iterable[HeldRule], contract_ids: frozenset[str]) -> int:
    """The way between sites, which the daily rest of the same people names, for all their other rests."""
    return max(
        (
            held.setting.travel_minutes
            for held in every
            if isinstance(held.setting, MinimumRestSetting) and held.contract_ids & contract_ids
        ),
        default=0,
    )


def _enforcement(setting: RuleChoice) -> Enforcement | None:
    """None when the rule is off."""
    if setting.enforcement == "hard":
        return Hard()
    if setting.enforcement == "soft" and setting.pence_per_unit is not None:
        return Soft(setting.pence_per_unit)
    return None


def _contract_hours(
    hospital: Hospital,
    staff_ids_by_skill: Mapping[str, frozenset[str]],
    staff_ids_by_contract: Mapping[str, frozenset[str]],
) -> Iterator[Policy]:
    setting = hospital.rules.contract_hours
    weeks, source = setting.period_weeks, setting.source
    most = _minutes(setting.overtime_at_most_hours_week)
    everybody = frozenset[str]().union(*staff_ids_by_skill.values())
    members = frozenset[str]().union(
        *(_of_contracts(staff_ids_by_contract, each.contract_ids) for each in hospital.rules.overtime.regimes)
    )
    yield Policy(ContractHours(HoursSide.ABOVE, weeks, most, source=source), Hard())
    for side, percent, name, whom in (
        (HoursSide.ABOVE, setting.overtime_percent, "overtime", everybody - members),
        (HoursSide.ABOVE, _PLAIN_PERCENT, "extra_hours", members),
        (HoursSide.BELOW, setting.unused_percent, "unused_hours", everybody),
    ):
        rule = ContractHours(side, weeks, name=name, source=source)
        yield from _priced_hours(hospital, staff_ids_by_skill, rule, percent, whom)


def _overtime_regimes(
    hospital: Hospital,
    staff_ids_by_skill: Mapping[str, frozenset[str]],
    staff_ids_by_contract: Mapping[str, frozenset[str]],
) -> Iterator[Policy]:
    for regime in hospital.rules.overtime.regimes:
        members = _of_contracts(staff_ids_by_contract, regime.contract_ids)
        rule = PeriodOvertime(
            _minutes(regime.period_hours),
            regime.period_days,
            regime.first_day,
            None if regime.day_hours is None else _minutes(regime.day_hours),
            source=regime.source,
        )
        # the plain part of an hour of overtime is in the contract, or among the hours above it
        premium = regime.percent - _PLAIN_PERCENT
        yield from _priced_hours(hospital, staff_ids_by_skill, rule, premium, members)


def _priced_hours(
    hospital: Hospital,
    staff_ids_by_skill: Mapping[str, frozenset[str]],
    rule: ContractHours | PeriodOvertime,
    percent: int,
    whom: frozenset[str],
) -> Iterator[Policy]:
    """One policy for each rate of pay: exact, as the price of as many minutes as make it whole pence."""
    groups: dict[int, set[str]] = defaultdict(set)
    for skill_id, staff_ids in sorted(staff_ids_by_skill.items()):
        groups[hospital.skill_by_id[skill_id].pence_per_hour * percent].update(staff_ids & whom)
    for pence, members in sorted(groups.items()):
        if pence and members:
            yield Policy(rule, Soft(pence, _MINUTES_PERCENT), frozenset(members))


def _unsocial_hours(
    hospital: Hospital,
    staff_ids_by_skill: Mapping[str, frozenset[str]],
    staff_ids_by_contract: Mapping[str, frozenset[str]],
    holidays: frozenset[date],
) -> Iterator[Policy]:
    setting = hospital.rules.unsocial_hours
    premiums = premiums_of(setting, "staff")
    if not premiums:
        return
    bound = _of_contracts(staff_ids_by_contract, setting.contract_ids or staff_ids_by_contract)
    by_pay: dict[int, set[str]] = defaultdict(set)
    for skill_id, staff_ids in sorted(staff_ids_by_skill.items()):
        by_pay[hospital.skill_by_id[skill_id].pence_per_hour].update(staff_ids & bound)
    for pay, members in sorted(by_pay.items()):
        if members:
            rule = UnsocialHours(premiums, pay, holidays, source=setting.source)
            yield Policy(rule, Soft(1), frozenset(members))


def _fairness(rules: Rules) -> Iterator[Policy]:
    setting = rules.fairness
    for rule, pence in (
        (FairShare("nights", source=setting.source), setting.night_pence),
        (FairShare("weekends", source=setting.source), setting.weekend_pence),
        (FairShare("holidays", source=setting.source), setting.holiday_pence),
    ):
        if pence:
            yield Policy(rule, Soft(pence // 100))  # the settings are multiples of 100


def _requests(rules: Rules, everybody: frozenset[str], worth: Mapping[str, int]) -> Iterator[Policy]:
    setting = rules.requests
    groups: dict[int, set[str]] = defaultdict(set)
    for staff_id, percent in sorted(worth.items()):
        groups[percent].add(staff_id)
    for wish, pence in (
        (Wish.WANT, setting.want_pence),
        (Wish.AVOID, setting.avoid_pence),
        (Wish.DAY_OFF, setting.day_off_pence),
    ):
        if not pence:
            continue
        rule = Requests(wish, source=setting.source)
        yield Policy(rule, Soft(pence), everybody - worth.keys() if worth else None)
        for percent, staff_ids in sorted(groups.items()):
            if own := (2 * pence * percent + 100) // 200:
                yield Policy(rule, Soft(own), frozenset(staff_ids))


def _of_contracts(
    staff_ids_by_contract: Mapping[str, frozenset[str]], contract_ids: Iterable[str]
) -> frozenset[str]:
    return frozenset[str]().union(*(staff_ids_by_contract.get(each, frozenset()) for each in contract_ids))


def _minutes(hours: float) -> int:
    return round(hours * 60)
