"""What regressions of many series have in common: the calendar's effects as a process of the errors filters them.

Filtering takes most of a fit and does not depend on what was counted. It only looks back, so that the first days of a long
design are the design of a short one: one array serves every day at which forecasters are fitted.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from forecasting.calendar_effects import CalendarEffects
from forecasting.level_errors import Design, ErrorProcess, filter_errors
from forecasting.quantiles import FloatArray, IntArray

_MOST_FILTERED = 48
"""Two calendars with all processes of both regressions; an array of three years has about a megabyte."""
_MOST_PRODUCTS = 512


def design_of(effects: CalendarEffects, n_days: int, process: ErrorProcess, *, yearly: bool) -> Design:
    """The first `n_days` of the effects (the same object for all series of the same days), with the time of year or without."""
    return Design(
        _columns(effects, yearly)[:n_days],
        process,
        _filtered(effects, yearly, process)[1:n_days],
        _products(effects, yearly, process, n_days),
    )


def kept_effects(effects: CalendarEffects, *, yearly: bool) -> IntArray:
    """The numbers of the effects that are used."""
    chosen = [number for number, name in enumerate(effects.names) if yearly or not is_yearly(name)]
    return np.array(chosen, dtype=np.int64)


def is_yearly(name: str) -> bool:
    """Whether an effect is part of the time of year."""
    return name.startswith(("sine", "cosine"))


@lru_cache(maxsize=8)
def _columns(effects: CalendarEffects, yearly: bool) -> FloatArray:
    return np.ascontiguousarray(effects.columns[:, kept_effects(effects, yearly=yearly)])


@lru_cache(maxsize=_MOST_FILTERED)
def _filtered(effects: CalendarEffects, yearly: bool, process: ErrorProcess) -> FloatArray:
    return filter_errors(_columns(effects, yearly), process)


@lru_cache(maxsize=_MOST_PRODUCTS)
def _products(effects: CalendarEffects, yearly: bool, process: ErrorProcess, n_days: int) -> FloatArray:
    inputs = _filtered(effects, yearly, process)[1:n_days]
    return np.asarray(inputs.T @ inputs)
