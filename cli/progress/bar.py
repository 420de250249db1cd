"""A progress bar on a terminal."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING

from cli.progress.screen import solver_line

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import TaskID

    from optimization.roster.result import Progress


class ProgressBar:
    """A bar while series are forecast, then a line for each step, the solver's with its figures."""

    def __init__(self, console: Console) -> None:
        from rich.progress import BarColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as Bars

        # markup=False: names of units are shown letter for letter.
        self._bars = Bars(
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=24),
            TextColumn("{task.fields[detail]}", markup=False),
            TimeElapsedColumn(),
            console=console,
            transient=True,
        )
        self._task: TaskID | None = None

    def __enter__(self) -> ProgressBar:
        self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bars.stop()

    def step(self, name: str) -> None:
        """Start the line of the next step; the one before is done."""
        if self._task is not None:
            task = self._bars.tasks[-1]
            self._bars.update(self._task, total=task.total or 1, completed=task.total or 1)
        self._task = self._bars.add_task(name, total=None, detail="")

    def forecasting(self, name: str, done: int, total: int) -> None:
        """Move the bar of the current step."""
        if self._task is not None:
            self._bars.update(self._task, total=total, completed=done, detail=f"{name}: {done} of {total}")

    def solving(self, progress: Progress) -> None:
        """Show the figures of the solve beside the current step."""
        if self._task is not None:
            self._bars.update(self._task, detail=solver_line(progress))
