"""Reading scenario files and the chain of their bases, never from outside the scenario folder."""

from __future__ import annotations

import hashlib
from difflib import get_close_matches
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from data.configuration.load import read_toml, validate
from data.problems import InputError, Problem
from scenarios.changes import CHANGE_KINDS
from scenarios.schema import Scenario, ScenarioChain, ScenarioLink

SUFFIX = ".toml"
MOST_BASES = 10
"""How many files a chain of bases may have; more is a mistake, not a plan."""

_STAND_IN = {"kind": "agency_limit", "hours_week": 0}


def find_scenario(text: str, folder: Path) -> Path:
    """The file meant by a path, or by the name of a scenario or of its file in `folder`; it need not exist."""
    path = Path(text)
    if path.exists() or path.name != text:
        return path
    return next((named for name in (text, f"{text}{SUFFIX}") if (named := folder / name).is_file()), path)


def load_scenario(path: Path, folder: Path) -> ScenarioChain:
    """Read a scenario file and its bases, which lie in `folder`; raises InputError listing every fault."""
    if not path.exists():
        near = get_close_matches(path.stem, _names(folder), n=1)
        advice = (
            f"did you mean '{near[0]}'?" if near else "`wardwise scenario list` shows those in scenarios/"
        )
        expected = "a scenario file, or the name of one in scenarios/"
        problem = Problem(value=str(path), expected=expected, fix=advice)
        raise InputError([problem], "There is no such scenario")
    links = [_read(path)]
    seen = [path.resolve()]
    while (base := links[0].scenario.base) is not None:
        chain = " -> ".join(str(link.file) for link in reversed(links))
        target = _base_path(base, folder, chain)
        if target.resolve() in seen:
            raise _fault(chain, base, "a chain of bases that ends", "a scenario cannot build on itself")
        if not target.is_file():
            near = get_close_matches(base, _names(folder), n=1)
            fix = f"did you mean '{near[0]}'?" if near else None
            raise _fault(chain, base, "the name of a scenario in the scenario folder", fix)
        seen.insert(0, target.resolve())
        if len(links) == MOST_BASES:
            raise _fault(chain, base, f"a chain of at most {MOST_BASES} files that ends")
        links.insert(0, _read(target))
    return ScenarioChain(tuple(links))


def _names(folder: Path) -> list[str]:
    return sorted(file.stem for file in folder.glob(f"*{SUFFIX}"))


def _read(path: Path) -> ScenarioLink:
    content = read_toml(path)
    return ScenarioLink(
        scenario=check_scenario(content, path.name),
        file=path.name,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
    )


def check_scenario(content: dict[str, Any], file: str) -> Scenario:
    """Check the content of a scenario file; raises InputError listing every fault."""
    problems: list[Problem] = []
    changes = content.get("changes")
    if isinstance(changes, list):
        kinds = [_kind_problem(change, number, file) for number, change in enumerate(changes, start=1)]
        problems.extend(problem for problem in kinds if problem)
        # A stand-in for a change of unknown kind lets the others be checked at their own positions.
        content = content | {
            "changes": [
                _STAND_IN if problem else change for change, problem in zip(changes, kinds, strict=True)
            ]
        }
    try:
        scenario = validate(content, Scenario, file)
    except InputError as error:
        raise InputError([*problems, *error.problems], f"{file} cannot be used") from None
    if problems:
        raise InputError(problems, f"{file} cannot be used")
    return scenario


def _kind_problem(change: object, number: int, file: str) -> Problem | None:
    if not isinstance(change, dict):
        return None
    key, expected = f"changes {number}, kind", f"one of {', '.join(CHANGE_KINDS)}"
    if "kind" not in change:
        return Problem(file=file, key=key, expected=f"this key to be given, as {expected}")
    kind = str(change["kind"])
    if kind in CHANGE_KINDS:
        return None
    near = get_close_matches(kind, CHANGE_KINDS, n=1)
    fix = f"did you mean '{near[0]}'?" if near else None
    return Problem(file=file, key=key, value=kind, expected=expected, fix=fix)


def _base_path(base: str, folder: Path, chain: str) -> Path:
    """The file of a base; refuses every way out of the folder, symbolic links included."""
    parts = PurePosixPath(base).parts + PureWindowsPath(base).parts
    absolute = PurePosixPath(base).is_absolute() or bool(
        PureWindowsPath(base).drive or PureWindowsPath(base).root
    )
    if absolute or ".." in parts or "\0" in base or not base.strip():
        raise _fault(
            chain, base, "the name of a scenario in the scenario folder, without '..' or a full path"
        )
    target = folder / (base if base.endswith(SUFFIX) else f"{base}{SUFFIX}")
    if not target.resolve().is_relative_to(folder.resolve()):
        raise _fault(chain, base, "a file inside the scenario folder; this one is a link that leaves it")
    return target


def _fault(chain: str, base: str, expected: str, fix: str | None = None) -> InputError:
    file = chain.rsplit(" -> ", 1)[-1]
    where = f" (chain {chain} -> {base})" if " -> " in chain or "ends" in expected else ""
    problem = Problem(file=file, key="base", value=base, expected=expected + where, fix=fix)
    return InputError([problem], f"{file} cannot be used")
