"""`wardwise explain`."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.folders import run_folder_here, workspace_here
from cli.options import JsonOption, WorkspaceOption
from cli.output import show, show_json


def explain(
    run: Annotated[str, typer.Argument(metavar="RUN", help="A run's id, or its folder.")],
    shift: Annotated[
        str | None,
        typer.Option(
            metavar="[UNIT/]SHIFT@DATE",
            help="Who is on a shift, and who else could be at what cost. With the unit where several have it.",
        ),
    ] = None,
    person: Annotated[
        str | None, typer.Option(metavar="ID", help="What each shift of somebody is there for.")
    ] = None,
    why_not: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="ID [UNIT/]SHIFT@DATE", help="Why somebody is not on a shift."),
    ] = None,
    wish: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="ID DATE", help="Why what somebody asked for on a day is not granted."),
    ] = None,
    seconds: Annotated[
        float | None,
        typer.Option(
            "--seconds",
            min=0.5,
            metavar="SECONDS",
            help="The most seconds for the causes of one thing, and as many for its ways out. Default: 20.",
        ),
    ] = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say why somebody is, or is not, on a shift of a run, and what stands in the way of what is missing.

    Without a question: for open shifts, and for settled shifts that break rules, the smallest set of causes that clash, and single
    ways out, the cheapest first. For a person or a shift the assignment is forced and the roster judged again.
    Example: wardwise explain 2026-W49-baseline-3f2a91c04d --why-not S012 MED/N@2026-12-01
    """
    from cli.planning.explain_run import Question, explain_run
    from reports.terminal.explanation import explanation

    place = workspace_here(workspace)
    question = Question(shift, person, why_not, wish)
    answer = explain_run(place, run_folder_here(run, workspace), question, seconds)
    if as_json:
        show_json(answer)
    else:
        show(explanation(answer, place.hospital.hospital.currency))
