"""Settled cells that break rules by themselves: they stay, are reported, and nothing planned around them makes it worse."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ortools.sat.python import cp_model

from optimization.roster.cpsat.breach import Priced
from optimization.roster.cpsat.cells import new_line_cells
from optimization.roster.cpsat.restrictions import add_primitive
from optimization.roster.problem import Employee, RosterProblem, compile_restrictions
from optimization.rules.pinned import Pinned
from optimization.rules.policy import Hard, Policy, Restriction, Soft
from optimization.rules.primitives import Line
from optimization.rules.semantics import breach

_WORSE_PENCE = 1_000_000
"""For a unit of breach of a rule that settled cells break already: dearer than anything that could be had for it."""

# of CP-SAT's deterministic time, so that a run repeats on another machine
_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Settled:
    """`problem` has a roster as far as settled cells are concerned.

    `broken` names, as (employee id, rule), what they break by themselves. There the rule is priced so that no roster
    breaks it further than the settled cells do; for everybody else, and in every judgement, it stays as it was.
    """

    problem: RosterProblem
    broken: frozenset[tuple[str, str]]


def settle(problem: RosterProblem, known: Sequence[Line] | None = None) -> Settled:
    """Find what settled cells break; `known` are lines to try first, by employee, which spares a search.

    Where the search for the least breach of somebody's line ends early, what its best line breaks counts. Raises
    TimeoutError when there is none, which takes a line of many months.
    """
    employees = tuple(_with_pinned_duties(employee) for employee in problem.employees)
    problem = replace(problem, employees=employees)
    broken: set[tuple[str, str]] = set()
    for number, employee in enumerate(employees):
        if not employee.pinned:
            continue
        tried = [_only_pins(employee, problem.n_days)]
        if known is not None:
            tried.append(known[number])
        restrictions = [
            each for each in compile_restrictions(problem, employee) if isinstance(each.enforcement, Hard)
        ]
        if not any(_keeps(restrictions, line) for line in tried):
            broken |= {
                (employee.employee_id, rule) for rule in _broken_rules(problem, employee, restrictions)
            }
    return Settled(replace(problem, policies=tuple(_policies(problem, broken))), frozenset(broken))


def _with_pinned_duties(employee: Employee) -> Employee:
    """Somebody may be settled on a duty that no plan would give them."""
    more = {cell: 0 for cell in employee.pinned.values() if cell is not None and cell not in employee.duties}
    return replace(employee, duties={**employee.duties, **more}) if more else employee


def _only_pins(employee: Employee, n_days: int) -> Line:
    return tuple(employee.pinned.get(day) for day in range(n_days))


def _keeps(restrictions: Sequence[Restriction], line: Line) -> bool:
    return not any(breach(each.primitive, line) for each in restrictions)


def _broken_rules(
    problem: RosterProblem, employee: Employee, restrictions: Sequence[Restriction]
) -> frozenset[str]:
    """The rules that break in the line with the settled cells that breaks as little as possible."""
    model = cp_model.CpModel()
    terms: list[cp_model.LinearExprT] = []
    pins = [each for each in restrictions if each.rule == Pinned().name]
    cells = new_line_cells(model, problem, employee, pins)
    for each in restrictions:
        if each.rule != Pinned().name:
            add_primitive(cells, each.primitive, Priced(model, Soft(1), terms))
    model.minimize(cp_model.LinearExpr.sum(terms))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = _SECONDS
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        raise TimeoutError(
            f"what the settled shifts of {employee.name} break is not known after {_SECONDS:.0f} s"
        )
    line = cells.values(solver)
    return frozenset(each.rule for each in restrictions if breach(each.primitive, line))


def _policies(problem: RosterProblem, broken: set[tuple[str, str]]) -> Iterator[Policy]:
    everybody = frozenset(employee.employee_id for employee in problem.employees)
    for policy in problem.policies:
        people = frozenset(
            employee_id
            for employee_id, rule in broken
            if rule == policy.rule.name and policy.applies_to(employee_id)
        )
        if not people or not isinstance(policy.enforcement, Hard):
            yield policy
            continue
        bound = policy.employee_ids or everybody
        if bound - people:
            yield replace(policy, employee_ids=bound - people)
        yield replace(policy, enforcement=Soft(_WORSE_PENCE), employee_ids=people)
