"""The history behind the charts has the names and the hours that the forecast has, so that both join in one line."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from data.inputs import PlanInputs
from data.tables import STAYS
from scenarios.tables.history import HISTORY_DAYS, HOURLY_DAYS, history_table


def with_stays(inputs: PlanInputs, kind: str) -> PlanInputs:
    """One stay of 30 hours in MED, from 12:00 two days before the cutoff; MED is of this kind."""
    entered = inputs.cutoff - timedelta(hours=36)
    row = {
        "visit_id": "V1",
        "unit_id": "MED",
        "entered": entered,
        "left": entered + timedelta(hours=30),
    }
    stays = STAYS.table([{**row, "patient_id": None}])
    units = [unit.model_copy(update={"kind": kind}) for unit in inputs.hospital.units]
    hospital = inputs.hospital.model_copy(update={"units": tuple(units)})
    return replace(inputs, hospital=hospital, tables=replace(inputs.tables, stays=stays))


def test_an_emergency_department_has_attendances_and_a_ward_admissions(small_inputs: PlanInputs) -> None:
    for kind, measure in (("emergency", "attendances"), ("ward", "admissions")):
        rows = history_table(with_stays(small_inputs, kind)).to_pylist()
        own = [row for row in rows if row["unit_id"] == "MED" and row["measure"] == measure]
        assert len(own) == HISTORY_DAYS, kind
        assert sum(row["value"] for row in own) == 1


def test_occupied_beds_are_counted_every_hour_as_they_are_forecast(small_inputs: PlanInputs) -> None:
    rows = history_table(with_stays(small_inputs, "ward")).to_pylist()
    beds = {
        row["time"]: row["value"]
        for row in rows
        if (row["unit_id"], row["measure"]) == ("MED", "occupied_beds")
    }
    assert len(beds) == HOURLY_DAYS * 24
    cutoff = small_inputs.cutoff
    assert min(beds) == cutoff - timedelta(days=HOURLY_DAYS)
    assert sum(beds.values()) == 30
    assert [beds[cutoff - timedelta(hours=back)] for back in (37, 36, 7, 6)] == [0, 1, 1, 0]
