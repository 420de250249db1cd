"""Limits of beds, outliers, planned admissions and levels of escalation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pyarrow as pa

from data.sample.plan_week import planned_monday
from data.sample.seeds import stream
from data.tables import BED_LIMITS, BED_OUTLIERS, ESCALATION_LEVELS, PLANNED_ADMISSIONS

_NO_BED_PENCE = 90_000
_OPENING_PENCE = 4_000
_SURGE_PENCE = 25_000
_LIMITS = (
    ("AMU", 18, 2),
    ("MED1", 18, 0),
    ("MED2", 18, 0),
    ("RESP", 16, 2),
    ("SURG", 14, 0),
    ("ORTH", 14, 0),
)
"""Unit, fewest beds, surge beds."""
_OUTLIERS = (
    ("AMU", "SURG", 30_000),
    ("MED1", "ORTH", 35_000),
    ("MED1", "SURG", 30_000),
    ("MED2", "ORTH", 30_000),
    ("RESP", "MED1", 20_000),
)
"""Home, host, pence a day."""
_OUTLIERS_AT_MOST = 4

_WEEKS_BOOKED = 6
_LISTS = (("SURG", 4, (2, 4, 4, 4, 3), (1, 4)), ("ORTH", 3, (1, 3, 3, 2, 2), (3, 6)))
"""Unit, most patients a day, usual bookings from Monday to Friday, fewest and most nights."""
_MOVABLE = 0.6
"""Share of the bookings that may move by some days."""
_MOVE_PENCE = 8_000

_LEVELS = (
    ("OPEL 2", None, "occupied_percent", 90.0, "discharge round at 11:00 in every ward"),
    ("OPEL 3", None, "occupied_percent", 95.0, "open surge beds, call in the manager on call"),
    ("OPEL 4", None, "free_beds", 0.0, "cancel planned admissions, tell the region"),
    ("ICU full", "ICU", "free_beds", 0.0, "ask the network for a bed"),
)


def sample_bed_limits() -> pa.Table:
    """Six wards have their beds planned; two of them have places for surge beds."""
    most = {unit_id: at_most for unit_id, at_most, _, _ in _LISTS}
    return BED_LIMITS.table(
        [
            {
                "unit_id": unit_id,
                "fewest_beds": fewest,
                "surge_beds": surge,
                "surge_pence_per_day": _SURGE_PENCE if surge else None,
                "opening_pence": _OPENING_PENCE,
                "no_bed_pence_per_day": _NO_BED_PENCE,
                "planned_at_most": most.get(unit_id),
            }
            for unit_id, fewest, surge in _LIMITS
        ]
    )


def sample_bed_outliers() -> pa.Table:
    """Where patients lie when their own ward is full."""
    return BED_OUTLIERS.table(
        [
            {
                "home_unit_id": home,
                "unit_id": host,
                "outliers_at_most": _OUTLIERS_AT_MOST,
                "outlier_pence_per_day": pence,
            }
            for home, host, pence in _OUTLIERS
        ]
    )


def sample_planned_admissions(seed: int, as_of: date) -> pa.Table:
    """Operations booked for six weeks from the planned one on, some of which may move within their week."""
    rng = stream(seed, "planned admissions")
    monday = planned_monday(as_of)

    def rows() -> Iterator[dict[str, object]]:
        for week in range(_WEEKS_BOOKED):
            first = monday + timedelta(days=7 * week)
            for unit_id, _, usual, (fewest, most) in _LISTS:
                for weekday, count in enumerate(usual):
                    for _ in range(count):
                        day = first + timedelta(days=weekday)
                        movable = rng.random() < _MOVABLE
                        yield {
                            "unit_id": unit_id,
                            "planned_day": day,
                            "earliest_day": first if movable else day,
                            "latest_day": first + timedelta(days=4) if movable else day,
                            "n_nights": int(rng.integers(fewest, most + 1)),
                            "move_pence": _MOVE_PENCE,
                        }

    return PLANNED_ADMISSIONS.table(
        [{"admission_id": f"TCI-{number:04d}", **row} for number, row in enumerate(rows(), start=1)]
    )


def sample_escalation_levels() -> pa.Table:
    """Three levels of the hospital and one of intensive care."""
    return ESCALATION_LEVELS.table(
        [
            {"level_id": level, "unit_id": unit_id, "measure": measure, "threshold": at, "action": action}
            for level, unit_id, measure, at, action in _LEVELS
        ]
    )
