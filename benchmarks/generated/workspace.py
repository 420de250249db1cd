"""A generated hospital as a workspace on disk, with a published roster."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa

from benchmarks.generated.census import census_forecast
from benchmarks.generated.configuration import configuration_parts
from benchmarks.generated.hospital import HospitalSize, generated_inputs
from benchmarks.generated.wards import OCCUPANCY, wards_for
from cli.planning.run_folders import save_run
from data.calendar import DayGrid, IsoWeek
from data.forecast import QUANTILE_LEVELS
from data.load_inputs import load_inputs
from data.publish import publish_run
from data.store import Addition
from data.tables import DAILY_COUNTS, SOURCE_TABLES
from data.workspace import Workspace, open_workspace
from optimization.roster.result import SolveOptions
from scenarios.evaluate import evaluate
from scenarios.options import PlanOptions

_DAYS_OF_HISTORY = 8 * 7


def generated_workspace(folder: Path, size: HospitalSize) -> Workspace:
    """Write configuration and tables into `folder`, which is made, and open it."""
    folder.mkdir(parents=True)
    parts = configuration_parts(wards_for(size.n_staff, size.n_units))
    (folder / "hospital.toml").write_text("\n".join(_toml(parts)), encoding="utf-8")
    workspace = open_workspace(folder)
    inputs = generated_inputs(size)
    tables = replace(inputs.tables, daily_counts=_counts(size, inputs.grid))
    workspace.store.add_all(
        [
            Addition(schema, table, "generated hospital", replaces=True)
            for schema in SOURCE_TABLES
            if (table := getattr(tables, schema.name)).num_rows
        ]
    )
    return workspace


def plan_and_publish(workspace: Workspace, size: HospitalSize, options: SolveOptions) -> Path:
    """Plan the weeks of the size with a generated forecast, publish the plan, and return the run's folder."""
    first_day = generated_inputs(size).grid.first_day
    inputs = load_inputs(workspace, IsoWeek.of(first_day), size.n_weeks, size.seed)
    forecast = census_forecast(wards_for(size.n_staff, size.n_units), inputs.grid, size.seed, QUANTILE_LEVELS)
    run = save_run(workspace, evaluate(inputs, PlanOptions(options), forecast=forecast))
    publish_run(workspace, run)
    return run


def _counts(size: HospitalSize, grid: DayGrid) -> pa.Table:
    """The usual census of each ward up to the first planned day: the forecast is not made of it, reports show it."""
    return DAILY_COUNTS.table(
        [
            {
                "date": grid.date_of(-day),
                "unit_id": ward.ward_id,
                "occupied_beds": round(OCCUPANCY * ward.beds),
            }
            for ward in wards_for(size.n_staff, size.n_units)
            for day in range(_DAYS_OF_HISTORY, 0, -1)
        ]
    )


def _toml(parts: Mapping[str, Any]) -> Iterator[str]:
    """Text, numbers, truth values and lists of them are written in TOML as in JSON."""
    for name, part in parts.items():
        head, tables = (f"[{name}]", [part]) if isinstance(part, Mapping) else (f"[[{name}]]", part)
        for table in tables:
            yield head
            yield from (f"{key} = {json.dumps(value)}" for key, value in table.items())
