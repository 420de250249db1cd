"""The project file, the constraints and the environment belong together."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PINS = [
    Requirement(line)
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def declared() -> list[Requirement]:
    texts = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]
    return [Requirement(text) for text in texts]


def test_every_declared_library_is_pinned_within_its_bounds() -> None:
    for requirement in declared():
        versions = [
            str(pin.specifier).removeprefix("==")
            for pin in PINS
            if canonicalize_name(pin.name) == requirement.name
        ]
        assert versions, f"{requirement.name} has no line in constraints.txt"
        assert all(requirement.specifier.contains(version) for version in versions), requirement


def test_every_pin_is_one_exact_version() -> None:
    assert [str(pin) for pin in PINS if not re.fullmatch(r"==[\w.]+", str(pin.specifier))] == []


def test_every_declared_library_has_a_decision() -> None:
    decisions = (ROOT / "DECISIONS.md").read_text(encoding="utf-8").lower()
    missing = [
        r.name
        for r in declared()
        if not re.search(rf"(?<![\w-]){re.escape(r.name.lower())}(?![\w-])", decisions)
    ]
    assert missing == []


def test_the_wheel_holds_the_packages_that_exist_and_nothing_else() -> None:
    listed = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    packages = sorted({path.parent.name for path in ROOT.glob("*/__init__.py")} - {"benchmarks"})
    assert sorted(listed) == packages


def test_every_third_party_import_is_declared() -> None:
    import ast
    import sys

    own = set(PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"])
    names = {canonicalize_name(Requirement(text).name) for text in PROJECT["project"]["dependencies"]}
    used: dict[str, str] = {}
    for package in own:
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                modules += [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
                used |= {module.split(".")[0]: str(path.relative_to(ROOT)) for module in modules}
    foreign = {
        module: path for module, path in used.items() if module not in own | set(sys.stdlib_module_names)
    }
    brought_by = {
        "pydantic_core": "pydantic",
        "cmdstanpy": "prophet",
        "llvmlite": "numba",
        "markupsafe": "jinja2",
    }
    undeclared = {
        m: path for m, path in foreign.items() if canonicalize_name(brought_by.get(m, m)) not in names
    }
    assert undeclared == {}
