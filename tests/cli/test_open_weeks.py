"""`wardwise plan` of weeks that are published: what people were told stays, and nothing is planned over it by mistake."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from cli.planning.open_weeks import with_open_weeks
from data.calendar import IsoWeek
from data.load_inputs import load_inputs
from data.problems import InputError
from data.publish import publish_run
from data.runs import read_run_table
from data.tables import ROSTER
from data.workspace import Workspace, open_workspace
from tests.cli.conftest import Call, printed_json

W48, W49, W50 = (IsoWeek(2026, week) for week in (48, 49, 50))


@pytest.fixture
def published(planned: tuple[object, Path], own_hospital: Path) -> Workspace:
    """A workspace whose week 49 is published."""
    folder = Path(shutil.copytree(planned[1], own_hospital / "runs" / planned[1].name))
    workspace = open_workspace(own_hospital)
    publish_run(workspace, folder)
    return workspace


def test_a_published_week_is_not_planned_anew_by_mistake(
    published: Workspace, planned: tuple[object, Path], call: Call
) -> None:
    result = call("plan", "-w", published.folder)
    assert result.exit_code == 2
    assert f"this one is, with {planned[1].name}" in result.stderr
    assert "change it with `wardwise replan`" in result.stderr
    again = printed_json(call("plan", "--over-published", "-w", published.folder, "--json"))
    assert Path(again["run_dir"]).name.startswith("2026-W49-baseline-")


def test_weeks_after_a_published_one_are_planned_with_it_as_their_past(
    published: Workspace, planned: tuple[object, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    inputs = with_open_weeks(published, load_inputs(published, W49, 3))
    assert (inputs.grid.first_day, inputs.grid.n_days) == (date(2026, 12, 7), 14)
    own = [row for row in read_run_table(planned[1], "roster").to_pylist() if row["source"] == "contract"]
    assert inputs.tables.roster.num_rows == len(own)
    text = "Published, and left as it is: 2026-W49. Planned: 2026-W50, 2026-W51."
    assert text in capsys.readouterr().err
    assert text in inputs.notes[-1].text


def test_weeks_before_a_published_one_are_planned_alone(published: Workspace) -> None:
    inputs = with_open_weeks(published, load_inputs(published, W48, 2))
    assert (inputs.grid.first_day, inputs.grid.n_days) == (W48.monday, 7)


def test_open_weeks_are_planned_as_asked(published: Workspace) -> None:
    asked = load_inputs(published, W50, 2)
    assert with_open_weeks(published, asked) is asked


def test_a_week_with_an_imported_roster_is_not_planned_over_it(own_hospital: Path) -> None:
    """Part of a week came from another system: who was told of shifts must not lose them unseen."""
    workspace = open_workspace(own_hospital)
    rows = [
        {"staff_id": f"00{n}", "date": W49.monday, "unit_id": "MED", "shift_id": "D", "skill_id": "RN", "source": "contract"}
        for n in (1, 2)
    ]  # fmt: skip
    workspace.store.add(ROSTER, ROSTER.table(rows), "imported")
    with pytest.raises(InputError, match="2 shifts of 2 people stored for it; to keep them, import them as"):
        with_open_weeks(workspace, load_inputs(workspace, W49, 1))
