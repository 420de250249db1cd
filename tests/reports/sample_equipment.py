"""Devices of the sample run."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.reports.sample_hospital import DAYS


def equipment_rows() -> dict[str, list[dict[str, object]]]:
    """Rows of every table of equipment, by its name."""
    return {
        "equipment": _by_day(),
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
        "equipment_loans": [
            {
                "booking_id": "LOAN_4",
                "type_id": "infusion_pump",
                "unit_id": "POOL",
                "first_day": DAYS[2],
                "last_day": DAYS[4],
                "n_asked": 3,
                "n_devices": 2,
                "income_pence": 9_000,
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
                "days_overdue": 0,
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
                "one_more_is_estimate": False,
            }
        ],
    }


def _by_day() -> list[dict[str, object]]:
    return [
        {
            "unit_id": unit_id,
            "date": day,
            "type_id": kind,
            "available": 10 if kind == "infusion_pump" else 6,
            "rented": 2 if (kind, unit_id) == ("ventilator", "ICU") and n >= 2 else 0,
            "stand_ins": 1 if (kind, unit_id) == ("infusion_pump", "W1") else 0,
            "demand_p50": 8.0,
            "demand_p90": 11.0 if kind == "infusion_pump" else 7.0,
            "expected_short": 0.4,
            "chance_short": 0.3,
            "cleaning_p50": 0.0,
            "short": 1 if (unit_id, kind, n) == ("W1", "infusion_pump", 3) else 0,
            "hours_short": 24.0 if (unit_id, kind, n) == ("W1", "infusion_pump", 3) else 0.0,
            "safety_stock": 12 if kind == "infusion_pump" else None,
        }
        for unit_id in ("ICU", "W1", "POOL")
        for n, day in enumerate(DAYS)
        for kind in ("infusion_pump", "ventilator")
    ]
