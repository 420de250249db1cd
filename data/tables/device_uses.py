"""Booked uses of single devices, such as lists for which a portable X-ray has to be there."""

from __future__ import annotations

from data.schema import INSTANT, TEXT, Column, SourceKind, TableSchema

DEVICE_USES = TableSchema(
    name="device_uses",
    title="Booked uses of devices",
    columns=(
        Column("use_id", TEXT, "the booking"),
        Column("asset_id", TEXT, "the device", aliases=("device_id",)),
        Column("site_id", TEXT, "the site on which it is used", aliases=("site",)),
        Column("start", INSTANT, "when the use begins", aliases=("from",)),
        Column("end", INSTANT, "when the use ends, without moving and cleaning", aliases=("to", "until")),
    ),
    key=("use_id",),
    kind=SourceKind.REGISTER,
)
