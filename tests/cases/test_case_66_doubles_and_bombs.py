"""Case 66: a key given twice is refused with both lines; no small file takes much time or memory to refuse."""

from __future__ import annotations

import re
import time
import tracemalloc
from pathlib import Path

import pytest

from data.configuration.toml_text import MOST_BYTES, MOST_TWICE
from data.inputs import PlanInputs
from data.problems import InputError
from scenarios.load import check_scenario, load_scenario
from scenarios.overlay import apply_scenario
from scenarios.schema import ScenarioChain
from tests.roster.two_wards import plan_inputs

CASE = Path(__file__).parent / "66"


def refusal(path: Path) -> str:
    """What is said, in under a second and with less than 20 MB."""
    tracemalloc.start()
    start = time.perf_counter()
    with pytest.raises(InputError) as caught:
        load_scenario(path, path.parent)
    assert time.perf_counter() - start < 1
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()
    return str(caught.value)


def test_a_key_given_twice_is_refused_with_both_lines() -> None:
    message = refusal(CASE / "dup.toml")
    assert "at line 8" in message
    assert "the same key stands on line 6 already); keep one of the two lines" in message


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ('name = "a"\n# a remark\nname = "b"\n', (1, 3)),
        ('"name" = "a"\nname = "b"\n', (1, 2)),
        ('name = "a"\n[rules]\nx = 1\n\n[rules]\ny = 2\n', (2, 5)),
        ("[a]\nname = 1\n[b]\nname = 2\nname = 3\n", (4, 5)),
    ],
)
def test_both_lines_are_named_wherever_the_key_stands(
    tmp_path: Path, text: str, lines: tuple[int, int]
) -> None:
    path = tmp_path / "twice.toml"
    path.write_text(text)
    message = refusal(path)
    assert f"at line {lines[1]}" in message
    assert f"stands on line {lines[0]} already" in message


def test_all_keys_given_twice_are_named_at_once(tmp_path: Path) -> None:
    """The case's own pairs, 1 and 7 and 4 and 6; and a table given twice does not hide a key given twice in it."""
    path = tmp_path / "twice.toml"
    path.write_text(
        "max_weekly_hours = 48\nmin_rest_hours = 11\n# staff\nstaff.S1 = 1.0\nstaff.S2 = 0.5\nstaff.S1 = 0.2\n"
        "max_weekly_hours = 60\n"
    )
    assert pairs(path) == [(4, 6), (1, 7)]
    path.write_text("[rules]\nx = 1\n[rules]\ny = 2\ny = 3\n[other]\nz = 1\nz = 2\n")
    assert pairs(path) == [(1, 3), (4, 5), (7, 8)]
    path.write_text("\n".join(f"k{n} = 1\nk{n} = 2" for n in range(500)))
    assert len(pairs(path)) == MOST_TWICE


def pairs(path: Path) -> list[tuple[int, int]]:
    """Lines of each key given twice, as the message has them."""
    found = re.findall(r"at line (\d+), .*stands on line (\d+) already", refusal(path))
    return [(int(first), int(second)) for second, first in found]


def test_two_changes_of_one_field_are_two_of_one_key_as_well() -> None:
    """Within a file and along a chain of bases: nothing is overridden in silence."""
    limit = {"kind": "agency_limit", "hours_week": 0}
    twice = ScenarioChain.of(check_scenario({"name": "a", "changes": [limit, limit]}, "a.toml"))
    with pytest.raises(InputError, match=r"also changed by scenario a, changes\[1\]"):
        apply_scenario(plan_inputs(), twice)


def test_a_scenario_overrides_what_the_hospital_says() -> None:
    """What a merge with an override is for: the night's rest is 12 hours, everything else as before."""
    change = {"kind": "rule", "rule": "minimum_rest", "set": {"hours": 12}}
    inputs: PlanInputs = plan_inputs()
    chain = ScenarioChain.of(check_scenario({"name": "rest", "changes": [change]}, "rest.toml"))
    changed, diff = apply_scenario(inputs, chain)
    rules = inputs.hospital.rules
    assert changed.hospital.rules == rules.model_copy(
        update={"minimum_rest": rules.minimum_rest.model_copy(update={"hours": 12.0})}
    )
    assert [(line.target, line.before, line.after) for line in diff] == [
        ("rule minimum_rest, hours", "11", "12")
    ]


def test_the_bomb_is_refused_as_it_is_no_toml() -> None:
    assert "YAML is not read" in refusal(CASE / "bomb.yaml")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x = " + "[" * 5_000, "nested"),
        ("x = " + "{a=" * 5_000, "nested"),
        ("x = " + "9" * 10_000, "TOML"),
        ("x = 1\n" + "# more\n" * (MOST_BYTES // 7 + 1), "a file of at most 2 MB"),
    ],
    ids=["lists", "tables", "digits", "size"],
)
def test_files_that_are_made_to_hurt_are_refused(tmp_path: Path, text: str, expected: str) -> None:
    path = tmp_path / "bomb.toml"
    path.write_text(text)
    assert expected in refusal(path)
