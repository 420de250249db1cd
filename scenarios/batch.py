"""Several scenarios of the same inputs at once; each distinct forecast is made once and shared."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from data.forecast import Forecast
from data.inputs import PlanInputs
from data.problems import InputError, Problem
from data.worker_ended import WorkerEndedError
from forecasting.at_once import Call
from forecasting.forecast import make_forecast
from scenarios.evaluate import share_forecast
from scenarios.jobs import Jobs
from scenarios.options import PlanOptions
from scenarios.outcome import Evaluated, Failure, evaluate_alone
from scenarios.overlay import apply_scenario
from scenarios.schema import BASELINE, ScenarioChain

OnStage = Callable[[str, int, int], None]
"""Called with what is being done, how much is done and how much there is."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One scenario (None: the baseline), its inputs, their forecast, and its plan or why there is none.

    `place` is its place among the scenarios that were asked for, from 0.
    """

    place: int
    scenario: ScenarioChain | None
    inputs: PlanInputs
    forecast: Forecast | None
    result: Evaluated | Failure

    @property
    def name(self) -> str:
        """The scenario's name."""
        return self.scenario.name if self.scenario else BASELINE


@dataclass(frozen=True, slots=True)
class Shelf:
    """Forecasts at hand, with the inputs that each was made of."""

    known: list[tuple[PlanInputs, Forecast]]

    def find(self, inputs: PlanInputs) -> Forecast | None:
        """The forecast of these inputs; None when there is none."""
        return next((made for of, made in self.known if share_forecast(of, inputs)), None)


def changed_inputs(inputs: PlanInputs, scenarios: Sequence[ScenarioChain | None]) -> list[PlanInputs]:
    """The inputs of each scenario; raises InputError listing the faults of all of them."""
    problems: list[Problem] = []
    changed: list[PlanInputs] = []
    for scenario in scenarios:
        try:
            changed.append(inputs if scenario is None else apply_scenario(inputs, scenario)[0])
        except InputError as error:
            problems.extend(error.problems)
    if problems:
        raise InputError(problems, "The scenarios cannot be used")
    return changed


def evaluate_batch(
    inputs: PlanInputs,
    scenarios: Sequence[ScenarioChain | None],
    options: PlanOptions,
    jobs: Jobs,
    on_stage: OnStage | None = None,
    shelf: Shelf | None = None,
) -> Iterator[Outcome]:
    """The outcome of each scenario as soon as it is there, all with the same seed and the same random numbers.

    Every scenario is applied before the first is planned, so that a fault in the last costs no waiting: raises
    InputError then. Afterwards nothing is raised for a scenario that has no plan: its outcome says why. In reproducible
    mode the plans do not depend on `jobs`. Forecasts that `shelf` has are taken from it, and new ones are put there.
    """
    tell = on_stage or _say_nothing
    shelf = Shelf([]) if shelf is None else shelf
    changed = changed_inputs(inputs, scenarios)
    groups = forecast_groups(changed)
    first_of = list(dict.fromkeys(groups))
    forecasts: dict[int, Forecast | Failure] = {}
    for number in first_of:
        known = shelf.find(changed[number])
        if known is not None:
            forecasts[number] = known
    missing = [number for number in first_of if number not in forecasts]
    for number, made in zip(missing, _forecasts([changed[n] for n in missing], jobs, tell), strict=True):
        forecasts[number] = made
        if not isinstance(made, Failure):
            shelf.known.append((changed[number], made))
    # The solver's own threads would fight with the other plans for the cores.
    solve = options.solve if jobs.n_jobs == 1 else replace(options.solve, n_workers=1)
    alone = options if options.solve.reproducible else replace(options, solve=solve)
    tasks: list[Call] = []
    for scenario, group in zip(scenarios, groups, strict=True):
        forecast = forecasts[group]
        if isinstance(forecast, Failure):
            tasks.append((_returned, (forecast,)))
        else:
            tasks.append((evaluate_alone, (inputs, scenario, alone, forecast)))
    tell("Making rosters", 0, len(tasks))
    for n_done, (place, result) in enumerate(jobs.run(tasks), start=1):
        forecast = forecasts[groups[place]]
        given = None if isinstance(forecast, Failure) else forecast
        made = Failure(result) if isinstance(result, WorkerEndedError) else result
        yield Outcome(place, scenarios[place], changed[place], given, made)
        tell("Making rosters", n_done, len(tasks))


def forecast_groups(changed: Sequence[PlanInputs]) -> list[int]:
    """For each inputs the place of the first ones that have the same forecast."""
    return [
        next(first for first, other in enumerate(changed) if share_forecast(other, inputs))
        for inputs in changed
    ]


def _forecasts(distinct: Sequence[PlanInputs], jobs: Jobs, tell: OnStage) -> list[Forecast | Failure]:
    """The first on all cores, because what it learns from history is kept for the others; then these at once."""
    if not distinct:
        return []
    tell("Forecasting", 0, len(distinct))
    made = {0: _forecast(distinct[0], None)}
    tell("Forecasting", 1, len(distinct))
    for place, result in jobs.run([(_forecast, (inputs, 1)) for inputs in distinct[1:]]):
        made[place + 1] = Failure(result) if isinstance(result, WorkerEndedError) else result
        tell("Forecasting", len(made), len(distinct))
    return [made[place] for place in range(len(distinct))]


def _forecast(inputs: PlanInputs, n_jobs: int | None) -> Forecast | Failure:
    try:
        return make_forecast(inputs, n_jobs=n_jobs)
    except (InputError, WorkerEndedError) as error:
        return Failure(error)
    except Exception:  # noqa: BLE001 - as for plans: the other scenarios are not lost with this one
        return Failure(None, traceback.format_exc())


def _returned(failure: Failure) -> Failure:
    return failure


def _say_nothing(stage: str, done: int, total: int) -> None:
    """Progress that nobody wants."""
