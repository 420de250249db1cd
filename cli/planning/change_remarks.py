"""What each change of a scenario does, from plans without it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from cli.output import say
from cli.planning.points import plan_points
from data.inputs import PlanInputs
from data.problems import InputError
from data.runs import RunRecord, read_record
from data.workspace import Workspace
from scenarios.batch import changed_inputs
from scenarios.options import PlanOptions
from scenarios.outcome import Failure
from scenarios.schema import ScenarioChain
from scenarios.single_changes import Without, what_it_does, without_each


def change_remarks(
    workspace: Workspace,
    inputs: PlanInputs,
    options: PlanOptions,
    planned: Sequence[tuple[ScenarioChain, Path]],
    *,
    fresh: bool,
) -> list[str]:
    """A sentence for each change of each scenario that has several; `planned` are scenarios with their run folders.

    What the scenario cannot do without, such as the unit that a later change staffs, is said not to have been examined.
    """
    wholes = {chain.name: read_record(folder) for chain, folder in planned}
    parts = [part for chain, _ in planned for part in without_each(chain)]
    usable = [part for part in parts if _fits(inputs, part)]
    say(f"Planning without each change in turn: {len(usable)} plans.")
    results = plan_points(workspace, inputs, options, [part.chain for part in usable], fresh=fresh)
    rests: dict[str, RunRecord | None] = {
        _key(part): None if isinstance(result, Failure) else result
        for part, result in zip(usable, results, strict=True)
    }
    return [what_it_does(part, wholes[part.scenario], rests.get(_key(part))) for part in parts]


def _key(part: Without) -> str:
    return f"{part.scenario} {part.where}"


def _fits(inputs: PlanInputs, part: Without) -> bool:
    try:
        changed_inputs(inputs, [part.chain])
    except InputError:
        return False
    return True
