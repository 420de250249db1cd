"""Devices by unit, day and type."""

from __future__ import annotations

from data.schema import COUNT, DATE, INTEGER, NUMBER, TEXT, Column, SourceKind, TableSchema

EQUIPMENT = TableSchema(
    name="equipment",
    title="Equipment",
    columns=(
        Column("unit_id", TEXT, "the unit; POOL for the shared pool"),
        Column("date", DATE, "the day"),
        Column("type_id", TEXT, "the equipment type"),
        Column(
            "available",
            COUNT,
            "own devices there, fit for use and not promised to others, in the hour in which fewest are",
        ),
        Column("rented", COUNT, "rented devices there"),
        Column(
            "stand_ins",
            INTEGER,
            "devices of other types that serve here, less own ones that serve other demand",
        ),
        Column("demand_p50", NUMBER, "median demand, with devices that are cleaned between two uses"),
        Column("cleaning_p50", NUMBER, "how much of it is devices that are cleaned between two uses"),
        Column("demand_p90", NUMBER, "90 % quantile of demand"),
        Column("expected_short", NUMBER, "expected devices short"),
        Column("chance_short", NUMBER, "probability that more devices are needed than there are"),
        Column(
            "short", COUNT, "devices short of the planned level, in the hour in which fewest are available"
        ),
        Column("hours_short", NUMBER, "hours of the day in which there are fewer than the planned level"),
        Column(
            "safety_stock",
            COUNT,
            "devices that the safety stock asks for; empty: none is asked for",
            nullable=True,
        ),
    ),
    key=("unit_id", "date", "type_id"),
    kind=SourceKind.RESULT,
)
