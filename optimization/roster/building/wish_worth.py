"""What a person's wishes are worth against those of others: a fair share of grants."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from data.configuration.rules import RequestsSetting
from data.ledger.kinds import LedgerKind
from data.ledger.read import Ledger, LedgerAccount
from optimization.roster.problem import Employee

_MOST_COUNTED = 10
"""Refused wishes above the fair share that count at most: nobody's wish may come to outweigh everything."""


def wish_worth(setting: RequestsSetting, ledger: Ledger, employees: Sequence[Employee]) -> Mapping[str, int]:
    """Percent of the set price by person, for those who differ from 100.

    The fair share of refusals is the group's share of refused wishes, applied to one's own. Binding wishes are never
    refused and do not count among the wishes of the plan.
    """
    worth = {employee.employee_id: Fraction(100) for employee in employees}
    if setting.refused_percent:
        for accounts in ledger.groups().values():
            for staff_id, excess in _refused_above_share(accounts).items():
                if staff_id in worth:
                    worth[staff_id] += setting.refused_percent * min(Fraction(_MOST_COUNTED), excess)
    for employee in employees:
        n_wishes = sum(not request.is_binding for request in employee.requests)
        if setting.wishes_in_full is not None and n_wishes > setting.wishes_in_full:
            worth[employee.employee_id] *= Fraction(setting.wishes_in_full, n_wishes)
    return {
        staff_id: percent for staff_id, value in sorted(worth.items()) if (percent := round(value)) != 100
    }


def _refused_above_share(accounts: Sequence[LedgerAccount]) -> dict[str, Fraction]:
    kind = LedgerKind.REFUSED_WISHES
    n_wishes = sum(account.chances[kind] for account in accounts)
    n_refused = sum(account.counts.get(kind, 0) for account in accounts)
    if not n_refused:
        return {}
    return {
        account.staff_id: max(
            Fraction(0),
            account.counts.get(kind, 0) - Fraction(account.chances[kind] * n_refused, n_wishes),
        )
        for account in accounts
    }
