"""All links of a problem, from `[rules.team]`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from data.inputs import Note, PlanInputs, Severity
from data.problems import InputError, Problem
from optimization.roster.building.people import read_people, staff_ids_by
from optimization.roster.problem import Link, RosterProblem
from optimization.rules.apart import apart_links
from optimization.rules.skill_mix import skill_mix_gaps, skill_mix_links
from optimization.rules.together import together_links


def with_links(inputs: PlanInputs, problem: RosterProblem) -> RosterProblem:
    """The problem with its links, for the duties that it has by now; to be called again whenever people get others.

    They are in the order of the settings. Raises InputError for people who are not in the staff table; somebody in it who is
    not employed in the days of the plan takes no part.
    """
    _require_known(inputs)
    by_skill = staff_ids_by(read_people(inputs), lambda person: person.skill_id)
    return replace(problem, links=_links(inputs, problem, by_skill))


def _links(
    inputs: PlanInputs, problem: RosterProblem, staff_ids_by_skill: Mapping[str, frozenset[str]]
) -> tuple[Link, ...]:
    team, duties = inputs.hospital.rules.team, problem.duties
    by_id = {employee.employee_id: employee for employee in problem.employees}
    return (
        *(
            link
            for mix in team.skill_mix
            for link in skill_mix_links(inputs.hospital, mix, by_id, staff_ids_by_skill, duties)
        ),
        *(link for rule in team.apart for link in apart_links(inputs.grid, rule, by_id, duties)),
        *(link for rule in team.together for link in together_links(rule, by_id, duties)),
    )


def team_gaps(inputs: PlanInputs, problem: RosterProblem) -> Iterator[Note]:
    """A warning for each shift on which a skill is asked for and nobody who has it can be."""
    by_id = {employee.employee_id: employee for employee in problem.employees}
    by_skill = staff_ids_by(read_people(inputs), lambda person: person.skill_id)
    for mix in inputs.hospital.rules.team.skill_mix:
        for text in skill_mix_gaps(inputs.hospital, mix, by_id, by_skill, problem.duties):
            yield Note(Severity.WARNING, "rules", text)


def _require_known(inputs: PlanInputs) -> None:
    known = set(inputs.tables.staff.column("staff_id").to_pylist())
    problems = [
        Problem(
            file="hospital.toml",
            key=where,
            value=staff_id,
            expected="a staff_id of the staff table",
            fix="correct the id, or import the staff table again",
        )
        for where, staff_id in _named(inputs)
        if staff_id not in known
    ]
    if problems:
        raise InputError(problems, "Rules of teams name people who are not there")


def _named(inputs: PlanInputs) -> Iterator[tuple[str, str]]:
    team = inputs.hospital.rules.team
    for number, apart in enumerate(team.apart, start=1):
        yield from ((f"rules.team.apart {number}, staff_ids", staff_id) for staff_id in apart.staff_ids)
    for number, together in enumerate(team.together, start=1):
        where = f"rules.team.together {number}"
        yield f"{where}, staff_id", together.staff_id
        yield from ((f"{where}, with_staff_ids", staff_id) for staff_id in together.with_staff_ids)
