"""A row of the comparison."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measured:
    """What one engine did with one instance; gaps are shares. An empty objective means that no roster was found."""

    instance: str
    engine: str
    seconds: float
    objective: int | None
    bound: float | None
    gap: float | None
    best_known: int | None
    gap_to_best: float | None
    peak_mb: int
    workers: int
    seed: int
