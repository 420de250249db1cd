"""From a file to rows of the roster table; everything unreadable is named at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from data.importers.checks.shift_hours import shift_hours_faults
from data.importers.choosing import choose
from data.importers.context import import_context
from data.importers.forms.roster_export import ROSTER_EXPORT
from data.importers.given_roster.grid import is_grid, read_grids
from data.importers.parts import checked, typed
from data.importers.sources import read_source
from data.problems import InputError
from data.workspace import Workspace


@dataclass(frozen=True, slots=True)
class GivenRoster:
    """Rows with staff_id, date, shift_id, unit_id, skill_id and source; the last two may be None.

    `notes` say what of the file is not in the rows as it was written, such as a row that stands there twice.
    """

    rows: list[dict[str, Any]]
    notes: tuple[str, ...] = ()


def read_given_roster(workspace: Workspace, path: Path) -> GivenRoster:
    """The shifts of a roster file, with what there is to say about how they were read.

    Raises InputError listing every cell or row that cannot be read: a roster that is judged must be whole.
    """
    if is_grid(path):
        return GivenRoster(read_grids(path, workspace.hospital, workspace.store.read("staff")))
    context = import_context(workspace, [])
    (text, *_) = read_source(path)
    part = typed(text, choose(text, context, "roster"), context)
    if part.choice.form is ROSTER_EXPORT:
        part = replace(part, rows=part.rows.without(shift_hours_faults(part.rows, context)))
    part = checked(part, context)
    if problems := part.problems():
        raise InputError(problems, f"{path.name} cannot be read as a roster")
    return GivenRoster(part.rows.table.to_pylist(), part.rows.notes)
