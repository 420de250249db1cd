"""Several scenarios at once: forecasts shared, one failure alone, and the same results wherever they are computed."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from typing import Any

import joblib
import pytest

from data.configuration.compute import Compute
from data.forecast import Forecast
from data.inputs import PlanInputs
from data.problems import InputError
from data.worker_ended import WorkerEndedError
from optimization.roster.result import SolveOptions
from scenarios import batch, outcome
from scenarios.batch import Outcome, evaluate_batch, forecast_groups
from scenarios.evaluate import evaluate
from scenarios.fault import ScenarioFaultError
from scenarios.jobs import Jobs, computing
from scenarios.load import check_scenario
from scenarios.options import PlanOptions
from scenarios.outcome import Evaluated, Failure, evaluate_alone
from scenarios.record import run_id_of
from scenarios.refusals import LimitReachedError
from scenarios.schema import ScenarioChain

OPTIONS = PlanOptions(SolveOptions(seconds=10, gap=0.0, seed=1, n_workers=1, reproducible=True), 10)


def chain(name: str, *changes: dict[str, object]) -> ScenarioChain:
    return ScenarioChain.of(check_scenario({"name": name, "changes": list(changes)}, f"{name}.toml"))


SICK = chain("sick", {"kind": "absence_wave", "percent": 40})
MORE = chain("more", {"kind": "demand", "percent": 10})
CAPPED = chain("capped", {"kind": "agency_limit", "hours_week": 0})


def killed_if_sick(
    inputs: PlanInputs, scenario: ScenarioChain | None, options: PlanOptions, forecast: Forecast
) -> Evaluated | Failure:
    """Stands in for `evaluate_alone` in a process of its own."""
    if scenario is not None and scenario.name == "sick":
        os.kill(os.getpid(), signal.SIGKILL)
    return evaluate_alone(inputs, scenario, options, forecast)


@pytest.fixture
def forecasts(monkeypatch: pytest.MonkeyPatch, small_forecast: Forecast) -> list[PlanInputs]:
    """Inputs that a forecast was made of; every one gets the hand-made forecast."""
    made: list[PlanInputs] = []

    def remember(inputs: PlanInputs, **_: object) -> Forecast:
        made.append(inputs)
        return small_forecast

    monkeypatch.setattr(batch, "make_forecast", remember)
    return made


def figures(outcomes: Iterator[Outcome]) -> list[Any]:
    """Everything of the results but the time they took."""
    found = []
    for one in sorted(outcomes, key=lambda each: each.place):
        assert isinstance(one.result, Evaluated), one.result
        record = one.result.record.model_dump(exclude={"created", "seconds"})
        found.append((record, {name: table.to_pylist() for name, table in one.result.tables.items()}))
    return found


def test_each_distinct_forecast_is_made_once(small_inputs: PlanInputs, forecasts: list[PlanInputs]) -> None:
    told: list[tuple[str, int, int]] = []
    outcomes = list(
        evaluate_batch(
            small_inputs, [None, SICK, MORE, CAPPED], OPTIONS, Jobs(1), lambda *news: told.append(news)
        )
    )
    assert [one.name for one in outcomes] == ["baseline", "sick", "more", "capped"]
    assert [len(inputs.demand_effects) for inputs in forecasts] == [0, 1]
    assert forecast_groups([one.inputs for one in outcomes]) == [0, 0, 2, 0]
    assert told == [
        *(("Forecasting", done, 2) for done in range(3)),
        *(("Making rosters", done, 4) for done in range(5)),
    ]


def test_a_failed_scenario_does_not_lose_the_others(
    small_inputs: PlanInputs, forecasts: list[PlanInputs], monkeypatch: pytest.MonkeyPatch
) -> None:
    def sometimes(inputs: PlanInputs, options: PlanOptions, **more: Any) -> Any:
        name = more["scenario"].name if more["scenario"] else "baseline"
        if name == "sick":
            raise LimitReachedError("No roster was found within 1 s.")
        if name == "more":
            raise ZeroDivisionError("a bug")
        return evaluate(inputs, options, **more)

    monkeypatch.setattr(outcome, "evaluate", sometimes)
    outcomes = list(evaluate_batch(small_inputs, [None, SICK, MORE, CAPPED], OPTIONS, Jobs(1)))
    assert [isinstance(one.result, Failure) for one in outcomes] == [False, True, True, False]
    assert forecasts
    sick, more = (one.result for one in outcomes[1:3])
    assert isinstance(sick, Failure)
    assert isinstance(more, Failure)
    assert sick.text == "No roster was found within 1 s."
    assert isinstance(sick.as_error(), LimitReachedError)
    assert "ZeroDivisionError: a bug" in more.text
    assert isinstance(more.as_error(), ScenarioFaultError)


def test_faults_of_all_scenarios_are_listed_before_anything_is_made(
    small_inputs: PlanInputs, forecasts: list[PlanInputs]
) -> None:
    wrong = chain("wrong", {"kind": "demand", "percent": 1, "unit_id": "MAD"})
    worse = chain("worse", {"kind": "absence_wave", "percent": 1, "skill_id": "RM"})
    with pytest.raises(InputError) as caught:
        list(evaluate_batch(small_inputs, [None, wrong, worse], OPTIONS, Jobs(1)))
    assert [problem.value for problem in caught.value.problems] == ["MAD", "RM"]
    assert forecasts == []


def test_the_id_of_a_run_is_known_before_it_is_made(
    small_inputs: PlanInputs, forecasts: list[PlanInputs]
) -> None:
    (one,) = evaluate_batch(small_inputs, [SICK], OPTIONS, Jobs(1))
    assert isinstance(one.result, Evaluated)
    assert one.result.record.run_id == run_id_of(small_inputs, SICK, OPTIONS)
    assert forecasts


def test_where_it_is_computed_does_not_change_the_id(small_inputs: PlanInputs) -> None:
    from dataclasses import replace

    hospital = small_inputs.hospital.model_copy(update={"compute": Compute(backend="dask", n_jobs=7)})
    elsewhere = replace(small_inputs, hospital=hospital)
    assert run_id_of(elsewhere, SICK, OPTIONS) == run_id_of(small_inputs, SICK, OPTIONS)


def compare_with(
    compute: Compute, inputs: PlanInputs, forecast: Forecast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "make_forecast", lambda *_, **__: forecast)
    scenarios = [None, SICK, CAPPED]
    here = figures(evaluate_batch(inputs, scenarios, OPTIONS, Jobs(1)))
    with computing(compute) as jobs:
        assert jobs.n_jobs == 2
        there = figures(evaluate_batch(inputs, scenarios, OPTIONS, jobs))
    assert there == here


def test_processes_give_the_same_to_the_last_digit(
    small_inputs: PlanInputs, small_forecast: Forecast, monkeypatch: pytest.MonkeyPatch
) -> None:
    compare_with(Compute(n_jobs=2), small_inputs, small_forecast, monkeypatch)


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_a_backend_that_hands_over_at_the_end_gives_the_same(
    small_inputs: PlanInputs, small_forecast: Forecast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """joblib's multiprocessing cannot return a generator, and Ray's backend is built on it."""
    monkeypatch.setattr(batch, "make_forecast", lambda *_, **__: small_forecast)
    scenarios = [None, SICK, CAPPED]
    here = figures(evaluate_batch(small_inputs, scenarios, OPTIONS, Jobs(1)))
    with joblib.parallel_config("multiprocessing"):
        there = figures(evaluate_batch(small_inputs, scenarios, OPTIONS, Jobs(2)))
    assert there == here


def test_a_process_that_is_killed_costs_its_own_scenario_only(
    small_inputs: PlanInputs, small_forecast: Forecast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the system does with a process that asks for too much memory: the others still have their plans."""
    monkeypatch.setattr(batch, "make_forecast", lambda *_, **__: small_forecast)
    monkeypatch.setattr(batch, "evaluate_alone", killed_if_sick)
    outcomes = list(evaluate_batch(small_inputs, [None, SICK, CAPPED], OPTIONS, Jobs(2)))
    results = {one.name: one.result for one in outcomes}
    assert isinstance(results["baseline"], Evaluated)
    assert isinstance(results["capped"], Evaluated)
    lost = results["sick"]
    assert isinstance(lost, Failure)
    assert "ended from outside, twice" in lost.text
    assert isinstance(lost.as_error(), WorkerEndedError)


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_a_local_dask_cluster_gives_the_same_to_the_last_digit(
    small_inputs: PlanInputs, small_forecast: Forecast, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed", reason="needs the dependency group `cluster`")
    compare_with(Compute(backend="dask", n_jobs=2), small_inputs, small_forecast, monkeypatch)


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_a_dask_cluster_that_runs_already_is_reached_by_its_address(
    small_inputs: PlanInputs, small_forecast: Forecast, monkeypatch: pytest.MonkeyPatch
) -> None:
    distributed = pytest.importorskip("distributed", reason="needs the dependency group `cluster`")
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        elsewhere = Compute(backend="dask", address=cluster.scheduler_address)
        compare_with(elsewhere, small_inputs, small_forecast, monkeypatch)


@pytest.mark.parametrize("backend", ["dask", "ray"])
def test_a_library_that_is_missing_is_named(backend: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from importlib import import_module

    from scenarios import jobs

    def missing(name: str) -> Any:
        if name in ("distributed", "ray"):
            raise ModuleNotFoundError(name)
        return import_module(name)

    monkeypatch.setattr(jobs.importlib, "import_module", missing)
    wanted = rf"pip install \"wardwise\[{backend}\]\""
    with pytest.raises(InputError, match=wanted) as caught, computing(Compute(backend=backend)):
        raise AssertionError("not reached")
    assert "hospital.toml, compute, backend" in str(caught.value)
