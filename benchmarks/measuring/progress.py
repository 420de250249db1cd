"""Progress of a solve on stderr."""

from __future__ import annotations

import sys

from optimization.roster.result import Progress

_SECONDS_BETWEEN_LINES = 10.0


class ProgressPrinter:
    """Prints a line for each change of phase, and at most one every few seconds within a phase.

    `gaps` are (seconds, proven gap) as they came.
    """

    def __init__(self, title: str) -> None:
        self.title = title
        self.phase = ""
        self.next_seconds = 0.0
        self.gaps: list[tuple[float, float]] = []

    def show(self, progress: Progress) -> None:
        """Take what an engine reports."""
        if progress.gap is not None:
            self.gaps.append((progress.seconds, progress.gap))
        phase = progress.phase
        if progress.n_parts > 1:
            phase = f"part {progress.part} of {progress.n_parts}: {phase}"
        if phase == self.phase and progress.seconds < self.next_seconds:
            return
        self.phase, self.next_seconds = phase, progress.seconds + _SECONDS_BETWEEN_LINES
        gap = "" if progress.gap is None else f" gap {progress.gap:.2%}"
        bound = "none" if progress.bound is None else f"{progress.bound:.0f}"
        sys.stderr.write(
            f"{self.title} {progress.seconds:6.1f} s {phase}: "
            f"objective {progress.objective}, bound {bound}{gap}\n"
        )
