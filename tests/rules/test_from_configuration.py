"""Every setting of `[rules.*]` becomes a policy, with its figures, source and price."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from data.configuration.hospital import Hospital
from data.configuration.rules import Rules
from optimization.rules.contract_hours import ContractHours, HoursSide
from optimization.rules.from_configuration import policies_from_configuration
from optimization.rules.minimum_rest import MinimumRest
from optimization.rules.period_overtime import PeriodOvertime
from optimization.rules.policy import Hard, Policy, Soft
from optimization.rules.rest_after_long_shifts import RestAfterLongShifts
from optimization.rules.rest_after_nights import RestAfterNights
from optimization.rules.rest_after_runs import RestAfterRuns
from optimization.rules.travel import Travel
from optimization.rules.weekly_rest import WeeklyRest

ALWAYS = {"one_shift_at_a_time", "skills", "pinned"}
OF_TEAMS = {"team"}  # links, not policies
OF_CONTRACT_HOURS = {"overtime", "unused_hours"}  # and extra_hours, where there is a regime
STAFF = {"RN": frozenset({"S1", "S2"}), "HCA": frozenset({"S3"})}
CONTRACTS = {"FT": frozenset({"S1", "S3"}), "OUT": frozenset({"S2"})}
EVERY_CHOICE = {
    name: {"enforcement": "hard"}
    for name, field in Rules.model_fields.items()
    if "enforcement" in type(field.get_default()).model_fields
} | {
    "rest_after_runs": {"enforcement": "hard", "after_days": 8},
    "fairness": {"night_pence": 100},
    "unsocial_hours": {"bands": [{"days": ["sun"], "percent": 60}]},
}


def hospital(**rules: Any) -> Hospital:
    return Hospital.model_validate_json(_json(rules))


def hospital_with(rules: dict[str, Any], **more: Any) -> Hospital:
    return Hospital.model_validate_json(json.dumps(json.loads(_json(rules)) | more))


def _json(rules: dict[str, Any]) -> bytes:
    skill = {"pence_per_hour": 2000, "shortage_pence_per_hour": 9000}
    content = {
        "hospital": {"name": "H", "zone": "Europe/London", "country": "GB"},
        "units": [{"id": "A", "name": "A", "beds_staffed": 10, "shift_ids": ["D"]}],
        "skills": [{"id": "RN", "name": "Nurse", **skill}, {"id": "HCA", "name": "Assistant", **skill}],
        "contracts": [
            {"id": "FT", "name": "Full", "hours_week": 37.5},
            {"id": "OUT", "name": "Opted out", "hours_week": 37.5},
        ],
        "shifts": [{"id": "D", "name": "Day", "start": "07:00", "end": "19:00"}],
        "rules": rules,
    }
    return json.dumps(content).encode()


def policies(**rules: Any) -> tuple[Policy, ...]:
    return policies_from_configuration(hospital(**rules), STAFF, CONTRACTS)


def test_settings_and_policies_stay_in_step() -> None:
    """A rule added to one list and not to the other fails here."""
    names = {policy.rule.name for policy in policies(**EVERY_CHOICE)}
    assert names == set(Rules.model_fields) - OF_TEAMS | ALWAYS | OF_CONTRACT_HOURS


def test_hard_soft_and_off() -> None:
    made = {
        policy.rule.name: policy
        for policy in policies(
            minimum_rest={"hours": 12, "enforcement": "soft", "pence_per_unit": 7, "source": "agreement 4"},
            weekends={"enforcement": "off"},
        )
    }
    assert made["minimum_rest"].rule == MinimumRest(720, source="agreement 4")
    assert made["minimum_rest"].enforcement == Soft(7)
    assert "weekends" not in made
    assert made["consecutive_days"].enforcement == Hard()


def test_rules_that_must_hold_cannot_be_softened() -> None:
    made = {policy.rule.name: policy.enforcement for policy in policies()}
    assert {made[name] for name in (*ALWAYS, "leave", "contract_hours", "restrictions")} == {Hard()}


def test_hours_have_the_price_of_the_skill() -> None:
    content = hospital(contract_hours={"overtime_percent": 150, "unused_percent": 40})
    dear = content.skills[1].model_copy(update={"pence_per_hour": 3000})
    content = content.model_copy(update={"skills": (content.skills[0], dear)})
    made = {
        (policy.rule.side, policy.enforcement): policy.employee_ids
        for policy in policies_from_configuration(content, STAFF, CONTRACTS)
        if isinstance(policy.rule, ContractHours) and isinstance(policy.enforcement, Soft)
    }
    assert made == {
        (HoursSide.ABOVE, Soft(2000 * 150, 6000)): STAFF["RN"],
        (HoursSide.ABOVE, Soft(3000 * 150, 6000)): STAFF["HCA"],
        (HoursSide.BELOW, Soft(2000 * 40, 6000)): STAFF["RN"],
        (HoursSide.BELOW, Soft(3000 * 40, 6000)): STAFF["HCA"],
    }


def test_a_wish_without_a_price_has_no_policy() -> None:
    wishes = [
        policy.rule.title
        for policy in policies(requests={"want_pence": 0})
        if policy.rule.name == "requests" and policy.enforcement != Hard()
    ]
    assert wishes == ["unwanted shifts are not given", "wanted days off are given"]


def test_a_rule_that_is_not_written_and_has_no_usual_figure_is_off() -> None:
    names = {policy.rule.name for policy in policies()}
    assert not names & {"average_hours", "rolling_hours", "weekly_rest", "friday_nights", "sundays"}


def test_people_who_opted_out_have_no_average() -> None:
    (average,) = [
        policy
        for policy in policies(average_hours={"enforcement": "hard", "opt_out_contract_ids": ["OUT"]})
        if policy.rule.name == "average_hours"
    ]
    assert average.employee_ids == {"S1", "S3"}


def test_the_figures_of_every_rule_arrive() -> None:
    """Figures that differ from every default, in hours, become minutes in the right place."""
    made = {
        policy.rule.name: policy.rule.title
        for policy in policies(
            average_hours={"enforcement": "hard", "at_most_hours_week": 40.5, "in_weeks": 9},
            rolling_hours={"enforcement": "hard", "at_most_hours": 55, "in_days": 6},
            maximum_shift={"enforcement": "hard", "hours": 12.5, "breaks_count": False},
            consecutive_long_shifts={"enforcement": "hard", "longer_than_hours": 9.5, "at_most": 3},
            rest_after_long_shifts={"enforcement": "hard", "from_hours": 20, "hours": 15},
            weekly_rest={"enforcement": "hard", "hours": 36, "days_off": 3, "in_weeks": 2},
            forward_rotation={"enforcement": "hard", "earlier_by_hours": 2},
            shift_succession={"enforcement": "hard", "forbidden": [["D", "D"]]},
            nights_in_period={"enforcement": "hard", "at_most": 5, "in_weeks": 3},
            sundays={"enforcement": "hard", "at_most": 20, "in_weeks": 30},
        )
    }
    assert made["average_hours"] == "at most 40 h 30 min a week on average over 9 weeks"
    assert made["rolling_hours"] == "at most 55 h in any 6 days in a row"
    assert made["maximum_shift"] == "no shift longer than 12 h 30 min without breaks"
    assert made["consecutive_long_shifts"] == "at most 3 shifts of more than 9.5 h in a row"
    assert made["rest_after_long_shifts"] == "at least 15 h of rest after a shift of 20 h or more"
    assert made["weekly_rest"] == "at least 3 rests of 36 h or more in each 2 weeks"
    assert made["forward_rotation"] == "from day to day, work starts at most 2 h earlier"
    assert made["shift_succession"] == "not D then D"
    assert made["nights_in_period"] == "at most 5 nights in 3 weeks"
    assert made["sundays"] == "at most 20 Sundays worked in 30 weeks"


REGIME = {
    "id": "weekly", "contract_ids": ["OUT"], "first_day": "2026-11-30", "period_days": 7, "period_hours": 40,
    "percent": 150, "source": "a law",
}  # fmt: skip


def test_overtime_is_reckoned_in_one_way_for_each_person() -> None:
    made = [each for each in policies(overtime={"regimes": [REGIME]}) if each.rule.name == "overtime"]
    assert {(type(each.rule).__name__, each.employee_ids) for each in made} == {
        ("ContractHours", frozenset({"S1", "S3"})),
        ("PeriodOvertime", frozenset({"S2"})),
    }
    (law,) = [each for each in made if isinstance(each.rule, PeriodOvertime)]
    assert law.rule == PeriodOvertime(2400, 7, date(2026, 11, 30), source="a law")
    # the plain hour is among the hours above contract, or in the contract: 50 of the 150 percent are left
    assert law.enforcement == Soft(2000 * 50, 6000)
    (extra,) = [each for each in policies(overtime={"regimes": [REGIME]}) if each.rule.name == "extra_hours"]
    assert (extra.enforcement, extra.employee_ids) == (Soft(2000 * 100, 6000), {"S2"})


def test_two_regimes_for_one_contract_are_refused() -> None:
    other = {**REGIME, "id": "eighty", "day_hours": 8, "period_days": 14, "period_hours": 80}
    with pytest.raises(ValidationError, match="'OUT' is in 'weekly' and in 'eighty'"):
        hospital(overtime={"regimes": [REGIME, other]})


def test_the_way_between_sites_is_known_where_it_counts() -> None:
    made = {each.rule.name: each.rule for each in policies(minimum_rest={"travel_minutes": 40})}
    assert made["minimum_rest"] == MinimumRest(660, Travel(40, (("A", "MAIN"),)))
    assert {each.rule.name: each.rule for each in policies()}["minimum_rest"] == MinimumRest(
        660, source="wardwise default"
    )


def test_the_way_between_sites_is_no_part_of_any_longer_rest() -> None:
    """It counted in the daily rest alone: 46 h after nights could hold an hour's drive to another site."""
    on = {"enforcement": "hard"}
    made = {
        each.rule.name: each.rule
        for each in policies(
            minimum_rest={"travel_minutes": 40},
            rest_after_nights=on,
            rest_after_long_shifts=on,
            rest_after_runs={**on, "after_days": 5},
            weekly_rest=on,
        )
    }
    for name in ("rest_after_nights", "rest_after_long_shifts", "rest_after_runs", "weekly_rest"):
        rule = made[name]
        assert isinstance(rule, RestAfterNights | RestAfterLongShifts | RestAfterRuns | WeeklyRest)
        assert rule.travel == Travel(40, (("A", "MAIN"),)), name


def test_a_section_binds_the_people_of_its_contracts() -> None:
    made = policies(consecutive_days={"at_most": 4, "contract_ids": ["OUT"]})
    (days,) = [each for each in made if each.rule.name == "consecutive_days"]
    assert days.employee_ids == {"S2"}


def test_a_pack_for_some_contracts_binds_their_people_and_the_others_keep_their_rules() -> None:
    """Nurses are not bound by the doctors' agreement; each law is a policy of its own."""
    content = hospital_with(
        {},
        pack=["nhs_doctors_2016", "nhs_agenda_for_change"],
        pack_contracts={"nhs_doctors_2016": ["OUT"], "nhs_agenda_for_change": ["FT"]},
    )
    made = policies_from_configuration(content, STAFF, CONTRACTS)
    bound = {
        (each.rule.name, each.rule.title): each.employee_ids
        for each in made
        if each.rule.name in ("consecutive_days", "average_hours", "rolling_hours")
    }
    assert bound == {
        ("consecutive_days", "at most 8 days of work in a row"): {"S2"},
        ("consecutive_days", "at most 6 days of work in a row"): {"S1", "S3"},
        ("rolling_hours", "at most 72 h in any 168 h"): {"S2"},
        ("average_hours", "at most 48 h a week on average over 26 weeks"): {"S2"},
        ("average_hours", "at most 48 h a week on average over 17 weeks"): {"S1", "S3"},
    }


def test_a_law_binds_as_a_law_and_usual_figures_do_not() -> None:
    content = hospital_with({}, pack="acgme", pack_contracts={"acgme": ["OUT"]})
    law = {
        (each.rule.name, each.employee_ids)
        for each in policies_from_configuration(content, STAFF, CONTRACTS)
        if each.is_law
    }
    names = ("average_hours", "weekly_rest", "minimum_rest", "maximum_shift", "rest_after_long_shifts")
    assert law == {(name, frozenset({"S2"})) for name in names}


def test_a_rule_that_nobody_wrote_says_so() -> None:
    """46 hours, 60 hours, six days and 150 % were called trust policy, which no trust had made."""
    source = {each.rule.name: each.rule.source for each in policies()}
    for name in ("rest_after_nights", "weekly_hours", "consecutive_days", "overtime", "weekends", "requests"):
        assert source[name] == "wardwise default"
    written = {each.rule.name: each.rule.source for each in policies(weekly_hours={"at_most_hours": 50})}
    assert written["weekly_hours"] == "trust policy"
