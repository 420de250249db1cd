"""How a plan is made, as far as the inputs do not say it."""

from __future__ import annotations

from dataclasses import dataclass

from data.inputs import PlanInputs
from optimization.roster.result import SolveOptions


@dataclass(frozen=True, slots=True)
class PlanOptions:
    """`solve` is for the roster; `beds_seconds` the most time for all beds, `equipment_seconds` for all devices together.

    Devices are planned to the relative `equipment_gap`.
    """

    solve: SolveOptions
    beds_seconds: float = 20.0
    equipment_seconds: float = 20.0
    equipment_gap: float = 0.0


def plan_options(
    inputs: PlanInputs,
    *,
    seconds: float | None = None,
    gap: float | None = None,
    stall_seconds: float | None = None,
    n_workers: int | None = None,
    reproducible: bool | None = None,
) -> PlanOptions:
    """The options of `[planning]`, and the seed of the inputs, with those that are given put in their place.

    `seconds`, `gap` and `stall_seconds` are for the roster.
    """
    planning = inputs.hospital.planning
    return PlanOptions(
        SolveOptions(
            seconds=planning.seconds if seconds is None else seconds,
            gap=planning.gap if gap is None else gap,
            stall_seconds=planning.stall_seconds if stall_seconds is None else stall_seconds,
            seed=inputs.seed,
            n_workers=planning.n_workers if n_workers is None else n_workers,
            reproducible=planning.reproducible if reproducible is None else reproducible,
        ),
        beds_seconds=planning.beds_seconds,
        equipment_seconds=planning.equipment_seconds,
        equipment_gap=planning.equipment_gap,
    )
