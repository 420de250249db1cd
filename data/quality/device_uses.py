"""Booked uses of devices that cannot be: too short a way from one to the next, or days on which the device is out of use."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta

from data.calendar import zone_info
from data.configuration.equipment import EquipmentType
from data.inputs import Note, PlanInputs, Severity
from data.outages import Span, outages_by_device
from data.quality.turnarounds import Use, turnarounds


def device_use_notes(inputs: PlanInputs) -> list[Note]:
    """A warning for each use from the first planned day on that its device cannot serve, with the hours that lack."""
    tables, types = inputs.tables, inputs.hospital.equipment_type_by_id
    uses: dict[str, list[Use]] = defaultdict(list)
    for row in tables.device_uses.to_pylist():
        uses[row["asset_id"]].append(Use(row["use_id"], row["site_id"], row["start"], row["end"]))
    kinds = {row["asset_id"]: types[row["type_id"]] for row in tables.equipment.to_pylist()}
    outages = outages_by_device(tables.maintenance, inputs.grid.zone)
    notes = []
    for asset_id, booked in sorted(uses.items()):
        texts = (
            *_too_close(inputs, asset_id, kinds[asset_id], booked),
            *_out_of_use(inputs, asset_id, booked, outages[asset_id]),
        )
        notes += [Note(Severity.WARNING, "device_uses", text) for text in texts]
    return notes


def _too_close(inputs: PlanInputs, asset_id: str, kind: EquipmentType, uses: list[Use]) -> Iterator[str]:
    transport = inputs.hospital.transport

    def transfer(start: str, end: str) -> timedelta:
        return timedelta(minutes=transport.minutes_between(kind, start, end))

    for one in turnarounds(uses, timedelta(minutes=kind.cleaning_minutes), transfer):
        if one.lacking and one.after.end > inputs.grid.start:
            where = (
                "cleaning"
                if one.before.site_id == one.after.site_id
                else f"moving from {one.before.site_id} to {one.after.site_id} and cleaning"
            )
            yield (
                f"{asset_id}: {one.after.use_id} after {one.before.use_id} is not possible: {where} takes "
                f"{_hours(one.needed)} h, {_hours(one.lacking)} h more than there are between them."
            )


def _out_of_use(inputs: PlanInputs, asset_id: str, uses: list[Use], outages: list[Span]) -> Iterator[str]:
    zone = zone_info(inputs.grid.zone)
    for use in sorted(uses, key=lambda use: (use.start, use.use_id)):
        for start, end in outages if use.end > inputs.grid.start else ():
            first, last = max(use.start, start), min(use.end, end)
            if first < last:
                yield (
                    f"{asset_id}: out of use for {_hours(last - first)} h of {use.use_id}, from "
                    f"{first.astimezone(zone):%Y-%m-%d %H:%M} to {last.astimezone(zone):%Y-%m-%d %H:%M}."
                )


def _hours(span: timedelta) -> str:
    return f"{span / timedelta(hours=1):g}"
