"""Plans of many varied scenarios; the figures of each are kept, so that a command that was stopped goes on."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cli.planning.scenario_runs import several_at_once
from data.inputs import PlanInputs
from data.runs import RunRecord
from data.whole_file import write_whole
from data.workspace import Workspace
from scenarios.batch import Shelf, evaluate_batch
from scenarios.options import PlanOptions
from scenarios.outcome import Failure
from scenarios.record import run_id_of
from scenarios.schema import ScenarioChain


@dataclass(frozen=True, slots=True)
class PointStore:
    """`run.json` of points that were planned, one file each; it may be deleted at any time."""

    folder: Path

    def find(self, run_id: str) -> RunRecord | None:
        """The record of a point; None when there is none, or the file is of another version."""
        try:
            return RunRecord.model_validate_json(self._path(run_id).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None

    def keep(self, record: RunRecord) -> None:
        """Write a record under a temporary name and rename."""
        self.folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps(record.model_dump(mode="json"), ensure_ascii=False)
        write_whole(self._path(record.run_id), text)

    def _path(self, run_id: str) -> Path:
        return self.folder / f"{run_id}.json"


def plan_points(
    workspace: Workspace,
    inputs: PlanInputs,
    options: PlanOptions,
    chains: Sequence[ScenarioChain],
    *,
    fresh: bool,
    shelf: Shelf | None = None,
) -> list[RunRecord | Failure]:
    """The record of each varied scenario, or why it has no plan, in their order; raises InputError before any is made.

    Forecasts are taken from `shelf` and put there, for those who come again.
    """
    store = PointStore(workspace.folder / "cache" / "points")
    ids = [run_id_of(inputs, chain, options) for chain in chains]
    known = {} if fresh else {run_id: found for run_id in ids if (found := store.find(run_id)) is not None}
    results: dict[str, RunRecord | Failure] = dict(known)
    missing = [place for place, run_id in enumerate(ids) if run_id not in known]
    if missing:
        with several_at_once(workspace) as (jobs, tell):
            outcomes = evaluate_batch(
                inputs, [chains[place] for place in missing], options, jobs, tell, shelf
            )
            for outcome in outcomes:
                place, result = missing[outcome.place], outcome.result
                if isinstance(result, Failure):
                    results[ids[place]] = result
                    continue
                store.keep(result.record)
                results[ids[place]] = result.record
    return [results[run_id] for run_id in ids]
