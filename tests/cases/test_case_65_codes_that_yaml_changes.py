"""Case 65: OFF, ON, NO and ids with leading zeros stay texts in TOML; YAML is refused, not half understood."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.configuration.equipment import EquipmentType
from data.configuration.load import load_toml
from data.problems import InputError
from scenarios.load import check_scenario, load_scenario

CASE = Path(__file__).parent / "65"


def test_codes_and_ids_are_the_texts_that_were_written() -> None:
    scenario = load_scenario(CASE / "plan.toml", CASE).links[0].scenario
    wave, gone, standard = (change.model_dump() for change in scenario.changes)
    assert scenario.name == "NO"
    assert (wave["unit_id"], wave["skill_id"]) == ("NO", "ON")
    assert gone["staff_ids"] == ("0123", "0089", "1_000", "1e3")
    assert standard["shift_ids"] == ("OFF", "D", "N", "ON", "NO")


def test_codes_and_ids_are_texts_as_keys_of_a_mapping_too(tmp_path: Path) -> None:
    """In YAML `NO: 1` is the key false and `0123: 1` the key 83; in TOML even keys without quotes are texts."""
    path = tmp_path / "kind.toml"
    path.write_text(
        'id = "ON"\nname = "Pump"\n[per_occupied_bed]\nNO = 1\nON = 2\nOFF = 0\n0123 = 4\n0089 = 5\n1_000 = 6\n1e3 = 7\n'
    )
    rates = load_toml(path, EquipmentType).per_occupied_bed
    assert dict(rates) == {"NO": 1, "ON": 2, "OFF": 0, "0123": 4, "0089": 5, "1_000": 6, "1e3": 7}


@pytest.mark.parametrize("bare", ["NO", "OFF", "ON", "0123", "yes"])
def test_a_code_without_quotes_is_refused_with_its_line(tmp_path: Path, bare: str) -> None:
    path = tmp_path / "bare.toml"
    path.write_text(f'name = "x"\n[[changes]]\nkind = "demand"\npercent = 1\nunit_id = {bare}\n')
    with pytest.raises(InputError) as caught:
        load_scenario(path, tmp_path)
    assert "at line 5" in str(caught.value)
    assert 'write texts in quotes, such as id = "0017"' in str(caught.value)


@pytest.mark.parametrize("value", [True, 83, 1000, 1000.0])
def test_what_yaml_makes_of_codes_is_no_id(value: object) -> None:
    content = {"name": "x", "changes": [{"kind": "demand", "percent": 1, "unit_id": value}]}
    with pytest.raises(InputError, match=r"changes 1, unit_id: .*expected (a )?text"):
        check_scenario(content, "x.toml")


def test_a_yaml_file_is_refused_with_the_reason() -> None:
    with pytest.raises(
        InputError, match="YAML is not read: it turns codes such as NO and 0123 into other values"
    ):
        load_scenario(CASE / "plan.yaml", CASE)
