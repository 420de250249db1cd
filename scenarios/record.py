"""A plan as a run folder has it: `run.json` and the tables of `data.run_tables`."""

from __future__ import annotations

import hashlib
import json
import platform
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version

import pyarrow as pa

from data.calendar import IsoWeek
from data.configuration.held_rules import held_rules
from data.holiday_calendar import public_holidays
from data.inputs import PlanInputs
from data.run_tables import DECISIONS, INPUT_CHANGES
from data.runs import RunNote, RunRecord
from scenarios.options import PlanOptions
from scenarios.plan import Plan
from scenarios.schema import BASELINE, ScenarioChain
from scenarios.tables.beds import (
    bed_costs_table,
    beds_table,
    escalation_table,
    moved_admissions_table,
    outliers_table,
)
from scenarios.tables.equipment import (
    equipment_table,
    loans_table,
    moves_table,
    rentals_table,
    services_table,
    types_table,
)
from scenarios.tables.history import history_table
from scenarios.tables.hospital import absences_table, shifts_table, units_table
from scenarios.tables.ledger import ledger_table
from scenarios.tables.roster import changes_table, people_table, requests_table, roster_table
from scenarios.tables.rules import breaches_table, costs_table
from scenarios.tables.staffing import coverage_table, requirements_table

LIBRARIES = (
    "highspy", "numba", "numpy", "ortools", "pandas", "prophet", "pyarrow", "pydantic", "scipy", "statsmodels",
)  # fmt: skip
"""Libraries whose versions can change a plan."""

_ID_DIGITS = 10


def run_id(plan: Plan) -> str:
    """Such as `2026-W49-baseline-3f2a91c04d`: equal inputs, scenario and options have equal ids."""
    return run_id_of(plan.base, plan.scenario, plan.options)


def run_id_of(base: PlanInputs, scenario: ScenarioChain | None, options: PlanOptions) -> str:
    """The `run_id` that the plan of these inputs (before the scenario) will have."""
    name = re.sub(r"[^\w-]+", "-", scenario.name if scenario else BASELINE)
    return f"{IsoWeek.of(base.grid.first_day)}-{name}-{_fingerprint(base, scenario, options)}"


def run_record(plan: Plan, created: datetime | None = None) -> RunRecord:
    """`run.json`; `created` is the present instant when it is not given."""
    inputs, result, solve = plan.inputs, plan.result, plan.options.solve
    identity = inputs.hospital.hospital
    return RunRecord(
        run_id=run_id(plan),
        created=(created or datetime.now(UTC)).astimezone(UTC).isoformat(timespec="seconds"),
        wardwise_version=version("wardwise"),
        python_version=platform.python_version(),
        library_versions=dict(_library_versions()),
        hospital=identity.name,
        currency=identity.currency,
        zone=inputs.grid.zone,
        week=_week(plan),
        first_day=inputs.grid.first_day.isoformat(),
        n_days=inputs.grid.n_days,
        cutoff=inputs.cutoff.isoformat(),
        scenario=plan.name,
        scenario_files=_scenario_files(plan),
        configuration_sha256=_configuration_sha256(plan.base),
        snapshot_ids=dict(inputs.snapshot_ids),
        seed=inputs.seed,
        reproducible=solve.reproducible,
        n_workers=result.report.n_workers,
        time_limit_seconds=solve.seconds,
        gap_limit=solve.gap,
        stall_limit_seconds=solve.stall_seconds,
        status=result.status.value,
        termination=result.termination.value,
        engine=result.report.engine,
        objective_pence=result.objective,
        bound_pence=result.bound,
        gap=result.gap,
        seconds={name: round(seconds, 3) for name, seconds in plan.seconds.items()},
        kpis=plan.kpis,
        notes=tuple(RunNote(severity=n.severity.value, topic=n.topic, text=n.text) for n in plan.notes),
        holidays=_holidays(inputs),
        base_scenario=plan.replan.scenario if plan.replan else None,
        happened=plan.replan.happened if plan.replan else (),
    )


def _scenario_files(plan: Plan) -> Mapping[str, str]:
    if plan.replan is not None:
        return plan.replan.scenario_files
    return plan.scenario.files if plan.scenario else {}


def _library_versions() -> Iterator[tuple[str, str]]:
    """Of the libraries that are installed: a plan can do without numba, which is among its warnings then."""
    for name in LIBRARIES:
        with suppress(PackageNotFoundError):
            yield name, version(name)


def run_tables(plan: Plan) -> dict[str, pa.Table]:
    """Every table of `data.run_tables` by name."""
    inputs, problem, grid = plan.inputs, plan.problem, plan.inputs.grid
    requests = requests_table(inputs, problem, plan.assignments)
    changes = changes_table(inputs, problem, plan.assignments)
    return {
        "forecast": plan.forecast.quantiles,
        "forecast_series": plan.forecast.series,
        "forecast_peaks": plan.forecast.peaks,
        "forecast_totals": plan.forecast.totals,
        "census_peaks": plan.peaks,
        "units": units_table(inputs),
        "shifts": shifts_table(inputs),
        "people": people_table(inputs, problem, plan.assignments),
        "roster": roster_table(plan.assignments, grid),
        "absences": absences_table(inputs),
        "requests": requests,
        "requirements": requirements_table(plan.requirements, grid),
        "coverage": coverage_table(problem, plan.requirements, plan.assessment),
        "breaches": breaches_table(plan.assessment, grid),
        "costs": costs_table(plan.assessment),
        "changes": changes,
        "history": history_table(inputs),
        "ledger": ledger_table(inputs, problem, plan.assignments, requests, changes),
        "occupancy": plan.occupancy,
        "beds": beds_table(plan.beds, inputs, problem, plan.assessment),
        "bed_outliers": outliers_table(plan.beds, grid),
        "moved_admissions": moved_admissions_table(plan.beds, grid),
        "bed_costs": bed_costs_table(plan.beds),
        "escalation": escalation_table(plan.beds, grid),
        "equipment": equipment_table(plan.equipment, grid),
        "equipment_loans": loans_table(plan.equipment, grid),
        "equipment_moves": moves_table(plan.equipment, inputs),
        "equipment_rentals": rentals_table(plan.equipment, grid),
        "equipment_services": services_table(plan.equipment, grid),
        "equipment_types": types_table(plan.equipment, inputs),
        "decisions": _decisions_table(plan),
        "input_changes": _input_changes_table(plan),
    }


def _decisions_table(plan: Plan) -> pa.Table:
    return DECISIONS.table(
        [
            {"rank": rank, "topic": decision.topic, "unit_id": decision.unit_id, "text": decision.text}
            for rank, decision in enumerate(plan.decisions, start=1)
        ]
    )


def _input_changes_table(plan: Plan) -> pa.Table:
    return INPUT_CHANGES.table(
        [
            {
                "position": change.position,
                "scenario": change.scenario,
                "change": change.change,
                "target": change.target,
                "before": change.before,
                "after": change.after,
            }
            for change in plan.changes
        ]
    )


def _week(plan: Plan) -> str:
    return str(IsoWeek.of(plan.inputs.grid.first_day))


def _holidays(inputs: PlanInputs) -> dict[str, str]:
    days = [inputs.grid.date_of(day) for day in range(inputs.grid.n_days)]
    known = public_holidays(inputs.hospital, {day.year for day in days})
    return {day.isoformat(): known[day] for day in days if day in known}


def _configuration_sha256(inputs: PlanInputs) -> str:
    """Of the settings as they are understood: comments, the order of keys and where it is computed do not matter."""
    content = inputs.hospital.model_dump(mode="json", exclude={"compute"})
    content["held"] = [
        [held.name, held.setting.model_dump(mode="json"), sorted(held.contract_ids)]
        for held in held_rules(inputs.hospital)
    ]
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _fingerprint(base: PlanInputs, scenario: ScenarioChain | None, options: PlanOptions) -> str:
    links = scenario.links if scenario else ()
    content = {
        "version": version("wardwise"),
        "configuration": _configuration_sha256(base),
        "tables": sorted(base.snapshot_ids),
        "days": [str(base.grid.first_day), base.grid.n_days, base.grid.zone, base.cutoff.isoformat()],
        "seed": base.seed,
        "scenario": [link.scenario.model_dump(mode="json") for link in links],
        "options": repr(options),
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:_ID_DIGITS]
