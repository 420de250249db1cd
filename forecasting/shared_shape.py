"""Calendar effects that series of one kind have in common, so that each need not learn them alone.

Empirical Bayes: every series is fitted by itself; effects that differ between series no more than chance explains are
shared, those that differ are left to each. A short history gets its time of year from its sisters.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from forecasting.common_course import CommonCourse
from forecasting.level_errors import Coefficients, Prior
from forecasting.pooled_levels import PooledLevels
from forecasting.quantiles import FloatArray

_LEAST_SERIES = 3
_LEAST_VARIANCE_SHARE = 0.02
"""Part of an effect's own prior variance that stays to each series, however alike they look."""


@dataclass(frozen=True, slots=True)
class SharedShape:
    """By name of the effect: mean and variance over the series of one kind. Empty when there are too few of them.

    `course` is what they have in common beyond these effects; it goes on after the day at which the effects were learnt.
    `levels` is how they go on, by the name of the forecaster that uses it.
    """

    effects: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    course: CommonCourse | None = None
    levels: Mapping[str, PooledLevels] = field(default_factory=dict)

    def prior(self, names: Sequence[str], variances: FloatArray) -> Prior:
        """The prior of effects `names`; those that are not shared have mean 0 and their own variance."""
        pairs = [self.effects.get(name, (0.0, own)) for name, own in zip(names, variances, strict=True)]
        return Prior(np.array([mean for mean, _ in pairs]), np.array([variance for _, variance in pairs]))


def share_shape(names: Sequence[str], variances: FloatArray, fits: Sequence[Coefficients]) -> SharedShape:
    """What the fits of several series have in common; `variances` are the priors of single series.

    Variance between series by the method of moments (DerSimonian and Laird 1986); the mean is weighted accordingly.
    """
    if len(fits) < _LEAST_SERIES:
        return SharedShape()
    values = np.stack([fit.values for fit in fits])
    sampling = np.stack([fit.variances for fit in fits])
    between = np.maximum(
        values.var(axis=0, ddof=1) - sampling.mean(axis=0), _LEAST_VARIANCE_SHARE * variances
    )
    weights = 1 / (sampling + between)
    means = (weights * values).sum(axis=0) / weights.sum(axis=0)
    return SharedShape(
        {
            name: (float(mean), float(min(variance, own)))
            for name, mean, variance, own in zip(names, means, between, variances, strict=True)
        }
    )
