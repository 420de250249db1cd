"""`wardwise scenario compare`."""

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
from cli.output import say, show, show_json


def scenario_compare(
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
    each_change: Annotated[
        bool,
        typer.Option(
            "--each-change", help="Plan without each change of a scenario, too, and say what it does."
        ),
    ] = False,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Compare the plans of a week without and with scenarios.

    Each plan is written as a run of its own, and a page in runs/ puts them side by side. What a scenario changes in
    the inputs comes first. Several are planned at once, as [compute] of hospital.toml says; one that has no plan does
    not stop the others, and runs that were made before are taken as they are.
    Example: wardwise scenario compare early_flu sickness_wave
    """
    from cli.planning.compare_week import compare_week
    from cli.planning.effort import Effort
    from cli.planning.failed_scenarios import end_with_failures
    from reports.terminal.comparison import comparison_report

    hospital = workspace_here(workspace)
    effort = Effort(seconds, seed, reproducible, gap, stall)
    compared = compare_week(hospital, week, files, effort, fresh=fresh, each_change=each_change)
    if as_json:
        show_json(compared)
    else:
        show(comparison_report(compared.comparison, hospital.hospital.hospital.currency))
    say(f"The comparison is {compared.page}")
    end_with_failures(compared.failed)
