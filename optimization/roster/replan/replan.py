"""`replan`: the published roster after an absence, a closure or new demand, changed as little as possible."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from optimization.roster.assess import Assessment, assess
from optimization.roster.cost import roster_cost
from optimization.roster.cpsat.search import workers_of
from optimization.roster.problem import RosterProblem
from optimization.roster.replan.changes import Change, changes_between
from optimization.roster.replan.choice import Choice, choose_lines
from optimization.roster.replan.lines import LineFinder, OtherLine
from optimization.roster.replan.mending import newly_broken
from optimization.roster.replan.neighbourhood import Neighbourhood, neighbourhood
from optimization.roster.replan.prepare import lost_to_absence, too_late, with_published
from optimization.roster.replan.terms import ChangeTerms, Occasion
from optimization.roster.result import (
    PATIENCE,
    Interrupted,
    OnProgress,
    Roster,
    SolveOptions,
    SolveResult,
    SolverReport,
    SolveStatus,
)

ENGINE = "replan"

_PROVEN = 0.0005
"""A gap below this is shown as 0.0 %."""

_LOOKING = 0.5
"""The share of the time in which lines are looked for; the rest is for the choice among them."""

_LEAST_SECONDS = 0.5
"""For the choice, however late it is: without one nothing that is missing would be filled."""


@dataclass(frozen=True, slots=True)
class Replanned:
    """`problem` has the change prices as rules; `kept` is the published roster without what absence took away.

    `kept_judged` is the judgement of `kept`, and `known` are the (employee id, rule) that it breaks already. `result.bound` is None: what is proven (`gap`) holds among the `n_lines` other lines that were looked at, each of one
    or two changed days, not among all rosters. `n_people` were looked at.
    """

    problem: RosterProblem
    kept: Roster
    kept_judged: Assessment
    known: frozenset[tuple[str, str]]
    roster: Roster
    changes: tuple[Change, ...]
    result: SolveResult
    n_people: int
    n_rows: int
    n_lines: int
    gap: float | None


def replan(
    problem: RosterProblem,
    published: Roster,
    terms: ChangeTerms,
    occasion: Occasion,
    options: SolveOptions,
    changed_rows: Collection[int] = (),
    gone: Collection[tuple[int, int]] = (),
    on_progress: OnProgress | None = None,
    interrupted: Interrupted | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Replanned:
    """The roster of least cost, changes priced by `terms`, near what is missing.

    `problem` is that of today, absences included; `changed_rows` are coverage rows whose need is not what was planned, and `gone`
    (day, duty) cells that cannot be worked any more. For
    everybody who could help, all lines with one or two changed days that keep the hard rules are found, and the cheapest
    choice among them is made. Looking for lines may take half of the seconds by `clock`: whoever is not looked at by then keeps
    their line, which is noted. A hard rule that what happened breaks is mended where that can be; a line that was published
    broken (a roster edited by hand, a rule that came later) stays possible and never gets worse. Where the search finds nothing better in time, the published roster without the
    absent is what comes back.
    """
    started = clock()
    patience = PATIENCE if options.reproducible else 1.0
    told = with_published(problem, published.lines, terms, occasion, gone)
    kept = still_possible(problem, published, gone)
    judged = assess(told, kept)
    mending = newly_broken(told, published.lines, kept, judged)
    near = neighbourhood(told, published.lines, kept, changed_rows, mending)
    others: list[OtherLine] = []
    n_people = 0
    for number in near.people:
        if clock() - started > _LOOKING * patience * options.seconds and n_people:
            break
        n_people += 1
        others += LineFinder(told, number, kept.lines[number], near.days, published.lines[number]).find(
            near.helping,
            near.freeing.union(mending.get(number, ())),
            too_late(told, number, terms, occasion),
        )
    used = (clock() - started) / patience
    left = replace(options, seconds=max(_LEAST_SECONDS, options.seconds - used))
    chosen = choose_lines(
        told,
        kept,
        others,
        left,
        on_progress,
        interrupted,
        lacking=_in_time(told, near.rows, occasion),
        cancelling=_cancelling(told, kept, near.freeing, terms, occasion),
        late_changes=occasion.late_changes,
    )
    found = chosen.roster
    objective = roster_cost(told, found)
    report = SolverReport(
        ENGINE,
        clock() - started,
        options.seed,
        workers_of(options),
        options.reproducible,
        clock() - started,
        notes=tuple(_notes(chosen, n_people, near)),
    )
    return Replanned(
        told,
        kept,
        judged,
        frozenset((each.violation.employee_id, each.violation.rule) for each in judged.hard_breaches),
        found,
        changes_between(told, published, found),
        SolveResult(SolveStatus.FEASIBLE, chosen.termination, found, objective, None, report),
        n_people,
        len(near.rows),
        len(others),
        chosen.gap,
    )


def still_possible(
    problem: RosterProblem, published: Roster, gone: Collection[tuple[int, int]] = ()
) -> Roster:
    """The published roster without the shifts of people who are away now, and without those that are `gone`."""
    lines = []
    for employee, line in zip(problem.employees, published.lines, strict=True):
        lost = lost_to_absence(problem, employee, line)
        lines.append(
            tuple(None if day in lost or (day, cell) in gone else cell for day, cell in enumerate(line))
        )
    bought = [
        booked for booked in published.bought if not problem.coverage[booked[1]].cells <= frozenset(gone)
    ]
    return Roster(tuple(lines), tuple(bought))


def _in_time(problem: RosterProblem, rows: Collection[int], occasion: Occasion) -> frozenset[int]:
    """Those of the rows whose shift has not begun."""
    return frozenset(row for row in rows if _start(problem, row) >= occasion.now_minute)


def _cancelling(
    problem: RosterProblem,
    kept: Roster,
    freeing: Collection[tuple[int, int]],
    terms: ChangeTerms,
    occasion: Occasion,
) -> Mapping[tuple[int, int], int]:
    """The (supply, row) of bought shifts that may be cancelled, where people are too many, with what one saves."""
    return {
        (supply, row): problem.supplies[supply].pence[row]
        - cancellation_pence(problem.supplies[supply].pence[row], terms)
        for supply, row, _ in kept.bought
        if problem.coverage[row].cells & frozenset(freeing)
        and _start(problem, row) >= occasion.now_minute + terms.frozen_minutes
    }


def cancellation_pence(pence: int, terms: ChangeTerms) -> int:
    """What is still owed for a bought shift of this price when it is cancelled."""
    return (2 * pence * terms.cancelled_percent + 100) // 200


def _start(problem: RosterProblem, row: int) -> int:
    return min(problem.start_minute(day, duty) for day, duty in problem.coverage[row].cells)


def _notes(chosen: Choice, n_people: int, near: Neighbourhood) -> Iterator[str]:
    if n_people < len(near.people):
        yield f"in the time there was, {n_people} of the {len(near.people)} people who could help were looked at"
    among = "" if n_people == len(near.people) else ", among these people"
    if chosen.gap is None:
        yield "no choice of other lines was found in time: only what absence took away is changed"
    elif chosen.gap < _PROVEN:
        yield f"no other changes of one or two days for each person cost less{among}"
    else:
        yield f"the changes are within {100 * chosen.gap:.1f} % of the cheapest with one or two changed days for each person{among}"
