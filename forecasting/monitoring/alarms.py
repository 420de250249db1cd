"""Control charts over the scores of blocks: a slow drift, and a sudden change of level.

Drift: two-sided tabular CUSUM (Page 1954, reference value half a standard deviation), which restarts after each alarm. Change
of level: one block beyond a limit (Shewhart 1931); the two together as in Lucas (1982). The limits follow from how often the
whole hospital may be alarmed in vain; the run length of the CUSUM is Siegmund's (1985) approximation,
(exp(2kb) - 2kb - 1) / (2 k^2) on each side with b = h + 1.166.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import optimize, special

FALSE_ALARMS_A_YEAR = 1.0
"""In the whole hospital, from both charts together, when every forecast is right."""
REFERENCE = 0.5
_OVERSHOOT = 1.166
_WIDEST = 50.0


@dataclass(frozen=True, slots=True)
class Limits:
    """`cusum` is the decision interval, `single` the limit of one block, both in standard deviations."""

    cusum: float
    single: float


@dataclass(frozen=True, slots=True)
class Alarm:
    """Block number `at` raised an alarm about a change that began at block `since`; `is_sudden` tells the chart."""

    since: int
    at: int
    is_high: bool
    is_sudden: bool


def find_limits(n_series: int, blocks_a_year: float) -> Limits:
    """Limits at which `n_series` series of `blocks_a_year` blocks give FALSE_ALARMS_A_YEAR."""
    run_length = 2 * max(n_series, 1) * blocks_a_year / FALSE_ALARMS_A_YEAR
    width = float(optimize.brentq(lambda h: _run_length(h) - run_length, 0.0, _WIDEST))
    return Limits(width, float(special.ndtri(1 - 1 / (2 * run_length))))


def _run_length(width: float) -> float:
    """Blocks from one false alarm of the two-sided CUSUM to the next."""
    twice = 2 * REFERENCE * (width + _OVERSHOOT)
    return float((np.exp(twice) - twice - 1) / (2 * REFERENCE**2) / 2)


def find_alarms(scores: Sequence[float], limits: Limits) -> list[Alarm]:
    """Every alarm, in order of time; a block that is an alarm by itself restarts the CUSUM."""
    alarms = []
    sums = {True: 0.0, False: 0.0}
    starts = {True: 0, False: 0}
    for at, score in enumerate(scores):
        sudden = abs(score) > limits.single
        for is_high in (True, False):
            grown = sums[is_high] + (score if is_high else -score) - REFERENCE
            if sums[is_high] == 0:
                starts[is_high] = at
            sums[is_high] = max(grown, 0.0)
        drifting = next((side for side, total in sums.items() if total > limits.cusum), None)
        if sudden:
            alarms.append(Alarm(at, at, score > 0, True))
        elif drifting is not None:
            alarms.append(Alarm(starts[drifting], at, drifting, False))
        if sudden or drifting is not None:
            sums = {True: 0.0, False: 0.0}
    return alarms
