"""How a command that cannot go on ends: one message on stderr and an exit code, or the traceback of a bug.

Only faults that a user can mend are turned into messages. Everything else keeps its traceback.
"""

from __future__ import annotations

import errno
import os
import sys
import traceback
from types import TracebackType
from typing import Any

import typer
from typer.core import TyperGroup

from cli.exit_codes import ExitCode
from data.problems import InputError
from data.worker_ended import WorkerEndedError
from scenarios.fault import ScenarioFaultError
from scenarios.refusals import LimitReachedError, NoPlanError, NoRosterExistsError, PlanRefusedError

FOLDER_FAULTS = frozenset({errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT})
"""Faults of a disk or of its permissions, not of the program."""

BUG_SENTENCE = (
    "This is a fault in wardwise, not in what you typed. Please report it on the project's page with the lines above "
    "and the output of `wardwise --version`; check first that the lines hold nothing confidential."
)


NO_PLAN: dict[type[NoPlanError], ExitCode] = {
    NoRosterExistsError: ExitCode.NO_ROSTER_EXISTS,
    LimitReachedError: ExitCode.LIMIT_WITHOUT_ROSTER,
    PlanRefusedError: ExitCode.CHECK_FAILED,
}


class Commands(TyperGroup):
    """The group of all commands; ends with one message where the fault is the user's to mend."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was asked for; quietly over when nobody reads its output any more."""
        try:
            try:
                return self._run(ctx)
            finally:
                # what is still in the buffer would fail after this, where nothing can be done about it
                sys.stdout.flush()
        except BrokenPipeError:
            _drop_output()
            raise typer.Exit(ExitCode.READER_GONE) from None

    def _run(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except InputError as error:
            _end(ExitCode.USAGE_OR_INPUT, str(error))
        except NoPlanError as error:
            _end(NO_PLAN[type(error)], str(error))
        except WorkerEndedError as error:
            _end(ExitCode.LIMIT_WITHOUT_ROSTER, str(error))
        except ScenarioFaultError as error:
            # The traceback is that of the fault itself, from wherever it was computed.
            _end(ExitCode.BUG, f"{error}\n{BUG_SENTENCE}")
        except KeyboardInterrupt:
            _end(ExitCode.INTERRUPTED, "Stopped; nothing was written.")
        except OSError as error:
            if error.errno not in FOLDER_FAULTS:
                raise
            _end(ExitCode.USAGE_OR_INPUT, f"{error.filename or 'The disk'} cannot be used: {error.strerror}.")


def _drop_output() -> None:
    """Send what is left to print nowhere: the streams are flushed once more as the process ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def _end(exit_code: ExitCode, message: str) -> None:
    # typer.echo prints the text as it stands: brackets in data are no markup.
    typer.echo(message, err=True)
    raise typer.Exit(exit_code)


def report_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """The `sys.excepthook` of the command line: the traceback, then where to send it."""
    traceback.print_exception(kind, error, trace)
    sys.stderr.write(f"\n{BUG_SENTENCE}\n")
