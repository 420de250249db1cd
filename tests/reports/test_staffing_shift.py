"""What would change for whom: sums by home unit and skill, days away by person, nothing for equal plans."""

from __future__ import annotations

from pathlib import Path

from reports.run_view import read_run
from reports.summaries.staffing_shift import GroupShift, staffing_shift
from tests.reports.run_sample import write_sample_run


def test_equal_plans_change_nothing_for_anybody(tmp_path: Path) -> None:
    one = read_run(write_sample_run(tmp_path, "2026-W43-baseline-0000000001"))
    other = read_run(write_sample_run(tmp_path, "2026-W43-wave-0000000002"))
    shift = staffing_shift(one, other)
    assert (shift.groups, shift.away) == ((), ())


def test_days_away_and_hours_are_those_of_the_home_unit_and_skill(tmp_path: Path) -> None:
    one = read_run(write_sample_run(tmp_path, "2026-W43-baseline-0000000001"))
    roster = [dict(row) for row in one.rows("roster")]
    gone = next(row for row in roster if row["staff_id"] == "0017" and row["source"] == "contract")
    bought = gone | {"staff_id": "agency-99", "source": "agency"}
    sick = {"staff_id": "0017", "date": gone["date"], "kind": "sickness"}
    tables = {
        "roster": [*(row for row in roster if row is not gone), bought],
        "absences": [*map(dict, one.rows("absences")), sick],
    }
    other = read_run(write_sample_run(tmp_path, "2026-W43-wave-0000000002", tables=tables))
    hours = gone["paid_minutes"] / 60
    shift = staffing_shift(one, other)
    assert shift.groups == (GroupShift("ICU", "RN", -hours, 0.0, 0.0, hours, 1),)
    assert shift.away == ("[red] (+1)",)


def test_work_elsewhere_counts_for_the_home_unit(tmp_path: Path) -> None:
    one = read_run(write_sample_run(tmp_path, "2026-W43-baseline-0000000001"))
    roster = [dict(row) for row in one.rows("roster")]
    moved = next(row for row in roster if row["staff_id"] == "0017" and row["source"] == "contract")
    hours = moved["paid_minutes"] / 60
    moved |= {"unit_id": "W1", "source": "overtime"}
    other = read_run(write_sample_run(tmp_path, "2026-W43-wave-0000000002", tables={"roster": roster}))
    shift = staffing_shift(one, other)
    assert shift.groups == (GroupShift("ICU", "RN", -hours, hours, hours, 0.0, 0),)
