"""What a published run leaves for the ledger of later plans."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pyarrow as pa

from data.ledger.late_changes import late_changes
from data.runs import read_run_table
from data.tables import LEDGER


def ledger_events(folder: Path, told_on: date, late_change_days: int) -> pa.Table:
    """Rows of the store's LEDGER from the run in `folder`: wishes granted and refused, and late changes.

    A change is late when it lies fewer than `late_change_days` after `told_on`, the day on which people are told; what
    somebody's own absence takes away is none.
    Binding wishes are left out: they are never refused. Raises InputError when the folder is not a whole run.
    """
    return LEDGER.table(
        sorted(_rows(folder, told_on, late_change_days), key=lambda row: tuple(map(str, row.values())))
    )


def _rows(folder: Path, told_on: date, late_change_days: int) -> Iterable[dict[str, object]]:
    wishes: dict[tuple[str, date], bool] = {}
    for row in read_run_table(folder, "requests").to_pylist():
        if row["wish"] != "never":
            # several wishes for one day are one wish: all of it is granted or it is refused
            key = (row["staff_id"], row["date"])
            wishes[key] = wishes.get(key, True) and row["granted"]
    for (staff_id, when), granted in wishes.items():
        yield {"staff_id": staff_id, "date": when, "kind": "wish_granted" if granted else "wish_refused"}
    changes, absences, shifts = (
        read_run_table(folder, name).to_pylist() for name in ("changes", "absences", "shifts")
    )
    for staff_id, when in late_changes(changes, absences, shifts, told_on, late_change_days):
        yield {"staff_id": staff_id, "date": when, "kind": "late_change"}
