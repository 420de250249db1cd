"""From a workspace to inputs and checks: where history ends, what is left out, whether people are enough."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from data.calendar import IsoWeek, local_midnight
from data.census.hourly import hourly_census
from data.holiday_calendar import public_holidays
from data.importers.files import import_files
from data.inputs import Severity
from data.load_inputs import load_inputs
from data.problems import InputError
from data.quality.check import check_workspace
from data.tables import STAYS
from data.workspace import Workspace, init_workspace, open_workspace
from tests.workspaces import STAFF_CSV, hospital_text, new_workspace, write_text

LONDON = "Europe/London"
FIRST = date(2024, 4, 1)


def stays_csv(n_days: int, per_day: int = 2, unit: str = "A", hours: int = 48) -> str:
    """`per_day` patients enter at 08:00 of each day from FIRST and stay for `hours`."""
    lines = ["visit_id,unit,entered,left"]
    for day in range(n_days):
        start = datetime.combine(FIRST + timedelta(days=day), datetime.min.time(), UTC) + timedelta(hours=7)
        end = start + timedelta(hours=hours)
        lines += [f"{unit}{day}-{n},{unit},{start.isoformat()},{end.isoformat()}" for n in range(per_day)]
    return "\n".join(lines)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = new_workspace(tmp_path / "w")
    files = [write_text(tmp_path / "stays.csv", stays_csv(40)), write_text(tmp_path / "staff.csv", STAFF_CSV)]
    import_files(workspace, files)
    return workspace


def test_the_week_after_the_newest_data_and_no_incomplete_day(workspace: Workspace) -> None:
    """The last entry is on Friday 10 May; stays that end on 11 May make that the newest day, which is not complete."""
    inputs = load_inputs(workspace, None)
    assert inputs.cutoff == local_midnight(date(2024, 5, 11), LONDON)
    assert (str(IsoWeek.of(inputs.grid.first_day)), inputs.grid.n_days) == ("2024-W20", 7)
    assert dict(inputs.snapshot_ids).keys() == {"stays", "staff"}


def test_nothing_after_the_cutoff_is_in_the_inputs(workspace: Workspace) -> None:
    """A past week is planned as it could have been then: later patients unknown, present ones still there."""
    inputs = load_inputs(workspace, IsoWeek.parse("2024-W16"), n_weeks=2, seed=7)
    assert inputs.cutoff == inputs.grid.start == local_midnight(date(2024, 4, 15), LONDON)
    stays = inputs.tables.stays.to_pylist()
    assert max(row["entered"] for row in stays) < inputs.cutoff
    assert sum(row["left"] is None for row in stays) == 4
    assert (inputs.grid.n_days, inputs.seed) == (14, 7)


def test_counts_end_with_their_newest_day(tmp_path: Path) -> None:
    workspace = new_workspace(tmp_path / "w")
    text = "date,unit,admissions\n2023-11-25,A,1\n2023-11-26,A,2\n"
    import_files(workspace, [write_text(tmp_path / "daily.csv", text)])
    inputs = load_inputs(workspace, None)
    assert (str(IsoWeek.of(inputs.grid.first_day)), inputs.cutoff) == ("2023-W48", inputs.grid.start)


def test_a_planned_discharge_far_ahead_is_no_news(tmp_path: Path) -> None:
    workspace = new_workspace(tmp_path / "w")
    text = stays_csv(10) + "\nV,A,2024-04-05T10:00:00Z,2024-09-01T10:00:00Z"
    import_files(workspace, [write_text(tmp_path / "stays.csv", text)])
    assert load_inputs(workspace, None).cutoff == local_midnight(date(2024, 4, 11), LONDON)


def test_a_week_without_history_before_it_is_refused(workspace: Workspace) -> None:
    with pytest.raises(InputError, match="found '2023-W10', expected a week after the first day of history"):
        load_inputs(workspace, IsoWeek.parse("2023-W10"))


def test_an_empty_workspace_says_what_to_import(tmp_path: Path) -> None:
    with pytest.raises(
        InputError, match="expected patient history in the store; import stays or daily counts first"
    ):
        load_inputs(new_workspace(tmp_path / "w"), None)


def test_old_history_is_noted(workspace: Workspace) -> None:
    notes = [note.text for note in load_inputs(workspace, IsoWeek.parse("2024-W30")).notes]
    assert "History ends on 2024-05-10, 72 days before the first planned day; import newer data." in notes


def test_rows_that_the_configuration_has_outlived(workspace: Workspace, tmp_path: Path) -> None:
    """Unit ICU is closed for good: its stays are left out with a note, its people must be moved by a person."""
    import_files(workspace, [write_text(tmp_path / "stays.csv", stays_csv(3, unit="ICU"))])
    (workspace.folder / "hospital.toml").write_text(hospital_text(("A",)), encoding="utf-8")
    closed = open_workspace(workspace.folder)
    with pytest.raises(
        InputError, match=r"stored staff \(1 rows\), column 'unit_id': found 'ICU', expected one of A"
    ):
        load_inputs(closed, None)
    moved = STAFF_CSV.replace("ICU", "A")
    import_files(closed, [write_text(tmp_path / "staff.csv", moved)])
    inputs = load_inputs(closed, None)
    assert set(inputs.tables.stays.column("unit_id").to_pylist()) == {"A"}
    assert "6 stored rows of stays are left out: unit_id 'ICU' is not known any more." in [
        n.text for n in inputs.notes
    ]


def test_devices_of_closed_units_are_in_the_pool_and_those_of_unknown_sites_are_left_out(
    workspace: Workspace, tmp_path: Path
) -> None:
    """A device of a unit that was closed stopped the plan; one of a site that nobody knows went to the first site's pool."""
    devices = "asset_id,type,unit,site\nP1,PUMP,ICU,\nP2,PUMP,A,\nP3,PUMP,,MAIN\n"
    import_files(workspace, [write_text(tmp_path / "equipment.csv", devices)])
    import_files(workspace, [write_text(tmp_path / "staff.csv", STAFF_CSV.replace("ICU", "A"))])
    text = hospital_text(("A",)).replace("beds_staffed = 20", 'beds_staffed = 20\nsite_id = "NORTH"')
    (workspace.folder / "hospital.toml").write_text(text, encoding="utf-8")
    inputs = load_inputs(open_workspace(workspace.folder), None)
    assert [(row["asset_id"], row["unit_id"]) for row in inputs.tables.equipment.to_pylist()] == [
        ("P1", None),
        ("P2", "A"),
    ]
    texts = [note.text for note in inputs.notes]
    assert "1 stored rows of equipment are left out: site_id 'MAIN' is not known any more." in texts
    assert (
        "1 stored devices stand in units that are not known any more ('ICU'): they count in the pool."
        in texts
    )


def test_the_check_names_booked_uses_that_cannot_be(workspace: Workspace, tmp_path: Path) -> None:
    files = {
        "equipment": "asset_id,type,unit\nP1,PUMP,A\n",
        "device_uses": "use_id,asset_id,site,start,end\n"
        "U1,P1,MAIN,2024-05-13T08:00+01:00,2024-05-13T12:00+01:00\nU2,P1,MAIN,2024-05-13T11:00+01:00,2024-05-13T13:00+01:00\n",
    }
    import_files(workspace, [write_text(tmp_path / f"{name}.csv", text) for name, text in files.items()])
    assert "P1: U2 after U1 is not possible: cleaning takes 0 h, 1 h more than there are between them." in [
        note.text for note in check_workspace(workspace, None).findings
    ]


def test_the_check_says_whether_people_are_enough(tmp_path: Path) -> None:
    """Four patients, one nurse for four: one per shift, 11.5 paid hours, 161 a week against two nurses' 75 less leave.

    The assistant cannot stand in for a nurse, and the nurse of ICU may not float.
    """
    standard = '[[staffing]]\nunit_id = "A"\nskill_id = "RN"\nmethod = "ratio"\npatients_per_person = 4\n'
    workspace = new_workspace(tmp_path / "w", more=standard)
    leave = (
        "staff_id,kind,from,to\nS1,annual_leave,2024-05-13,2024-05-16\nS1,sickness,2024-05-16,2024-05-19\n"
    )
    files = {"stays": stays_csv(40), "staff": STAFF_CSV + "S4,Dora Example,A,RN,FULL\n", "absences": leave}
    import_files(workspace, [write_text(tmp_path / f"{name}.csv", text) for name, text in files.items()])
    report = check_workspace(workspace, None)
    [row] = [row for row in report.staffing if (row.unit_id, row.skill_id) == ("A", "RN")]
    assert (row.needed_hours, row.own_hours, row.covered_hours) == (161.0, 37.5, 37.5)
    assert row.short_hours == 123.5
    texts = [note.text for note in report.findings if note.topic == "staffing"]
    assert texts == [
        (
            "A RN: 161 hours are needed at the recent census and contracted people can cover at most 38; "
            "124 hours need bank or agency shifts or overtime, or stay open."
        )
    ]
    assert not report.ok
    assert [note.severity for note in report.findings] == sorted(
        (note.severity for note in report.findings), key=lambda severity: severity is not Severity.WARNING
    )


def test_floats_and_stand_ins_are_shared_out_for_the_most_hours(tmp_path: Path) -> None:
    """A's need of assistants takes the nurse of ICU who may float; A's own nurse is needed as a nurse."""
    more = "".join(
        f'[[staffing]]\nunit_id = "A"\nskill_id = "{skill}"\nshift_ids = ["D"]\nmethod = "fixed"\npeople = 1\n'
        for skill in ("RN", "HCA")
    )
    workspace = new_workspace(tmp_path / "w", more=more)
    staff = "staff_id,name,unit,skill,contract,float_units\nS1,x,A,RN,FULL,\nS2,y,ICU,RN,FULL,A\n"
    import_files(
        workspace,
        [write_text(tmp_path / "stays.csv", stays_csv(9)), write_text(tmp_path / "staff.csv", staff)],
    )
    cover = {(row.unit_id, row.skill_id): row for row in check_workspace(workspace, None).staffing}
    assert sum(row.covered_hours for row in cover.values()) == 75.0
    assert cover["A", "HCA"].own_hours == 0.0


def test_the_check_names_old_rosters_and_long_stays(workspace: Workspace, tmp_path: Path) -> None:
    old = "visit_id,unit,entered,left\nOLD,A,2023-01-05T10:00:00Z,\n"
    roster = "staff_id,date,shift,unit\nS1,2024-05-01,D,A\n"
    files = [write_text(tmp_path / "stays.csv", old), write_text(tmp_path / "roster.csv", roster)]
    import_files(workspace, files)
    report = check_workspace(workspace, None)
    assert report.stays.n_open_long == 1
    texts = " ".join(note.text for note in report.findings)
    assert "1 stays have been open for more than 180 days" in texts
    assert "The published roster ends on 2024-05-01: the days to 2024-05-12 are taken as not worked" in texts
    assert "No absences are stored for the planned days" in texts
    assert {entry.table: entry.age_days for entry in report.tables}["roster"] == 11


def test_hours_of_a_clock_change_day() -> None:
    rows = [{"visit_id": "V", "unit_id": "A", "entered": datetime(2024, 3, 1, tzinfo=UTC)}]
    days = [date(2024, 3, 30), date(2024, 3, 31), date(2024, 4, 1)]
    lengths = [
        hourly_census(STAYS.table(rows), ["A"], *(local_midnight(d, LONDON) for d in span)).num_rows
        for span in itertools.pairwise(days)
    ]
    assert lengths == [24, 23]


def test_an_instant_on_the_hour_counts_who_enters_and_not_who_leaves() -> None:
    ten = datetime(2024, 3, 1, 10, tzinfo=UTC)
    rows = [
        {"visit_id": "IN", "unit_id": "A", "entered": ten, "left": ten + timedelta(minutes=30)},
        {"visit_id": "OUT", "unit_id": "A", "entered": ten - timedelta(hours=1), "left": ten},
        {
            "visit_id": "BETWEEN",
            "unit_id": "A",
            "entered": ten + timedelta(minutes=5),
            "left": ten + timedelta(minutes=50),
        },
    ]
    census = hourly_census(STAYS.table(rows), ["A", "B"], ten - timedelta(hours=1), ten + timedelta(hours=2))
    assert census.column("occupied").to_pylist() == [1, 1, 0, 0, 0, 0]


def test_public_and_local_holidays(tmp_path: Path) -> None:
    local = 'local_holidays = [{ date = 2026-12-24, name = "Trust day" }]\n'
    text = hospital_text().replace('subdivision = "ENG"\n', 'subdivision = "ENG"\n' + local)
    write_text(tmp_path / "w" / "hospital.toml", text)
    days = public_holidays(open_workspace(tmp_path / "w").hospital, [2026])
    assert days[date(2026, 12, 24)] == "Trust day"
    assert days[date(2026, 12, 25)] == "Christmas Day"
    assert date(2026, 12, 28) in days
    write_text(tmp_path / "w" / "hospital.toml", text.replace('"ENG"', '"EGN"'))
    with pytest.raises(InputError, match=r"hospital\.subdivision.*found 'EGN', expected a subdivision of GB"):
        public_holidays(open_workspace(tmp_path / "w").hospital, [2026])


def test_a_new_workspace_is_valid_and_never_overwritten(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    written = init_workspace(folder, {"winter.toml": "name = 'winter'\n"})
    assert [path.relative_to(folder).as_posix() for path in written][:2] == [
        "hospital.toml",
        "scenarios/winter.toml",
    ]
    assert (folder / "tables" / "absences.csv").read_text(
        encoding="utf-8"
    ) == "staff_id,kind,first_day,last_day\n"
    assert open_workspace(folder).hospital.hospital.name == "Example Hospital"
    (folder / "hospital.toml").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match=r"hospital\.toml: expected no file of this name yet"):
        init_workspace(folder)
    assert (folder / "hospital.toml").read_text(encoding="utf-8") == "mine"
    with pytest.raises(InputError, match=r"expected a workspace, a folder with a hospital\.toml"):
        open_workspace(tmp_path)


def test_bought_shifts_of_the_published_roster_are_not_people(workspace: Workspace, tmp_path: Path) -> None:
    roster = "staff_id,date,shift,unit,source\nS1,2024-05-01,D,A,bank\nagency-1,2024-05-01,D,A,agency\n"
    import_files(workspace, [write_text(tmp_path / "roster.csv", roster)])
    inputs = load_inputs(workspace, None)
    assert inputs.tables.roster.column("staff_id").to_pylist() == ["S1"]
    text = "1 published bank and agency shifts of people outside the staff table are not carried over."
    assert text in [note.text for note in inputs.notes if note.severity is Severity.INFO]
