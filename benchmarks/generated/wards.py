"""The wards of a generated hospital: how many people and beds each has.

Every figure is invented and plausible. A division has one ward of each kind.
"""

from __future__ import annotations

from dataclasses import dataclass

OCCUPANCY = 0.93
"""Share of beds that are usually occupied; the past roster of the sample hospital assumes the same for wards."""

CONTRACT_SHARES = {"FT": 0.6, "PT30": 0.2, "PT22": 0.14, "PT18": 0.06}
CONTRACT_HOURS = {"FT": 37.5, "PT30": 30.0, "PT22": 22.5, "PT18": 18.75}
MEAN_HOURS = sum(share * CONTRACT_HOURS[name] for name, share in CONTRACT_SHARES.items())
PRESENT_SHARE = 0.82
"""Share of contracted time that is left in the planned weeks: leave, known sickness, study and parental leave are not."""

DAY_HOURS, NIGHT_HOURS = 7.5, 10.0
SISTER_HOURS = 7 * DAY_HOURS
"""Hours a week of the one sister on every early shift."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Patients per nurse and per assistant, by day (early and late) and by night."""

    name: str
    nurse_day: float
    nurse_night: float
    assistant_day: float
    assistant_night: float

    def hours_per_bed(self) -> dict[str, float]:
        """Hours a week that a bed asks for, by skill, before need is rounded to people."""
        patient_days = 7 * OCCUPANCY
        return {
            "RN": patient_days * (2 * DAY_HOURS / self.nurse_day + NIGHT_HOURS / self.nurse_night),
            "HCA": patient_days * (2 * DAY_HOURS / self.assistant_day + NIGHT_HOURS / self.assistant_night),
        }


KINDS = (
    Kind("General medicine", 6, 9, 8, 12),
    Kind("Respiratory medicine", 5, 7, 10, 14),
    Kind("General surgery", 6, 9, 10, 14),
    Kind("Older people's medicine", 8, 12, 6, 9),
    Kind("High care", 3, 3.5, 9, 14),
)
"""One division."""


@dataclass(frozen=True, slots=True)
class Ward:
    """A ward with its beds and its people by skill."""

    ward_id: str
    division: int
    kind: Kind
    beds: int
    people: tuple[tuple[str, int], ...]


def wards_for(n_staff: int, n_units: int) -> tuple[Ward, ...]:
    """`n_units` wards that share `n_staff` people out evenly, each with the beds that its people can care for.

    Needs at least four people for each ward.
    """
    if n_units < 1 or n_staff < 4 * n_units:
        raise ValueError(f"{n_staff} people cannot run {n_units} wards: at least 4 for each are needed")
    wards = []
    for number in range(n_units):
        n_people = n_staff // n_units + (number < n_staff % n_units)
        division, place = divmod(number, len(KINDS))
        kind = KINDS[place]
        per_bed = kind.hours_per_bed()
        hours = n_people * MEAN_HOURS * PRESENT_SHARE
        beds = max(2, round((hours - SISTER_HOURS) / sum(per_bed.values())))
        needs = {"SISTER": SISTER_HOURS, **{skill: beds * each for skill, each in per_bed.items()}}
        ward_id = f"D{division + 1:02d}W{place + 1}"
        wards.append(Ward(ward_id, division, kind, beds, tuple(_share_out(n_people, needs).items())))
    return tuple(wards)


def _share_out(n_people: int, needs: dict[str, float]) -> dict[str, int]:
    """One of each skill, and the rest one by one by Webster's method: to the skill with the largest unmet claim."""
    people = dict.fromkeys(needs, 1)
    for _ in range(n_people - len(needs)):
        people[max(needs, key=lambda skill: (needs[skill] / (people[skill] + 0.5), skill))] += 1
    return people
