"""How a command ends when some of several scenarios have no plan: the others are there, and the exit code says so."""

from __future__ import annotations

from collections.abc import Sequence

from cli.output import say
from cli.planning.scenario_runs import ScenarioRun


def end_with_failures(runs: Sequence[ScenarioRun]) -> None:
    """Say which scenarios have no plan and why, then raise the error of the first; nothing where all have one."""
    failures = [(run.name, run.failure) for run in runs if run.failure is not None]
    for name, failure in failures:
        say(f"Scenario {name} has no plan: {failure.text}")
    if failures:
        raise failures[0][1].as_error()
