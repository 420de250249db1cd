"""Every setting of `[rules.*]` becomes a policy, with its figures, source and price."""

from __future__ import annotations

import json
from typing import Any

from data.configuration.hospital import Hospital
from data.configuration.rules import Rules
from optimization.rules.contract_hours import ContractHours, HoursSide
from optimization.rules.from_configuration import policies_from_configuration
from optimization.rules.minimum_rest import MinimumRest
from optimization.rules.policy import Hard, Policy, Soft

ALWAYS = {"one_shift_at_a_time", "skills", "pinned"}
OF_CONTRACT_HOURS = {"overtime", "unused_hours"}
STAFF = {"RN": frozenset({"S1", "S2"}), "HCA": frozenset({"S3"})}


def hospital(**rules: Any) -> Hospital:
    return Hospital.model_validate_json(_json(rules))


def _json(rules: dict[str, Any]) -> bytes:
    skill = {"pence_per_hour": 2000, "shortage_pence_per_hour": 9000}
    content = {
        "hospital": {"name": "H", "zone": "Europe/London", "country": "GB"},
        "units": [{"id": "A", "name": "A", "beds_staffed": 10, "shift_ids": ["D"]}],
        "skills": [{"id": "RN", "name": "Nurse", **skill}, {"id": "HCA", "name": "Assistant", **skill}],
        "contracts": [{"id": "FT", "name": "Full", "hours_week": 37.5}],
        "shifts": [{"id": "D", "name": "Day", "start": "07:00", "end": "19:00"}],
        "rules": rules,
    }
    return json.dumps(content).encode()


def policies(**rules: Any) -> tuple[Policy, ...]:
    return policies_from_configuration(hospital(**rules), STAFF)


def test_settings_and_policies_stay_in_step() -> None:
    """A rule added to one list and not to the other fails here."""
    names = {policy.rule.name for policy in policies()}
    assert names == set(Rules.model_fields) | ALWAYS | OF_CONTRACT_HOURS


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
    assert {made[name] for name in (*ALWAYS, "leave", "contract_hours")} == {Hard()}


def test_hours_have_the_price_of_the_skill() -> None:
    content = hospital(contract_hours={"overtime_percent": 150, "unused_percent": 40})
    dear = content.skills[1].model_copy(update={"pence_per_hour": 3000})
    content = content.model_copy(update={"skills": (content.skills[0], dear)})
    made = {
        (policy.rule.side, policy.enforcement.pence_per_unit): policy.employee_ids
        for policy in policies_from_configuration(content, STAFF)
        if isinstance(policy.rule, ContractHours) and isinstance(policy.enforcement, Soft)
    }
    assert made == {
        (HoursSide.ABOVE, 50): STAFF["RN"],
        (HoursSide.ABOVE, 75): STAFF["HCA"],
        (HoursSide.BELOW, 13): STAFF["RN"],
        (HoursSide.BELOW, 20): STAFF["HCA"],
    }


def test_a_wish_without_a_price_has_no_policy() -> None:
    wishes = [
        policy.rule.title for policy in policies(requests={"want_pence": 0}) if policy.rule.name == "requests"
    ]
    assert wishes == ["unwanted shifts are not given", "wanted days off are given"]
