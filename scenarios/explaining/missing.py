"""What a run leaves undone, and what stands in the way: open shifts, settled shifts that break rules, refused wishes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from data.problems import InputError, Problem
from optimization.roster.explain.asked import (
    as_covered,
    only_people,
    with_hard,
    with_one_more,
    with_wish,
    without_demands,
)
from optimization.roster.explain.cause import wish_message
from optimization.roster.result import Roster
from optimization.roster.settled import Settled, settle
from optimization.roster.split import restrict, split
from optimization.rules.reading import count_text
from scenarios.explaining.answers import Explanation, Obstacle
from scenarios.explaining.explained_run import ExplainedRun
from scenarios.explaining.naming import both
from scenarios.explaining.obstacle import Wanted, find_obstacle
from scenarios.explaining.terms import repair_terms

_MOST_PLACES = 5


def what_is_missing(run: ExplainedRun) -> Explanation:
    """What stands in the way of settled shifts, and of one more person where that is worth most."""
    settled = settle(run.problem, run.roster.lines)
    rows = sorted(_open_rows(run, range(len(run.problem.coverage))), key=lambda row: -_worth(run, row))
    facts = [f"{count_text(run.judged.open_shifts(run.problem), 'open shift')}."]
    if len(rows) > _MOST_PLACES:
        facts.append(
            f"Of {len(rows)} places with open shifts, these are the {_MOST_PLACES} where one more person is worth most; ask "
            "for any other with --shift."
        )
    obstacles = [*_settled_shifts(run, settled), *_one_more(run, settled, rows[:_MOST_PLACES])]
    return run.answer("What cannot be had, and why?", facts, obstacles=obstacles)


def missing_on(run: ExplainedRun, rows: Sequence[int]) -> list[Obstacle]:
    """What stands in the way of one more person on each of the rows that has open shifts."""
    short = _open_rows(run, rows)
    return list(_one_more(run, settle(run.problem, run.roster.lines), short)) if short else []


def why_refused(run: ExplainedRun, staff_id: str, day_text: str) -> Explanation:
    """What stands in the way of the wishes of somebody for a day, where they are not granted."""
    number, day = both(lambda: run.person(staff_id), lambda: run.day(day_text))
    employee, line = run.problem.employees[number], run.roster.lines[number]
    wishes = [request for request in employee.requests if request.day == day]
    if not wishes:
        days = [str(run.problem.grid.date_of(each)) for each in sorted({r.day for r in employee.requests})]
        expected = (
            f"a day for which {employee.name} has a wish ({', '.join(days) or 'there is none in the plan'})"
        )
        raise InputError([Problem(value=day_text, expected=expected)])
    settled = settle(run.problem, run.roster.lines)
    base = as_covered(settled.problem, [there.present for there in run.judged.cover])
    facts = [f"{employee.name} is {run.words(line[day])} then."]
    # what somebody would have to leave: the shift of the day, else one of the others
    left = {(each, cell) for each, cell in enumerate(line) if line[day] is None or each == day}
    obstacles = []
    for request in wishes:
        asked, wish = with_wish(base, number, request.request_id), wish_message(base, employee, request)
        if not asked.policies[-1].rule.check(asked, employee, line):
            facts.append(f"This is granted: {wish}.")
            continue
        part = next(part for part in split(asked) if number in part.employees)
        wanted = Wanted(
            f"{wish}, with every shift as it is covered",
            part.problem,
            restrict(run.roster, part),
            [part.employees.index(number)],
            [own for own, row in enumerate(part.rows) if base.coverage[row].cells & left],
            "Nothing that must hold stands in the way: with other shifts exchanged it could be granted. It is not, because the "
            "plan found no way for less than the wish is worth.",
        )
        obstacles.append(find_obstacle(wanted, repair_terms(run.hospital, run.problem), run.seconds))
    question = f"What became of what {employee.name} asked for on {run.day_text(day)}?"
    return run.answer(question, facts, obstacles=obstacles)


def _open_rows(run: ExplainedRun, rows: Sequence[int]) -> list[int]:
    return [row for row in rows if run.problem.coverage[row].target > run.judged.cover[row].present]


def _worth(run: ExplainedRun, row: int) -> int:
    there = run.judged.cover[row].present
    return run.problem.coverage[row].cost(there) - run.problem.coverage[row].cost(there + 1)


def _one_more(run: ExplainedRun, settled: Settled, rows: Sequence[int]) -> Iterator[Obstacle]:
    """The need of all other shifts is what the roster covers of it."""
    if not rows:
        return
    parts = split(as_covered(settled.problem, [there.present for there in run.judged.cover]))
    terms = repair_terms(run.hospital, run.problem)
    for index in rows:
        row = run.problem.coverage[index]
        part = next(part for part in parts if index in part.rows)
        what = (
            f"one more {row.skill_id} on {row.shift_id} in {row.unit_id}, {run.day_text(row.day)}, with every other shift as it "
            "is covered"
        )
        unless = (
            "Nothing that must hold stands in the way: with other shifts exchanged one more could be there. The shift is open "
            f"because the plan found no way for less than the {run.money(_worth(run, index))} that one more is worth there; "
            f"--shift {row.unit_id}/{row.shift_id}@{run.problem.grid.date_of(row.day)} lists the ways."
        )
        own = part.rows.index(index)
        asked = with_one_more(part.problem, own)
        yield find_obstacle(
            Wanted(what, asked, restrict(run.roster, part), (), [own], unless), terms, run.seconds
        )


def _settled_shifts(run: ExplainedRun, settled: Settled) -> Iterator[Obstacle]:
    """One obstacle for each rule that the settled shifts of somebody break by themselves."""
    terms = repair_terms(run.hospital, run.problem)
    for employee_id, rule in sorted(settled.broken):
        number = run.person(employee_id)
        alone = only_people(without_demands(settled.problem), frozenset({employee_id}))
        asked = with_hard(alone, run.problem.policies, rule)
        what = f"the settled shifts of {run.problem.employees[number].name} within {rule.replace('_', ' ')}"
        own = Roster((run.roster.lines[number],))
        yield find_obstacle(
            Wanted(what, asked, own, [0], (), "They break nothing by themselves."), terms, run.seconds
        )
