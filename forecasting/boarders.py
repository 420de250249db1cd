"""Patients who wait elsewhere for a bed in a unit: they need it as much as those who lie in one."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data.inputs import Measure
from forecasting.quantiles import FloatArray
from forecasting.series import DailySeries


def boarders_of(series: DailySeries, daily_counts: pa.Table) -> FloatArray:
    """Who waited on each day of a series of occupied beds, shape (n_days,); NaN where DAILY_COUNTS does not say.

    Nobody is known to have waited for what other series count.
    """
    found = np.full(series.n_days, np.nan)
    if series.key.measure is not Measure.OCCUPIED_BEDS:
        return found
    own = daily_counts.filter(
        pc.and_(
            pc.equal(daily_counts.column("unit_id"), series.key.unit_id),
            pc.is_valid(daily_counts.column("boarders")),
        )
    )
    for day, waiting in zip(own.column("date").to_pylist(), own.column("boarders").to_pylist(), strict=True):
        number = (day - series.first_day).days
        if 0 <= number < series.n_days:
            found[number] = waiting
    return found
