"""Beds are decided with the price of their staff, and beds, requirements, roster and figures then agree."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from data.forecast import FORECAST_PEAKS, QUANTILE_LEVELS, Forecast
from data.inputs import PlanInputs
from data.runs import new_run, read_run_table, write_run
from data.tables import BED_LIMITS, BED_OUTLIERS, ESCALATION_LEVELS, PLANNED_ADMISSIONS
from optimization.beds.escalation import first_census
from optimization.beds.result import BedPlan
from optimization.roster.result import SolveOptions
from scenarios.evaluate import evaluate
from scenarios.load import check_scenario
from scenarios.options import PlanOptions
from scenarios.plan import Plan
from scenarios.record import run_record, run_tables
from scenarios.schema import ScenarioChain
from scenarios.tables.occupancy import occupancy_table

OPTIONS = PlanOptions(SolveOptions(seconds=10, gap=0.0, seed=1, n_workers=1, reproducible=True), 10, 10)
MONDAY = date(2026, 11, 30)
SATURDAY = date(2026, 12, 5)


@pytest.fixture
def bed_forecast(small_forecast: Forecast, small_inputs: PlanInputs) -> Forecast:
    """Medicine needs 6 to 11 beds, but 16 to 21 on Monday; surgery 2 to 4."""
    rows = [
        {
            "unit_id": unit_id,
            "first_day": small_inputs.grid.date_of(day),
            "n_days": 1,
            "quantile": level,
            "value": low + (high - low) * level + (10 if unit_id == "MED" and day == 0 else 0),
        }
        for unit_id, low, high in (("MED", 6, 11), ("SURG", 2, 4))
        for day in range(7)
        for level in QUANTILE_LEVELS
    ]
    own = FORECAST_PEAKS.table(rows).to_pylist()
    return replace(small_forecast, peaks=FORECAST_PEAKS.table([*small_forecast.peaks.to_pylist(), *own]))


@pytest.fixture
def bed_inputs(small_inputs: PlanInputs) -> PlanInputs:
    """A bed in medicine is worth much; eight more may be opened, and surgery may take its patients."""
    limits = [
        {
            "unit_id": "MED",
            "fewest_beds": 0,
            "surge_beds": 8,
            "surge_pence_per_day": 1000,
            "no_bed_pence_per_day": 200_000,
        },
        {"unit_id": "SURG", "fewest_beds": 2, "no_bed_pence_per_day": 100_000, "planned_at_most": 2},
    ]
    levels = [
        {"level_id": "RED", "measure": "free_beds", "threshold": 1, "action": "open the day unit"},
        {"level_id": "FULL", "unit_id": "SURG", "measure": "occupied_percent", "threshold": 100},
    ]
    booked = {"unit_id": "SURG", "planned_day": MONDAY, "earliest_day": MONDAY, "latest_day": SATURDAY}
    return replace(
        small_inputs,
        tables=replace(
            small_inputs.tables,
            bed_limits=BED_LIMITS.table(limits),
            bed_outliers=BED_OUTLIERS.table(
                [{"home_unit_id": "MED", "unit_id": "SURG", "outlier_pence_per_day": 5000}]
            ),
            planned_admissions=PLANNED_ADMISSIONS.table(
                [{"admission_id": f"B{number}", **booked, "n_nights": 1} for number in range(3)]
            ),
            escalation_levels=ESCALATION_LEVELS.table(levels),
        ),
    )


def chain(*changes: dict[str, object]) -> ScenarioChain:
    return ScenarioChain.of(check_scenario({"name": "what_if", "changes": list(changes)}, "what_if.toml"))


@pytest.fixture
def plan(bed_inputs: PlanInputs, bed_forecast: Forecast) -> Plan:
    return evaluate(bed_inputs, OPTIONS, forecast=bed_forecast)


def beds(plan: Plan, unit_id: str) -> list[int]:
    return [one.beds for one in plan.beds.days if one.unit_id == unit_id]


def test_surge_opens_for_the_day_that_needs_it_and_everything_else_agrees(plan: Plan) -> None:
    medicine = beds(plan, "MED")
    assert medicine[0] == 16
    assert max(medicine[1:]) <= 12
    [monday] = [one for one in plan.beds.days if (one.unit_id, one.day) == ("MED", 0)]
    assert (monday.surge, monday.usual) == (4, 10)
    # a nurse for eight patients, day and night: the need is that of the planned beds, for certain
    needed = {
        (need.day, need.shift_id): need.quantile(1.0) for need in plan.requirements if need.unit_id == "MED"
    }
    for day, count in enumerate(medicine):
        assert needed[day, "D"] == needed[day, "N"] == -(-count // 8)
    tables = run_tables(plan)
    occupancy = {(r["unit_id"], r["date"]): r["beds_staffed"] for r in tables["occupancy"].to_pylist()}
    for row in tables["beds"].to_pylist():
        assert occupancy[row["unit_id"], row["date"]] == row["beds"]
        assert row["rostered_beds"] <= row["beds"]
    costs = {row["kind"]: row["pence"] for row in tables["bed_costs"].to_pylist()}
    assert costs["total"] < costs["usual"]
    assert costs["total"] == pytest.approx(costs["bound"], abs=costs["usual"] // 500)


def test_outliers_lie_where_there_is_room_and_admissions_leave_the_crowded_day(plan: Plan) -> None:
    monday = [one for one in plan.beds.outliers if one.day == 0]
    assert [(one.home_unit_id, one.unit_id) for one in monday] == [("MED", "SURG")]
    assert 0 < monday[0].expected <= monday[0].n_beds
    moved = plan.beds.moved
    assert [one.admission_id for one in moved] == [f"B{number}" for number in range(len(moved))]
    assert moved
    # surgery has room all week, but two admissions a day at most where any are moved to, and none at a weekend
    assert all(one.from_day == 0 and 1 <= one.to_day <= 4 for one in moved)


def test_people_who_are_away_leave_planned_beds_without_staff(
    bed_inputs: PlanInputs, bed_forecast: Forecast
) -> None:
    ill = evaluate(
        bed_inputs,
        OPTIONS,
        forecast=bed_forecast,
        scenario=chain(
            {"kind": "absence_wave", "percent": 100, "skill_id": "RN"},
            {"kind": "agency_limit", "hours_week": 0},
        ),
    )
    rows = run_tables(ill)["beds"].to_pylist()
    assert {row["rostered_beds"] for row in rows if row["unit_id"] == "MED"} == {0}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"kind": "beds", "unit_id": "SURG", "beds_staffed": 5}, 5),
        ({"kind": "unit_closure", "unit_id": "SURG"}, 0),
    ],
)
def test_a_scenario_sets_the_beds_and_the_plan_follows(
    bed_inputs: PlanInputs, bed_forecast: Forecast, change: dict[str, object], expected: int
) -> None:
    days = {"first_day": MONDAY, "last_day": date(2026, 12, 6)}
    changed = evaluate(bed_inputs, OPTIONS, forecast=bed_forecast, scenario=chain({**change, **days}))
    assert beds(changed, "SURG") == [expected] * 7
    assert bool([need for need in changed.requirements if need.unit_id == "SURG"]) is bool(expected)


def test_levels_of_escalation_count_from_the_planned_beds(plan: Plan) -> None:
    rows = run_tables(plan)["escalation"].to_pylist()
    assert {(row["level_id"], row["unit_id"]) for row in rows} == {("RED", None), ("FULL", "SURG")}
    tuesday = next(row for row in rows if row["level_id"] == "RED" and row["date"] == date(2026, 12, 1))
    total = beds(plan, "MED")[1] + beds(plan, "SURG")[1]
    assert tuesday["beds"] == total
    assert tuesday["action"] == "open the day unit"
    # the hospital's census is 8 + 7u; the level holds from total - 1 patients on, read half way to the next number
    assert tuesday["chance"] == pytest.approx(min(1, max(0, 1 - (total - 1.5 - 8) / 7)), abs=0.02)
    assert [first_census("occupied_percent", 92, 25), first_census("free_beds", 2, 25)] == [23, 23]


def test_a_run_keeps_its_beds(plan: Plan, tmp_path: Path) -> None:
    """What is worked out again from a run folder starts from the beds that were planned, also in a new bed plan."""
    with new_run(tmp_path, "run") as folder:
        write_run(folder, run_record(plan), run_tables(plan))
    rows = read_run_table(tmp_path / "run", "beds").to_pylist()
    kept = {(row["unit_id"], row["date"]): row["beds"] for row in rows}
    assert kept == dict(plan.inputs.planned_beds)
    again = evaluate(replace(plan.base, planned_beds=kept), OPTIONS, forecast=plan.forecast)
    assert beds(again, "MED") == beds(plan, "MED")
    assert {one.usual for one in again.beds.days if one.unit_id == "MED"} == {10}


def test_rows_that_cannot_be_planned_are_said(bed_inputs: PlanInputs, small_forecast: Forecast) -> None:
    plan = evaluate(bed_inputs, OPTIONS, forecast=small_forecast)
    assert plan.beds.days == ()
    assert [note.text for note in plan.beds.notes] == [
        "MED: no forecast of occupied beds; its beds stay as usual",
        "SURG: no forecast of occupied beds; its beds stay as usual",
    ]


def test_fewest_above_licensed_and_outliers_at_home_are_said(
    bed_inputs: PlanInputs, bed_forecast: Forecast
) -> None:
    rows = [{**row, "fewest_beds": 99} for row in bed_inputs.tables.bed_limits.to_pylist()]
    home = [{"home_unit_id": "MED", "unit_id": "MED", "outlier_pence_per_day": 1}]
    tables = replace(
        bed_inputs.tables, bed_limits=BED_LIMITS.table(rows), bed_outliers=BED_OUTLIERS.table(home)
    )
    plan = evaluate(replace(bed_inputs, tables=tables), OPTIONS, forecast=bed_forecast)
    texts = [note.text for note in plan.beds.notes]
    assert "Medicine: at least 99 beds are asked for and 12 licensed; planned with 12" in texts
    assert "outliers of MED in MED are left out: a unit is no outlier in itself" in texts
    assert beds(plan, "SURG") == [6] * 7


def test_moved_admissions_are_in_every_census(plan: Plan) -> None:
    """The bed plan moved patients, and the occupancy of the same report still had them on the old day."""
    shift = plan.beds.shift_of
    assert any(shift.values())
    grid = plan.inputs.grid
    unmoved = occupancy_table(plan.inputs, plan.forecast, BedPlan()).to_pylist()
    for row, before in zip(plan.occupancy.to_pylist(), unmoved, strict=True):
        more = shift.get((row["unit_id"], grid.day(row["date"])), 0)
        assert row["p90"] == pytest.approx(max(0, before["p90"] + more))
    # the hospital's census is 8 + 7u on every day
    assert plan.kpis.occupancy_p90 == pytest.approx(8 + 7 * 0.9 + sum(shift.values()) / grid.n_days)
    assert plan.kpis.full_unit_days == pytest.approx(
        sum(row["chance_full"] for row in plan.occupancy.to_pylist())
    )
