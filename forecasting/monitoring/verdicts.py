"""From figures to what a manager should know about one series."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import special, stats

from forecasting.monitoring.alarms import Alarm, Limits, find_alarms
from forecasting.monitoring.blocks import Block
from forecasting.monitoring.challengers import Rival
from forecasting.monitoring.report import Finding, State

LEAST_BLOCKS, LEAST_DAYS = 3, 14
"""Fewer forecasts or days say nothing."""
CHANCE = 0.05
"""Chance that any series of the hospital is said to be off, or its intervals too narrow, when all are right (Bonferroni)."""
RECENT_BLOCKS = 4
"""An alarm is reported while it is no older."""
_BIAS_SHARE = 0.05
_COVERAGE_AWAY = 0.05
_BETTER_BY = 0.1
"""The best of several is a little better by luck alone."""
_CLEARLY_BLOCKS = 6
_NOMINAL = 0.8


@dataclass(frozen=True, slots=True)
class Judgement:
    """What all series of a hospital are judged by."""

    limits: Limits
    n_series: int

    @property
    def chance(self) -> float:
        """The chance of a false finding in one series."""
        return CHANCE / max(self.n_series, 1)


def find_all(
    blocks: Sequence[Block], rivals: Sequence[Rival], correlation: float, judgement: Judgement
) -> list[Finding]:
    """Everything worth saying about a series, the most urgent first; nothing where it is too early."""
    if not enough(blocks):
        return []
    found = [
        *_alarms(blocks, judgement.limits),
        *_bias(blocks, judgement.chance),
        *_coverage(blocks, correlation, judgement.chance),
        *_challenger(rivals, judgement.chance),
    ]
    return sorted(found, key=lambda finding: finding.state is not State.ATTENTION)


def enough(blocks: Sequence[Block]) -> bool:
    """Whether anything can be said."""
    return len(blocks) >= LEAST_BLOCKS and sum(block.n_days for block in blocks) >= LEAST_DAYS


def _alarms(blocks: Sequence[Block], limits: Limits) -> Iterator[Finding]:
    alarms = find_alarms([block.score for block in blocks], limits)
    recent = [alarm for alarm in alarms if alarm.at >= len(blocks) - RECENT_BLOCKS]
    if recent:
        yield _alarm(blocks, recent[-1])


def _alarm(blocks: Sequence[Block], alarm: Alarm) -> Finding:
    span = blocks[alarm.since : alarm.at + 1]
    n_days = sum(block.n_days for block in span)
    actual = sum(block.actual * block.n_days for block in span) / n_days
    expected = sum(block.expected * block.n_days for block in span) / n_days
    side = "more" if alarm.is_high else "fewer"
    first, last = span[0].first_day, span[-1].last_day
    figures = f"{actual:.3g} counted against {expected:.3g} forecast"
    if alarm.is_sudden:
        text = f"A sudden change: far {side} than forecast from {first} to {last} ({figures})."
        return Finding("level_shift", State.ATTENTION, text)
    text = f"Drifting: {side} than forecast, again and again, from {first} to {last} ({figures})."
    return Finding("drift", State.ATTENTION, text)


def _bias(blocks: Sequence[Block], chance: float) -> Iterator[Finding]:
    """The scores are about standard normal, so their mean times the root of their number is, too."""
    actual, expected = _mean(blocks, "actual"), _mean(blocks, "expected")
    total = float(np.mean([block.score for block in blocks])) * len(blocks) ** 0.5
    off = expected - actual
    large = abs(off) >= _BIAS_SHARE * max(actual, expected)
    if large and abs(total) > special.ndtri(1 - chance / 2) and (total < 0) == (off > 0):
        side = "high" if off > 0 else "low"
        share = f" ({_percent(abs(off) / actual)})" if actual > 0 else ""
        yield Finding("bias", State.ATTENTION, f"Too {side} by {abs(off):.2g} on average{share}.")


def _coverage(blocks: Sequence[Block], correlation: float, chance: float) -> Iterator[Finding]:
    inside = _mean(blocks, "inside")
    n_days = np.array([block.n_days for block in blocks], dtype=float)
    # Variance of the share of days inside, when days of one forecast are as correlated as their errors.
    variance = _NOMINAL * (1 - _NOMINAL) * (1 + (n_days - 1) * correlation) / n_days
    weights = n_days / n_days.sum()
    away = (inside - _NOMINAL) / float(np.sqrt((weights**2 * variance).sum()))
    limit = float(special.ndtri(1 - chance))
    if inside <= _NOMINAL - _COVERAGE_AWAY and away < -limit:
        text = f"Too sure: {_percent(inside)} of values lay in the 80 % interval. Plan with more in reserve."
        yield Finding("too_sure", State.ATTENTION, text)
    elif inside >= _NOMINAL + _COVERAGE_AWAY and away > limit:
        text = f"Too cautious: {_percent(inside)} of values lay in the 80 % interval."
        yield Finding("too_cautious", State.WATCH, text)


def _challenger(rivals: Sequence[Rival], chance: float) -> Iterator[Finding]:
    """Diebold and Mariano's (1995) test on one difference for each cutoff, with Student's t for few of them."""
    if not rivals or rivals[0].challenger.gain < _BETTER_BY:
        return
    best = rivals[0]
    name, gain = best.challenger.forecaster.replace("_", " "), best.challenger.gain
    text = f"{name} would have been {_percent(gain)} nearer"
    if _is_clear(best.gains, chance / len(rivals)):
        yield Finding("challenger", State.ATTENTION, f"{text}, clearly and not by luck.")
    else:
        yield Finding("challenger", State.WATCH, f"{text}; that may be luck.")


def _is_clear(gains: Sequence[float] | np.ndarray[tuple[int], np.dtype[np.float64]], chance: float) -> bool:
    values = np.asarray(gains, dtype=float)
    if len(values) < _CLEARLY_BLOCKS or values.std() == 0:
        return False
    ratio = float(values.mean() / (values.std(ddof=1) / len(values) ** 0.5))
    return ratio > float(stats.t.ppf(1 - chance, len(values) - 1))


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _mean(blocks: Sequence[Block], name: str) -> float:
    n_days = sum(block.n_days for block in blocks)
    return float(sum(getattr(block, name) * block.n_days for block in blocks) / n_days)
