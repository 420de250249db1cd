"""`Requirement`: the need of one unit, day, shift and skill."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Requirement:
    """How many people are needed, as a distribution, with prices per missing or unneeded person.

    `probabilities[n]` is the chance that n people are needed; they add up to 1. `day` is a day of the grid.
    `shortage_pence` and `surplus_pence` are for one person for the whole shift. `required` is what reports call needed: the
    smallest number of people at which one more would cost more, in contract pay and expected surplus, than the
    shortage that it would avert (the newsvendor's level), and never below `minimum`. `census_p50` is the median
    census the need follows from; None for a fixed standard.
    """

    unit_id: str
    day: int
    shift_id: str
    skill_id: str
    probabilities: tuple[float, ...]
    minimum: int
    required: int
    shortage_pence: int
    surplus_pence: int
    census_p50: float | None = None

    def quantile(self, level: float) -> int:
        """The smallest number that suffices with a chance of at least `level`."""
        total = 0.0
        for people, probability in enumerate(self.probabilities):
            total += probability
            if total >= level - 1e-9:
                return people
        return len(self.probabilities) - 1

    def expected_shortage(self, n_people: int) -> float:
        """The expected number of missing people, E[(D - x)+], when `n_people` are there."""
        return sum(
            probability * (need - n_people)
            for need, probability in enumerate(self.probabilities)
            if need > n_people
        )

    def expected_surplus(self, n_people: int) -> float:
        """The expected number of people who are not needed, E[(x - D)+], when `n_people` are there."""
        return sum(
            probability * (n_people - need)
            for need, probability in enumerate(self.probabilities)
            if need < n_people
        )


def newsvendor_level(
    probabilities: tuple[float, ...], shortage_pence: int, surplus_pence: int, pay_pence: int
) -> int:
    """The smallest number at which one more person no longer pays: P(D > x) shortage <= pay + P(D <= x) surplus."""
    enough = 0.0
    for people, probability in enumerate(probabilities):
        enough += probability
        if (1 - enough) * shortage_pence <= pay_pence + enough * surplus_pence + 1e-6:
            return people
    return len(probabilities) - 1
