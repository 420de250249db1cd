"""A change that has no effect on the result says so, also beside others that have one."""

from __future__ import annotations

from dataclasses import replace

from data.forecast import Forecast
from data.inputs import PlanInputs
from optimization.roster.result import SolveOptions
from scenarios.evaluate import evaluate
from scenarios.hospital_again import replaced
from scenarios.load import check_scenario
from scenarios.options import PlanOptions
from scenarios.record import run_record
from scenarios.schema import ScenarioChain
from scenarios.single_changes import what_it_does, without_each

OPTIONS = PlanOptions(SolveOptions(seconds=10, gap=0.0, seed=1, n_workers=1, reproducible=True), 10)
SICK = {"kind": "absence_wave", "percent": 40}
GENEROUS = {"kind": "agency_limit", "hours_week": 4000}
NONE = {"kind": "agency_limit", "hours_week": 0}
RECALL = {"kind": "equipment_recall", "type_id": "pump", "devices": 1}


def chain(*changes: dict[str, object], name: str = "wave") -> ScenarioChain:
    return ScenarioChain.of(check_scenario({"name": name, "changes": list(changes)}, f"{name}.toml"))


def warnings(inputs: PlanInputs, forecast: Forecast, *changes: dict[str, object]) -> list[str]:
    plan = evaluate(inputs, OPTIONS, scenario=chain(*changes), forecast=forecast)
    return [note.text for note in plan.notes if note.topic == "scenario"]


def limited(inputs: PlanInputs, hours_week: float | None) -> PlanInputs:
    cover = inputs.hospital.cover.model_copy(update={"agency_hours_week": hours_week})
    return replace(inputs, hospital=replaced(inputs.hospital, cover=cover))


def test_a_limit_that_is_not_reached_says_so(small_inputs: PlanInputs, small_forecast: Forecast) -> None:
    """As many hours as anybody wants may be bought before, 4,000 after: neither limit is reached."""
    (text,) = warnings(
        limited(small_inputs, None),
        small_forecast,
        GENEROUS,
        {"kind": "public_holiday", "day": 1, "name": "Boxing Day"},
    )
    assert text.startswith("scenario wave, changes[1] (agency_limit) has no effect: ")
    assert text.endswith("of 4000 agency hours are bought")


def test_a_limit_that_matters_says_nothing(small_inputs: PlanInputs, small_forecast: Forecast) -> None:
    assert warnings(small_inputs, small_forecast, SICK, NONE) == []
    assert warnings(limited(small_inputs, 0.0), small_forecast, SICK, GENEROUS) == [], (
        "more is bought than was allowed before"
    )


def test_recalled_devices_that_nobody_misses_say_so(
    small_inputs: PlanInputs, small_forecast: Forecast
) -> None:
    rows = small_forecast.quantiles.to_pylist()
    unused = replace(
        small_forecast,
        quantiles=small_forecast.quantiles.filter([row["item_id"] == "" for row in rows]),
    )
    (text,) = warnings(small_inputs, unused, RECALL)
    assert (
        text
        == "scenario wave, changes[1] (equipment_recall) has no effect: no pump is missing, moved or rented"
    )


def test_each_change_is_left_out_in_turn() -> None:
    base, own = (
        chain(*changes, name=name).links[0]
        for name, changes in (("base", (SICK,)), ("wave", (GENEROUS, NONE)))
    )
    parts = list(without_each(ScenarioChain((base, own))))
    assert [part.where for part in parts] == [
        "scenario base, changes[1] (absence_wave)",
        "scenario wave, changes[1] (agency_limit)",
        "scenario wave, changes[2] (agency_limit)",
    ]
    assert [[len(link.scenario.changes) for link in part.chain.links] for part in parts] == [
        [0, 2],
        [1, 1],
        [1, 1],
    ]
    assert list(without_each(chain(SICK))) == [], "the comparison itself shows what the only change does"


def test_what_a_change_does_is_told_from_the_plan_without_it(
    small_inputs: PlanInputs, small_forecast: Forecast
) -> None:
    inputs = limited(small_inputs, None)
    scenario = chain(SICK, GENEROUS)

    whole = run_record(evaluate(inputs, OPTIONS, scenario=scenario, forecast=small_forecast))
    sick, limit = without_each(scenario)
    rests = [
        run_record(evaluate(inputs, OPTIONS, scenario=part.chain, forecast=small_forecast))
        for part in (sick, limit)
    ]
    assert what_it_does(sick, whole, rests[0]).startswith(
        "wave, scenario wave, changes[1] (absence_wave) changes "
    )
    assert "the roster's cost by +" in what_it_does(sick, whole, rests[0])
    text = what_it_does(limit, whole, rests[1])
    assert text == "wave, scenario wave, changes[2] (agency_limit) has no effect on any figure."
    assert "not examined" in what_it_does(limit, whole, None)
