"""Why a week has no roster at all: rules, absences and settled shifts that clash, person by person."""

from __future__ import annotations

from collections.abc import Iterator

from data.configuration.hospital import Hospital
from optimization.roster.explain.asked import only_people, without_demands
from optimization.roster.explain.conflict import find_conflict
from optimization.roster.explain.repairs import find_repairs
from optimization.roster.explain.sentences import cause_sentences
from optimization.roster.problem import RosterProblem
from scenarios.explaining.terms import repair_terms
from scenarios.wording import money_words

_MOST_CONFLICTS = 3
_SECONDS = 20.0


UNKNOWN = f"What clashes is not known after {_SECONDS:.0f} s."


def why_no_roster(hospital: Hospital, problem: RosterProblem) -> str | None:
    """Sentences for a manager: what clashes, for three people or groups at most, and the single ways out.

    None when nothing clashes, or nothing was found in time.
    """
    lines = list(_lines(hospital, without_demands(problem)))
    return "\n".join(lines) if len(lines) > 1 else None


def _lines(hospital: Hospital, problem: RosterProblem) -> Iterator[str]:
    terms = repair_terms(hospital, problem)
    for _ in range(_MOST_CONFLICTS):
        try:
            conflict = find_conflict(problem, _SECONDS)
        except TimeoutError:
            yield f"What else clashes is not known after {_SECONDS:.0f} s."
            return
        if conflict is None:
            return
        people = frozenset(each for cause in conflict.causes for each in cause.people)
        yield "These cannot all be had:"
        yield from (f"  - {text}" for text in cause_sentences(problem, conflict.causes))
        repairs = find_repairs(only_people(problem, people), conflict, terms, seconds=_SECONDS)
        if repairs.found:
            yield "Each of these would do, the cheapest first:"
        for repair in repairs.found:
            price = (
                "no price is set"
                if repair.pence is None
                else money_words(repair.pence, hospital.hospital.currency)
            )
            yield f"  - {repair.message}: {price}"
        rest = frozenset(each.employee_id for each in problem.employees) - people
        problem = only_people(problem, rest)
    yield "There may be more; mend these first."
