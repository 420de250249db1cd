"""What a roster costs and which rules it breaks, worked out again without any engine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from optimization.roster.faults import structural_faults
from optimization.roster.problem import Link, RosterProblem
from optimization.roster.result import Roster, SolveResult
from optimization.rules.policy import BreachUnit, Enforcement, Hard, Violation
from optimization.rules.reading import day_text


class RosterRefusedError(Exception):
    """A roster that failed its own check; `reasons` are sentences."""

    def __init__(self, reasons: tuple[str, ...]) -> None:
        self.reasons = reasons
        super().__init__("\n".join(["The roster failed its own check:", *(f"  - {r}" for r in reasons)]))


@dataclass(frozen=True, slots=True)
class Breach:
    """A violation with the rule it breaks and its price (0 for a rule that must hold)."""

    violation: Violation
    title: str
    source: str
    is_hard: bool
    cost_pence: int


@dataclass(frozen=True, slots=True)
class CostLine:
    """A part of the objective: `kind` is coverage, bank, agency, assignment or the name of a rule."""

    kind: str
    unit_id: str
    pence: int


@dataclass(frozen=True, slots=True)
class RowCover:
    """Who is there for one coverage row: own staff and bought shifts by supply, and the row's cost."""

    own: int
    bought: tuple[tuple[int, int], ...]
    pence: int

    @property
    def present(self) -> int:
        """Everybody who is there."""
        return self.own + sum(number for _, number in self.bought)


@dataclass(frozen=True, slots=True)
class Assessment:
    """The judgement: `cover` is in the order of the coverage rows; the cost lines add up to `objective`."""

    objective: int
    costs: tuple[CostLine, ...]
    cover: tuple[RowCover, ...]
    breaches: tuple[Breach, ...]
    faults: tuple[str, ...]

    @property
    def hard_breaches(self) -> tuple[Breach, ...]:
        """Breaches of rules that must hold."""
        return tuple(breach for breach in self.breaches if breach.is_hard)

    def hard_breaches_beside(self, known: Collection[tuple[str, str]]) -> tuple[Breach, ...]:
        """The hard breaches but those of a rule by somebody who is `known`, as (employee id, rule), to break it."""
        return tuple(
            breach
            for breach in self.hard_breaches
            if (breach.violation.employee_id, breach.violation.rule) not in known
        )

    def open_shifts(self, problem: RosterProblem) -> int:
        """How many people are missing to the targets of all rows."""
        return sum(
            max(0, row.target - there.present)
            for row, there in zip(problem.coverage, self.cover, strict=True)
        )

    def refuse_if_wrong(self, result: SolveResult, known: Collection[tuple[str, str]] = ()) -> None:
        """Raise RosterRefusedError when a hard rule is broken or the engine's objective is not this one.

        `known` are (employee id, rule) that a published roster broke before anything was planned: they are reported and no
        reason to refuse.
        """
        reasons = [*self.faults, *(breach.violation.message for breach in self.hard_breaches_beside(known))]
        if result.objective != self.objective:
            reasons.append(
                f"the engine says that it costs {result.objective} pence, it costs {self.objective}"
            )
        if result.bound is not None and result.bound > self.objective + 0.5:
            reasons.append(
                f"the engine's bound of {result.bound} pence is above the cost of {self.objective}"
            )
        if reasons:
            raise RosterRefusedError(tuple(reasons))


def assess(problem: RosterProblem, roster: Roster) -> Assessment:
    """Judge `roster`; raises ValueError when it does not even have a line for everybody."""
    if len(roster.lines) != len(problem.employees):
        raise ValueError(structural_faults(problem, roster)[0])
    costs: Counter[tuple[str, str]] = Counter()
    faults = structural_faults(problem, roster)
    breaches = [*_rule_breaches(problem, roster), *_link_breaches(problem, roster)]
    home = {employee.employee_id: employee.unit_id or "" for employee in problem.employees}
    for breach in breaches:
        costs[breach.violation.rule, home.get(breach.violation.employee_id, "")] += breach.cost_pence
    for employee, line in zip(problem.employees, roster.lines, strict=True):
        for cell in line:
            if cell is not None and cell in employee.duties:
                costs["assignment", problem.duties[cell].unit_id] += employee.duties[cell]
    cover = _cover(problem, roster)
    for row, there in zip(problem.coverage, cover, strict=True):
        costs["coverage", row.unit_id] += there.pence
    for number, index, n_bought in _on_offer(problem, roster):
        supply = problem.supplies[number]
        costs[supply.source.value, problem.coverage[index].unit_id] += n_bought * supply.pence[index]
    unmet = [
        f"{row.row_id} has {there.present} people, the minimum is {row.minimum}"
        for row, there in zip(problem.coverage, cover, strict=True)
        if row.minimum is not None and there.present < row.minimum
    ]
    lines = tuple(CostLine(kind, unit, pence) for (kind, unit), pence in sorted(costs.items()) if pence)
    return Assessment(sum(line.pence for line in lines), lines, cover, tuple(breaches), (*faults, *unmet))


def _on_offer(problem: RosterProblem, roster: Roster) -> list[tuple[int, int, int]]:
    """What is bought where it is offered; anything else is among the faults and neither costs nor counts."""
    return [
        (number, index, n_bought)
        for number, index, n_bought in roster.bought
        if 0 <= number < len(problem.supplies) and index in problem.supplies[number].pence
    ]


def _rule_breaches(problem: RosterProblem, roster: Roster) -> list[Breach]:
    breaches: list[Breach] = []
    for employee, line in zip(problem.employees, roster.lines, strict=True):
        known = len(line) == problem.n_days and all(
            cell is None or 0 <= cell < len(problem.duties) for cell in line
        )
        if not known:
            continue  # its faults say why; no rule can read it
        for policy in problem.policies:
            if policy.applies_to(employee.employee_id):
                breaches.extend(
                    _priced(violation, policy.rule.title, policy.rule.source, policy.enforcement)
                    for violation in policy.rule.check(problem, employee, line)
                )
    return breaches


def _link_breaches(problem: RosterProblem, roster: Roster) -> list[Breach]:
    number_of = {employee.employee_id: n for n, employee in enumerate(problem.employees)}
    breaches: list[Breach] = []
    for link in problem.links:
        total = 0
        for term in link.terms:
            cell = roster.lines[number_of[term.employee_id]][term.day]
            total += term.coefficient if cell is not None and cell in term.duties else 0
        violation = _link_violation(problem, link, total)
        if violation is not None:
            breaches.append(_priced(violation, link.title or link.rule, link.source, link.enforcement))
    return breaches


def _link_violation(problem: RosterProblem, link: Link, total: int) -> Violation | None:
    if link.at_most is not None and total > link.at_most:
        amount, asked = total - link.at_most, f"at most {link.at_most}"
    elif link.at_least is not None and total < link.at_least:
        amount, asked = link.at_least - total, f"at least {link.at_least}"
    else:
        return None
    days = tuple(sorted({term.day for term in link.terms}))
    people = ", ".join(sorted({term.employee_id for term in link.terms}))
    counted = link.title or f"{link.rule.replace('_', ' ')} ({people or 'nobody'})"
    when = f" on {day_text(problem, days[-1])}" if days else ""
    message = f"{counted}{when}: {total}, {asked} asked for"
    employee_id = link.terms[0].employee_id if link.terms else ""
    return Violation(link.rule, employee_id, days, amount, BreachUnit.TIMES, message)


def _priced(violation: Violation, title: str, source: str, enforcement: Enforcement) -> Breach:
    if isinstance(enforcement, Hard):
        return Breach(violation, title, source, is_hard=True, cost_pence=0)
    return Breach(violation, title, source, is_hard=False, cost_pence=enforcement.pence(violation.amount))


def _cover(problem: RosterProblem, roster: Roster) -> tuple[RowCover, ...]:
    at_work = Counter(
        (day, cell) for line in roster.lines for day, cell in enumerate(line) if cell is not None
    )
    bought: dict[int, Counter[int]] = {}
    for number, index, n_bought in _on_offer(problem, roster):
        bought.setdefault(index, Counter())[number] += n_bought
    covers = []
    for index, row in enumerate(problem.coverage):
        own = sum(at_work[cell] for cell in row.cells)
        outside = bought.get(index, Counter())
        covers.append(RowCover(own, tuple(sorted(outside.items())), row.cost(own + sum(outside.values()))))
    return tuple(covers)
