"""Units and the pools of sites as places, and what it takes to move a device between them."""

from __future__ import annotations

import numpy as np

from data.configuration.equipment import EquipmentType, Transport
from data.inputs import PlanInputs
from optimization.equipment.problem import POOL, Moves, Place


def pool_id(inputs: PlanInputs, site_id: str | None) -> str:
    """The pool's place id: POOL on the first unit's site, `POOL site` on the others."""
    units = inputs.hospital.units
    return POOL if site_id is None or site_id == units[0].site_id else f"{POOL} {site_id}"


def make_places(inputs: PlanInputs) -> tuple[Place, ...]:
    """Every unit, then the pool of the first site, then those of other sites that hold a device."""
    units = inputs.hospital.units
    pooled = {
        row["site_id"]
        for row in inputs.tables.equipment.to_pylist()
        if row["unit_id"] is None and row["site_id"]
    }
    others = dict.fromkeys(unit.site_id for unit in units[1:] if unit.site_id in pooled)
    others.pop(units[0].site_id, None)
    return (
        *(Place(unit.id, unit.site_id) for unit in units),
        Place(POOL, units[0].site_id),
        *(Place(pool_id(inputs, site_id), site_id) for site_id in others),
    )


def make_moves(places: tuple[Place, ...], kind: EquipmentType, transport: Transport) -> Moves:
    """Terms of each pair of places; moves between sites never cost less, nor take less time, than those within one."""
    sites = [place.site_id for place in places]
    far = np.array([[one != other for other in sites] for one in sites])
    pence = np.where(far, max(kind.transfer_pence, kind.site_transfer_pence), kind.transfer_pence)
    minutes = np.where(far, max(kind.transfer_minutes, kind.site_transfer_minutes), kind.transfer_minutes)
    for route in transport.routes:
        for start, end in (route.between, route.between[::-1]):
            along = np.array([[one == start and other == end for other in sites] for one in sites])
            minutes[along & far] = route.minutes
            if route.pence is not None:
                pence[along & far] = route.pence
    allowed = ~np.eye(len(places), dtype=bool)
    if kind.moves_within == "unit":
        allowed &= False
    elif kind.moves_within == "site":
        allowed &= ~far
    return Moves(pence.astype(np.int64), minutes.astype(np.int64), allowed)
