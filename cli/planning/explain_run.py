"""From a question about a run to its answer."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from pathlib import Path

from data.problems import InputError, Problem
from data.workspace import Workspace
from scenarios.explaining.answers import Explanation
from scenarios.explaining.explained_run import SECONDS, explained_run
from scenarios.explaining.forcing import who_could, why_here, why_not
from scenarios.explaining.missing import what_is_missing, why_refused


@dataclass(frozen=True, slots=True)
class Question:
    """One question, as typed; none of them asks what cannot be had at all."""

    shift: str | None
    person: str | None
    why_not: tuple[str, str] | None
    wish: tuple[str, str] | None


def explain_run(
    workspace: Workspace, folder: Path, question: Question, seconds: float | None = None
) -> Explanation:
    """Raises InputError for more than one question, and for people, days and shifts that are none of the plan."""
    if sum(each is not None for each in astuple(question)) > 1:
        fault = Problem(expected="one of --shift, --person, --why-not and --wish, or none")
        raise InputError([fault], "There is no one question")
    run = explained_run(workspace, folder, SECONDS if seconds is None else seconds)
    if question.why_not is not None:
        return why_not(run, *question.why_not)
    if question.wish is not None:
        return why_refused(run, *question.wish)
    if question.shift is not None:
        return who_could(run, question.shift)
    if question.person is not None:
        return why_here(run, question.person)
    return what_is_missing(run)
