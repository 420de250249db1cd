"""The ledger of months: what counts, for whom, against which chances; and what it does to wishes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from data.ledger.kinds import LedgerKind
from data.ledger.read import LedgerAccount, read_ledger
from optimization.rules.policy import Soft
from tests.roster.test_build import STAFF, problem_of
from tests.roster.two_wards import FIRST_DAY, plan_inputs

Row = Mapping[str, Any]
CHRISTMAS = date(2026, 12, 25)
NIGHTS, WEEKENDS, HOLIDAYS = LedgerKind.NIGHTS, LedgerKind.WEEKENDS, LedgerKind.HOLIDAYS


def worked(staff_id: str, when: date, shift_id: str = "D") -> Row:
    return {"staff_id": staff_id, "date": when, "shift_id": shift_id, "unit_id": "A"}


def account(staff_id: str = "0017", first_day: date = FIRST_DAY, **tables: Sequence[Row]) -> LedgerAccount:
    given = {"staff": STAFF, **tables}
    return read_ledger(plan_inputs(given, first_day)).accounts[staff_id]


def test_nights_weekends_and_holidays_are_counted_once_each() -> None:
    after = date(2026, 12, 28)
    roster = [
        worked("0017", CHRISTMAS),  # a Friday
        worked("0017", CHRISTMAS, "N"),
        worked("0017", date(2026, 12, 19)),
        worked("0017", date(2026, 12, 20)),
        worked("0018", date(2026, 12, 1)),
    ]
    of = account(first_day=after, roster=roster)
    assert {kind: n for kind, n in of.counts.items() if n} == {NIGHTS: 1, WEEKENDS: 1, HOLIDAYS: 1}
    # 27 days since 1 December and the 7 of the plan
    assert of.chances[NIGHTS] == 2100 * 34
    assert of.chances[WEEKENDS] == 2100 * 10
    # Christmas, Boxing Day on a Saturday with its substitute on Monday, New Year's Day
    assert of.chances[HOLIDAYS] == 2100 * 4


def test_who_is_away_or_spared_has_no_chance_and_is_not_behind() -> None:
    roster = [worked("0018", FIRST_DAY - timedelta(days=14))]
    away = [
        {"staff_id": "0017", "kind": "annual_leave", "first_day": FIRST_DAY - timedelta(days=14),
         "last_day": FIRST_DAY - timedelta(days=8)},
        {"staff_id": "0017", "kind": "sickness", "first_day": FIRST_DAY - timedelta(days=9),
         "last_day": FIRST_DAY - timedelta(days=8)},
    ]  # fmt: skip
    assert account(roster=roster, absences=away).chances[NIGHTS] == 2100 * 14
    spared = [{"staff_id": "0017", "kind": "no_nights", "first_day": FIRST_DAY - timedelta(days=2)}]
    of = account(roster=roster, restrictions=spared)
    assert (of.chances[NIGHTS], of.chances[WEEKENDS]) == (2100 * 12, 2100 * 6)


def test_the_past_reaches_as_far_as_the_roster_and_no_further_than_asked() -> None:
    roster = [worked("0017", FIRST_DAY - timedelta(days=400), "N"), worked("0017", FIRST_DAY, "N")]
    of = account(roster=roster)
    assert (of.counts.get(NIGHTS, 0), of.chances[NIGHTS]) == (0, 2100 * 7)


def test_bank_staff_have_no_account_and_no_share() -> None:
    assert "0019" not in read_ledger(plan_inputs({"staff": STAFF})).accounts
    people = {e.employee_id: e.fair_shares for e in problem_of(plan_inputs({"staff": STAFF})).employees}
    assert people["0019"] == ()
    # 0017 is the only nurse of ward A: two nights a day, two people on the busier day of the weekend
    assert people["0017"] == (("nights", 1400), ("weekends", 400))


def test_a_wish_of_somebody_often_refused_is_worth_more_and_of_many_wishes_each_less() -> None:
    nurse = {"unit_id": "A", "skill_id": "RN", "contract_id": "FT"}
    staff = [{"staff_id": s, "name": s, **nurse} for s in ("S1", "S2", "S3")]
    before = [FIRST_DAY - timedelta(days=n) for n in range(1, 9)]
    ledger = [
        *({"staff_id": "S1", "date": day, "kind": "wish_refused"} for day in before[:4]),
        *({"staff_id": "S2", "date": day, "kind": "wish_granted"} for day in before[:4]),
    ]
    wishes = [
        {"staff_id": "S3", "date": FIRST_DAY + timedelta(days=n), "wish": "day_off"} for n in range(4)
    ] + [{"staff_id": "S1", "date": FIRST_DAY, "wish": "day_off"}]
    inputs = plan_inputs(
        {"staff": staff, "ledger": ledger, "requests": wishes, "roster": [worked("S1", before[-1])]},
        rules={"requests": {"refused_percent": 15, "wishes_in_full": 2, "day_off_pence": 8000}},
    )
    policies = problem_of(inputs).policies
    prices = {
        staff_id: policy.enforcement.pence_per_unit
        for policy in policies
        if policy.rule.title == "wanted days off are given" and isinstance(policy.enforcement, Soft)
        for staff_id in policy.employee_ids or ()
    }
    # S1: 4 refused where 2 were fair, 15 % each; S3: four wishes share the worth of two
    assert prices == {"S1": 10400, "S2": 8000, "S3": 4000}


def test_plain_settings_leave_prices_alone() -> None:
    plain = problem_of(plan_inputs({"staff": STAFF}))
    assert all(policy.employee_ids is None for policy in plain.policies if policy.rule.name == "requests")
    assert not any(policy.rule.name == "fairness" for policy in plain.policies)
