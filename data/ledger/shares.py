"""Fair shares of something that has to be done, for people who were there for different times."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction


def fair_shares(weights: Mapping[str, int], past: Mapping[str, int], n_new: int) -> dict[str, Fraction]:
    """What each person should take of `n_new` things, so that past and new together are shared by weight.

    `weights` are contracted minutes times days on which somebody was and will be there, `past` is what they did.
    Whoever did more than their share already takes nothing, and the others share what is left in the same way.
    The shares add up to `n_new`, unless nobody has a weight.
    """
    sharing = {person for person, weight in weights.items() if weight > 0}
    shares = {person: Fraction(0) for person in weights}
    while sharing:
        total = n_new + sum(past.get(person, 0) for person in sharing)
        weight = sum(weights[person] for person in sharing)
        trial = {
            person: Fraction(weights[person] * total, weight) - past.get(person, 0) for person in sharing
        }
        ahead = {person for person, share in trial.items() if share < 0}
        if not ahead:
            return shares | trial
        sharing -= ahead
    return shares
