"""Run folders: what a plan leaves behind, written under a temporary name and renamed when it is whole.

runs/2026-W49-baseline-3f2a91c04d/
    run.json            `RunRecord`: provenance, result figures, notes
    tables/*.parquet    the tables of `data.run_tables`
    monitoring.json     what `wardwise monitor` last said before the plan, with its page monitoring.html, if anything
    roster.csv, roster.xlsx, calendars/*.ics, report.html   written by reports
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Literal

import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import BaseModel, ConfigDict, Field

from data.problems import InputError, Problem
from data.run_tables import RUN_TABLES


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class RunNote(_Record):
    """A note as `data.inputs.Note` has it."""

    severity: str
    topic: str
    text: str


class RunEvent(_Record):
    """Something that a re-plan was told, on the days, both included.

    `target_id` is a person (`absent`) or a unit; `number` counts closed beds or further patients, and `beds_left` what is
    left of the unit's beds.
    """

    kind: Literal["absent", "close_beds", "extra_demand"]
    target_id: str
    first_day: date
    last_day: date
    number: int = 0
    beds_left: int | None = None


class Kpis(_Record):
    """The figures of `wardwise plan --json`."""

    fill_rate_by_skill: Mapping[str, float]
    """Needed shifts that are covered, by skill; 1.0 is all."""
    open_shifts: int
    overtime_hours: float
    bank_hours: float
    agency_hours: float
    agency_cost_pence: int
    occupancy_p50: float
    """Median of the day's highest hourly census of all units together, mean over the days."""
    occupancy_p90: float
    """The same on a busy day (90 %)."""
    beds_staffed: int
    equipment_days_short: float
    """Expected device-days short over the horizon."""
    overtime_cost_pence: int | None = None
    """Price of the hours above contract. This and what follows is not known of runs of earlier versions."""
    bank_cost_pence: int | None = None
    """Price of bought bank shifts."""
    full_unit_days: float | None = None
    """Expected unit-days with more patients than staffed beds: the chances of all units and days together."""
    escalation_chance: float | None = None
    """The chance that the hospital as a whole needs more than its staffed beds at some hour of the plan."""
    escalation_by_level: Mapping[str, float] = Field(default_factory=dict)
    """The chance of each of the hospital's levels of escalation on its worst day; empty where none are defined."""
    patient_days_waiting: float | None = None
    """Expected patient-days without any bed in units whose beds are planned; not known where none are."""


class RunRecord(_Record):
    """`run.json`: enough to say what was planned, how well, and how to do it again."""

    run_id: str
    created: str
    """ISO 8601 instant, UTC."""
    wardwise_version: str
    python_version: str
    library_versions: Mapping[str, str]
    hospital: str
    currency: str
    zone: str
    week: str
    first_day: str
    n_days: int
    cutoff: str
    scenario: str
    scenario_files: Mapping[str, str]
    """File name and SHA-256 of each scenario file."""
    configuration_sha256: str
    snapshot_ids: Mapping[str, str]
    seed: int
    reproducible: bool
    n_workers: int
    time_limit_seconds: float
    gap_limit: float
    stall_limit_seconds: float | None = None
    status: str
    termination: str
    engine: str
    objective_pence: int | None
    bound_pence: float | None
    gap: float | None
    seconds: Mapping[str, float]
    """Seconds spent by phase: forecast, requirements, roster, equipment, assess ..."""
    kpis: Kpis
    notes: tuple[RunNote, ...]
    holidays: Mapping[str, str] = Field(default_factory=dict)
    """Public holidays among the planned days: ISO date and name."""
    base_scenario: str | None = None
    """Of a re-plan: the scenario of the first run that was published; None for a plan that is no re-plan."""
    happened: tuple[RunEvent, ...] = ()
    """All that the re-plans of these days were told so far, the first on top."""


@contextmanager
def new_run(runs_folder: Path, run_id: str) -> Iterator[Path]:
    """A folder to write a run into; it gets its name when the block ends, and vanishes when the block fails.

    Raises InputError when the folder cannot be written.
    """
    try:
        runs_folder.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=runs_folder))
    except OSError as error:
        fault = Problem(file=str(runs_folder), expected=f"a folder that can be written ({error.strerror})")
        raise InputError([fault], "The run cannot be written") from None
    try:
        (draft / "tables").mkdir()
        yield draft
        target = runs_folder / run_id
        draft.chmod(0o755)
        if target.exists():
            _replace_folder(draft, target)
        else:
            draft.rename(target)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _replace_folder(draft: Path, target: Path) -> None:
    """Put `draft` in the place of `target`; an older run of the same id makes way only once the new one is whole."""
    old = Path(tempfile.mkdtemp(prefix=".old-", dir=target.parent))
    target.rename(old / target.name)
    draft.rename(target)
    shutil.rmtree(old, ignore_errors=True)


_LATER_TABLES = frozenset(
    {
        "forecast_peaks",
        "forecast_totals",
        "census_peaks",
        "ledger",
        "equipment_loans",
        "equipment_services",
        "equipment_types",
        "beds",
        "bed_outliers",
        "moved_admissions",
        "bed_costs",
        "escalation",
    }
)
"""Tables that the first runs do not have."""


def write_run(folder: Path, record: RunRecord, tables: Mapping[str, pa.Table]) -> None:
    """Write `run.json` and every table of RUN_TABLES (one that is not given is written without rows)."""
    for schema in RUN_TABLES:
        table = tables.get(schema.name)
        checked = schema.empty() if table is None else schema.conform(table)
        pq.write_table(checked, folder / "tables" / f"{schema.name}.parquet")
    text = json.dumps(record.model_dump(mode="json"), indent=2, ensure_ascii=False)
    (folder / "run.json").write_text(text + "\n", encoding="utf-8", newline="\n")


def read_record(folder: Path) -> RunRecord:
    """Read `run.json`; raises InputError when the folder is not a whole run."""
    try:
        return RunRecord.model_validate_json((folder / "run.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        fault = Problem(
            file=str(folder),
            expected="a run folder with a readable run.json (plan the week again, or restore the folder)",
        )
        raise InputError([fault], "The run cannot be read") from None


def read_run_table(folder: Path, name: str) -> pa.Table:
    """Read one table of a run; `name` is that of a schema in RUN_TABLES. Raises InputError for one that is not readable.

    Runs of earlier versions have no rows, and no values in columns that may be empty, of what was not recorded then.
    """
    path = folder / "tables" / f"{name}.parquet"
    schema = next(schema for schema in RUN_TABLES if schema.name == name)
    if name in _LATER_TABLES and not path.exists():
        return schema.empty()
    try:
        table = pq.read_table(path)
    except (OSError, pa.ArrowInvalid):
        fault = Problem(file=str(path), expected="a readable table of the run", fix="make the plan again")
        raise InputError([fault], "The run cannot be read") from None
    for column in schema.columns:
        if column.nullable and column.name not in table.column_names:
            field = schema.empty().schema.field(column.name)
            table = table.append_column(field, pa.nulls(table.num_rows, field.type))
    return table
