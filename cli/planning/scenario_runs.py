"""Planning several scenarios of one week, each as a run of its own; what an earlier attempt finished is taken over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cli.output import say
from cli.planning.plan_week import named_scenario
from cli.planning.run_folders import keep_forecast, write_run_folder
from cli.progress import Screen, progress_screen
from cli.workers import workers
from data.inputs import PlanInputs
from data.problems import InputError, Problem
from data.runs import read_record
from data.workspace import Workspace
from scenarios.batch import OnStage, changed_inputs, evaluate_batch
from scenarios.jobs import Jobs
from scenarios.options import PlanOptions
from scenarios.outcome import Failure
from scenarios.record import run_id_of
from scenarios.schema import BASELINE, ScenarioChain


@dataclass(frozen=True, slots=True)
class ScenarioRun:
    """One scenario: its run folder, or why there is none. `is_taken_over` when an earlier command made it."""

    name: str
    run_dir: Path | None
    is_taken_over: bool = False
    failure: Failure | None = None


def named_scenarios(workspace: Workspace, texts: Sequence[str]) -> list[ScenarioChain]:
    """The scenarios named; raises InputError listing the faults of all of them, names given twice included."""
    chains: list[ScenarioChain] = []
    problems: list[Problem] = []
    for text in texts:
        try:
            chains.append(named_scenario(workspace, text))
        except InputError as error:
            problems.extend(error.problems)
    names = [BASELINE, *(chain.name for chain in chains)]
    problems.extend(
        Problem(value=name, expected="each scenario once, under a name of its own")
        for name in sorted({name for name in names if names.count(name) > 1})
    )
    if problems:
        raise InputError(problems, "The scenarios cannot be used")
    return chains


def make_runs(
    workspace: Workspace,
    inputs: PlanInputs,
    options: PlanOptions,
    chains: Sequence[ScenarioChain | None],
    *,
    fresh: bool,
) -> list[ScenarioRun]:
    """Plan each scenario and write its run, in the given order; a failed one does not stop the others.

    Unless `fresh`, runs that equal inputs, scenario and options have made already are taken as they are. Raises
    InputError listing the faults of all scenarios before anything is planned.
    """
    changed_inputs(inputs, chains)
    ids = [run_id_of(inputs, chain, options) for chain in chains]
    there = {run_id: workspace.runs_folder / run_id for run_id in ids if not fresh}
    known = {run_id: folder for run_id, folder in there.items() if _is_whole(folder)}
    missing = [chain for chain, run_id in zip(chains, ids, strict=True) if run_id not in known]
    made: dict[str, ScenarioRun] = {}
    if missing:
        with several_at_once(workspace) as (jobs, tell):
            for outcome in evaluate_batch(inputs, missing, options, jobs, tell):
                result = outcome.result
                if isinstance(result, Failure):
                    made[outcome.name] = ScenarioRun(outcome.name, None, failure=result)
                    continue
                folder = write_run_folder(workspace, result.record, result.tables)
                if outcome.forecast is not None:
                    keep_forecast(workspace, outcome.name, outcome.inputs, outcome.forecast)
                made[outcome.name] = ScenarioRun(outcome.name, folder)
    runs = []
    for chain, run_id in zip(chains, ids, strict=True):
        name = chain.name if chain else BASELINE
        runs.append(made[name] if run_id not in known else ScenarioRun(name, known[run_id], True))
    return runs


@contextmanager
def several_at_once(workspace: Workspace) -> Iterator[tuple[Jobs, OnStage]]:
    """Where to compute, and whom to tell how far it is. Ctrl-C ends it; what is written by then stays."""
    try:
        with (
            workers(workspace.hospital.compute) as jobs,
            progress_screen() as screen,
        ):
            yield jobs, _Stages(screen).tell
    except KeyboardInterrupt:
        say("Plans that were finished are kept; the same command goes on from there.")
        raise


@dataclass(slots=True)
class _Stages:
    screen: Screen
    shown: str = ""

    def tell(self, stage: str, done: int, total: int) -> None:
        if stage != self.shown:
            self.shown = stage
            self.screen.step(stage)
        self.screen.forecasting(stage, done, total)


def _is_whole(folder: Path) -> bool:
    if not folder.is_dir():
        return False
    try:
        read_record(folder)
    except InputError:
        return False
    return True
