"""`kind = "equipment_recall"`: devices that must not be used."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any, ClassVar, Literal

import pyarrow as pa
from pydantic import Field

from data.configuration.base import Id
from data.inputs import PlanInputs
from data.tables import MAINTENANCE
from scenarios.changes.base import Claim, DatedChange, Difference, Fault, unknown_id
from scenarios.days import Span
from scenarios.lots import by_lot, how_many, share_words

_FIT = ("in_service", None)


class EquipmentRecall(DatedChange):
    """Devices of a type are recalled and out of use on the days. Which ones is drawn by lot; more add to the fewer."""

    amounts: ClassVar[tuple[str, ...]] = ("percent", "devices")

    kind: Literal["equipment_recall"]
    type_id: Id
    percent: float | None = Field(default=None, ge=0, le=100)
    """Of the devices in service."""
    devices: int | None = Field(default=None, ge=0)
    """So many, instead of a percentage."""
    unit_id: Id | None = None
    """Only those that stand in this unit; not given means all, the shared pool included."""

    def faults(self, inputs: PlanInputs) -> Iterator[Fault]:
        """Unknown ids, days in the wrong order."""
        yield from unknown_id("type_id", self.type_id, inputs.hospital.equipment_type_by_id)
        yield from unknown_id("unit_id", self.unit_id, inputs.hospital.unit_by_id)
        yield from self.date_faults(inputs)

    def claims(self, inputs: PlanInputs) -> tuple[Claim, ...]:
        """The recall of the type."""
        return (Claim("recall", (self.type_id, self.unit_id), self.span(inputs)),)

    def apply(self, inputs: PlanInputs) -> tuple[PlanInputs, tuple[Difference, ...]]:
        """Add maintenance rows of kind `recall`."""
        span = self.span(inputs)
        in_service = [
            row["asset_id"]
            for row in inputs.tables.equipment.to_pylist()
            if row["type_id"] == self.type_id
            and row["status"] in _FIT
            and self.unit_id in (None, row["unit_id"])
        ]
        drawn = by_lot(in_service, inputs.seed, "recall")
        chosen = drawn[: how_many(len(drawn), self.percent, self.devices)]
        maintenance = _with_recall(inputs.tables.maintenance, chosen, span)
        where = f", {self.unit_id}" if self.unit_id else ""
        target = f"devices in service, {self.type_id}{where}, {span.words}"
        after = f"{len(in_service) - len(chosen)}"
        if chosen:
            after += f" ({len(chosen)} recalled{share_words(self.percent)})"
        changed = replace(inputs, tables=replace(inputs.tables, maintenance=maintenance))
        return changed, (Difference(target, str(len(in_service)), after),)


def _with_recall(maintenance: pa.Table, asset_ids: list[str], span: Span) -> pa.Table:
    """Rows for the devices; one that begins another outage on the same day gets the longer of the two."""
    known: dict[tuple[str, date], dict[str, Any]] = {}
    for row in maintenance.to_pylist():
        known[row["asset_id"], row["first_day"]] = row
    for asset_id in sorted(asset_ids):
        same = known.get((asset_id, span.first))
        last = max(span.last, same["last_day"]) if same else span.last
        back_at = same["back_at"] if same and same["last_day"] > span.last else None
        known[asset_id, span.first] = {
            "asset_id": asset_id,
            "first_day": span.first,
            "last_day": last,
            "kind": "recall",
            "back_at": back_at,
        }
    return MAINTENANCE.table(list(known.values()))
