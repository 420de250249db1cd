"""Ctrl-C: while the roster is solved the first press keeps the best roster; anywhere else it ends the command."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from types import FrameType

from cli.output import say


class Interrupts:
    """Whether somebody asked the solve to stop; calling it says so."""

    def __init__(self) -> None:
        self._solving = False
        self._asked = Event()

    def __call__(self) -> bool:
        """Whether Ctrl-C was pressed while the roster was solved."""
        return self._asked.is_set()

    def solve(self, solving: bool) -> None:
        """A solve starts or is over: only while it runs does a press ask for the best roster instead of the end."""
        self._solving = solving
        if solving:
            self._asked.clear()

    def press(self, _signal: int, _frame: FrameType | None) -> None:
        """Handle one Ctrl-C."""
        if not self._solving or self._asked.is_set():
            raise KeyboardInterrupt
        self._asked.set()
        say("Stopping: the best roster found so far is kept. Press Ctrl-C again to give up without a plan.")


@contextmanager
def interrupts() -> Iterator[Interrupts]:
    """Handle Ctrl-C inside the block, and as before after it."""
    state = Interrupts()
    before = signal.signal(signal.SIGINT, state.press)
    try:
        yield state
    finally:
        signal.signal(signal.SIGINT, before)
