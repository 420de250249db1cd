"""The sample's devices: as many as said, with a home or in the pool, and used as the wards fill."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import numpy as np

MONDAY = date(2026, 11, 30)


def test_about_600_devices_of_six_types(sample):
    devices = sample.tables.equipment.to_pylist()
    assert 570 <= len(devices) <= 630
    assert len({device["asset_id"] for device in devices}) == len(devices)
    assert {device["type_id"] for device in devices} == set(sample.hospital.equipment_type_by_id)
    assert len(sample.hospital.equipment_type_by_id) == 6
    homes = Counter(device["unit_id"] for device in devices)
    assert set(homes) - {None} == set(sample.hospital.unit_by_id)
    assert 0.1 < homes[None] / len(devices) < 0.2
    statuses = Counter(device["status"] for device in devices)
    assert set(statuses) == {"in_service", "broken", "loaned", "retired"}
    assert statuses["in_service"] > 0.93 * len(devices)


def test_maintenance_is_of_known_devices_in_the_coming_weeks(sample):
    devices = {device["asset_id"]: device for device in sample.tables.equipment.to_pylist()}
    rows = sample.tables.maintenance.to_pylist()
    assert {row["asset_id"] for row in rows} <= set(devices)
    assert {row["kind"] for row in rows} == {"service", "cleaning", "repair", "recall"}
    assert all(row["first_day"] <= row["last_day"] for row in rows)
    assert max(row["last_day"] for row in rows) > MONDAY + timedelta(days=28)
    in_week = [
        row for row in rows if row["first_day"] < MONDAY + timedelta(days=7) and row["last_day"] >= MONDAY
    ]
    assert 10 <= len(in_week) <= 50
    broken = {name for name, device in devices.items() if device["status"] == "broken"}
    assert broken == {row["asset_id"] for row in rows if row["kind"] == "repair"}


def test_use_is_returned_for_every_day_of_three_years_and_never_beyond_the_stock(sample):
    use = sample.tables.equipment_use.to_pandas()
    days = {date(2023, 11, 27) + timedelta(days=n) for n in range(1096)}
    assert set(use["date"]) == days
    assert (use.groupby(["unit_id", "type_id"]).size() == 1096).all()
    stock = Counter(device["type_id"] for device in sample.tables.equipment.to_pylist())
    most = use.groupby(["type_id", "date"])["in_use"].sum().groupby("type_id").max()
    mean = use.groupby(["type_id", "date"])["in_use"].sum().groupby("type_id").mean()
    for type_id, count in stock.items():
        assert most[type_id] <= count
        assert 0.5 * count < mean[type_id] < 0.9 * count, type_id


def test_use_follows_the_patients(sample):
    use = sample.tables.equipment_use.to_pandas()
    patients = sample.census.groupby(sample.census.index.date).max()
    for unit_id, type_id in (("ED", "MONITOR"), ("SURG", "PUMP"), ("ICU", "PUMP"), ("RESP", "MONITOR")):
        rows = use[(use["unit_id"] == unit_id) & (use["type_id"] == type_id)].set_index("date")["in_use"]
        correlation = np.corrcoef(rows, patients[unit_id].reindex(rows.index))[0, 1]
        assert correlation > 0.6, (unit_id, type_id, correlation)


def test_no_more_ventilators_are_in_use_than_there_are_patients(sample):
    use = sample.tables.equipment_use.to_pandas()
    patients = sample.census.groupby(sample.census.index.date).max()
    for unit_id, rows in use[use["type_id"] == "VENT"].groupby("unit_id"):
        in_use = rows.set_index("date")["in_use"]
        assert (in_use <= patients[unit_id].reindex(in_use.index)).all(), unit_id
