"""A run folder, read once: the record and the tables, with the lookups that every report needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

import pandas as pd

from data.calendar import IsoWeek, zone_info
from data.publication import read_publication
from data.runs import RunRecord, read_record, read_run_table

Row: TypeAlias = Mapping[str, Any]
"""One row of a run table, by column name."""


@dataclass(frozen=True)
class RunView:
    """The run in `folder`; tables are read when they are first asked for."""

    folder: Path
    record: RunRecord

    @cached_property
    def zone(self) -> ZoneInfo:
        """The hospital's time zone."""
        return zone_info(self.record.zone)

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The planned days."""
        first = date.fromisoformat(self.record.first_day)
        return tuple(first + timedelta(days=day) for day in range(self.record.n_days))

    @cached_property
    def holidays(self) -> Mapping[date, str]:
        """Public holidays among the planned days."""
        return {date.fromisoformat(day): name for day, name in self.record.holidays.items()}

    @cached_property
    def created(self) -> datetime:
        """When the run was made, in the hospital's zone."""
        return datetime.fromisoformat(self.record.created).astimezone(self.zone)

    @cached_property
    def state(self) -> str:
        """draft, published, or replaced when another run was published for its days since."""
        publication = read_publication(self.folder)
        if publication is None:
            return "draft"
        return "published" if publication.superseded_by is None else "replaced"

    @cached_property
    def weeks(self) -> tuple[tuple[date, ...], ...]:
        """The planned days by ISO week."""
        found: dict[IsoWeek, list[date]] = {}
        for day in self.days:
            found.setdefault(IsoWeek.of(day), []).append(day)
        return tuple(tuple(days) for days in found.values())

    @cached_property
    def _tables(self) -> dict[str, tuple[Row, ...]]:
        return {}

    def rows(self, table: str) -> tuple[Row, ...]:
        """The rows of a run table; dates are `date`, instants aware UTC `datetime`, empty cells None."""
        if table not in self._tables:
            self._tables[table] = tuple(read_run_table(self.folder, table).to_pylist())
        return self._tables[table]

    def frame(self, table: str) -> pd.DataFrame:
        """A run table as a data frame."""
        frame: pd.DataFrame = read_run_table(self.folder, table).to_pandas()
        return frame

    @cached_property
    def units(self) -> Sequence[Row]:
        """The units in the order of the configuration."""
        return self.rows("units")

    @cached_property
    def unit_names(self) -> Mapping[str, str]:
        """Name by unit id; POOL is the shared pool of equipment."""
        return {"POOL": "Shared pool"} | {row["unit_id"]: row["name"] for row in self.units}

    @cached_property
    def shifts(self) -> Mapping[str, Row]:
        """The shifts by id, by start of day, then by id."""
        ordered = sorted(self.rows("shifts"), key=lambda row: (row["start"], row["shift_id"]))
        return {row["shift_id"]: row for row in ordered}

    @cached_property
    def people(self) -> Mapping[str, Row]:
        """The people by id."""
        return {row["staff_id"]: row for row in self.rows("people")}

    @cached_property
    def type_names(self) -> Mapping[str, str]:
        """Name by equipment type."""
        return {row["type_id"]: row["name"] for row in self.rows("equipment_types")}

    def type_name(self, type_id: str) -> str:
        """A type's name; an id that the run has no name for stands for itself."""
        return self.type_names.get(type_id) or type_id.replace("_", " ")

    def person_name(self, staff_id: str) -> str:
        """Somebody's name; a bought shift has none and shows its number."""
        person = self.people.get(staff_id)
        return person["name"] if person else staff_id

    def unit_name(self, unit_id: str) -> str:
        """A unit's name; an id that is not in the plan stands for itself."""
        return self.unit_names.get(unit_id, unit_id)


def read_run(folder: Path) -> RunView:
    """Read the run in `folder`; raises InputError when it is not a whole run."""
    return RunView(folder, read_record(folder))
