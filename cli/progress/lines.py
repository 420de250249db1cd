"""Progress as plain lines, now and then, for logs and pipes."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from cli.output import say
from cli.progress.screen import solver_line

if TYPE_CHECKING:
    from optimization.roster.result import Progress

QUIET_SECONDS = 5.0
"""Between two lines of one step."""


class ProgressLines:
    """A line for each step, and further ones while it lasts."""

    def __init__(self) -> None:
        self._next_line = 0.0
        self._shown = ""

    def step(self, name: str) -> None:
        """Print the name of the step."""
        say(f"{name} ...")
        self._next_line = time.monotonic() + QUIET_SECONDS
        self._shown = ""

    def forecasting(self, name: str, done: int, total: int) -> None:
        """Print how far the forecasts are."""
        self._now_and_then(f"  {name}: {done} of {total}", last=done == total)

    def solving(self, progress: Progress) -> None:
        """Print the figures of the solve."""
        self._now_and_then(f"  {solver_line(progress)}", last=False)

    def _now_and_then(self, line: str, *, last: bool) -> None:
        if (last or time.monotonic() >= self._next_line) and line != self._shown:
            say(line)
            self._shown = line
            self._next_line = time.monotonic() + QUIET_SECONDS
