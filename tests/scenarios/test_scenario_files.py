"""Scenario files: strict, with every fault listed and near misses named; bases never leave the folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.problems import InputError
from scenarios.changes import CHANGE_KINDS
from scenarios.load import find_scenario, load_scenario

SECRET = "NOT-FOR-READING"


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def problems(path: Path, folder: Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        load_scenario(path, folder)
    assert SECRET not in str(caught.value)
    return [str(problem) for problem in caught.value.problems]


def test_every_fault_is_listed_with_the_near_miss(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "flu.toml",
        """
        name = "flu"
        titel = "Flu"
        [[changes]]
        kind = "demnad"
        [[changes]]
        kind = "demand"
        percnt = 10
        [[changes]]
        percent = 5
        [[changes]]
        kind = "absence_wave"
        percent = 120
        first_day = "1.12.2026"
        """,
    )
    assert sorted(problems(path, tmp_path)) == [
        (
            f"flu.toml, changes 1, kind: found 'demnad', expected one of {', '.join(CHANGE_KINDS)};"
            " did you mean 'demand'?"
        ),
        "flu.toml, changes 2, percnt: found 'percnt', expected a known key; did you mean 'percent'?",
        (f"flu.toml, changes 3, kind: expected this key to be given, as one of {', '.join(CHANGE_KINDS)}"),
        (
            "flu.toml, changes 4, first_day: found '1.12.2026', expected a date such as 2026-12-01, or"
            " a day of the plan from 1 on (1 is its first day); not '1.12.2026'"
        ),
        "flu.toml, changes 4, percent: found '120', expected 100 or less",
        "flu.toml, titel: found 'titel', expected a known key; did you mean 'title'?",
    ]


def test_codes_stay_the_texts_that_were_written(tmp_path: Path) -> None:
    """In other formats NO becomes false and 0123 becomes 83 or 123."""
    path = write(
        tmp_path, "no.toml", 'name = "NO"\n[[changes]]\nkind = "demand"\npercent = 1\nunit_id = "0123"\n'
    )
    scenario = load_scenario(path, tmp_path).links[0].scenario
    assert scenario.name == "NO"
    assert scenario.changes[0].model_dump()["unit_id"] == "0123"
    bare = write(
        tmp_path, "bare.toml", 'name = "x"\n[[changes]]\nkind = "demand"\npercent = 1\nunit_id = 0123\n'
    )
    assert 'write texts in quotes, such as id = "0017"' in problems(bare, tmp_path)[0]


def test_a_key_given_twice_is_refused_with_its_line(tmp_path: Path) -> None:
    path = write(tmp_path, "twice.toml", 'name = "a"\nname = "b"\n')
    (message,) = problems(path, tmp_path)
    assert "at line 2" in message


def test_bases_apply_deepest_first_and_their_files_are_hashed(tmp_path: Path) -> None:
    write(tmp_path, "year.toml", 'name = "year"\n')
    write(tmp_path, "winter.toml", 'name = "winter"\nbase = "year"\n')
    flu = write(tmp_path, "flu.toml", 'name = "flu"\nbase = "winter.toml"\n')
    chain = load_scenario(flu, tmp_path)
    assert [link.scenario.name for link in chain.links] == ["year", "winter", "flu"]
    assert chain.name == "flu"
    assert list(chain.files) == ["year.toml", "winter.toml", "flu.toml"]
    assert all(len(digest) == 64 for digest in chain.files.values())


def test_a_cycle_is_refused_naming_the_chain(tmp_path: Path) -> None:
    write(tmp_path, "a.toml", 'name = "a"\nbase = "b"\n')
    write(tmp_path, "b.toml", 'name = "b"\nbase = "c"\n')
    write(tmp_path, "c.toml", 'name = "c"\nbase = "a"\n')
    (message,) = problems(tmp_path / "a.toml", tmp_path)
    assert message == (
        "c.toml, base: found 'a', expected a chain of bases that ends"
        " (chain a.toml -> b.toml -> c.toml -> a); a scenario cannot build on itself"
    )
    loop = write(tmp_path, "loop.toml", 'name = "loop"\nbase = "loop"\n')
    assert "(chain loop.toml -> loop)" in problems(loop, tmp_path)[0]


def test_an_unknown_base_names_the_nearest(tmp_path: Path) -> None:
    write(tmp_path, "winter.toml", 'name = "winter"\n')
    flu = write(tmp_path, "flu.toml", 'name = "flu"\nbase = "wintr"\n')
    assert problems(flu, tmp_path) == [
        (
            "flu.toml, base: found 'wintr', expected the name of a scenario in the scenario folder;"
            " did you mean 'winter'?"
        )
    ]


@pytest.mark.parametrize(
    "base",
    ["../outside", "sub/../../outside", "/outside", "C:\\outside", "\\\\host\\outside", "..\\outside", ""],
)
def test_a_base_cannot_leave_the_folder(tmp_path: Path, base: str) -> None:
    folder = tmp_path / "scenarios"
    write(tmp_path, "outside.toml", f'name = "{SECRET}"\n')
    path = write(folder, "flu.toml", f"name = 'flu'\nbase = '{base}'\n")
    (message,) = problems(path, folder)
    assert f"found '{base}', expected the name of a scenario in the scenario folder, without '..'" in message


def test_a_link_cannot_leave_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "scenarios"
    outside = write(tmp_path, "outside.toml", f'name = "{SECRET}"\n')
    path = write(folder, "flu.toml", 'name = "flu"\nbase = "winter"\n')
    (folder / "winter.toml").symlink_to(outside)
    (message,) = problems(path, folder)
    assert "a link that leaves it" in message


def test_a_base_may_lie_deeper_in_the_folder(tmp_path: Path) -> None:
    write(tmp_path, "shared/winter.toml", 'name = "winter"\n')
    path = write(tmp_path, "flu.toml", 'name = "flu"\nbase = "shared/winter"\n')
    assert load_scenario(path, tmp_path).links[0].scenario.name == "winter"


def test_a_scenario_is_found_by_path_or_by_name(tmp_path: Path) -> None:
    path = write(tmp_path, "flu.toml", 'name = "flu"\n')
    assert find_scenario("flu", tmp_path) == path
    assert find_scenario(str(path), tmp_path) == path
    assert find_scenario(path.name, tmp_path) == path, "the name of its file is as good as its own"
    assert find_scenario("nothing.toml", tmp_path) == Path("nothing.toml")


LIBRARY = sorted((Path(__file__).parents[2] / "scenarios" / "library").glob("*.toml"))


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem)
def test_library_files_are_valid_and_explain_themselves(path: Path) -> None:
    chain = load_scenario(path, path.parent)
    assert chain.name == path.stem
    assert chain.title != chain.name
    assert path.read_text(encoding="utf-8").startswith("# ")
    assert chain.links[-1].scenario.changes


def test_a_scenario_that_does_not_exist_is_named_with_the_near_miss(tmp_path: Path) -> None:
    (tmp_path / "early_flu.toml").write_text('name = "early_flu"\n', encoding="utf-8")
    with pytest.raises(InputError, match="There is no such scenario") as caught:
        load_scenario(Path("early_fly"), tmp_path)
    assert "did you mean 'early_flu'?" in str(caught.value)
    with pytest.raises(InputError, match="`wardwise scenario list` shows those in scenarios/"):
        load_scenario(Path("xyz"), tmp_path)
