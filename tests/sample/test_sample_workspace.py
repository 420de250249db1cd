"""Writing the sample: a workspace that plans 2026-W49, the same for everybody, and nobody's work overwritten."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime

import pytest

from data.configuration.load import load_hospital
from data.load_inputs import load_inputs
from data.problems import InputError
from data.sample import write
from data.sample.staff import sample_staff
from data.store import Store
from data.tables import SOURCE_TABLES
from data.workspace import open_workspace


@pytest.fixture
def workspace(sample, tmp_path, monkeypatch):
    monkeypatch.setattr(write, "sample_tables", lambda *_: sample.tables)
    return write.write_sample(tmp_path / "demo")


def test_the_configuration_loads_and_is_commented(workspace):
    text = (workspace / "hospital.toml").read_text(encoding="utf-8")
    assert sum(line.startswith("#") for line in text.splitlines()) > 20
    hospital = load_hospital(workspace / "hospital.toml")
    assert len(hospital.units) == 10
    assert (hospital.hospital.zone, hospital.hospital.country, hospital.hospital.subdivision) == (
        "Europe/London", "GB", "ENG",
    )  # fmt: skip
    assert all(unit.beds_physical > unit.beds_staffed for unit in hospital.units)
    assert {standard.unit_id for standard in hospital.staffing} == set(hospital.unit_by_id)


def test_the_workspace_plans_week_49_from_complete_history(workspace):
    inputs = load_inputs(open_workspace(workspace), week=None)
    assert (inputs.grid.first_day, inputs.grid.n_days) == (date(2026, 11, 30), 7)
    assert inputs.cutoff == datetime(2026, 11, 27, tzinfo=UTC)
    assert [note.topic for note in inputs.notes] == ["history"]


def test_what_is_stored_is_what_was_generated(sample, workspace):
    store = Store(workspace / "store")
    for schema in SOURCE_TABLES:
        assert store.read(schema.name).num_rows == getattr(sample.tables, schema.name).num_rows, schema.name


def test_writing_again_changes_nothing(workspace):
    before = {schema.name: Store(workspace / "store").snapshot_id(schema.name) for schema in SOURCE_TABLES}
    write.write_sample(workspace)
    after = {schema.name: Store(workspace / "store").snapshot_id(schema.name) for schema in SOURCE_TABLES}
    assert before == after


def test_another_hospital_is_not_overwritten(tmp_path):
    (tmp_path / "hospital.toml").write_text("# ours\n", encoding="utf-8")
    with pytest.raises(InputError, match="no configuration but the sample's own; choose another folder"):
        write.write_sample(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["hospital.toml"]


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match=r"file.*expected a folder that can be written"):
        write.write_sample(tmp_path / "file" / "demo")


def test_the_same_seed_gives_the_same_hospital_in_another_process(workspace, tmp_path):
    """Another process has another order of sets, and must not have another hospital. Snapshot ids are checksums."""
    code = "import sys, pathlib, data.sample.write as w; w.write_sample(pathlib.Path(sys.argv[1]), seed=1)"
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "other")], check=True)
    here, there = Store(workspace / "store"), Store(tmp_path / "other" / "store")
    for schema in SOURCE_TABLES:
        assert here.snapshot_id(schema.name) == there.snapshot_id(schema.name), schema.name


def test_another_seed_gives_other_people(sample):
    other = sample_staff(sample.hospital, seed=2, as_of=sample.as_of)
    assert other.column("name").to_pylist() != sample.tables.staff.column("name").to_pylist()
    assert 305 <= other.num_rows <= 340
