"""How far one number of a scenario must go until a figure of the plan is reached."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import joblib

from cli.planning.effort import Effort
from cli.planning.plan_week import named_scenario
from cli.planning.points import plan_points
from cli.planning.week_inputs import week_inputs
from data.problems import InputError, Problem
from data.workspace import Workspace
from scenarios.batch import Shelf
from scenarios.find import Found, Tried, parse_target, search
from scenarios.outcome import Failure
from scenarios.schema import Scenario, ScenarioChain
from scenarios.sweep import extra_pay
from scenarios.vary import Axis, Number, parse_axis, varied


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

    `free` is `KIND.KEY=FIRST:LAST:STEP`; the answer is exact to the step. Raises InputError.
    """
    aim = parse_target(target)
    axis = parse_axis(free)
    steps = {round(b - a, 9) for a, b in pairwise(axis.values)}
    if len(steps) != 1:
        expected = "a range FIRST:LAST:STEP, such as agency.hours=0:400:20"
        raise InputError([Problem(value=free, expected=expected)], "There is no range to search")
    chain = (
        named_scenario(workspace, scenario)
        if scenario is not None
        else ScenarioChain.of(Scenario(name="baseline_and_more"))
    )
    inputs, options = week_inputs(workspace, week, effort)
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
    return axis, search(aim, axis.values[0], axis.values[-1], steps.pop(), width, try_all)
