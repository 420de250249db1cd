"""Tells the screen how far a plan is, and Ctrl-C whether the roster is being solved."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from cli.interrupts import Interrupts, interrupts
from cli.progress import Screen, progress_screen
from cli.workers import quiet_workers, workers
from data.configuration.compute import Compute
from optimization.roster.result import Progress
from scenarios.evaluate import ASSESS, BEDS, EQUIPMENT, FORECAST, REPORT, REQUIREMENTS, ROSTER

WORDS = {
    FORECAST: "Forecasting",
    BEDS: "Planning the beds",
    REQUIREMENTS: "Working out the need",
    ROSTER: "Making the roster",
    ASSESS: "Checking the roster",
    EQUIPMENT: "Placing the equipment",
    REPORT: "Counting the figures",
}


@dataclass(slots=True)
class Watch:
    """A `scenarios.listener.Listener`; `stopped` says whether Ctrl-C asked for the best roster so far.

    `plan_name` stands before each step when several plans are made.
    """

    screen: Screen
    stopped: Interrupts
    plan_name: str | None = None

    def step(self, name: str) -> None:
        """A step starts."""
        self.stopped.solve(name == ROSTER)
        self._show(WORDS[name])

    def forecasting(self, name: str, done: int, total: int) -> None:
        """The forecast has news."""
        self.screen.forecasting(name, done, total)

    def solving(self, progress: Progress) -> None:
        """The solver has news."""
        self.screen.solving(progress)

    def writing(self) -> None:
        """The plan is made; its run folder and reports are written."""
        self._show("Writing the reports")

    def _show(self, step: str) -> None:
        self.screen.step(f"{self.plan_name}: {step}" if self.plan_name else step)


@contextmanager
def watching(compute: Compute | None = None) -> Iterator[Watch]:
    """Progress on stderr, Ctrl-C handled, and computed where `compute` says (None: here), inside the block."""
    with (
        quiet_workers() if compute is None else workers(compute),
        interrupts() as stopped,
        progress_screen() as screen,
    ):
        yield Watch(screen, stopped)
