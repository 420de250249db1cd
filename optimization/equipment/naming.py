"""From counts to devices by name: which are moved, and which are serviced when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from optimization.equipment.building.stock import Asset
from optimization.equipment.flow import Flow
from optimization.equipment.problem import Place, TypeProblem, days_lost, ready_by_morning
from optimization.equipment.result import EquipmentMove, EquipmentService


def name_services(
    problem: TypeProblem, flow: Flow, assets: Sequence[Asset], places: Sequence[Place]
) -> tuple[EquipmentService, ...]:
    """One entry for each device with a service due, by day; the counted services of a group go to its devices by id."""
    first_days: dict[str, int] = {}
    for service, started in zip(problem.services, flow.started, strict=True):
        days = [day for day, count in enumerate(started.tolist()) for _ in range(count)]
        group = [asset for asset in assets if asset.planned_service == replace(service, n_devices=1)]
        first_days.update(zip((asset.asset_id for asset in group), days, strict=False))
    named = [
        EquipmentService(
            asset.asset_id,
            problem.type_id,
            places[asset.place].place_id,
            first_days.get(asset.asset_id),
            asset.service.n_days,
            asset.service.due,
            asset.service.days_late(first_days.get(asset.asset_id, problem.n_days)),
            sum(day < first_days.get(asset.asset_id, problem.n_days) for day in asset.service.overdue_days),
        )
        for asset in assets
        if asset.service is not None
    ]
    return tuple(
        sorted(
            named, key=lambda one: (problem.n_days if one.first_day is None else one.first_day, one.asset_id)
        )
    )


def name_moves(
    problem: TypeProblem, flow: Flow, assets: Sequence[Asset], places: Sequence[Place]
) -> tuple[EquipmentMove, ...]:
    """The move list with devices. Those without an outage or service ahead go first, by id.

    What is brought on a day waits there for the next morning. Raises ValueError when a move lacks devices that may leave.
    """
    lag, early = days_lost(problem.moves.minutes), ready_by_morning(problem.moves.minutes)
    serviced = {one.asset_id: one.first_day for one in name_services(problem, flow, assets, places)}
    over = {
        asset.asset_id: _free_from(asset, serviced.get(asset.asset_id), problem.n_days) for asset in assets
    }
    here: dict[int, list[str]] = defaultdict(list)
    for asset in assets:
        here[asset.place].append(asset.asset_id)
    by_morning: dict[int, list[tuple[int, str]]] = defaultdict(list)
    on_day: dict[int, list[tuple[int, str]]] = defaultdict(list)
    moves = []
    rows = sorted(flow.moves.tolist())
    for day in range(problem.n_days):
        for place, asset_id in by_morning.pop(day, []):
            here[place].append(asset_id)
        for _, start, end, count in (row for row in rows if row[0] == day):
            free = sorted((over[asset_id], asset_id) for asset_id in here[start] if over[asset_id] <= day)
            chosen = [asset_id for _, asset_id in free[:count]]
            if len(chosen) < count:
                raise ValueError(
                    f"{problem.type_id}: {count} devices are to leave {places[start].place_id} on day {day}, "
                    f"and {len(chosen)} may"
                )
            arrives = day + int(lag[start, end])
            for asset_id in chosen:
                here[start].remove(asset_id)
                (by_morning if early[start, end] else on_day)[arrives].append((end, asset_id))
            moves.append(
                EquipmentMove(
                    day=day,
                    type_id=problem.type_id,
                    from_unit_id=places[start].place_id,
                    to_unit_id=places[end].place_id,
                    n_devices=count,
                    minutes=int(problem.moves.minutes[start, end]),
                    arrives=arrives,
                    cost_pence=count * int(problem.moves.pence[start, end]),
                    asset_ids=tuple(chosen),
                )
            )
        for place, asset_id in on_day.pop(day, []):
            here[place].append(asset_id)
    return tuple(moves)


def _free_from(asset: Asset, first_day: int | None, n_days: int) -> int:
    """From which day it may leave: after its service if it stays for that, else after its last outage."""
    service = asset.planned_service
    if service is not None and service.latest is None:
        return n_days if first_day is None else first_day + service.n_days
    return max((day + 1 for day, fit in enumerate(asset.fit) if not fit), default=0)
