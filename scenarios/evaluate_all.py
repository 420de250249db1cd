"""Several scenarios of the same inputs, forecasts shared where a scenario leaves them as they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from data.forecast import Forecast
from data.inputs import PlanInputs
from optimization.roster.result import Interrupted
from scenarios.evaluate import evaluate, share_forecast
from scenarios.listener import Listener
from scenarios.options import PlanOptions
from scenarios.overlay import apply_scenario
from scenarios.plan import Plan
from scenarios.schema import ScenarioChain


def evaluate_all(
    inputs: PlanInputs,
    scenarios: Sequence[ScenarioChain | None],
    options: PlanOptions,
    listener: Listener | None = None,
    interrupted: Interrupted | None = None,
) -> Iterator[Plan]:
    """The plan of each scenario (None: the baseline), one after the other, with the same seed and random numbers.

    Every scenario is applied before the first is planned, so that a fault in the last costs no waiting. Raises what
    `evaluate` raises.
    """
    changed = [inputs if scenario is None else apply_scenario(inputs, scenario)[0] for scenario in scenarios]
    known: list[tuple[PlanInputs, Forecast]] = []
    for scenario, after in zip(scenarios, changed, strict=True):
        forecast = next((f for others, f in known if share_forecast(others, after)), None)
        plan = evaluate(inputs, options, listener, interrupted, scenario=scenario, forecast=forecast)
        if forecast is None:
            known.append((plan.inputs, plan.forecast))
        yield plan
