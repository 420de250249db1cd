"""The people: enough contracted hours to meet the staffing standards at the usual census, with little to spare.

`ESTABLISHMENT` comes from the staffing standards at the census of an ordinary autumn, divided by 0.79 because about
21 % of contracted time goes to leave, sickness, study and parental leave; tests/sample repeats that sum.
"""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pyarrow as pa

from data.configuration.hospital import Hospital
from data.sample.names import made_up_names
from data.sample.plan_week import planned_monday
from data.sample.seeds import stream
from data.tables import STAFF

# Unit, skill, whole-time equivalents.
ESTABLISHMENT: tuple[tuple[str, str, float], ...] = (
    ("ED", "SISTER", 5.4), ("ED", "RN", 24.0), ("ED", "HCA", 8.1),
    ("AMU", "SISTER", 2.8), ("AMU", "RN", 19.6), ("AMU", "HCA", 11.4),
    ("MED1", "SISTER", 2.8), ("MED1", "RN", 15.0), ("MED1", "HCA", 15.0),
    ("MED2", "SISTER", 2.8), ("MED2", "RN", 14.3), ("MED2", "HCA", 14.2),
    ("RESP", "SISTER", 2.8), ("RESP", "RN", 18.6), ("RESP", "HCA", 8.1),
    ("SURG", "SISTER", 2.8), ("SURG", "RN", 13.4), ("SURG", "HCA", 8.1),
    ("ORTH", "SISTER", 2.8), ("ORTH", "RN", 13.0), ("ORTH", "HCA", 11.0),
    ("ICU", "SISTER", 2.8), ("ICU", "RN-ICU", 22.2), ("ICU", "HCA", 2.7),
    ("MAT", "MIDWIFE", 19.0), ("MAT", "HCA", 5.4),
    ("PAED", "RN-CHILD", 18.4), ("PAED", "HCA", 3.5),
)  # fmt: skip

_BANK = (
    ("ED", "RN"), ("AMU", "RN"), ("MED1", "RN"), ("RESP", "RN"), ("SURG", "RN"),
    ("AMU", "HCA"), ("MED1", "HCA"), ("MED2", "HCA"), ("ORTH", "HCA"), ("MAT", "MIDWIFE"),
)  # fmt: skip

_STUDENT_UNITS = ("MED1", "RESP", "SURG", "PAED")

_CONTRACT_SHARES = {"FT": 0.72, "PT30": 0.15, "PT22": 0.09, "PT18": 0.04}
_FULL_TIME_HOURS = 37.5

# Units among which people may be sent, with the share of people of a skill who may.
_FLOAT_GROUPS = (("AMU", "MED1", "MED2", "RESP"), ("SURG", "ORTH"))
_FLOAT_SHARE = {"SISTER": 0.6, "RN": 0.3, "HCA": 0.35}
_ICU_FLOAT_UNITS = ("RESP", "AMU")
_ICU_FLOAT_SHARE = 0.15


def sample_staff(hospital: Hospital, seed: int, as_of: date) -> pa.Table:
    """About 330 people with home unit, skill and contract; a few began lately, one leaves soon, and students come."""
    rng = stream(seed, "staff")
    posts = [
        (unit_id, skill_id, contract_id)
        for unit_id, skill_id, wte in ESTABLISHMENT
        for contract_id in _contracts(hospital, wte * _FULL_TIME_HOURS, rng)
    ]
    posts += [(unit_id, skill_id, "BANK") for unit_id, skill_id in _BANK]
    names = made_up_names(rng, len(posts))
    rows: list[dict[str, object]] = []
    for number, ((unit_id, skill_id, contract_id), name) in enumerate(
        zip(posts, names, strict=True), start=1
    ):
        rows.append(
            {
                "staff_id": f"S{number:04d}",
                "name": name,
                "unit_id": unit_id,
                "skill_id": skill_id,
                "contract_id": contract_id,
                "float_unit_ids": _float_units(unit_id, skill_id, contract_id, rng),
            }
        )
    starters = rng.choice(len(rows) - len(_BANK), size=7, replace=False).tolist()
    for row in starters[:6]:
        rows[row]["first_day"] = as_of - timedelta(days=70 + 7 * int(rng.integers(0, 16)))
    rows[starters[6]]["last_day"] = as_of + timedelta(days=40)
    rows += _students(seed, as_of, len(rows), {*names})
    return STAFF.table(rows)


def _students(seed: int, as_of: date, n_before: int, taken: set[str]) -> list[dict[str, object]]:
    """A placement of eight weeks, from the planned week on."""
    rng = stream(seed, "students")
    names = [name for name in made_up_names(rng, 50) if name not in taken]
    monday = planned_monday(as_of)
    return [
        {
            "staff_id": f"S{number:04d}",
            "name": name,
            "unit_id": unit_id,
            "skill_id": "STUDENT",
            "contract_id": "FT",
            "first_day": monday,
            "last_day": monday + timedelta(weeks=8, days=-1),
        }
        for number, (unit_id, name) in enumerate(zip(_STUDENT_UNITS, names, strict=False), start=n_before + 1)
    ]


def _contracts(hospital: Hospital, hours: float, rng: np.random.Generator) -> list[str]:
    """Contracts that together come as near to `hours` as they can."""
    known = {name: hospital.contract_by_id[name].hours_week for name in _CONTRACT_SHARES}
    smallest = min(known.values())
    chosen: list[str] = []
    left = hours
    while left > smallest / 2:
        fitting = [name for name in known if known[name] <= left + smallest / 4]
        if not fitting:
            fitting = [min(known, key=known.__getitem__)]
        shares = np.array([_CONTRACT_SHARES[name] for name in fitting])
        chosen.append(fitting[int(rng.choice(len(fitting), p=shares / shares.sum()))])
        left -= known[chosen[-1]]
    return chosen


def _float_units(unit_id: str, skill_id: str, contract_id: str, rng: np.random.Generator) -> str | None:
    draw, pick = rng.random(), rng.random()
    if skill_id == "RN-ICU":
        return "|".join(_ICU_FLOAT_UNITS) if draw < _ICU_FLOAT_SHARE else None
    group = next((units for units in _FLOAT_GROUPS if unit_id in units), None)
    if contract_id == "BANK" and skill_id in ("RN", "HCA"):
        others = [unit for units in _FLOAT_GROUPS for unit in units if unit != unit_id]
        return "|".join(others)
    if group is None or draw >= _FLOAT_SHARE.get(skill_id, 0.0):
        return None
    others = [unit for unit in group if unit != unit_id]
    return "|".join(others) if pick < 0.4 else others[int(pick * 997) % len(others)]
