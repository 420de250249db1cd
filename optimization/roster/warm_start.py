"""What is wrong with a roster that a search is to start from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from optimization.roster.assess import Breach, assess
from optimization.roster.problem import RosterProblem
from optimization.roster.result import Roster
from optimization.rules.reading import count_text

_MOST_NAMED = 5


def warm_start_warnings(problem: RosterProblem, roster: Roster) -> tuple[str, ...]:
    """A sentence when the roster cannot be kept as it is: how much of it breaks which rules; nothing when it can.

    Raises ValueError when it is not of the people and days of the problem.
    """
    lengths = {len(line) for line in roster.lines}
    if len(roster.lines) != len(problem.employees) or lengths - {problem.n_days}:
        raise ValueError(
            "a roster to start from needs one line for each employee, with one cell for each day"
        )
    judged = assess(problem, roster)
    reasons = [*_broken_rules(judged.hard_breaches), *judged.faults]
    if not reasons:
        return ()
    more = f"; and {len(reasons) - _MOST_NAMED} more" if len(reasons) > _MOST_NAMED else ""
    what = "; ".join(reasons[:_MOST_NAMED])
    return (f"the roster to start from cannot be kept, the search began at what can be: {what}{more}",)


def _broken_rules(breaches: Sequence[Breach]) -> Iterator[str]:
    """By rule: in how many cells, of how many people, it is broken."""
    cells: dict[str, set[tuple[str, int]]] = defaultdict(set)
    for breach in breaches:
        violation = breach.violation
        cells[breach.title].update((violation.employee_id, day) for day in violation.days)
    for title, broken in cells.items():
        n_people = len({employee_id for employee_id, _ in broken})
        who = "1 person" if n_people == 1 else f"{n_people} people"
        yield f"{title} (broken by {who} in {count_text(len(broken), 'cell')})"
