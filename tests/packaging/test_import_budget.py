"""`wardwise --help` must answer at once: it may not load the heavy libraries (each costs 0.2 to 4 seconds)."""

from __future__ import annotations

import subprocess
import sys

HEAVY = (
    "highspy", "holidays", "jinja2", "joblib", "matplotlib", "numba", "numpy", "openpyxl", "ortools", "pandas",
    "prophet", "pyarrow", "pydantic", "scipy", "statsmodels", "xlsxwriter",
)  # fmt: skip

PROBE = """
import sys
from cli.main import app
try:
    app(sys.argv[1:])
except SystemExit as ended:
    assert ended.code == 0, ended.code
print("LOADED", *sorted({name.split(".")[0] for name in sys.modules}))
"""


def loaded_by(*arguments: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *arguments], capture_output=True, text=True, check=True
    )
    return set(done.stdout.splitlines()[-1].split()[1:])


def test_help_loads_no_heavy_library() -> None:
    assert sorted(loaded_by("--help") & set(HEAVY)) == []


def test_help_of_the_heaviest_command_loads_no_heavy_library() -> None:
    # typer itself takes pydantic for the options of a command.
    assert sorted(loaded_by("plan", "--help") & set(HEAVY) - {"pydantic"}) == []


def test_replan_loads_no_forecaster_and_no_chart_before_its_call_list() -> None:
    """Whom to call is waited for: a re-plan has its forecast, and charts come after the call list."""
    probe = "import sys, cli.planning.replan_week; print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert (
        sorted(
            loaded & {"forecasting.forecast", "matplotlib", "numba", "prophet", "scipy.stats", "statsmodels"}
        )
        == []
    )
