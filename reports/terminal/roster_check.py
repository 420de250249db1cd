"""The result of `wardwise check --roster`."""

from __future__ import annotations

from rich.console import Group, RenderableType

from reports.terminal.text import ALARM, MUTED, bullets, grid, heading, plain
from reports.words import count, long_day, money, number, short_day, span
from scenarios.checking.roster_check import FoundBreach, RosterCheck


def roster_check(check: RosterCheck, currency: str) -> RenderableType:
    """Breaches of what must hold first, then prices; what the run has too is told apart."""
    hard = [each for each in check.breaches if each.is_hard]
    priced = [each for each in check.breaches if not each.is_hard]
    verdict = (
        f"{count(len(hard), 'breach', 'breaches')} of rules that must hold"
        if hard
        else "Every rule that must hold is kept"
    )
    differ = count(
        check.n_changed, "day of a person or bought shift differs", "days of people or bought shifts differ"
    )
    of_run = money(check.cost_pence_of_run, currency)
    details = [
        f"{count(check.n_shifts, 'shift')}; {differ} from the run.",
        f"Open shifts: {number(check.open_shifts)} (the run has {number(check.open_shifts_of_run)}).",
        f"Cost of the plan: {money(check.cost_pence, currency)} (the run's is {of_run}).",
        *check.remarks,
    ]
    parts: list[RenderableType] = [
        plain(f"{check.file} against {check.run_id}, {span(check.first_day, check.last_day)}", MUTED),
        plain(f"{verdict}.", ALARM if hard else "bold"),
        bullets(details),
    ]
    if hard:
        parts += [heading("Must hold"), *(_line(each) for each in hard)]
    if priced:
        new = [each for each in priced if each.is_new]
        if new:
            parts += [heading(f"Priced, new here ({number(len(new))})"), _prices(new, currency)]
        old = sum(each.cost_pence for each in priced if not each.is_new)
        parts.append(
            plain(
                f"{count(len(priced) - len(new), 'further breach', 'further breaches')} at {money(old, currency)} stand in "
                "the run as well.",
                MUTED,
            )
        )
    return Group(*parts)


def _line(breach: FoundBreach) -> RenderableType:
    known = "" if breach.is_new else " (in the run as well)"
    return bullets([f"{long_day(breach.date)}: {breach.message}{known} [{breach.rule}]"], ALARM)


def _prices(breaches: list[FoundBreach], currency: str) -> RenderableType:
    table = grid([("Rule", "left"), ("Day", "left"), ("What", "left"), ("Cost", "right")])
    for each in breaches:
        table.add_row(
            plain(each.rule),
            plain(short_day(each.date)),
            plain(each.message),
            plain(money(each.cost_pence, currency)),
        )
    return table
