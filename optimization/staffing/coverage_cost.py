"""The expected cost of shortage and surplus as whole pence, convex without exception."""

from __future__ import annotations

from itertools import accumulate

from optimization.staffing.requirement import Requirement

MINIMUM_FACTOR = 10
"""A person below the minimum costs this many times an ordinary missing person, on top: dearer than any wish or rule with
a price, yet a thin week still has a roster."""


def coverage_costs(requirement: Requirement) -> tuple[int, ...]:
    """`costs[x]` of x people: shortage E[(D - x)+] + surplus E[(x - D)+] + what is missing to the minimum.

    The step from x to x + 1 is surplus P(D <= x) - shortage P(D > x) - (the minimum's price while below it). Steps never
    fall with x, and rounding each step keeps it so; the sum of rounded steps is the cost. The last step is the surplus
    price, which goes on for ever.
    """
    chances = list(accumulate(requirement.probabilities))
    n_steps = max(len(chances), requirement.minimum + 1)
    below = MINIMUM_FACTOR * requirement.shortage_pence
    steps: list[int] = []
    for people in range(n_steps):
        enough = min(1.0, chances[people]) if people < len(chances) - 1 else 1.0
        step = requirement.surplus_pence * enough - requirement.shortage_pence * (1 - enough)
        if people < requirement.minimum:
            step -= below
        steps.append(max(round(step), steps[-1]) if steps else round(step))
    start = requirement.shortage_pence * requirement.expected_shortage(0) + below * requirement.minimum
    return tuple(accumulate(steps, initial=round(start)))
