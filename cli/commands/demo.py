"""`wardwise demo`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.options import JsonOption, SecondsOption
from cli.output import say, show_run


def demo(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="Where the sample hospital is, or is made.")
    ] = Path("demo-hospital"),
    seconds: SecondsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make the sample hospital and plan its week 2026-W49.

    It has three years of patients, about 320 staff and about 600 devices; none of them is real. A sample that is
    there already is planned again. Example: wardwise demo
    """
    from cli.planning.effort import Effort
    from cli.planning.plan_week import plan_week
    from cli.planning.sample import SAMPLE_WEEK, sample_workspace

    workspace = sample_workspace(folder)
    show_run(plan_week(workspace, SAMPLE_WEEK, None, Effort(seconds), over_published=True), as_json=as_json)
    say(f"Next: cd {folder}, then `wardwise --help`")
