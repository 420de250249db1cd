"""An audit: every labour rule has its table of kept and broken lines, and its 300 drawn cases for both of its faces."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from random import Random

import pytest

import optimization.rules
from tests.property import test_rule_agreement as of_faces
from tests.roster import test_cpsat_agreement as of_engine
from tests.roster.random_rules import RULES

HERE = Path(__file__).parent


def rule_classes() -> Iterator[type]:
    """Everything in `optimization.rules` that compiles and checks; the protocol itself has no fields."""
    for module in pkgutil.iter_modules(optimization.rules.__path__):
        content = import_module(f"optimization.rules.{module.name}")
        for _, found in inspect.getmembers(content, inspect.isclass):
            has_faces = hasattr(found, "compile") and hasattr(found, "check")
            if found.__module__ == content.__name__ and has_faces and hasattr(found, "__dataclass_fields__"):
                yield found


RULE_CLASSES = tuple(rule_classes())


def test_there_are_as_many_rules_as_files() -> None:
    assert len(RULE_CLASSES) >= 30
    assert len({rule.__module__ for rule in RULE_CLASSES}) == len(RULE_CLASSES), "one rule in a file"


@pytest.mark.parametrize("rule", RULE_CLASSES, ids=lambda rule: rule.__name__)
def test_a_rule_has_its_drawn_cases_and_its_table(rule: type) -> None:
    drawn = [name for name, make in RULES.items() if type(make(Random(1))) is rule]
    assert drawn, "no generator draws this rule: add it to tests/roster/random_rules.py"
    for name in drawn:
        assert of_faces.RARE.get(name, of_faces.CASES) >= 300
        assert of_engine.RARE.get(name, of_engine.N_MODELS) * len(of_engine.PRICES) >= 300
    line = f"from {rule.__module__} import "
    tables = [path.name for path in HERE.glob("test_*.py") if line in path.read_text(encoding="utf-8")]
    assert set(tables) - {Path(__file__).name}, "no table of kept and broken lines in tests/rules"
