"""What the number that a command ends with means."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes of every command."""

    OK = 0
    BUG = 1
    """A fault in wardwise itself; the traceback is on stderr."""
    USAGE_OR_INPUT = 2
    """An option, a file, the configuration or the data cannot be used as they are."""
    NO_ROSTER_EXISTS = 3
    """It is proven that no roster keeps every hard rule."""
    LIMIT_WITHOUT_ROSTER = 4
    """The time limit passed before any roster was found."""
    CHECK_FAILED = 5
    """A roster breaks a rule that must hold: the engine's own, which is refused, or one given to `check --roster`."""
    ATTENTION = 10
    """`wardwise import`, `forecast` and `monitor`: everything worked, and something needs attention. For a scheduler."""
    INTERRUPTED = 130
    """Stopped with Ctrl-C; nothing was written."""
    READER_GONE = 141
    """Whoever read the output, such as `head`, stopped before its end."""
