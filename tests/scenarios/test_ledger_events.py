"""What a published run leaves for the ledger: wishes by day, and changes that came late."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from data.ledger.events import ledger_events
from data.ledger.late_changes import late_changes
from tests.reports.run_sample import write_sample_run
from tests.reports.sample_hospital import DAYS


def test_wishes_and_late_changes(tmp_path: Path) -> None:
    wish = {"wish": "avoid", "shift_id": "N"}
    run = write_sample_run(
        tmp_path,
        tables={
            "requests": [
                {"staff_id": "S2", "date": DAYS[0], **wish, "granted": True},
                {"staff_id": "S2", "date": DAYS[0], "wish": "avoid", "shift_id": "E", "granted": False},
                {"staff_id": "S3", "date": DAYS[1], "wish": "day_off", "shift_id": None, "granted": True},
                {"staff_id": "S3", "date": DAYS[2], "wish": "never", "shift_id": None, "granted": True},
            ],
            "changes": [
                {"staff_id": "S4", "date": DAYS[0], "before": "W1 E", "after": "W1 N"},
                {"staff_id": "S4", "date": DAYS[6], "before": None, "after": "W1 E"},
            ],
        },
    )
    told_on = date.fromordinal(DAYS[0].toordinal() - 2)
    assert [tuple(row.values()) for row in ledger_events(run, told_on, 8).to_pylist()] == [
        ("S2", DAYS[0], "wish_refused"),  # one of two wishes for the day was not granted
        ("S3", DAYS[1], "wish_granted"),
        ("S4", DAYS[0], "late_change"),  # told two days ahead; the other change is eight days ahead
    ]


def test_what_sickness_takes_away_is_nobodys_late_change() -> None:
    """Found by a reader: the sick were charged late changes for their own sickness."""
    tuesday, wednesday = date(2026, 12, 1), date(2026, 12, 2)
    changes = [
        {"staff_id": "S1", "date": wednesday, "before": "W1 E", "after": None},
        {"staff_id": "S1", "date": tuesday, "before": "W1 N", "after": None},
        {"staff_id": "S2", "date": tuesday, "before": "W1 E", "after": None},
        {"staff_id": "S2", "date": wednesday, "before": "W1 E", "after": "W1 N"},
        {"staff_id": "S3", "date": wednesday, "before": None, "after": "W1 E"},
    ]
    absences = [{"staff_id": staff_id, "date": wednesday, "kind": "sickness"} for staff_id in ("S1", "S2")]
    shifts = [{"shift_id": "N", "is_night": True}, {"shift_id": "E", "is_night": False}]
    found = list(late_changes(changes, absences, shifts, tuesday, 7))
    # the night runs into the absence; an early on the day before it, and another shift in the place of one, do not
    assert found == [("S2", tuesday), ("S2", wednesday), ("S3", wednesday)]
