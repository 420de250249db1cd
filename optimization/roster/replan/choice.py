"""Choosing one line for each person, and what to buy, at the least cost: exact among the lines there are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ortools.sat.python import cp_model

from optimization.roster.cpsat.coverage import add_row
from optimization.roster.cpsat.model import breach_of
from optimization.roster.cpsat.search import run
from optimization.roster.problem import CoverageRow, Link, RosterProblem
from optimization.roster.replan.lines import OtherLine
from optimization.roster.replan.neighbourhood import at_work
from optimization.roster.result import Interrupted, OnProgress, Roster, SolveOptions, Termination
from optimization.rules.policy import Hard

_MISSING_PENCE = 10_000_000
"""For each person below a minimum that must be met: what nobody can do is left out of the choice, never silently."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The roster, why the search ended, and the proven gap among the lines there were (None: not known)."""

    roster: Roster
    termination: Termination
    gap: float | None


def choose_lines(
    problem: RosterProblem,
    base: Roster,
    others: Sequence[OtherLine],
    options: SolveOptions,
    on_progress: OnProgress | None = None,
    interrupted: Interrupted | None = None,
) -> Choice:
    """The cheapest roster in which each person keeps the line of `base` or takes one of `others`."""
    model = cp_model.CpModel()
    terms: list[cp_model.LinearExprT] = []
    taken = [model.new_bool_var(f"line_{number}") for number in range(len(others))]
    by_person: dict[int, list[cp_model.IntVar]] = defaultdict(list)
    for other, variable in zip(others, taken, strict=True):
        by_person[other.employee].append(variable)
        terms.append(other.cost * variable)
    for variables in by_person.values():
        model.add_at_most_one(variables)
    moves: dict[tuple[int, int], list[tuple[int, cp_model.IntVar]]] = defaultdict(list)
    for other, variable in zip(others, taken, strict=True):
        for day in other.changed:
            before, after = base.lines[other.employee][day], other.line[day]
            if before is not None:
                moves[day, before].append((-1, variable))
            if after is not None:
                moves[day, after].append((1, variable))
    bought = _new_bought(model, problem, base, moves)
    _add_rows(model, problem, base, moves, bought, terms)
    _add_links(model, problem, base, others, taken, terms)
    for (supply, row), variable in bought.items():
        terms.append(problem.supplies[supply].pence[row] * variable)
    model.minimize(cp_model.LinearExpr.sum(terms))
    for variable in (*taken, *bought.values()):
        model.add_hint(variable, 0)
    solver, status, why = run(model, options, "re-plan", on_progress, interrupted)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Choice(base, why, None)
    gap = max(0.0, solver.objective_value - solver.best_objective_bound) / max(
        1.0, abs(solver.objective_value)
    )
    return Choice(_roster(base, others, taken, bought, solver), why, gap)


def _roster(
    base: Roster,
    others: Sequence[OtherLine],
    taken: Sequence[cp_model.IntVar],
    bought: dict[tuple[int, int], cp_model.IntVar],
    solver: cp_model.CpSolver,
) -> Roster:
    lines = list(base.lines)
    for other, variable in zip(others, taken, strict=True):
        if solver.boolean_value(variable):
            lines[other.employee] = other.line
    counts = Counter({(supply, row): count for supply, row, count in base.bought})
    for place, number in bought.items():
        counts[place] += solver.value(number)
    return Roster(
        tuple(lines), tuple((supply, row, count) for (supply, row), count in sorted(counts.items()) if count)
    )


def _new_bought(
    model: cp_model.CpModel,
    problem: RosterProblem,
    base: Roster,
    moves: dict[tuple[int, int], list[tuple[int, cp_model.IntVar]]],
) -> dict[tuple[int, int], cp_model.IntVar]:
    """Shifts to buy on top of those booked, for rows that lines can move and within what is left of each supply."""
    had = {(supply, row): count for supply, row, count in base.bought}
    found = {}
    for number, supply in enumerate(problem.supplies):
        minutes: list[cp_model.LinearExprT] = []
        for row in sorted(supply.pence):
            left = supply.most_per_row - had.get((number, row), 0)
            if left > 0 and any(cell in moves for cell in problem.coverage[row].cells):
                found[number, row] = model.new_int_var(0, left, f"{supply.supply_id}_{row}")
                minutes.append(problem.coverage[row].paid_minutes * found[number, row])
        if supply.most_minutes is not None and minutes:
            spent = sum(
                count * problem.coverage[row].paid_minutes for (of, row), count in had.items() if of == number
            )
            model.add(cp_model.LinearExpr.sum(minutes) <= max(0, supply.most_minutes - spent))
    return found


def _add_rows(
    model: cp_model.CpModel,
    problem: RosterProblem,
    base: Roster,
    moves: dict[tuple[int, int], list[tuple[int, cp_model.IntVar]]],
    bought: dict[tuple[int, int], cp_model.IntVar],
    terms: list[cp_model.LinearExprT],
) -> None:
    there = at_work(base.lines)
    booked: Counter[int] = Counter()
    for _, number, count in base.bought:
        booked[number] += count
    offered: dict[int, list[cp_model.IntVar]] = defaultdict(list)
    for (_, number), variable in bought.items():
        offered[number].append(variable)
    for index, row in enumerate(problem.coverage):
        steps = [move for cell in sorted(row.cells) for move in moves.get(cell, ())]
        if not steps:
            continue
        n_there = sum(there[cell] for cell in row.cells) + booked[index]
        present = (
            n_there
            + cp_model.LinearExpr.sum([sign * variable for sign, variable in steps])
            + cp_model.LinearExpr.sum(offered[index])
        )
        most = (
            n_there
            + sum(sign > 0 for sign, _ in steps)
            + sum(problem.supplies[supply].most_per_row for supply, of in bought if of == index)
        )
        add_row(model, _with_priced_minimum(row), present, most, terms)


def _with_priced_minimum(row: CoverageRow) -> CoverageRow:
    if row.minimum is None:
        return row
    last = max(len(row.costs) - 1, row.minimum)
    costs = [row.cost(number) + _MISSING_PENCE * max(0, row.minimum - number) for number in range(last + 1)]
    steps = [after - before for before, after in pairwise(row.costs)]
    costs.append(costs[-1] + (steps[-1] if steps else 0))
    return replace(row, costs=tuple(costs), minimum=None)


def _add_links(
    model: cp_model.CpModel,
    problem: RosterProblem,
    base: Roster,
    others: Sequence[OtherLine],
    taken: Sequence[cp_model.IntVar],
    terms: list[cp_model.LinearExprT],
) -> None:
    number_of = {employee.employee_id: number for number, employee in enumerate(problem.employees)}
    changing: dict[tuple[int, int], list[tuple[OtherLine, cp_model.IntVar]]] = defaultdict(list)
    for other, variable in zip(others, taken, strict=True):
        for day in other.changed:
            changing[other.employee, day].append((other, variable))
    for link in problem.links:
        total, parts = 0, []
        for term in link.terms:
            number = number_of[term.employee_id]
            now = base.lines[number][term.day] in term.duties
            total += term.coefficient * now
            for other, variable in changing.get((number, term.day), ()):
                difference = (other.line[term.day] in term.duties) - now
                if difference:
                    parts.append(term.coefficient * difference * variable)
        if parts:
            _add_link(model, link, total, parts, terms)


def _add_link(
    model: cp_model.CpModel,
    link: Link,
    total: int,
    parts: Sequence[cp_model.LinearExprT],
    terms: list[cp_model.LinearExprT],
) -> None:
    """A hard link that is broken already may stay so, and not get worse."""
    breach = breach_of(model, link.enforcement, terms)
    most = sum(abs(term.coefficient) for term in link.terms)
    count = total + cp_model.LinearExpr.sum(parts)
    is_hard = isinstance(link.enforcement, Hard)
    if link.at_most is not None:
        limit = max(link.at_most, total) if is_hard else link.at_most
        breach.bound(count - limit, most + abs(limit), 1, 1)
    if link.at_least is not None:
        limit = min(link.at_least, total) if is_hard else link.at_least
        breach.bound(limit - count, most + abs(limit), 1, 1)
