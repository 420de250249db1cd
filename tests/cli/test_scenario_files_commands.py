"""`wardwise scenario new` and `schema`: files that can be used at once, nothing overwritten, near misses named."""

from __future__ import annotations

import json
from pathlib import Path

from scenarios.changes import CHANGE_KINDS
from tests.cli.conftest import Call, printed_json


def test_a_scenario_is_started_from_another_or_from_a_page(own_hospital: Path, call: Call) -> None:
    folder = own_hospital / "scenarios"
    result = call("scenario", "new", "flu", "--like", "sickness", "-w", own_hospital)
    assert result.stdout.strip() == str(folder / "flu.toml")
    assert "wardwise scenario compare flu" in result.stderr
    assert 'name = "flu"' in (folder / "flu.toml").read_text(encoding="utf-8")
    assert call("scenario", "new", "own", "-w", own_hospital).exit_code == 0
    assert "# Units: MED, [red]" in (folder / "own.toml").read_text(encoding="utf-8")
    listed = printed_json(call("scenario", "list", "--json", "-w", own_hospital))
    assert [row["name"] for row in listed] == ["flu", "own", "sickness"]


def test_a_faulty_file_does_not_hide_the_others(own_hospital: Path, call: Call) -> None:
    (own_hospital / "scenarios" / "broken.toml").write_text('name = "broken"\n[[change]]\n', encoding="utf-8")
    for options in ((), ("--json",)):
        result = call("scenario", "list", *options, "-w", own_hospital)
        assert result.exit_code == 2
        assert "sickness" in result.stdout
        assert "Some scenario files cannot be used" in result.stderr
        assert "broken.toml" in result.stderr


def test_nothing_is_overwritten_and_near_misses_are_named(own_hospital: Path, call: Call) -> None:
    result = call("scenario", "new", "sickness", "-w", own_hospital)
    assert result.exit_code == 2
    assert "no file of this name yet; choose another name; nothing was written" in result.stderr
    result = call("scenario", "new", "x", "--like", "flu", "-w", own_hospital)
    assert result.exit_code == 2
    assert "did you mean 'early_flu'?" in result.stderr
    result = call("scenario", "new", "../x", "-w", own_hospital)
    assert result.exit_code == 2
    assert not (own_hospital / "x.toml").exists()


def test_the_schema_knows_every_kind(call: Call) -> None:
    schema = json.loads(call("scenario", "schema").stdout)
    kinds = schema["properties"]["changes"]["items"]["discriminator"]["mapping"]
    assert set(kinds) == set(CHANGE_KINDS)
    assert schema["additionalProperties"] is False
