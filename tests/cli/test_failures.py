"""How commands end: exit codes, one clear message, no traceback for what a user can mend, one for a bug."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from cli.exit_codes import ExitCode
from cli.failures import BUG_SENTENCE, Commands
from data.problems import InputError, Problem
from scenarios.refusals import LimitReachedError, NoPlanError, NoRosterExistsError, PlanRefusedError


def ended_with(error: BaseException) -> Result:
    app = typer.Typer(cls=Commands, rich_markup_mode=None, pretty_exceptions_enable=False)

    @app.callback()
    def options() -> None: ...

    @app.command()
    def go() -> None:
        raise error

    return CliRunner().invoke(app, ["go"])


def test_problems_are_listed_together_and_letter_for_letter() -> None:
    problems = [
        Problem(
            file="units.csv",
            row=2,
            column="unit_id",
            value="[red]",
            expected="a unit",
            fix="did you mean '[/ICU]'?",
        ),
        Problem(file="units.csv", row=3, column="unit_id", value=":warning:", expected="a unit"),
    ]
    result = ended_with(InputError(problems, "Nothing was imported"))
    assert result.exit_code == ExitCode.USAGE_OR_INPUT == 2
    assert result.stdout == ""
    assert result.stderr.splitlines() == [
        "Nothing was imported:",
        "  - units.csv, row 2, column 'unit_id': found '[red]', expected a unit; did you mean '[/ICU]'?",
        "  - units.csv, row 3, column 'unit_id': found ':warning:', expected a unit",
    ]


@pytest.mark.parametrize(
    ("kind", "number"), [(NoRosterExistsError, 3), (LimitReachedError, 4), (PlanRefusedError, 5)]
)
def test_a_plan_without_a_roster_ends_with_its_own_code(kind: type[NoPlanError], number: int) -> None:
    result = ended_with(kind("why"))
    assert (result.exit_code, result.stdout, result.stderr) == (number, "", "why\n")


def test_control_c_ends_with_130() -> None:
    result = ended_with(KeyboardInterrupt())
    assert (result.exit_code, result.stderr) == (130, "Stopped; nothing was written.\n")


def test_a_full_disk_is_a_message() -> None:
    result = ended_with(OSError(errno.ENOSPC, "No space left on device", "runs/x"))
    assert (result.exit_code, result.stderr) == (2, "runs/x cannot be used: No space left on device.\n")


@pytest.mark.parametrize(
    "bug", [ZeroDivisionError("division by zero"), OSError(errno.EBADF, "bad"), ValueError("x")]
)
def test_a_bug_is_not_dressed_up_as_a_user_error(bug: Exception) -> None:
    assert ended_with(bug).exception is bug


def test_a_bug_keeps_its_traceback_says_where_to_report_and_exits_with_1() -> None:
    code = "import sys; from cli.main import app, run; app.command('bug')(lambda: 1 / 0); sys.argv = ['w', 'bug']; run()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == ExitCode.BUG == 1
    assert "ZeroDivisionError" in done.stderr
    assert done.stderr.rstrip().endswith(BUG_SENTENCE)
    assert done.stdout == ""


def test_an_unknown_command_is_a_usage_error(call: object, tmp_path: Path) -> None:
    result = call("plam")  # type: ignore[operator]
    assert result.exit_code == 2
    assert "No such command 'plam'" in result.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", ["print('x')", "show('x')", "say('x')"])
def test_a_reader_that_stops_reading_ends_the_command_quietly(words: str) -> None:
    """`wardwise plan | head` once ended with 1, the code of a bug."""
    code = (
        "import sys; from cli.main import app, run; from cli.output import say, show\n"
        f"@app.command('talk')\ndef talk() -> None:\n    {words}\n"
        "sys.argv = ['wardwise', 'talk']; run()"
    )
    reads, writes = os.pipe()
    os.close(reads)
    with os.fdopen(writes, "wb") as nobody:
        done = subprocess.run(
            [sys.executable, "-c", code],
            stdout=nobody,
            stderr=nobody if "say" in words else subprocess.PIPE,
            check=False,
        )
    assert done.returncode == ExitCode.READER_GONE == 141
    assert not done.stderr
