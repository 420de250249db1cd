"""Who the visits belong to: some patients come back, and nobody is in two visits at once."""

from __future__ import annotations

from bisect import bisect_left
from heapq import heappop, heappush

from data.sample.seeds import stream

_GAP = 12 * 60
"""Minutes at least between two visits of one patient."""
_RECENT = 30 * 24 * 60
_AGAIN_SOON = 0.11
"""Share of visits by somebody who left in the last 30 days."""
_AGAIN_EVER = 0.22
"""Share by somebody who left before that."""


def patient_numbers(first: list[int], last: list[int | None], group: list[str], seed: int) -> list[int]:
    """The patient of each visit, as a number from 0; visits are in order of arrival.

    `first` and `last` are minutes; `last` None means still there. Patients stay in their group (adult, child,
    maternity).
    """
    rng = stream(seed, "patients")
    chance, pick = rng.random(len(first)).tolist(), rng.random(len(first)).tolist()
    present: list[tuple[int, int]] = []
    gone: dict[str, tuple[list[int], list[int]]] = {
        name: ([], []) for name in ("adult", "child", "maternity")
    }
    group_of: list[str] = []
    away_since: list[int | None] = []
    patients: list[int] = []
    for visit, arrived in enumerate(first):
        while present and present[0][0] + _GAP <= arrived:
            left, patient = heappop(present)
            times, people = gone[group_of[patient]]
            times.append(left)
            people.append(patient)
            away_since[patient] = left
        times, people = gone[group[visit]]
        recent = bisect_left(times, arrived - _RECENT)
        found = None
        if chance[visit] < _AGAIN_SOON and recent < len(times):
            found = recent + int(pick[visit] * (len(times) - recent))
        elif chance[visit] < _AGAIN_SOON + _AGAIN_EVER and recent:
            found = int(pick[visit] * recent)
        # An entry is stale when its patient has come back since; then the visit is somebody new.
        if found is not None and away_since[people[found]] == times[found]:
            patient = people[found]
        else:
            patient = len(group_of)
            group_of.append(group[visit])
            away_since.append(None)
        away_since[patient] = None
        patients.append(patient)
        ends = last[visit]
        if ends is not None:
            heappush(present, (ends, patient))
    return patients
