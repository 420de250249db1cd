"""Case 67: a scenario builds on files of its own folder only; nothing of a file outside is ever shown."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from data.problems import InputError
from scenarios.load import MOST_BASES, load_scenario

CASE = Path(__file__).parent / "67"
SECRET = "NOT-REAL-SECRET-TEXT"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The case, with the link that its description asks for."""
    shutil.copytree(CASE, tmp_path / "case")
    folder = tmp_path / "case" / "project" / "scenarios"
    (folder / "link_target.toml").symlink_to("../../outside/secret.toml")
    return folder


def test_a_base_of_the_same_folder_comes_first(folder: Path) -> None:
    chain = load_scenario(folder / "good.toml", folder)
    assert [link.file for link in chain.links] == ["common.toml", "good.toml"]


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("dotdot", "../../outside/secret"),
        ("absolute", "/etc/hostname"),
        ("link", "link_target"),
        ("loop", "loop"),
    ],
)
def test_every_way_out_is_refused_with_the_path_as_written(folder: Path, name: str, written: str) -> None:
    with pytest.raises(InputError) as caught:
        load_scenario(folder / f"{name}.toml", folder)
    message = str(caught.value)
    assert f"{name}.toml, base: found '{written}'" in message
    assert SECRET not in message
    assert "token" not in message


def test_a_folder_that_is_a_link_is_no_way_out_either(folder: Path) -> None:
    (folder / "shared").symlink_to("../../outside", target_is_directory=True)
    (folder / "deep.toml").write_text('name = "deep"\nbase = "shared/secret"\n')
    with pytest.raises(InputError, match="a link that leaves it") as caught:
        load_scenario(folder / "deep.toml", folder)
    assert SECRET not in str(caught.value)


def test_a_chain_is_limited(folder: Path) -> None:
    for number in range(MOST_BASES + 1):
        base = f'base = "n{number + 1}"\n' if number < MOST_BASES else ""
        (folder / f"n{number}.toml").write_text(f'name = "n{number}"\n{base}')
    assert len(load_scenario(folder / "n1.toml", folder).links) == MOST_BASES
    with pytest.raises(InputError, match=f"a chain of at most {MOST_BASES} files that ends"):
        load_scenario(folder / "n0.toml", folder)
