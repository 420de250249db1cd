"""The table of stays."""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa

from data.configuration.hospital import Hospital
from data.sample.arrivals import draw_arrivals
from data.sample.days import WARM_UP_DAYS, instants, simulated_days
from data.sample.flow import simulate
from data.sample.patients import patient_numbers
from data.sample.stay_end import EndOfStay
from data.tables import STAYS

EXTRACT_MINUTE = 6 * 60
"""The data were drawn at 06:00 on the day `as_of`: that day is not complete, and all days before it are."""


def sample_stays(hospital: Hospital, seed: int, as_of: date) -> pa.Table:
    """Three years of stays up to 06:00 on `as_of`, those of patients who were there on the first day included."""
    days = simulated_days(hospital, seed, as_of)
    unit_ids = tuple(unit.id for unit in hospital.units)
    arrivals = draw_arrivals(days, unit_ids, seed)
    end = int(days.start[-1]) + EXTRACT_MINUTE
    out = simulate(hospital, arrivals, EndOfStay.of(days), end)

    visit = np.array(out.visit)
    unit = np.array(out.unit)
    entered = np.array(out.entered)
    is_open = np.array([left is None for left in out.left])
    left = np.array([end if value is None else value for value in out.left])
    visits = np.unique(visit)
    first = np.full(len(arrivals.time), end)
    np.minimum.at(first, visit, entered)
    last = np.zeros(len(arrivals.time), dtype=np.int64)
    np.maximum.at(last, visit, left)
    still = np.zeros(len(arrivals.time), dtype=bool)
    still[visit[is_open]] = True
    by_visit = patient_numbers(
        first[visits].tolist(),
        [None if here else int(when) for here, when in zip(still[visits], last[visits], strict=True)],
        arrivals.group[visits].tolist(),
        seed,
    )

    kept = np.flatnonzero(left > days.start[WARM_UP_DAYS])
    row_visit = np.searchsorted(visits, visit[kept])
    patient = np.array(by_visit)[row_visit]
    # Numbers count from the first that is kept, so that nothing hints at the days simulated before.
    visit_number = np.unique(row_visit, return_inverse=True)[1] + 1
    patient_number = np.unique(patient, return_inverse=True)[1] + 1
    return STAYS.conform(
        pa.table(
            {
                "visit_id": pa.array([f"V{number:07d}" for number in visit_number.tolist()]),
                "patient_id": pa.array([f"P{number:07d}" for number in patient_number.tolist()]),
                "unit_id": pa.DictionaryArray.from_arrays(unit[kept], list(unit_ids)).cast(pa.string()),
                "entered": pa.array(instants(entered[kept])).cast(pa.timestamp("us", tz="UTC")),
                "left": pa.array(instants(left[kept]), mask=is_open[kept]).cast(pa.timestamp("us", tz="UTC")),
            }
        )
    )
