"""`roster.csv`: one row per assignment, for payroll and e-rostering systems.

Times are local with their offset, so a night over a clock change has its true length. Text that a spreadsheet would
run as a formula carries one leading apostrophe (`data.spreadsheet_text`); reading the file takes it away again.
"""

from __future__ import annotations

import csv
from pathlib import Path

from data.spreadsheet_text import guard_text
from reports.run_view import RunView

ROSTER_CSV_COLUMNS = ("staff_id", "unit_id", "skill", "shift_id", "start", "end", "paid_minutes", "source")


def write_roster_csv(run: RunView, path: Path) -> None:
    """Write the assignments in UTF-8, by start, unit and person."""
    rows = sorted(run.rows("roster"), key=lambda row: (row["start"], row["unit_id"], row["staff_id"]))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(ROSTER_CSV_COLUMNS)
        for row in rows:
            start, end = (row[side].astimezone(run.zone).isoformat() for side in ("start", "end"))
            staff_id, unit_id, skill, shift_id, source = (
                guard_text(row[name]) for name in ("staff_id", "unit_id", "skill_id", "shift_id", "source")
            )
            writer.writerow([staff_id, unit_id, skill, shift_id, start, end, row["paid_minutes"], source])
