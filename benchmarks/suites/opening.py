"""Where the suites lie."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from benchmarks.suites.curtois import CurtoisSuite
from benchmarks.suites.inrc2 import Inrc2Suite
from benchmarks.suites.suite import Suite, SuiteError

SUITES: Mapping[str, Callable[[Path, Path], Suite]] = MappingProxyType(
    {"curtois": CurtoisSuite, "inrc2": Inrc2Suite}
)
"""By name, which is the name of the suite's folder of instances as well."""

INSTANCES_HELP = "1-7,9 for curtois; late-w4, late-w8 or names for inrc2"


def open_suite(name: str) -> Suite:
    """The suite, from WARDWISE_BENCHMARKS (default ../shared/benchmarks) and WARDWISE_CHECKERS (default: beside it).

    Raises SuiteError when a folder is not there.
    """
    folder = Path(os.environ.get("WARDWISE_BENCHMARKS", "../shared/benchmarks"))
    checkers = Path(os.environ.get("WARDWISE_CHECKERS", folder.parent / "checkers"))
    for path, variable in (
        (folder / name, "WARDWISE_BENCHMARKS"),
        (checkers / f"{name}.py", "WARDWISE_CHECKERS"),
    ):
        if not path.exists():
            raise SuiteError(f"{path} is not there; set {variable} to the folder that holds it")
    return SUITES[name](folder, checkers)
