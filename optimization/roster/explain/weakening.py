"""A rule that is not kept any more for one person, or by one team: by how much, and in what words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ortools.sat.python import cp_model

from optimization.roster.cpsat.breach import Priced
from optimization.roster.cpsat.cells import LineCells
from optimization.roster.cpsat.links import add_link
from optimization.roster.cpsat.restrictions import add_primitive
from optimization.roster.explain.cause import Cause, link_cause, rule_message
from optimization.roster.problem import Employee, Link, RosterProblem
from optimization.rules.policy import Hard, Policy, Soft
from optimization.rules.primitives import Line


@dataclass(frozen=True, slots=True)
class Weakening:
    """What is not asked for any more: policies for the person with this id, or links of a team."""

    employee_id: str | None
    policies: tuple[Policy, ...]
    links: tuple[Link, ...]


def weakened(problem: RosterProblem, cause: Cause) -> tuple[RosterProblem, Weakening]:
    """The problem without the rule that `cause` is, and what it is without."""
    if cause.employee_id is None:
        dropped = tuple(link for link in problem.links if link_cause(problem, link) == cause)
        links = tuple(link for link in problem.links if link not in dropped)
        return replace(problem, links=links), Weakening(None, (), dropped)
    employee = next(each for each in problem.employees if each.employee_id == cause.employee_id)
    everybody = frozenset(each.employee_id for each in problem.employees)
    kept, without = [], []
    for policy in problem.policies:
        if not _is_cause(policy, employee, cause):
            kept.append(policy)
            continue
        without.append(policy)
        bound = everybody if policy.employee_ids is None else policy.employee_ids
        kept.append(replace(policy, employee_ids=bound - {employee.employee_id}))
    return replace(problem, policies=tuple(kept)), Weakening(cause.employee_id, tuple(without), ())


def count_breaches(
    model: cp_model.CpModel,
    problem: RosterProblem,
    lines: dict[str, LineCells],
    weakening: Weakening,
) -> list[cp_model.LinearExprT]:
    """Terms that add up to the amount by which what is not asked for any more is broken."""
    terms: list[cp_model.LinearExprT] = []
    breach = Priced(model, Soft(1), terms)
    for link in weakening.links:
        add_link(lines, link, breach)
    if weakening.employee_id is not None:
        employee = next(each for each in problem.employees if each.employee_id == weakening.employee_id)
        for policy in weakening.policies:
            for primitive in policy.rule.compile(problem, employee):
                add_primitive(lines[employee.employee_id], primitive, breach)
    return terms


def breach_sentences(
    problem: RosterProblem, lines: Mapping[str, Line], weakening: Weakening
) -> tuple[str, ...]:
    """What is broken for the person, in the words of the rules' own checks."""
    if weakening.employee_id is None:
        return ()
    employee = next(each for each in problem.employees if each.employee_id == weakening.employee_id)
    return tuple(
        violation.message
        for policy in weakening.policies
        for violation in policy.rule.check(problem, employee, lines[employee.employee_id])
    )


def _is_cause(policy: Policy, employee: Employee, cause: Cause) -> bool:
    return (
        isinstance(policy.enforcement, Hard)
        and policy.rule.name == cause.rule
        and policy.applies_to(employee.employee_id)
        and rule_message(employee, policy.rule) == cause.message
    )
