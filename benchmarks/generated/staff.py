"""The people of a generated hospital."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from benchmarks.generated.wards import CONTRACT_SHARES, Ward
from data.sample.names import made_up_names
from data.sample.seeds import stream
from data.tables import STAFF

_EVERY_NTH_FLOATS = 4


def staff_table(wards: Sequence[Ward], seed: int) -> pa.Table:
    """Everybody with home ward, skill and contract.

    In each ward the first of a skill, and every fourth after that, may be sent to all wards of the division: that is
    the division's float pool.
    """
    rng = stream(seed, "generated staff")
    posts = [
        (ward, skill_id, number % _EVERY_NTH_FLOATS == 0)
        for ward in wards
        for skill_id, n_people in ward.people
        for number in range(n_people)
    ]
    names = made_up_names(rng, len(posts))
    contracts = rng.choice(list(CONTRACT_SHARES), size=len(posts), p=list(CONTRACT_SHARES.values())).tolist()
    division = {
        ward.ward_id: [other.ward_id for other in wards if other.division == ward.division] for ward in wards
    }
    width = len(str(len(posts)))
    return STAFF.table(
        [
            {
                "staff_id": f"S{number:0{width}d}",
                "name": name,
                "unit_id": ward.ward_id,
                "skill_id": skill_id,
                "contract_id": contract_id,
                "float_unit_ids": _others(division[ward.ward_id], ward.ward_id) if floats else None,
            }
            for number, ((ward, skill_id, floats), name, contract_id) in enumerate(
                zip(posts, names, contracts, strict=True), start=1
            )
        ]
    )


def _others(ward_ids: Sequence[str], home: str) -> str | None:
    return "|".join(ward_id for ward_id in ward_ids if ward_id != home) or None


def float_share(staff: pa.Table) -> float:
    """Share of the people who may be sent to another ward."""
    return float(np.mean([units is not None for units in staff.column("float_unit_ids").to_pylist()]))
