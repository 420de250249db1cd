"""Length of stay: mixtures of lognormal distributions, the usual form of its long tail."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from data.sample.days import Numbers


@dataclass(frozen=True, slots=True)
class StayLength:
    """A mixture of lognormals; each part is (weight, mean in hours, sigma of the logarithm)."""

    parts: tuple[tuple[float, float, float], ...]

    def draw_hours(self, rng: np.random.Generator, size: int) -> Numbers:
        """`size` lengths of stay in hours, capped at 90 days."""
        weights = np.array([part[0] for part in self.parts])
        means = np.array([part[1] for part in self.parts])
        sigmas = np.array([part[2] for part in self.parts])
        which = np.searchsorted(np.cumsum(weights)[:-1], rng.random(size), side="right")
        normal = rng.standard_normal(size)
        hours = np.exp(np.log(means[which]) - sigmas[which] ** 2 / 2 + sigmas[which] * normal)
        capped: Numbers = np.minimum(hours, 90 * 24.0)
        return capped


ED_HOME = StayLength(((0.8, 3.1, 0.5), (0.2, 5.2, 0.45)))
ED_CHILD = StayLength(((1.0, 2.7, 0.5),))
ED_ADMITTED = StayLength(((1.0, 4.6, 0.4),))
ED_RESUSCITATION = StayLength(((1.0, 2.6, 0.5),))
AMU_HOME = StayLength(((0.8, 26.0, 0.55), (0.2, 56.0, 0.4)))
AMU_BEFORE_WARD = StayLength(((1.0, 33.0, 0.5),))
MEDICAL = StayLength(((0.76, 98.0, 0.65), (0.24, 420.0, 0.75)))
OLDER = StayLength(((0.66, 118.0, 0.65), (0.34, 490.0, 0.7)))
RESPIRATORY = StayLength(((0.76, 108.0, 0.6), (0.24, 360.0, 0.7)))
SURGICAL = StayLength(((0.8, 66.0, 0.7), (0.2, 270.0, 0.75)))
SURGICAL_ELECTIVE = StayLength(((0.88, 58.0, 0.55), (0.12, 170.0, 0.7)))
TRAUMA = StayLength(((0.6, 140.0, 0.65), (0.4, 400.0, 0.65)))
JOINT = StayLength(((0.9, 72.0, 0.4), (0.1, 190.0, 0.6)))
INTENSIVE = StayLength(((0.74, 60.0, 0.75), (0.26, 215.0, 0.8)))
INTENSIVE_AFTER_SURGERY = StayLength(((1.0, 38.0, 0.6),))
BIRTH = StayLength(((0.72, 38.0, 0.5), (0.28, 82.0, 0.4)))
CHILD = StayLength(((0.82, 30.0, 0.65), (0.18, 92.0, 0.7)))
