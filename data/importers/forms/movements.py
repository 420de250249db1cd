"""Movements: one row for each admission, transfer and discharge of a visit, which become stays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np

from data.importers.context import ImportContext
from data.importers.forms.form import Form
from data.importers.text_table import RowFault
from data.importers.typed_rows import TypedRows
from data.schema import INSTANT, INTEGER, TEXT, Column, SourceKind, TableSchema
from data.tables.stays import STAYS

_COLUMNS = TableSchema(
    name="movements",
    title="Patient movements",
    columns=(
        Column(
            "visit_id",
            TEXT,
            "the hospital visit",
            aliases=("visit", "encounter_id", "spell_id"),
            private=True,
        ),
        Column(
            "patient_id",
            TEXT,
            "the patient",
            required=False,
            nullable=True,
            aliases=("patient",),
            private=True,
        ),
        Column(
            "seq", INTEGER, "order within the visit", required=False, nullable=True, aliases=("sequence",)
        ),
        Column("event", TEXT, "admit, transfer or discharge", choices=("admit", "transfer", "discharge")),
        Column(
            "unit_id", TEXT, "the unit moved to; empty at discharge", nullable=True, aliases=("unit", "ward")
        ),
        Column("bed", TEXT, "the bed; not used", required=False, nullable=True),
        Column("time", INSTANT, "when it happened", aliases=("event_time", "datetime")),
    ),
    key=("visit_id", "seq", "time"),
    kind=SourceKind.EVENT_LIST,
)


@dataclass(frozen=True, slots=True)
class _Move:
    position: int
    visit_id: str
    patient_id: str | None
    seq: int | None
    event: str
    unit_id: str | None
    time: datetime


def _convert(rows: TypedRows, _: ImportContext) -> TypedRows:
    """Stays from movements, in order of time and then `seq`.

    Moves between beds of one unit are one stay, and a unit entered and left at one instant is none. A visit whose
    movements contradict each other is set aside as a whole, because leaving one of them out would invent a path.
    """
    moves = [
        _Move(
            position,
            row["visit_id"],
            row["patient_id"],
            row["seq"],
            row["event"],
            row["unit_id"],
            row["time"],
        )
        for position, row in zip(rows.positions.tolist(), rows.table.to_pylist(), strict=True)
    ]
    broken = set(rows.aside.column("visit_id").to_pylist())
    visits: dict[str, list[_Move]] = {}
    for move in moves:
        visits.setdefault(move.visit_id, []).append(move)
    stays: list[dict[str, object]] = []
    positions: list[int] = []
    faults: list[RowFault] = []
    for visit in visits.values():
        visit.sort(key=lambda move: (move.time, move.seq is None, move.seq or 0, move.position))
        reason = _BROKEN if visit[0].visit_id in broken else _contradiction(visit)
        if reason:
            faults += [RowFault(move.position, reason, rows.header_of["event"]) for move in visit]
            continue
        for stay, position in _stays(visit):
            stays.append(stay)
            positions.append(position)
    note = f"{len(moves)} movements of {len(visits)} visits became {len(stays)} stays."
    return replace(
        rows,
        schema=STAYS,
        table=STAYS.table(stays),
        positions=np.array(positions, dtype=np.int64),
        header_of={**rows.header_of, "entered": rows.header_of["time"], "left": rows.header_of["time"]},
        aside=STAYS.empty(),
        faults=rows.faults + tuple(faults),
        notes=(*rows.notes, note),
    )


_BROKEN = "a visit without a faulty movement"


def _contradiction(visit: list[_Move]) -> str | None:
    events = [move.event for move in visit]
    if events.count("admit") != 1 or events[0] != "admit":
        return "one 'admit' as the first movement of the visit"
    if events.count("discharge") > 1 or "discharge" in events[:-1]:
        return "at most one 'discharge', as the last movement of the visit"
    if any(move.unit_id is None for move in visit if move.event != "discharge"):
        return "a unit for every 'admit' and 'transfer'"
    numbers = [move.seq for move in visit if move.seq is not None]
    if numbers != sorted(numbers):
        return "times that rise with 'seq'"
    return None


def _stays(visit: list[_Move]) -> Iterator[tuple[dict[str, object], int]]:
    """The stays of a sound visit with the position of the movement that began each."""
    ends = [*(move.time for move in visit[1:]), None]
    spans = [(move, end) for move, end in zip(visit, ends, strict=True) if move.event != "discharge"]
    with_length = [(move, end) for move, end in spans if move.time != end] or spans[:1]
    begun: _Move | None = None
    until: datetime | None = None
    for move, end in with_length:
        if begun is not None and move.unit_id == begun.unit_id:
            until = end
            continue
        if begun is not None:
            yield _stay(begun, until), begun.position
        begun, until = move, end
    if begun is not None:
        yield _stay(begun, until), begun.position


def _stay(begun: _Move, until: datetime | None) -> dict[str, object]:
    return {
        "visit_id": begun.visit_id,
        "patient_id": begun.patient_id,
        "unit_id": begun.unit_id,
        "entered": begun.time,
        "left": until,
    }


MOVEMENTS = Form(_COLUMNS, STAYS, _convert)
