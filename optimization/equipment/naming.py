"""From counts to devices by name: which are moved, and which are serviced when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from optimization.equipment.building.stock import Asset
from optimization.equipment.flow import Flow
from optimization.equipment.problem import Place, TypeProblem, days_lost
from optimization.equipment.result import EquipmentMove, EquipmentService


def name_services(
    problem: TypeProblem, flow: Flow, assets: Sequence[Asset], places: Sequence[Place]
) -> tuple[EquipmentService, ...]:
    """One entry for each device with a service due, by day; the counted services of a group go to its devices by id."""
    named = []
    for service, started in zip(problem.services, flow.started, strict=True):
        days: list[int | None] = [day for day, count in enumerate(started.tolist()) for _ in range(count)]
        group = [asset for asset in assets if asset.service == replace(service, n_devices=1)]
        days += [None] * (len(group) - len(days))
        for asset, day in zip(group, days, strict=True):
            over = problem.n_days - 1 if day is None else day + service.n_days - 1
            named.append(
                EquipmentService(
                    asset.asset_id,
                    problem.type_id,
                    places[service.place].place_id,
                    day,
                    service.n_days,
                    service.due,
                    max(0, over - service.due),
                )
            )
    return tuple(
        sorted(
            named, key=lambda one: (problem.n_days if one.first_day is None else one.first_day, one.asset_id)
        )
    )


def name_moves(
    problem: TypeProblem, flow: Flow, assets: Sequence[Asset], places: Sequence[Place]
) -> tuple[EquipmentMove, ...]:
    """The move list with devices. Those without an outage or service ahead go first, by id."""
    lag = days_lost(problem.moves.minutes)
    over = {asset.asset_id: _free_from(asset) for asset in assets}
    for service in name_services(problem, flow, assets, places):
        over[service.asset_id] = (
            problem.n_days if service.first_day is None else service.first_day + service.n_days
        )
    here: dict[int, list[str]] = defaultdict(list)
    for asset in assets:
        here[asset.place].append(asset.asset_id)
    coming: dict[int, list[tuple[int, str]]] = defaultdict(list)
    moves = []
    rows = sorted(flow.moves.tolist())
    for day in range(problem.n_days):
        for place, asset_id in coming.pop(day, []):
            here[place].append(asset_id)
        for _, start, end, count in (row for row in rows if row[0] == day):
            free = sorted((over[asset_id], asset_id) for asset_id in here[start] if over[asset_id] <= day)
            chosen = [asset_id for _, asset_id in free[:count]]
            for asset_id in chosen:
                here[start].remove(asset_id)
                coming[max(day + int(lag[start, end]), day)].append((end, asset_id))
            moves.append(
                EquipmentMove(
                    day=day,
                    type_id=problem.type_id,
                    from_unit_id=places[start].place_id,
                    to_unit_id=places[end].place_id,
                    n_devices=count,
                    minutes=int(problem.moves.minutes[start, end]),
                    arrives=day + int(lag[start, end]),
                    cost_pence=count * int(problem.moves.pence[start, end]),
                    asset_ids=tuple(chosen),
                )
            )
        for place, asset_id in coming.pop(day, []):
            here[place].append(asset_id)
    return tuple(moves)


def _free_from(asset: Asset) -> int:
    return max((day + 1 for day, fit in enumerate(asset.fit) if not fit), default=0)
