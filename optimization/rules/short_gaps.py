"""Too little time between one duty and the next, as forbidden successions, for `compile`.

A gap depends on the day where the clock changes in between, so each pattern names its days when it must.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeAlias

from optimization.rules.primitives import CellClass, ForbiddenSuccession

if TYPE_CHECKING:
    from optimization.roster.problem import Employee, RosterProblem

Shortfall: TypeAlias = Callable[[int, int, int, int], int]
"""(first duty, then duty, days off between, minutes between them) -> what the pattern counts; 0 allows it."""


def short_gaps(
    problem: RosterProblem,
    employee: Employee,
    duties: Sequence[int],
    shortfall: Shortfall,
    longest_gap_minutes: int,
    run: tuple[CellClass, int] = (CellClass(frozenset()), 0),
) -> tuple[ForbiddenSuccession, ...]:
    """All patterns of two successive duties whose gap falls short.

    `longest_gap_minutes` is the gap from which on nothing is short; it says how many days off are looked at. `run` says of what
    class the cells of how many days right before the first duty must be.
    """
    before, n_before = run
    if not duties:
        return ()
    reach = _days_off_reach(problem, duties, longest_gap_minutes)
    successions: list[ForbiddenSuccession] = []
    for n_off in range(reach + 1):
        for minutes, days in _day_lengths(problem, len(employee.history), n_off).items():
            every_day = len(days) == problem.n_days
            then_days = None if every_day else frozenset(days)
            thens_of = _thens_by_weight(problem, duties, minutes, n_off, shortfall)
            for (weight, thens), firsts in _grouped(thens_of).items():
                successions.append(
                    ForbiddenSuccession(
                        first=CellClass(frozenset(firsts)),
                        then=CellClass(thens),
                        days_off_between=n_off,
                        carried_in=employee.history[-(n_off + 1 + n_before) :],
                        then_days=then_days,
                        weight=weight,
                        before=before,
                        n_before=n_before,
                    )
                )
    return tuple(successions)


def _days_off_reach(problem: RosterProblem, duties: Sequence[int], longest_gap_minutes: int) -> int:
    last_end = max(problem.duties[index].end_minute for index in duties)
    first_start = min(problem.duties[index].start_minute for index in duties)
    # 1380: a day on which the clock goes forward is the shortest there is
    return max(0, -(-(longest_gap_minutes + last_end - first_start) // 1380) - 1)


def _day_lengths(problem: RosterProblem, n_past: int, n_off: int) -> dict[int, list[int]]:
    """Minutes from the midnight of the first day to that of the second: the second days with that distance."""
    lengths: dict[int, list[int]] = defaultdict(list)
    for then in range(problem.n_days):
        first = then - n_off - 1
        if first >= -n_past:
            lengths[problem.grid.start_minute(then) - problem.grid.start_minute(first)].append(then)
        else:
            # no such pattern exists on this day, so it may share the statement of any other length
            lengths[1440 * (n_off + 1)].append(then)
    return lengths


def _thens_by_weight(
    problem: RosterProblem, duties: Sequence[int], minutes: int, n_off: int, shortfall: Shortfall
) -> dict[tuple[int, int], frozenset[int]]:
    """(first duty, weight) -> the duties that follow it too soon by that weight."""
    thens: dict[tuple[int, int], set[int]] = defaultdict(set)
    for first in duties:
        for then in duties:
            gap = minutes + problem.duties[then].start_minute - problem.duties[first].end_minute
            if weight := shortfall(first, then, n_off, gap):
                thens[first, weight].add(then)
    return {key: frozenset(value) for key, value in thens.items()}


def _grouped(
    thens_of: dict[tuple[int, int], frozenset[int]],
) -> dict[tuple[int, frozenset[int]], list[int]]:
    groups: dict[tuple[int, frozenset[int]], list[int]] = defaultdict(list)
    for (first, weight), thens in thens_of.items():
        groups[weight, thens].append(first)
    return groups
