"""What rows are checked against."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from data.configuration.hospital import Hospital
from data.configuration.planning import SourceSetting
from data.importers.typed_rows import TypedRows
from data.schema import TEXT
from data.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ImportContext:
    """The configuration, and the registers as stored with those of the same call added.

    `staff` has columns staff_id and name.
    """

    hospital: Hospital
    staff: pa.Table
    asset_ids: Collection[str]

    @property
    def zone(self) -> str:
        """The zone of times without an offset."""
        return self.hospital.hospital.zone

    def setting(self, table_name: str) -> SourceSetting:
        """`[sources.TABLE]`, or its defaults."""
        return self.hospital.sources.get(table_name, SourceSetting())

    def known_ids(self) -> Mapping[str, Collection[str]]:
        """By column name, the identifiers that exist."""
        hospital = self.hospital
        return {
            "unit_id": hospital.unit_by_id,
            "site_id": {unit.site_id for unit in hospital.units},
            "home_unit_id": hospital.unit_by_id,
            "skill_id": hospital.skill_by_id,
            "contract_id": hospital.contract_by_id,
            "shift_id": hospital.shift_by_id,
            "type_id": hospital.equipment_type_by_id,
            "staff_id": self.staff.column("staff_id").to_pylist(),
            "asset_id": self.asset_ids,
        }


def import_context(workspace: Workspace, added: Sequence[TypedRows]) -> ImportContext:
    """The registers as stored, with the good rows of the same call added."""
    names = {row["staff_id"]: row["name"] for row in workspace.store.read("staff").to_pylist()}
    asset_ids = set(workspace.store.read("equipment").column("asset_id").to_pylist())
    for rows in added:
        if rows.schema.name == "staff":
            names |= {row["staff_id"]: row["name"] for row in rows.table.to_pylist()}
        elif rows.schema.name == "equipment":
            asset_ids.update(rows.table.column("asset_id").to_pylist())
    staff = pa.table({"staff_id": pa.array(list(names), TEXT), "name": pa.array(list(names.values()), TEXT)})
    return ImportContext(workspace.hospital, staff, asset_ids)
