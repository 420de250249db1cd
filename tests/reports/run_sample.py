"""A run folder as a plan leaves it: 3 units, 14 people, the week in which the clock goes back, and awkward names."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

import pyarrow as pa

from data.calendar import local_midnight
from data.run_tables import RUN_TABLES
from data.runs import RunRecord, new_run, write_run
from tests.reports.sample_beds import bed_rows
from tests.reports.sample_demand import forecast_rows, history_rows, occupancy_rows, series_rows
from tests.reports.sample_equipment import equipment_rows
from tests.reports.sample_hospital import DAYS, FIRST_DAY, SHIFTS, UNITS, ZONE
from tests.reports.sample_staffing import coverage_rows, people_rows, requirement_rows, roster_rows


def write_sample_run(
    runs_folder: Path,
    run_id: str = "2026-W43-baseline-0123456789",
    tables: Mapping[str, list[dict[str, object]]] | None = MappingProxyType({}),
    **changes: object,
) -> Path:
    """Write the sample run and return its folder.

    `tables` replaces the rows of single tables (None: no rows in any), `changes` replace fields of the record.
    """
    record = RunRecord.model_validate(_record(run_id) | changes)
    schemas = {schema.name: schema for schema in RUN_TABLES}
    given = {} if tables is None else {name: schemas[name].table(rows) for name, rows in tables.items()}
    with new_run(runs_folder, run_id) as draft:
        write_run(draft, record, {} if tables is None else sample_tables() | given)
    return runs_folder / run_id


def sample_tables() -> dict[str, pa.Table]:
    """Every table of the run but `changes` of a scenario, which a baseline leaves empty."""
    rows = {
        "units": [
            {"unit_id": u, "name": n, "site_id": "MAIN", "kind": k, "beds_staffed": b} for u, n, k, b in UNITS
        ],
        "shifts": [
            {"shift_id": s, "name": n, "start": a, "end": b, "is_night": x, "colour": c, "paid_minutes": p}
            for s, n, a, b, x, c, p in SHIFTS
        ],
        "roster": roster_rows(),
        "people": people_rows(roster_rows()),
        "absences": [
            {"staff_id": "S4", "date": DAYS[0], "kind": "annual_leave"},
            {"staff_id": "S4", "date": DAYS[1], "kind": "annual_leave"},
            {"staff_id": "S10", "date": DAYS[4], "kind": "sickness"},
        ],
        "requests": [
            {"staff_id": "0017", "date": DAYS[0], "wish": "day_off", "shift_id": None, "granted": False},
            {"staff_id": "S2", "date": DAYS[2], "wish": "want", "shift_id": "L", "granted": True},
        ],
        "ledger": [
            {
                "staff_id": s,
                "kind": kind,
                "n_past_days": 84,
                "wte": 1.0,
                "n_past": past,
                "n_planned": new,
                "fair": fair,
            }
            for s, past, new, fair in (("S2", 9, 0, 12.5), ("S3", 10, 2, 10.5))
            for kind in ("nights", "weekends", "holidays", "late_changes", "refused_wishes")
        ],
        "coverage": coverage_rows(),
        "requirements": requirement_rows(),
        "breaches": [
            {
                "rule": "weekends",
                "title": "Weekends off",
                "source": "trust policy",
                "staff_id": "S3",
                "first_date": DAYS[5],
                "amount": 1,
                "unit": "weekends",
                "is_hard": False,
                "cost_pence": 12000,
                "message": "S3 works 3 weekends in 4, one above the limit of 2",
            }
        ],
        "costs": [
            {"kind": "coverage", "unit_id": "ICU", "pence": 1_845_000},
            {"kind": "coverage", "unit_id": "W1", "pence": 402_000},
            {"kind": "agency", "unit_id": "NA", "pence": 93_600},
            {"kind": "weekends", "unit_id": "ICU", "pence": 12_000},
        ],
        "changes": [
            {"staff_id": "S2", "date": DAYS[2], "before": "ICU E", "after": "ICU L"},
            {"staff_id": "S11", "date": DAYS[3], "before": None, "after": "NA N"},
        ],
        "occupancy": occupancy_rows(),
        "forecast_peaks": [
            {"unit_id": unit, "first_day": DAYS[0], "n_days": 7, "quantile": level, "value": value}
            for unit, p50, p90 in ((UNITS[0][0], 21.0, 26.0), ("", 47.0, 53.0))
            for level, value in ((0.5, p50), (0.9, p90))
        ],
        "forecast_totals": [
            {"measure": "admissions", "first_day": DAYS[0], "n_days": 7, "quantile": level, "value": value}
            for level, value in ((0.1, 88.0), (0.5, 96.0), (0.9, 109.0))
        ],
        "history": history_rows(),
        "forecast": forecast_rows(),
        "forecast_series": series_rows(),
        **bed_rows(),
        **equipment_rows(),
        "decisions": [
            {"rank": 1, "topic": "staffing", "unit_id": "ICU", "text": "Open 3 RN nights to the bank today?"},
            {"rank": 2, "topic": "beds", "unit_id": "W1", "text": "Hold 2 elective admissions on Thu?"},
            {"rank": 3, "topic": "data", "unit_id": None, "text": "Census of <b>Sunday</b> is missing."},
        ],
    }
    return {schema.name: schema.table(rows.get(schema.name, [])) for schema in RUN_TABLES}


def _record(run_id: str) -> dict[str, object]:
    n_open = sum(int(str(row["open"])) for row in coverage_rows())
    return {
        "run_id": run_id,
        "created": datetime(2026, 10, 16, 9, 30, tzinfo=UTC).isoformat(),
        "wardwise_version": "0.1.0",
        "python_version": "3.11.9",
        "library_versions": {"ortools": "9.15.6755"},
        "hospital": "St. Example's <i>Hospital</i>",
        "currency": "GBP",
        "zone": ZONE,
        "week": "2026-W43",
        "first_day": FIRST_DAY.isoformat(),
        "n_days": 7,
        "cutoff": local_midnight(FIRST_DAY, ZONE).isoformat(),
        "scenario": "baseline",
        "scenario_files": {},
        "configuration_sha256": "ab" * 32,
        "snapshot_ids": {"stays": "stays-0003"},
        "seed": 1,
        "reproducible": True,
        "n_workers": 2,
        "time_limit_seconds": 60.0,
        "gap_limit": 0.01,
        "status": "feasible",
        "termination": "gap",
        "engine": "cpsat",
        "objective_pence": 2_352_600,
        "bound_pence": 2_335_000.0,
        "gap": 0.0075,
        "seconds": {"forecast": 12.1, "roster": 31.5},
        "kpis": {
            "fill_rate_by_skill": {"RN": 0.62, "HCA": 0.41},
            "open_shifts": n_open,
            "overtime_hours": 7.5,
            "bank_hours": 7.5,
            "agency_hours": 10.0,
            "agency_cost_pence": 93_600,
            "occupancy_p50": 46.2,
            "occupancy_p90": 49.9,
            "beds_staffed": 52,
            "equipment_days_short": 16.8,
        },
        "notes": [
            {
                "severity": "warning",
                "topic": "forecast",
                "text": "[W1] admissions: prophet failed, ets took over",
            },
            {"severity": "info", "topic": "data", "text": "stays end on Sun 18 Oct 2026"},
        ],
        "holidays": {"2026-10-21": "Founders' Day"},
    }
