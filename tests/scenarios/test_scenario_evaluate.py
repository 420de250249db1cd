"""A plan end to end on a hospital small enough to check by hand: figures agree with each other and with the run folder."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from data.forecast import Forecast
from data.inputs import PlanInputs
from data.problems import InputError
from data.run_tables import RUN_TABLES
from data.runs import new_run, read_record, read_run_table, write_run
from data.tables import REQUESTS, ROSTER
from optimization.roster.problem import Source
from optimization.roster.result import SolveOptions, SolveResult, SolveStatus, Termination
from scenarios import evaluate as evaluation
from scenarios.compare import compare, compared_plan, compared_run
from scenarios.evaluate import STEPS, evaluate, share_forecast
from scenarios.load import check_scenario
from scenarios.options import PlanOptions, plan_options
from scenarios.overlay import apply_scenario
from scenarios.plan import Plan
from scenarios.record import run_id, run_record, run_tables
from scenarios.refusals import LimitReachedError, NoRosterExistsError, PlanRefusedError
from scenarios.schema import ScenarioChain

OPTIONS = PlanOptions(SolveOptions(seconds=10, gap=0.0, seed=1, n_workers=1, reproducible=True), 10)


class Steps:
    """Remembers the steps."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def step(self, name: str) -> None:
        self.names.append(name)

    def forecasting(self, name: str, done: int, total: int) -> None:
        raise AssertionError(f"the forecast was given, yet {name} ({done} of {total}) was made")

    def solving(self, progress: object) -> None:
        del progress


def chain(*changes: dict[str, object], name: str = "what_if") -> ScenarioChain:
    return ScenarioChain.of(check_scenario({"name": name, "changes": list(changes)}, f"{name}.toml"))


@pytest.fixture
def wished_inputs(small_inputs: PlanInputs) -> PlanInputs:
    """With two wishes and a published day, so that every table has rows."""
    requests = REQUESTS.table(
        [
            {"staff_id": "002", "date": date(2026, 12, 1), "wish": "day_off"},
            {"staff_id": "004", "date": date(2026, 12, 2), "wish": "want", "shift_id": "N"},
        ]
    )
    roster = ROSTER.table(
        [
            {"staff_id": "006", "date": date(2026, 11, 27), "shift_id": "D", "unit_id": "SURG"},
            {"staff_id": "006", "date": date(2026, 12, 6), "shift_id": "N", "unit_id": "SURG"},
        ]
    )
    return replace(small_inputs, tables=replace(small_inputs.tables, requests=requests, roster=roster))


@pytest.fixture
def plan(wished_inputs: PlanInputs, small_forecast: Forecast) -> Plan:
    return evaluate(wished_inputs, OPTIONS, forecast=small_forecast)


def test_the_costs_add_up_and_the_figures_agree_with_the_tables(plan: Plan) -> None:
    tables = run_tables(plan)
    assert set(tables) == {schema.name for schema in RUN_TABLES}
    assert sum(tables["costs"]["pence"].to_pylist()) == plan.result.objective
    coverage = tables["coverage"].to_pylist()
    assert sum(row["open"] for row in coverage) == plan.kpis.open_shifts
    roster = tables["roster"].to_pylist()
    own = [row for row in roster if row["source"] not in ("bank", "agency")]
    assert sum(row["own"] for row in coverage) == len(own)
    assert sum(row["agency"] for row in coverage) == len(roster) - len(own)
    agency = [shift for shift in plan.assignments if shift.source is Source.AGENCY]
    assert plan.kpis.agency_hours == sum(shift.paid_minutes for shift in agency) / 60 <= 80
    assert plan.kpis.agency_cost_pence == sum(shift.pence for shift in agency)
    assert plan.kpis.equipment_days_short == pytest.approx(
        sum(tables["equipment"]["expected_short"].to_pylist())
    )
    rent = tables["equipment_rentals"].to_pylist()
    assert [(row["unit_id"], row["n_devices"], row["cost_pence"]) for row in rent] == [("SURG", 1, 6300)]


def test_people_and_shifts_are_told_as_they_are(plan: Plan) -> None:
    tables = run_tables(plan)
    people = {row["staff_id"]: row for row in tables["people"].to_pylist()}
    roster = tables["roster"].to_pylist()
    for staff_id, person in people.items():
        own = [row for row in roster if row["staff_id"] == staff_id]
        assert person["contract_minutes"] == 2250
        assert person["paid_minutes"] == sum(row["paid_minutes"] for row in own)
        assert person["n_nights"] == sum(row["shift_id"] == "N" for row in own)
    away = {(row["staff_id"], row["date"]) for row in tables["absences"].to_pylist()}
    assert ("001", date(2026, 12, 1)) in away
    assert not away & {(row["staff_id"], row["date"]) for row in roster}
    night = next(row for row in roster if row["shift_id"] == "N")
    assert (night["start"].hour, night["end"].hour) == (19, 7)
    assert (night["end"] - night["start"]).total_seconds() == 12.5 * 3600


def test_wishes_are_granted_when_the_roster_says_so(plan: Plan) -> None:
    tables = run_tables(plan)
    roster = {(row["staff_id"], row["date"]): row["shift_id"] for row in tables["roster"].to_pylist()}
    granted = {row["staff_id"]: row["granted"] for row in tables["requests"].to_pylist()}
    assert granted == {
        "002": ("002", date(2026, 12, 1)) not in roster,
        "004": roster.get(("004", date(2026, 12, 2))) == "N",
    }


def test_changes_are_told_to_those_who_had_a_published_shift(plan: Plan) -> None:
    changes = run_tables(plan)["changes"].to_pylist()
    assert {row["staff_id"] for row in changes} == {"006"}
    sunday = [row for row in changes if row["date"] == date(2026, 12, 6)]
    assert [row["before"] for row in sunday] == ["SURG N"]
    assert all(row["before"] != row["after"] for row in changes)


def test_occupancy_reads_the_chance_from_the_quantiles(plan: Plan) -> None:
    """Medicine has 6 + 5 p patients, evenly spread, and 10 beds: more than 10.5 in a tenth of the cases."""
    row = plan.occupancy.to_pylist()[0]
    assert (row["unit_id"], row["date"], row["beds_staffed"]) == ("MED", date(2026, 11, 30), 10)
    assert (row["p10"], row["p50"], row["p90"]) == pytest.approx((6.5, 8.5, 10.5))
    assert row["chance_full"] == pytest.approx(0.1)
    assert plan.kpis.occupancy_p50 == pytest.approx(8.5 + 3)
    assert plan.kpis.beds_staffed == 16


def test_a_run_folder_reads_back_as_it_was_written(plan: Plan, tmp_path: Path) -> None:
    record = run_record(plan, created=datetime(2026, 11, 27, 12, tzinfo=UTC))
    tables = run_tables(plan)
    with new_run(tmp_path, record.run_id) as draft:
        write_run(draft, record, tables)
    folder = tmp_path / record.run_id
    assert read_record(folder) == record
    assert record.created == "2026-11-27T12:00:00+00:00"
    for schema in RUN_TABLES:
        assert read_run_table(folder, schema.name).equals(schema.conform(tables[schema.name])), schema.name
    assert compared_run(folder) == compared_plan(plan)


def test_the_run_id_says_what_was_planned_and_with_what(
    plan: Plan, wished_inputs: PlanInputs, small_forecast: Forecast
) -> None:
    assert run_id(plan).startswith("2026-W49-baseline-")
    again = evaluate(wished_inputs, OPTIONS, forecast=small_forecast)
    assert run_id(again) == run_id(plan)
    assert again.roster == plan.roster
    assert run_id(replace(plan, base=replace(plan.base, seed=2))) != run_id(plan)
    other = replace(OPTIONS, solve=replace(OPTIONS.solve, gap=0.5))
    assert run_id(replace(plan, options=other)) != run_id(plan)
    newer = replace(plan.base, snapshot_ids=(("staff", "abc"),))
    assert run_id(replace(plan, base=newer)) != run_id(plan)


def test_a_scenario_comes_first_in_the_comparison_and_its_difference_is_counted(
    plan: Plan, wished_inputs: PlanInputs, small_forecast: Forecast
) -> None:
    listener = Steps()
    wave = chain(
        {"kind": "absence_wave", "percent": 100, "skill_id": "RN"}, {"kind": "agency_limit", "hours_week": 0}
    )
    assert share_forecast(wished_inputs, apply_scenario(wished_inputs, wave)[0])
    ill = evaluate(wished_inputs, OPTIONS, listener, scenario=wave, forecast=small_forecast)
    assert tuple(listener.names) == STEPS[1:]
    assert ill.kpis.fill_rate_by_skill["RN"] == 0
    assert ill.kpis.agency_hours == 0
    result = compare([compared_plan(plan), compared_plan(ill)])
    assert result.names == ("baseline", "what_if")
    assert result.changes[0] == ()
    assert [change.change for change in result.changes[1]] == ["absence_wave", "agency_limit"]
    figures = {figure.key: figure for figure in result.figures}
    opened = figures["open_shifts"]
    assert opened.values == (plan.kpis.open_shifts, ill.kpis.open_shifts)
    assert opened.differences == (0, ill.kpis.open_shifts - plan.kpis.open_shifts)
    assert ill.decisions[0].topic == "staffing"
    assert "Medicine: " in ill.decisions[0].text
    assert "below the fixed minimum" in ill.decisions[0].text


def test_a_change_without_effect_says_so(
    plan: Plan, wished_inputs: PlanInputs, small_forecast: Forecast
) -> None:
    same = evaluate(
        wished_inputs,
        OPTIONS,
        scenario=chain({"kind": "agency_limit", "hours_week": 80}),
        forecast=small_forecast,
    )
    assert compare([compared_plan(plan), compared_plan(same)]).remarks == (
        (
            "what_if: scenario what_if, changes[1] (agency_limit) changes nothing: "
            "agency hours, hospital stays 80 hours a week"
        ),
        "what_if has no effect on any figure.",
    )


def test_a_demand_change_needs_a_forecast_of_its_own(small_inputs: PlanInputs) -> None:
    more, _ = apply_scenario(small_inputs, chain({"kind": "demand", "percent": 5}))
    assert not share_forecast(small_inputs, more)


def test_plans_of_different_weeks_are_not_compared(plan: Plan) -> None:
    one = compared_plan(plan)
    with pytest.raises(InputError, match="expected plans of one and the same week"):
        compare([one, replace(one, week="2026-12-07, 7 days")])


@pytest.mark.parametrize(
    ("status", "termination", "error", "message"),
    [
        (
            SolveStatus.INFEASIBLE,
            Termination.PROVED,
            NoRosterExistsError,
            "No roster keeps every rule that must hold. Ann has no line.",
        ),
        (
            SolveStatus.NONE_FOUND,
            Termination.TIME,
            LimitReachedError,
            r"within 10 s\. Allow .*\nWithout numba\.$",
        ),
        (SolveStatus.NONE_FOUND, Termination.INTERRUPTED, LimitReachedError, "Stopped before any roster"),
    ],
)
def test_no_roster_has_its_own_reason(
    monkeypatch: pytest.MonkeyPatch,
    plan: Plan,
    status: SolveStatus,
    termination: Termination,
    error: type[Exception],
    message: str,
) -> None:
    report = replace(plan.result.report, notes=("Ann has no line",), warnings=("Without numba",))
    empty = SolveResult(status, termination, None, None, None, report)
    monkeypatch.setattr(evaluation, "solve", lambda *_: empty)
    with pytest.raises(error, match=message):
        evaluate(plan.base, OPTIONS, forecast=plan.forecast)


def test_a_roster_that_costs_something_else_is_refused(monkeypatch: pytest.MonkeyPatch, plan: Plan) -> None:
    assert plan.result.objective is not None
    wrong = replace(plan.result, objective=plan.result.objective - 1, bound=0.0)
    monkeypatch.setattr(evaluation, "solve", lambda *_: wrong)
    with pytest.raises(PlanRefusedError, match=f"the engine says that it costs {wrong.objective} pence"):
        evaluate(plan.base, OPTIONS, forecast=plan.forecast)


def test_options_follow_the_configuration_unless_given(small_inputs: PlanInputs) -> None:
    assert plan_options(small_inputs).solve == SolveOptions(seconds=60, gap=0.01, seed=1, reproducible=True)
    given = plan_options(small_inputs, seconds=5, reproducible=False).solve
    assert (given.seconds, given.reproducible, given.gap) == (5, False, 0.01)
