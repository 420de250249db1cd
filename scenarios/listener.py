"""Who is told how far an evaluation has come."""

from __future__ import annotations

from typing import Protocol

from optimization.roster.result import Progress


class Listener(Protocol):
    """Shows an evaluation's progress."""

    def step(self, name: str) -> None:
        """A step starts; `name` is one of `scenarios.evaluate.STEPS`."""
        ...

    def forecasting(self, name: str, done: int, total: int) -> None:
        """Series `name` is forecast, `done` of `total`."""
        ...

    def solving(self, progress: Progress) -> None:
        """The roster's solver has news."""
        ...


class Silence:
    """A listener that shows nothing."""

    def step(self, name: str) -> None:
        """Show nothing."""

    def forecasting(self, name: str, done: int, total: int) -> None:
        """Show nothing."""

    def solving(self, progress: Progress) -> None:
        """Show nothing."""
