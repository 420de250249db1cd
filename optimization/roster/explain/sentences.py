"""The causes of a conflict as people read them: each says when."""

from __future__ import annotations

from collections.abc import Sequence

from optimization.roster.explain.cause import Cause, CauseKind, span_text
from optimization.roster.problem import RosterProblem


def cause_sentences(problem: RosterProblem, causes: Sequence[Cause]) -> tuple[str, ...]:
    """A rule for one person binds on every day; what it clashes with here says which days are meant, and else the plan's do."""
    return tuple(_sentence(problem, cause, causes) for cause in causes)


def _sentence(problem: RosterProblem, cause: Cause, causes: Sequence[Cause]) -> str:
    if cause.kind is not CauseKind.RULE or cause.employee_id is None:
        return cause.message
    others = [
        each
        for each in causes
        if each.days and each.employee_id in (None, cause.employee_id) and not _is_personal_rule(each)
    ]
    days = sorted({day for each in others for day in each.days}) or list(cause.days)
    return f"{cause.message}, on {span_text(problem, tuple(days))}"


def _is_personal_rule(cause: Cause) -> bool:
    return cause.kind is CauseKind.RULE and cause.employee_id is not None
