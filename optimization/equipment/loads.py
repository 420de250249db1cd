"""What vehicles between sites can carry, and what plans ask of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from optimization.equipment.flow import Flow
from optimization.equipment.problem import EquipmentProblem, Ints, TypeProblem


@dataclass(frozen=True, slots=True, eq=False)
class Carrying:
    """What may leave a site for others, (sites, days), in units of load; None: no limit."""

    site_of: Ints
    loads: Ints | None = None


def loads_used(problem: EquipmentProblem, kinds: Sequence[TypeProblem], flows: Mapping[str, Flow]) -> Ints:
    """What leaves each site for others on each day, shape (sites, days), in units of load."""
    used = np.zeros((len(problem.site_ids), kinds[0].n_days), dtype=np.int64)
    site_of = problem.site_of
    for kind in kinds:
        day, start, end, count = flows[kind.type_id].moves.T
        far = site_of[start] != site_of[end]
        np.add.at(used, (site_of[start[far]], day[far]), count[far] * kind.load)
    return used
