"""From a flow of devices to cells, a move list and rentals; the cost is counted here again, without the solver."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from optimization.equipment.demand import shortage_cost
from optimization.equipment.model import Flow, Key
from optimization.equipment.problem import MoveTerms, TypeProblem
from optimization.equipment.result import EquipmentCell, EquipmentMove, EquipmentRental


def read_cells(problem: TypeProblem, flow: Flow) -> Iterator[EquipmentCell]:
    """One cell for each place that has devices or demand, and day."""
    for place, at in enumerate(problem.places):
        used = any(
            (place, day) in problem.demand or _standing(problem, flow, place, day, fit_only=False)
            for day in range(problem.n_days)
        )
        for day in range(problem.n_days if used else 0):
            available = _standing(problem, flow, place, day, fit_only=True)
            rented = flow.rented.get((place, day), 0)
            demand = problem.demand.get((place, day))
            p50 = demand.quantile(0.5) if demand else 0.0
            yield EquipmentCell(
                unit_id=at.place_id,
                day=day,
                type_id=problem.type_id,
                available=available,
                rented=rented,
                demand_p50=p50,
                demand_p90=demand.quantile(0.9) if demand else 0.0,
                expected_short=demand.expected_short(available + rented) if demand else 0.0,
                short=max(0, int(p50 + 0.5) - available - rented),
            )


def _standing(problem: TypeProblem, flow: Flow, place: int, day: int, *, fit_only: bool) -> int:
    return sum(
        flow.standing.get((index, place, day), 0)
        for index, group in enumerate(problem.groups)
        if group.fit[day] or not fit_only
    )


def read_moves(problem: TypeProblem, flow: Flow) -> tuple[EquipmentMove, ...]:
    """The moves of each morning as pairs of places, in the order of days and places."""
    counts: Counter[tuple[int, int, int, bool]] = Counter()
    for group in range(len(problem.groups)):
        for day in range(problem.n_days):
            for start, end, is_far in _pairs(problem, flow, group, day):
                if start != end:
                    counts[day, start, end, is_far] += 1
    moves = []
    for (day, start, end, is_far), count in sorted(counts.items()):
        terms: MoveTerms = problem.far if is_far else problem.near
        moves.append(
            EquipmentMove(
                day=day,
                type_id=problem.type_id,
                from_unit_id=problem.places[start].place_id,
                to_unit_id=problem.places[end].place_id,
                n_devices=count,
                minutes=terms.minutes,
                cost_pence=count * terms.pence,
            )
        )
    return tuple(moves)


def _pairs(problem: TypeProblem, flow: Flow, group: int, day: int) -> Iterator[tuple[int, int, bool]]:
    """Single moves of one group and morning: within the site first, what is left between sites."""

    def spread(counts: dict[Key, int]) -> list[int]:
        return [
            place for place in range(len(problem.places)) for _ in range(counts.get((group, place, day), 0))
        ]

    leaving = spread(flow.leaving)
    for end in spread(flow.near_arriving):
        site = problem.places[end].site_id
        start = next(place for place in leaving if problem.places[place].site_id == site)
        leaving.remove(start)
        yield start, end, False
    for start, end in zip(leaving, spread(flow.far_arriving), strict=True):
        yield start, end, True


def read_rentals(problem: TypeProblem, flow: Flow) -> tuple[EquipmentRental, ...]:
    """Runs of days with the same number of rented devices in one place."""
    rental = problem.rental
    if rental is None:
        return ()
    rentals = []
    for place, at in enumerate(problem.places):
        days = [flow.rented.get((place, day), 0) for day in range(problem.n_days)]
        first = 0
        for day in range(problem.n_days):
            if day + 1 < problem.n_days and days[day + 1] == days[first]:
                continue
            if days[first]:
                n_paid = days[first] * (day - first + 1)
                rentals.append(
                    EquipmentRental(
                        type_id=problem.type_id,
                        unit_id=at.place_id,
                        first_day=first,
                        last_day=day,
                        n_devices=days[first],
                        cost_pence=n_paid * rental.pence_per_day,
                    )
                )
            first = day + 1
    return tuple(rentals)


def count_cost(
    problem: TypeProblem,
    cells: tuple[EquipmentCell, ...],
    moves: tuple[EquipmentMove, ...],
    rentals: tuple[EquipmentRental, ...],
) -> int:
    """Expected shortage in the cells, moves and rentals, in pence."""
    place_of = {place.place_id: index for index, place in enumerate(problem.places)}
    shortage = sum(
        shortage_cost(demand, problem.shortage_pence, cell.available + cell.rented)
        for cell in cells
        if (demand := problem.demand.get((place_of[cell.unit_id], cell.day)))
    )
    return shortage + sum(move.cost_pence for move in moves) + sum(rent.cost_pence for rent in rentals)
