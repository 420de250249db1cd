"""The cheapest repairs of a conflict, each tried by a search of its own."""

from __future__ import annotations

import time
from dataclasses import replace

from ortools.sat.python import cp_model

from optimization.roster.explain.asking import UNKNOWN, Unknown, new_asked_model, new_solver
from optimization.roster.explain.candidates import Candidate, candidates
from optimization.roster.explain.conflict import Conflict
from optimization.roster.explain.near import concerned, others_as_they_are, servants, without_others
from optimization.roster.explain.repair import Repair, Repairs, RepairTerms
from optimization.roster.explain.weakening import breach_sentences, count_breaches
from optimization.roster.problem import RosterProblem
from optimization.roster.result import Roster


def find_repairs(
    problem: RosterProblem,
    conflict: Conflict,
    terms: RepairTerms,
    roster: Roster | None = None,
    seconds: float = 30.0,
    seed: int = 1,
) -> Repairs:
    """Each single repair of a cause in `conflict` after which everything that `problem` asks for can be had.

    A rule is broken by no more than it must be. With `roster`, which is to keep the hard rules, each repair is tried first with
    everybody as in it but those whom the conflict concerns: what suffices like that suffices, by that amount.
    """
    deadline = time.monotonic() + seconds
    search = _Search(problem, conflict, roster, deadline, seed)
    found: list[Repair] = []
    is_complete = True
    for candidate in candidates(problem, conflict.causes, terms):
        repair = search.tried(candidate)
        if isinstance(repair, Repair):
            found.append(repair)
        elif repair is UNKNOWN:
            is_complete = False
    found.sort(key=lambda each: (each.pence is None, each.pence or 0, each.message))
    return Repairs(tuple(found), is_complete)


class _Search:
    """Tries candidates: near the conflict first, which tells soon, and then with everybody."""

    def __init__(
        self, problem: RosterProblem, conflict: Conflict, roster: Roster | None, deadline: float, seed: int
    ) -> None:
        self._people, self._rows = concerned(problem, conflict.causes)
        self._roster = roster
        self._deadline = deadline
        self._seed = seed

    def tried(self, candidate: Candidate) -> Repair | Unknown | None:
        """The repair with its amount and price; None when it is not enough, or UNKNOWN when time ran out."""
        repaired = candidate.repair.repaired
        if self._roster is not None:
            who = servants(repaired, self._rows).union(self._people)
            near = _tried(
                candidate, others_as_they_are(repaired, self._roster, who), self._left(), self._seed
            )
            if isinstance(near, Repair):
                return near
            less = without_others(repaired, self._people, self._rows)
            if _tried(candidate, less, self._left(), self._seed) is None:
                return None
        return _tried(candidate, repaired, self._left(), self._seed)

    def _left(self) -> float:
        return self._deadline - time.monotonic()


def _tried(candidate: Candidate, asked: RosterProblem, seconds: float, seed: int) -> Repair | Unknown | None:
    """The repair with its amount and price, where everything in `asked` can be had; None where it cannot."""
    if seconds <= 0:
        return UNKNOWN
    new = new_asked_model(asked)
    new.model.add_bool_and(list(new.causes.values()))
    ids = [each.employee_id for each in asked.employees]
    lines = dict(zip(ids, new.lines, strict=True))
    if candidate.weakening is not None:
        terms = count_breaches(new.model, asked, lines, candidate.weakening)
        new.model.minimize(cp_model.LinearExpr.sum(terms))
    solver = new_solver(seconds, seed)
    status = solver.solve(new.model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None if status == cp_model.INFEASIBLE else UNKNOWN
    if candidate.weakening is None:
        return candidate.repair
    found = {employee_id: line.values(solver) for employee_id, line in lines.items()}
    sentences = breach_sentences(asked, found, candidate.weakening)
    return _weighed(candidate.repair, round(solver.objective_value), sentences)


def _weighed(repair: Repair, amount: int, sentences: tuple[str, ...]) -> Repair:
    """The repair with what is broken, and its price for that amount."""
    pence = None if repair.pence is None else repair.pence * amount
    broken = "; ".join(sentences) if sentences else f"by {amount}"
    return replace(repair, message=f"{repair.message} ({broken})", pence=pence)
