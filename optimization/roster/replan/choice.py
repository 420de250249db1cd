"""Choosing one line for each person, and what to buy, at the least cost: exact among the lines there are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ortools.sat.python import cp_model

from optimization.roster.cpsat.coverage import add_row, used_up
from optimization.roster.cpsat.search import counted_seconds, run
from optimization.roster.problem import CoverageRow, RosterProblem
from optimization.roster.purchase_limits import purchase_limits
from optimization.roster.replan.chosen_links import add_links
from optimization.roster.replan.lines import OtherLine
from optimization.roster.replan.neighbourhood import at_work
from optimization.roster.result import Interrupted, OnProgress, Roster, SolveOptions, Termination

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
    *,
    lacking: Collection[int] = (),
    cancelling: Mapping[tuple[int, int], int] | None = None,
    late_changes: Mapping[str, int] | None = None,
) -> Choice:
    """The cheapest roster in which each person keeps the line of `base` or takes one of `others`.

    Shifts are bought for rows that lines can move, and for those `lacking` somebody. `cancelling` are the (supply, row) of
    shifts booked that may be cancelled, with the pence that are saved by one. Of rosters that cost the same, the one whose
    changes fall on people with the fewest `late_changes` so far is taken.
    """
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
    bought = _new_bought(model, problem, base, moves, lacking)
    saved = cancelling or {}
    had = {(supply, row): count for supply, row, count in base.bought}
    cancelled = {place: model.new_int_var(0, had[place], f"cancelled_{place}") for place in sorted(saved)}
    _add_rows(model, problem, base, moves, bought, cancelled, terms)
    add_links(model, problem, base, others, taken, terms)
    for (supply, row), variable in bought.items():
        terms.append(problem.supplies[supply].pence[row] * variable)
    terms.extend(-saved[place] * variable for place, variable in cancelled.items())
    cost = cp_model.LinearExpr.sum(terms)
    model.minimize(cost)
    for variable in (*taken, *bought.values(), *cancelled.values()):
        model.add_hint(variable, 0)
    solver, status, why = run(model, options, "re-plan", on_progress, interrupted)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Choice(base, why, None)
    gap = max(0.0, solver.objective_value - solver.best_objective_bound) / max(
        1.0, abs(solver.objective_value)
    )
    burdens = _burdens(problem, others, taken, late_changes or {})
    if burdens and status == cp_model.OPTIMAL:
        solver = _fairest(
            model, cost, burdens, solver, [*taken, *bought.values(), *cancelled.values()], options
        )
    return Choice(_roster(base, others, taken, bought, cancelled, solver), why, gap)


def _burdens(
    problem: RosterProblem,
    others: Sequence[OtherLine],
    taken: Sequence[cp_model.IntVar],
    late_changes: Mapping[str, int],
) -> list[cp_model.LinearExprT]:
    """For each other line, its changed days times the late changes that the person had."""
    had = [late_changes.get(problem.employees[other.employee].employee_id, 0) for other in others]
    return [
        number * len(other.changed) * variable
        for number, other, variable in zip(had, others, taken, strict=True)
        if number
    ]


def _fairest(
    model: cp_model.CpModel,
    cost: cp_model.LinearExprT,
    burdens: Sequence[cp_model.LinearExprT],
    solver: cp_model.CpSolver,
    variables: Sequence[cp_model.IntVar],
    options: SolveOptions,
) -> cp_model.CpSolver:
    """The solver with the least burden at the same cost; the one there is where time is too short to find out."""
    model.add(cost <= round(solver.objective_value))
    model.minimize(cp_model.LinearExpr.sum(burdens))
    model.clear_hints()  # type: ignore[no-untyped-call]  # the library gives it no types
    for variable in variables:
        model.add_hint(variable, solver.value(variable))
    left = replace(options, seconds=max(0.2, options.seconds - counted_seconds(solver, options)))
    fairer, status, _ = run(model, left, "re-plan", None, None)
    return fairer if status in (cp_model.OPTIMAL, cp_model.FEASIBLE) else solver


def _roster(
    base: Roster,
    others: Sequence[OtherLine],
    taken: Sequence[cp_model.IntVar],
    bought: dict[tuple[int, int], cp_model.IntVar],
    cancelled: dict[tuple[int, int], cp_model.IntVar],
    solver: cp_model.CpSolver,
) -> Roster:
    lines = list(base.lines)
    for other, variable in zip(others, taken, strict=True):
        if solver.boolean_value(variable):
            lines[other.employee] = other.line
    counts = Counter({(supply, row): count for supply, row, count in base.bought})
    for place, number in bought.items():
        counts[place] += solver.value(number)
    for place, number in cancelled.items():
        counts[place] -= solver.value(number)
    return Roster(
        tuple(lines), tuple((supply, row, count) for (supply, row), count in sorted(counts.items()) if count)
    )


def _new_bought(
    model: cp_model.CpModel,
    problem: RosterProblem,
    base: Roster,
    moves: dict[tuple[int, int], list[tuple[int, cp_model.IntVar]]],
    lacking: Collection[int],
) -> dict[tuple[int, int], cp_model.IntVar]:
    """Shifts to buy on top of those booked, for rows that lines can move or that lack somebody, within each supply's limits."""
    had = {(supply, row): count for supply, row, count in base.bought}
    found = {}
    for number, supply in enumerate(problem.supplies):
        for row in sorted(supply.pence):
            left = supply.most_per_row - had.get((number, row), 0)
            is_concerned = row in lacking or any(cell in moves for cell in problem.coverage[row].cells)
            if left > 0 and is_concerned:
                found[number, row] = model.new_int_var(0, left, f"{supply.supply_id}_{row}")
    for limit in purchase_limits(problem):
        if used := used_up(limit, found):
            left = max(0, limit.most - limit.used(base.bought))
            model.add(cp_model.LinearExpr.sum(used) <= left)
    return found


def _add_rows(
    model: cp_model.CpModel,
    problem: RosterProblem,
    base: Roster,
    moves: dict[tuple[int, int], list[tuple[int, cp_model.IntVar]]],
    bought: dict[tuple[int, int], cp_model.IntVar],
    cancelled: dict[tuple[int, int], cp_model.IntVar],
    terms: list[cp_model.LinearExprT],
) -> None:
    there = at_work(base.lines)
    booked: Counter[int] = Counter()
    for _, number, count in base.bought:
        booked[number] += count
    offered: dict[int, list[cp_model.IntVar]] = defaultdict(list)
    for (_, number), variable in bought.items():
        offered[number].append(variable)
    fewer: dict[int, list[cp_model.IntVar]] = defaultdict(list)
    for (_, number), variable in cancelled.items():
        fewer[number].append(variable)
    for index, row in enumerate(problem.coverage):
        steps = [move for cell in sorted(row.cells) for move in moves.get(cell, ())]
        if not (steps or offered[index] or fewer[index]):
            continue
        n_there = sum(there[cell] for cell in row.cells) + booked[index]
        present = (
            n_there
            + cp_model.LinearExpr.sum([sign * variable for sign, variable in steps])
            + cp_model.LinearExpr.sum(offered[index])
            - cp_model.LinearExpr.sum(fewer[index])
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
