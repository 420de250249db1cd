"""`Forecast`: demand as quantiles in one long table, and how each series came about in another."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from data.inputs import Note
from data.schema import DATE, INSTANT, INTEGER, NUMBER, TEXT, Column, SourceKind, TableSchema

QUANTILE_LEVELS: tuple[float, ...] = (
    0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5,
    0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 0.975, 0.99,
)  # fmt: skip
"""The levels every forecast holds: the 23 of the public forecast hubs."""

FORECAST = TableSchema(
    name="forecast",
    title="Forecast quantiles",
    columns=(
        Column("unit_id", TEXT, "the unit"),
        Column("measure", TEXT, "a value of data.inputs.Measure"),
        Column("item_id", TEXT, "the equipment type; empty text for other measures"),
        Column("time", INSTANT, "start of the local day, or the full hour for hourly occupied beds"),
        Column("step_minutes", INTEGER, "60 for hourly values, 1440 for daily ones"),
        Column("quantile", NUMBER, "the level, one of QUANTILE_LEVELS"),
        Column("value", NUMBER, "the quantile; never negative, never falling with the level"),
    ),
    key=("unit_id", "measure", "item_id", "time", "quantile"),
    kind=SourceKind.RESULT,
)

FORECAST_SERIES = TableSchema(
    name="forecast_series",
    title="How each series was forecast",
    columns=(
        Column("unit_id", TEXT, "the unit"),
        Column("measure", TEXT, "a value of data.inputs.Measure"),
        Column("item_id", TEXT, "the equipment type; empty text for other measures"),
        Column("forecaster", TEXT, "the forecaster used, such as ets or census_from_stays"),
        Column("reason", TEXT, "why it was chosen, with the figures, in a sentence"),
        Column("fallback", TEXT, "what failed and was replaced; null when nothing did", nullable=True),
        Column("n_history_days", INTEGER, "days of history used"),
        Column(
            "mase", NUMBER, "mean absolute scaled error in the backtest; null when not defined", nullable=True
        ),
        Column(
            "wis", NUMBER, "weighted interval score in the backtest; null when none was run", nullable=True
        ),
        Column("coverage_80", NUMBER, "share of backtest values inside the 80 % interval", nullable=True),
    ),
    key=("unit_id", "measure", "item_id"),
    kind=SourceKind.RESULT,
)


WHOLE_HOSPITAL = ""
"""The `unit_id` of figures for all units together; no unit can have it."""

FORECAST_PEAKS = TableSchema(
    name="forecast_peaks",
    title="Highest census of a day or a week",
    columns=(
        Column("unit_id", TEXT, "the unit; empty text for all units together, hour by hour"),
        Column("first_day", DATE, "the local day, or the first planned day of the week"),
        Column("n_days", INTEGER, "1 for the highest hour of a day, more for that of a week"),
        Column("quantile", NUMBER, "the level, one of QUANTILE_LEVELS"),
        Column("value", NUMBER, "the quantile of the highest census"),
    ),
    key=("unit_id", "first_day", "n_days", "quantile"),
    kind=SourceKind.RESULT,
)


FORECAST_TOTALS = TableSchema(
    name="forecast_totals",
    title="Arrivals at the whole hospital",
    columns=(
        Column("measure", TEXT, "attendances or admissions; all units together"),
        Column("first_day", DATE, "the local day, or the first planned day of the week"),
        Column("n_days", INTEGER, "1 for a day, more for the sum of a week"),
        Column("quantile", NUMBER, "the level, one of QUANTILE_LEVELS"),
        Column("value", NUMBER, "the quantile of the sum"),
        Column(
            "last_year",
            NUMBER,
            "what was counted on the same weekdays 364 days before; null where a day or a unit is not known",
            nullable=True,
        ),
    ),
    key=("measure", "first_day", "n_days", "quantile"),
    kind=SourceKind.RESULT,
)


@dataclass(frozen=True, slots=True)
class Forecast:
    """`quantiles` as FORECAST declares, `series` as FORECAST_SERIES declares, and what must be said about them.

    `peaks`, as FORECAST_PEAKS declares, and `totals`, as FORECAST_TOTALS does, are about the planned days only.
    """

    quantiles: pa.Table
    series: pa.Table
    notes: tuple[Note, ...] = ()
    peaks: pa.Table = field(default_factory=FORECAST_PEAKS.empty)
    totals: pa.Table = field(default_factory=FORECAST_TOTALS.empty)


def chance_above(beds: int, levels: NDArray[np.float64], values: NDArray[np.float64]) -> float:
    """The probability that a count with these quantiles exceeds `beds`.

    The count is whole, so the line between two quantiles is read half way to the next number. Beyond the lowest and
    highest level it is 1 or 0.
    """
    limit = beds + 0.5
    index = int(np.searchsorted(values, limit, side="right"))
    if index == 0:
        return 1.0
    if index == len(values):
        return 0.0
    share = (limit - values[index - 1]) / (values[index] - values[index - 1])
    return float(1 - levels[index - 1] - share * (levels[index] - levels[index - 1]))
