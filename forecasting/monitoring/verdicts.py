"""From figures to what a manager should know about one series."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import special, stats

from forecasting.monitoring.alarms import Alarm, Limits, find_alarms
from forecasting.monitoring.blocks import NOMINAL, Block
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
_USUAL = 0.8
_LAGS = 1
"""Gains of neighbouring cutoffs may go together; of those further apart nothing is assumed."""


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
    """The intervals of 50, 80 and 95 %, each with its part of the chance; one finding at most.

    Too sure comes before too cautious: where one interval is too narrow, that is what a plan suffers from.
    """
    n_days = np.array([block.n_days for block in blocks], dtype=float)
    weights = n_days / n_days.sum()
    limit = float(special.ndtri(1 - chance / len(NOMINAL)))
    found: list[tuple[float, float, float]] = []
    for number, nominal in enumerate(NOMINAL):
        inside = float(weights @ np.array([block.inside[number] for block in blocks]))
        # Variance of the share of days inside, when days of one forecast are as correlated as their errors.
        variance = nominal * (1 - nominal) * (1 + (n_days - 1) * correlation) / n_days
        away = (inside - nominal) / float(np.sqrt((weights**2 * variance).sum()))
        if abs(inside - nominal) >= _COVERAGE_AWAY and abs(away) > limit:
            found.append((away, inside, nominal))
    if not found:
        return
    # The interval of 80 % is the one that plans are made with: it is named before the others.
    away, inside, nominal = min(found, key=lambda one: (one[0] > 0, one[2] != _USUAL, -abs(one[0])))
    text = f"{_percent(inside)} of values lay in the {_percent(nominal)} interval."
    if away < 0 and nominal >= _USUAL:
        yield Finding("too_sure", State.ATTENTION, f"Too sure: {text} Plan with more in reserve.")
    elif away < 0:
        yield Finding("too_sure", State.WATCH, f"Too sure of the middle: {text} The wider intervals hold.")
    else:
        yield Finding("too_cautious", State.WATCH, f"Too cautious: {text}")


def _challenger(rivals: Sequence[Rival], chance: float) -> Iterator[Finding]:
    """Diebold and Mariano's (1995) test on one difference for each cutoff, as Harvey, Leybourne and Newbold (1997) mend it."""
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
    """Whether the mean gain is above zero: its variance counts what neighbouring gains have in common, if that adds to it."""
    values = np.asarray(gains, dtype=float)
    n_values = len(values)
    if n_values < _CLEARLY_BLOCKS or values.std() == 0:
        return False
    away = values - values.mean()
    together = [float((away[lag:] * away[: n_values - lag]).sum()) / n_values for lag in range(_LAGS + 1)]
    variance = (together[0] + 2 * sum(max(one, 0.0) for one in together[1:])) / n_values
    ahead = _LAGS + 1
    corrected = (n_values + 1 - 2 * ahead + ahead * (ahead - 1) / n_values) / n_values
    ratio = float(values.mean()) * float((corrected / variance) ** 0.5)
    return ratio > float(stats.t.ppf(1 - chance, n_values - 1))


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _mean(blocks: Sequence[Block], name: str) -> float:
    n_days = sum(block.n_days for block in blocks)
    return float(sum(getattr(block, name) * block.n_days for block in blocks) / n_days)
