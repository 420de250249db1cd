"""Wishes of staff for the planned week and the one after it."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pyarrow as pa

from data.configuration.hospital import Hospital
from data.sample.absences import away_days
from data.sample.plan_week import planned_monday
from data.sample.seeds import stream
from data.tables import REQUESTS

_SHARE_OF_STAFF = 0.3
_WEEKEND_DAYS = (4, 5, 6)


def sample_requests(
    hospital: Hospital, staff: pa.Table, absences: pa.Table, seed: int, as_of: date
) -> pa.Table:
    """About a third of the people who count ask for one to three days in each of two weeks, none on a day away."""
    rng = stream(seed, "requests")
    away = away_days(absences)
    monday = planned_monday(as_of)
    rows: list[dict[str, object]] = []
    for week in (0, 1):
        for person in staff.to_pylist():
            if hospital.skill_by_id[person["skill_id"]].beside_skill_ids:
                continue
            if rng.random() >= _SHARE_OF_STAFF:
                continue
            shift_ids = tuple(
                name
                for name in hospital.unit_by_id[person["unit_id"]].shift_ids
                if not hospital.shift_by_id[name].on_call
            )
            nights = [name for name in shift_ids if hospital.shift_by_id[name].is_night]
            for day in _days(rng):
                when = monday + timedelta(days=7 * week + day)
                wish, shift_id = _wish(rng, shift_ids, nights)
                if when not in away.get(person["staff_id"], set()):
                    row = {"staff_id": person["staff_id"], "date": when, "wish": wish, "shift_id": shift_id}
                    rows.append(row)
    return REQUESTS.table(sorted(rows, key=lambda row: (str(row["date"]), str(row["staff_id"]))))


def _days(rng: np.random.Generator) -> list[int]:
    """One to three different days of a week; people like Fridays and weekends off."""
    count = int(rng.choice(3, p=[0.55, 0.3, 0.15])) + 1
    likely = np.array([2.0 if day in _WEEKEND_DAYS else 1.0 for day in range(7)])
    return sorted(rng.choice(7, size=count, replace=False, p=likely / likely.sum()).tolist())


def _wish(rng: np.random.Generator, shift_ids: tuple[str, ...], nights: list[str]) -> tuple[str, str | None]:
    kind = rng.random()
    if kind < 0.62:
        return "day_off", None
    if kind < 0.8:
        return "avoid", nights[0]
    return "want", shift_ids[int(rng.integers(0, len(shift_ids)))]
