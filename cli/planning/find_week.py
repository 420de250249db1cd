"""How far one number of a scenario must go until a figure of the plan is reached."""

from __future__ import annotations

from collections.abc import Sequence

import joblib

from cli.planning.effort import Effort
from cli.planning.plan_week import named_scenario
from cli.planning.points import plan_points
from cli.planning.week_inputs import week_inputs
from data.workspace import Workspace
from scenarios.batch import Shelf
from scenarios.find import Found, Tried, parse_target, require_figure, search
from scenarios.outcome import Failure
from scenarios.schema import Scenario, ScenarioChain
from scenarios.sweep import extra_pay
from scenarios.vary import Axis, Number, parse_free, varied


def find_week(
    workspace: Workspace,
    week: str | None,
    scenario: str | None,
    target: str,
    free: str,
    effort: Effort,
    *,
    fresh: bool,
) -> tuple[Axis, Found]:
    """Search the smallest change of the free number that meets the target; `scenario` None changes nothing else.

    `free` is `KIND.KEY`, with a range `=FIRST:LAST:STEP` or the usual one; the answer is exact to the step. Raises InputError.
    """
    aim = parse_target(target)
    axis = parse_free(free)
    chain = (
        named_scenario(workspace, scenario)
        if scenario is not None
        else ScenarioChain.of(Scenario(name="baseline_and_more"))
    )
    inputs, options = week_inputs(workspace, week, effort)
    require_figure(aim, inputs)
    shelf = Shelf([])

    def try_all(values: Sequence[Number]) -> list[Tried]:
        chains = [varied(chain, [axis], [value]) for value in values]
        results = plan_points(workspace, inputs, options, chains, fresh=fresh, shelf=shelf)
        return [
            Tried(value, None, None)
            if isinstance(result, Failure)
            else Tried(value, aim.value(result), extra_pay(result.kpis))
            for value, result in zip(values, results, strict=True)
        ]

    width = workspace.hospital.compute.n_jobs or joblib.cpu_count()
    step = round(axis.values[1] - axis.values[0], 9)
    return axis, search(aim, axis.values[0], axis.values[-1], step, width, try_all)
