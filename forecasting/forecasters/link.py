"""The scale on which effects add up: logarithms for counts of some size, shares of the mean for small ones."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from forecasting.quantiles import FloatArray

_LEAST_MEAN = 8.0
_LEAST_COUNT = 0.5
_LARGEST_LOG = 30.0


@dataclass(frozen=True, slots=True)
class Link:
    """`mean` None is the logarithm; else values are divided by it, so that effects have the same size on both scales."""

    mean: float | None

    def apply(self, counts: FloatArray) -> FloatArray:
        """Counts on this scale; a count of zero is taken as half a one for the logarithm."""
        if self.mean is None:
            return np.asarray(np.log(np.maximum(counts, _LEAST_COUNT)))
        return np.asarray(counts / self.mean)

    def undo(self, values: FloatArray) -> FloatArray:
        """Counts again, never negative and never beyond what a number can hold."""
        if self.mean is None:
            return np.asarray(np.exp(np.minimum(values, _LARGEST_LOG)))
        return np.maximum(values * self.mean, 0.0)


def choose_link(known: FloatArray) -> Link:
    """Logarithms where nearly all counts are well above zero; sums of small counts are not products."""
    low = float(np.quantile(known, 0.02))
    mean = float(known.mean())
    return Link(None if mean >= _LEAST_MEAN and low > 0 else max(mean, _LEAST_COUNT))


def rare_spread(known: FloatArray, link: Link) -> float:
    """The standard deviation of a Poisson count with this mean, on the scale of the link, where most days are zero; else 0.

    Robust spreads of such counts are next to nothing, so that every day on which something comes would be an odd one.
    """
    if link.mean is None or np.median(known) > 0:
        return 0.0
    return float(np.sqrt(known.mean())) / link.mean
