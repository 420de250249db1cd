"""`wardwise scenario run`."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.folders import workspace_here
from cli.options import (
    FreshOption,
    GapOption,
    JsonOption,
    ReproducibleOption,
    SecondsOption,
    SeedOption,
    StallOption,
    WeekOption,
    WorkspaceOption,
)
from cli.output import show, show_json


def scenario_run(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE...", help="Scenario files, or names in scenarios/.")
    ],
    week: WeekOption = None,
    seconds: SecondsOption = None,
    gap: GapOption = None,
    stall: StallOption = None,
    seed: SeedOption = None,
    reproducible: ReproducibleOption = None,
    fresh: FreshOption = False,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Plan a week with each of several scenarios.

    Several are planned at once, as [compute] of hospital.toml says, and each becomes a run. One that has no plan does not
    stop the others.
    Example: wardwise scenario run early_flu sickness_wave
    """
    from cli.planning.effort import Effort
    from cli.planning.failed_scenarios import end_with_failures
    from cli.planning.run_week import run_rows, run_scenarios
    from reports.terminal.scenario_runs import runs_table

    runs = run_scenarios(
        workspace_here(workspace), week, files, Effort(seconds, seed, reproducible, gap, stall), fresh=fresh
    )
    rows = run_rows(runs)
    if as_json:
        show_json(rows)
    else:
        show(runs_table(rows))
    end_with_failures(runs)
