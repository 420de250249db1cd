"""How hard to try, as the command line says it; None leaves it to `[planning]` of hospital.toml."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Effort:
    """`seconds`, `gap`, `stall_seconds` and `n_workers` are for the roster."""

    seconds: float | None = None
    seed: int | None = None
    reproducible: bool | None = None
    gap: float | None = None
    stall_seconds: float | None = None
    n_workers: int | None = None
