"""`wardwise check`."""

from __future__ import annotations

from data.calendar import IsoWeek
from data.census.clean import clean_stays
from data.inputs import Note, Severity
from data.load_inputs import load_inputs
from data.quality.census import census_notes, recent_census, unit_census
from data.quality.device_uses import device_use_notes
from data.quality.double_bookings import double_booking_notes
from data.quality.freshness import freshness_notes, table_freshness
from data.quality.gaps import LOOK_BACK_DAYS, find_gaps
from data.quality.report import CheckReport, Gap
from data.quality.staffing import staffing_cover, staffing_notes
from data.quality.stays import count_stays, stay_notes
from data.workspace import Workspace


def check_workspace(workspace: Workspace, week: IsoWeek | None) -> CheckReport:
    """Look at the stored data as a plan of `week` would (None: the week after the newest data).

    Raises InputError where a plan would not start at all (`data.load_inputs`).
    """
    inputs = load_inputs(workspace, week)
    grid = inputs.grid
    tables = table_freshness(workspace.store, inputs.tables, grid)
    clean = clean_stays(inputs.tables.stays)
    gaps = find_gaps(inputs, clean.segments)
    stays = count_stays(inputs, clean)
    recent = recent_census(inputs, clean.segments)
    census = unit_census(inputs, recent)
    cover = staffing_cover(inputs, recent)
    notes = [
        *inputs.notes,
        *freshness_notes(inputs, tables),
        *_gap_notes(gaps),
        *stay_notes(stays),
        *census_notes(census),
        *staffing_notes(cover, grid),
        *double_booking_notes(inputs),
        *device_use_notes(inputs),
    ]
    return CheckReport(
        week=IsoWeek.of(grid.first_day),
        n_weeks=grid.n_days // 7,
        cutoff=inputs.cutoff,
        tables=tables,
        gaps=gaps,
        stays=stays,
        census=census,
        staffing=cover,
        findings=tuple(sorted(notes, key=lambda note: note.severity is not Severity.WARNING)),
    )


def _gap_notes(gaps: tuple[Gap, ...]) -> list[Note]:
    """One sentence per table and unit."""
    days: dict[tuple[str, str], list[Gap]] = {}
    for gap in gaps:
        days.setdefault((gap.table, gap.unit_id), []).append(gap)
    notes = []
    for (table, unit_id), found in sorted(days.items()):
        longest = max(found, key=lambda gap: gap.n_days)
        meaning = "taken as days without patients" if table == "stays" else "taken as not known, not as zero"
        text = (
            f"{unit_id}: {sum(gap.n_days for gap in found)} days of {table} are missing in the last {LOOK_BACK_DAYS} days "
            f"({meaning}); the longest run is {longest.measure} from {longest.first_day} to {longest.last_day}."
        )
        notes.append(Note(Severity.WARNING, table, text))
    return notes
