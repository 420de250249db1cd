"""What speaks against an assignment: force it, judge the roster again, and compare."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from optimization.roster.assess import Assessment, assess
from optimization.roster.problem import RosterProblem
from optimization.roster.replan.lines import LineFinder
from optimization.roster.result import Roster
from optimization.rules.primitives import Cell, Line


@dataclass(frozen=True, slots=True)
class Forced:
    """The roster with one cell of one person forced.

    `breaks` are sentences of rules that must hold and would be broken newly; `costs` what gets dearer (above 0) or cheaper by kind
    (coverage, a rule ...), without kinds that stay; `total` their sum. `off_days` are days one of which off would make it
    possible, the cheapest first, with the total then.
    """

    employee: int
    day: int
    cell: Cell
    breaks: tuple[str, ...]
    costs: tuple[tuple[str, int], ...]
    total: int
    off_days: tuple[tuple[int, int], ...] = ()


def force(
    problem: RosterProblem, roster: Roster, judged: Assessment, employee: int, day: int, cell: Cell
) -> Forced:
    """Force a cell in `roster`, whose assessment is `judged`; everything else stays as it is."""
    line = roster.lines[employee]
    new = _with(roster, employee, tuple(cell if each == day else now for each, now in enumerate(line)))
    after = assess(problem, new)
    breaks = _more(_sentences(judged), _sentences(after))
    costs = _differences(_by_kind(judged), _by_kind(after))
    total = after.objective - judged.objective
    repairs = _repairs(problem, roster, judged, employee, day, cell) if breaks and cell is not None else ()
    return Forced(employee, day, cell, breaks, costs, total, repairs)


def _repairs(
    problem: RosterProblem, roster: Roster, judged: Assessment, employee: int, day: int, duty: int
) -> tuple[tuple[int, int], ...]:
    finder = LineFinder(problem, employee, roster.lines[employee], range(problem.n_days))
    found = []
    for other in finder.find({day: [duty]}, ()):
        freed = [each for each in other.changed if each != day]
        if other.line[day] == duty and len(freed) == 1 and other.line[freed[0]] is None:
            after = assess(problem, _with(roster, employee, other.line))
            found.append((freed[0], after.objective - judged.objective))
    return tuple(sorted(found, key=lambda pair: (pair[1], pair[0])))


def _with(roster: Roster, employee: int, line: Line) -> Roster:
    return replace(roster, lines=(*roster.lines[:employee], line, *roster.lines[employee + 1 :]))


def _sentences(judged: Assessment) -> Counter[str]:
    return Counter([*(each.violation.message for each in judged.hard_breaches), *judged.faults])


def _more(before: Counter[str], after: Counter[str]) -> tuple[str, ...]:
    return tuple((after - before).elements())


def _by_kind(judged: Assessment) -> Counter[str]:
    costs: Counter[str] = Counter()
    for line in judged.costs:
        costs[line.kind] += line.pence
    return costs


def _differences(before: Mapping[str, int], after: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    kinds = {*before, *after}
    found = [(kind, after.get(kind, 0) - before.get(kind, 0)) for kind in kinds]
    return tuple(sorted(((k, d) for k, d in found if d), key=lambda pair: (-pair[1], pair[0])))
