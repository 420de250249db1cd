"""What every progress display can show, and how it words it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from optimization.roster.result import Progress


class Screen(Protocol):
    """Shows where a plan stands."""

    def step(self, name: str) -> None:
        """The plan has come to the step called `name`."""
        ...

    def forecasting(self, name: str, done: int, total: int) -> None:
        """The part `name` of the forecast has done `done` of its `total` pieces."""
        ...

    def solving(self, progress: Progress) -> None:
        """The state of the running solve."""
        ...


PHASES = {
    "greedy": "first roster",
    "root": "lower bound",
    "dive": "whole lines",
    "bound": "lower bound",
    "second dive": "whole lines",
    "mix": "mixing lines",
    "neighbourhoods": "improving parts",
}
"""What a manager reads for a phase of the search; others, such as "days 1 to 28", stay as they are."""


def solver_line(progress: Progress) -> str:
    """`12 s, improving parts, cost 41,200, bound 40,850, gap 0.8 %`, in whole units of the currency; which part, if several."""
    from reports.words import number

    parts = [f"{progress.seconds:.0f} s"]
    if progress.n_parts > 1:
        parts.append(f"part {progress.part} of {progress.n_parts}")
    parts.append(PHASES.get(progress.phase, progress.phase))
    cost = "cost" if progress.part == progress.n_parts else "cost so far"
    parts.append(
        "no roster yet" if progress.objective is None else f"{cost} {number(progress.objective / 100)}"
    )
    if progress.bound is not None:
        parts.append(f"bound {number(progress.bound / 100)}")
    if progress.gap is not None:
        parts.append(f"gap {number(progress.gap * 100, 1)} %")
    return ", ".join(parts)
