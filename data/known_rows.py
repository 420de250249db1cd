"""Stored rows against the configuration of today, which may have changed since the import."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches

import pyarrow as pa
import pyarrow.compute as pc

from data.configuration.hospital import Hospital
from data.inputs import HospitalTables, Note, Severity
from data.problems import InputError, Problem
from data.tables.roster import BOUGHT_SOURCES


def refuse_unknown_staff(staff: pa.Table, hospital: Hospital) -> None:
    """Raise InputError listing the units, skills and contracts that stored staff have and the hospital has not."""
    known: Mapping[str, Collection[str]] = {
        "unit_id": hospital.unit_by_id,
        "skill_id": hospital.skill_by_id,
        "contract_id": hospital.contract_by_id,
    }
    problems = []
    for column, identifiers in known.items():
        counts = pc.value_counts(staff.column(column).combine_chunks()).to_pylist()
        for value, count in sorted((entry["values"], entry["counts"]) for entry in counts):
            if value in identifiers:
                continue
            near = get_close_matches(value, identifiers, n=1)
            fix = (
                f"did you mean '{near[0]}'?" if near else "add it to hospital.toml, or import the staff again"
            )
            where = f"stored staff ({count} rows)"
            expected = f"one of {', '.join(sorted(identifiers))}"
            problems.append(Problem(file=where, column=column, value=value, expected=expected, fix=fix))
    if problems:
        raise InputError(problems, "The stored staff do not fit hospital.toml")


def without_unknown(tables: HospitalTables, hospital: Hospital) -> tuple[HospitalTables, tuple[Note, ...]]:
    """The tables without rows that name a unit, shift, person, device or type nobody knows, and a note per table."""
    staff_ids = tables.staff.column("staff_id")
    known = {"type_id": hospital.equipment_type_by_id, "site_id": {unit.site_id for unit in hospital.units}}
    equipment, notes = _kept(tables.equipment, "equipment", known)
    equipment, pool_notes = _in_pool_where_unit_is_gone(equipment, hospital)
    notes += pool_notes
    asset_ids = equipment.column("asset_id")
    roster, bought_notes = _without_bought(tables.roster, staff_ids)
    tables, notes = replace(tables, roster=roster), notes + bought_notes
    units, shifts = hospital.unit_by_id, hospital.shift_by_id
    checks: Mapping[str, Mapping[str, Collection[str] | pa.ChunkedArray]] = {
        "stays": {"unit_id": units},
        "daily_counts": {"unit_id": units},
        "absences": {"staff_id": staff_ids},
        "requests": {"staff_id": staff_ids, "shift_id": shifts},
        "restrictions": {"staff_id": staff_ids},
        "pins": {
            "staff_id": staff_ids,
            "unit_id": units,
            "shift_id": shifts,
            "skill_id": hospital.skill_by_id,
        },
        "roster": {
            "staff_id": staff_ids,
            "unit_id": units,
            "shift_id": shifts,
            "skill_id": hospital.skill_by_id,
        },
        "ledger": {"staff_id": staff_ids},
        "call_outs": {"staff_id": staff_ids},
        "equipment_use": {"unit_id": units, "type_id": hospital.equipment_type_by_id},
        "maintenance": {"asset_id": asset_ids},
        "equipment_services": {"asset_id": asset_ids},
        "equipment_bookings": {"unit_id": units, "type_id": hospital.equipment_type_by_id},
        "device_uses": {"asset_id": asset_ids, "site_id": known["site_id"]},
        "bed_limits": {"unit_id": units},
        "bed_outliers": {"home_unit_id": units, "unit_id": units},
        "planned_admissions": {"unit_id": units},
        "escalation_levels": {"unit_id": units},
    }
    kept: dict[str, pa.Table] = {}
    for name, columns in checks.items():
        kept[name], more = _kept(getattr(tables, name), name, columns)
        notes += more
    return replace(tables, equipment=equipment, **kept), tuple(notes)


def _in_pool_where_unit_is_gone(equipment: pa.Table, hospital: Hospital) -> tuple[pa.Table, list[Note]]:
    """A device in a unit that nobody knows still exists."""
    units = equipment.column("unit_id")
    gone = pc.and_kleene(
        pc.is_valid(units),
        pc.invert(pc.is_in(units, value_set=pa.array(list(hospital.unit_by_id), pa.string()))),
    )
    strange = pc.unique(units.filter(gone)).to_pylist()
    if not strange:
        return equipment, []
    n_gone = equipment.filter(gone).num_rows
    text = f"{n_gone} stored devices stand in units that are not known any more ({_some(strange)}): they count in the pool."
    position = equipment.column_names.index("unit_id")
    pooled = pc.if_else(gone, pa.scalar(None, units.type), units)
    return equipment.set_column(position, equipment.schema.field("unit_id"), pooled), [
        Note(Severity.WARNING, "equipment", text)
    ]


def _some(strange: Sequence[str]) -> str:
    return ", ".join(f"'{value}'" for value in strange[:5]) + (", ..." if len(strange) > 5 else "")


def _without_bought(roster: pa.Table, staff_ids: pa.ChunkedArray) -> tuple[pa.Table, list[Note]]:
    """Published bank and agency shifts of people who are not staff: a plan buys anew what it needs."""
    is_bought = pc.fill_null(pc.is_in(roster.column("source"), value_set=pa.array(BOUGHT_SOURCES)), False)
    outside = pc.and_(is_bought, pc.invert(pc.is_in(roster.column("staff_id"), value_set=staff_ids)))
    n_outside = roster.filter(outside).num_rows
    if not n_outside:
        return roster, []
    text = f"{n_outside} published bank and agency shifts of people outside the staff table are not carried over."
    return roster.filter(pc.invert(outside)), [Note(Severity.INFO, "roster", text)]


def _kept(
    table: pa.Table, name: str, columns: Mapping[str, Collection[str] | pa.ChunkedArray]
) -> tuple[pa.Table, list[Note]]:
    notes: list[Note] = []
    for column, known in columns.items():
        values = table.column(column)
        allowed = known if isinstance(known, pa.ChunkedArray) else pa.array(list(known), pa.string())
        good = pc.or_(pc.is_in(values, value_set=allowed), pc.is_null(values))
        n_bad = table.num_rows - pc.sum(good.cast(pa.int64())).as_py() if table.num_rows else 0
        if n_bad:
            strange = pc.unique(values.filter(pc.invert(good))).to_pylist()
            text = f"{n_bad} stored rows of {name} are left out: {column} {_some(strange)} is not known any more."
            notes.append(Note(Severity.WARNING, name, text))
            table = table.filter(good)
    return table, notes
