"""Equipment in use by unit and type: from its own history, from devices for each patient, or from both as trials say."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

import numpy as np

from data.configuration.equipment import EquipmentType
from data.inputs import Measure
from forecasting.daily_patients import daily_patients
from forecasting.effects import origins
from forecasting.equipment_demand import day_maxima, devices_in_use, follow_census
from forecasting.equipment_rates import rate_weight, rates_before
from forecasting.occupancy_scores import direct_record
from forecasting.occupancy_task import OccupancyTask
from forecasting.one_per_patient import at_most_patients
from forecasting.patient_hours import UnitStays
from forecasting.quantiles import FloatArray, IntArray, Prediction
from forecasting.selection import SeriesForecast
from forecasting.series import DailySeries, SeriesKey
from forecasting.tables import ForecastTables, SeriesRecord, share_record
from forecasting.unit_occupancy import UnitPaths

_TOLD = 0.005
"""Weights below do not stand in the reason."""


@dataclass(frozen=True, slots=True, eq=False)
class EquipmentTask:
    """What the use of equipment is forecast from.

    `series` are all clean daily series, those too old to be forecast included; `stays` all stays by unit. `after` and
    `before` are highest censuses by day, (n_samples, n_days), by unit: with and without what a scenario changes.
    """

    task: OccupancyTask
    series: Sequence[DailySeries]
    stays: Mapping[str, UnitStays]
    after: Mapping[str, IntArray]
    before: Mapping[str, IntArray]

    @classmethod
    def of(
        cls,
        task: OccupancyTask,
        series: Sequence[DailySeries],
        stays: Mapping[str, UnitStays],
        paths: UnitPaths,
    ) -> EquipmentTask:
        """With the censuses of each day."""
        day = task.horizon.day_of_hour()
        after, before = (
            {unit_id: day_maxima(own, day) for unit_id, own in found.items()}
            for found in (paths.changed, paths.unchanged)
        )
        return cls(task, series, stays, after, before)

    def uses(self, type_id: str) -> list[DailySeries]:
        """The history of use of one type, by unit."""
        return [
            one
            for one in self.series
            if one.key.measure is Measure.EQUIPMENT_IN_USE and one.key.item_id == type_id
        ]

    def patients(self, uses: Sequence[DailySeries]) -> dict[str, DailySeries]:
        """The highest census of each day of use, by unit."""
        counts = {one.key.unit_id: one for one in self.series if one.key.measure is Measure.OCCUPIED_BEDS}
        found = {}
        for use in uses:
            unit_id = use.key.unit_id
            values = daily_patients(use, self.stays.get(unit_id), counts.get(unit_id), self.task.horizon)
            found[unit_id] = DailySeries(SeriesKey(unit_id, Measure.OCCUPIED_BEDS), use.first_day, values)
        return found

    def tried_census(self) -> dict[str, SeriesForecast]:
        """The forecasts of daily counts of beds, with their trials, by unit."""
        counted = {
            key.unit_id: forecast
            for key, forecast in self.task.chosen.items()
            if key.measure is Measure.OCCUPIED_BEDS and key.unit_id not in self.task.stays
        }
        return {**counted, **self.task.evening_counts}


def add_equipment(tables: ForecastTables, equipment: EquipmentTask) -> None:
    """Forecasts of every unit and type that has a history of use or devices for each bed; all follow the census.

    A new unit uses as much for each patient as the one that its patients would have lain in.
    """
    from_units = origins(equipment.task.inputs)
    for kind in equipment.task.inputs.hospital.equipment_types:
        uses = equipment.uses(kind.id)
        rates = rates_before(uses, equipment.patients(uses), equipment.task.horizon.days[0])
        weights = _weights(equipment, uses)
        for unit in equipment.task.inputs.hospital.units:
            of = from_units.get(unit.id, unit.id)
            if of != unit.id and unit.id not in equipment.after:
                continue
            key = SeriesKey(of, Measure.EQUIPMENT_IN_USE, kind.id)
            found: tuple[FloatArray, SeriesRecord] | None
            if key in equipment.task.predictions:
                found = _from_history(equipment, key, rates.get(of), weights.get(of, 0.0), unit.id)
            else:
                found = _from_census(equipment, key, kind, rates.get(of), unit.id)
            if found is None:
                continue
            quantiles, record = found
            if of != unit.id:
                record = share_record(of)
            if kind.at_most_one_per_patient and unit.id in equipment.after:
                quantiles = at_most_patients(quantiles, equipment.after[unit.id])
            tables.add_daily(replace(key, unit_id=unit.id), quantiles, record)


def _weights(equipment: EquipmentTask, uses: Sequence[DailySeries]) -> dict[str, float]:
    """How much devices for each patient count, by unit: tried on the daily count that was forecast at past origins."""
    census = equipment.tried_census()
    histories = {unit_id: forecast.history for unit_id, forecast in census.items()}
    known: dict[date, dict[str, float]] = {}

    def rate_at(unit_id: str, day: date) -> float | None:
        if day not in known:
            known[day] = rates_before(uses, histories, day)
        return known[day].get(unit_id)

    found = {}
    for use in uses:
        unit_id, own = use.key.unit_id, equipment.task.chosen.get(use.key)
        if own is not None and unit_id in census:
            found[unit_id] = rate_weight(own, census[unit_id], partial(rate_at, unit_id))
    return found


def _from_history(
    equipment: EquipmentTask, key: SeriesKey, rate: float | None, weight: float, used_in: str
) -> tuple[FloatArray, SeriesRecord]:
    """The forecast of the use itself, drawn towards devices for each patient; it stays as wide, relative to its level."""
    prediction = equipment.task.predictions[key]
    record = direct_record(equipment.task.chosen[key])
    if key.unit_id not in equipment.before:
        return prediction.quantiles, record
    before, after = equipment.before[key.unit_id], equipment.after[used_in]
    if rate is not None and weight > 0:
        prediction = _drawn_towards(prediction, rate * before.mean(axis=0), weight)
        if weight >= _TOLD:
            reason = f"{record.reason}; {rate:.2g} for each patient at the highest census of the day has {100 * weight:.0f} % of the weight"
            record = replace(record, reason=reason)
    return prediction.scaled(follow_census(after, before)).quantiles, record


def _drawn_towards(prediction: Prediction, means: FloatArray, weight: float) -> Prediction:
    own = prediction.mean
    blended = weight * means + (1 - weight) * own
    return prediction.scaled(np.divide(blended, own, out=np.ones_like(own), where=own > 0))


def _from_census(
    equipment: EquipmentTask, key: SeriesKey, kind: EquipmentType, rate: float | None, used_in: str
) -> tuple[FloatArray, SeriesRecord] | None:
    """Devices for each patient, as their use once was or as configured; None where neither is known."""
    configured = kind.per_occupied_bed.get(key.unit_id, 0)
    if used_in not in equipment.after or (rate is None and configured <= 0):
        return None
    if rate is None:
        rate, source = (
            configured,
            "no history of use: {:g} for each occupied bed, at the highest census of the day",
        )
    else:
        source = "no recent use: {:.2g} for each occupied bed as in the last year, at the highest census of the day"
    random = np.random.default_rng(
        [equipment.task.inputs.seed, zlib.crc32(str(replace(key, unit_id=used_in)).encode())]
    )
    quantiles = devices_in_use(equipment.after[used_in], rate, random).quantiles
    return quantiles, SeriesRecord("per_occupied_bed", source.format(rate), 0)
