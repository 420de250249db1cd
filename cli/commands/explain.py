"""`wardwise explain`."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.folders import run_folder_here, workspace_here
from cli.options import JsonOption, WorkspaceOption
from cli.output import show, show_json
from data.problems import InputError, Problem


def explain(
    run: Annotated[str, typer.Argument(metavar="RUN", help="A run's id, or its folder.")],
    shift: Annotated[
        str | None,
        typer.Option(
            metavar="[UNIT/]SHIFT@DATE", help="Who is on a shift, and who else could be at what cost."
        ),
    ] = None,
    person: Annotated[
        str | None, typer.Option(metavar="ID", help="What each shift of somebody is there for.")
    ] = None,
    why_not: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="ID [UNIT/]SHIFT@DATE", help="Why somebody is not on a shift."),
    ] = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say why somebody is, or is not, on a shift of a run.

    The assignment is forced, and the roster judged again: which rule speaks against it, or what it would cost more.
    Example: wardwise explain 2026-W49-baseline-3f2a91c04d --why-not S012 MED/N@2026-12-01
    """
    from reports.terminal.explanation import explanation
    from scenarios.explaining import Explainer

    if sum(each is not None for each in (shift, person, why_not)) != 1:
        raise InputError(
            [Problem(expected="one of --shift, --person and --why-not")], "There is no one question"
        )
    place = workspace_here(workspace)
    explainer = Explainer(place, run_folder_here(run, workspace))
    if why_not is not None:
        answer = explainer.why_not(*why_not)
    else:
        answer = explainer.shift(shift) if shift is not None else explainer.person(person or "")
    if as_json:
        show_json(answer)
    else:
        show(explanation(answer, place.hospital.hospital.currency))
