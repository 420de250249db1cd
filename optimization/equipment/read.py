"""From a flow of devices to cells, rentals and loans."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from optimization.equipment.flow import Flow
from optimization.equipment.hours import OutHours
from optimization.equipment.problem import Floats, Place, TypeProblem
from optimization.equipment.result import EquipmentCell, EquipmentLoan, EquipmentRental


def read_cells(
    problem: TypeProblem,
    flow: Flow,
    places: Sequence[Place],
    out_hours: Sequence[Sequence[OutHours]],
    in_cleaning: Floats,
) -> tuple[EquipmentCell, ...]:
    """One cell for each place that has devices or demand, and day.

    `out_hours` are the settled outages by place, `in_cleaning` (places) the part of the demand that is between two uses.
    """
    available, serving = flow.available(problem), flow.serving(problem)
    low, high = problem.demand.quantile(0.5), problem.demand.quantile(0.9)
    needed = problem.planned_level
    short, chance = problem.demand.expected_short(serving), problem.demand.chance_short(serving)
    level = problem.worth.safe_level
    safe = None if level is None else np.ceil(problem.demand.quantile(level) - 1e-9)
    short_hours = np.zeros(serving.shape)
    for place, hours in enumerate(out_hours):
        for one in hours:
            serve = serving[place, one.day] + problem.out[place, one.day] - one.n_out
            short_hours[place, one.day] += (one.end - one.start) / 60 * (needed[place, one.day] > serve)
    used = (flow.standing > 0).any(axis=1) | (problem.demand.values.max(axis=(1, 2)) > 0)
    return tuple(
        EquipmentCell(
            unit_id=places[place].place_id,
            day=day,
            type_id=problem.type_id,
            available=int(available[place, day]),
            rented=int(flow.rented[place, day]),
            stand_ins=int(serving[place, day] - available[place, day] - flow.rented[place, day]),
            demand_p50=float(low[place, day]),
            cleaning_p50=float(low[place, day] * in_cleaning[place]),
            demand_p90=float(high[place, day]),
            expected_short=float(short[place, day]),
            chance_short=float(chance[place, day]),
            short=max(0, int(needed[place, day] - serving[place, day])),
            hours_short=float(short_hours[place, day]),
            safety_stock=None if safe is None else int(safe[place, day]),
        )
        for place in np.flatnonzero(used).tolist()
        for day in range(problem.n_days)
    )


def read_rentals(problem: TypeProblem, flow: Flow, places: Sequence[Place]) -> tuple[EquipmentRental, ...]:
    """Devices hired and given back on the same days in one place; the first hired goes back first."""
    rental = problem.rental
    if rental is None:
        return ()
    serving = flow.serving(problem)
    without = problem.demand.expected_short(serving - flow.rented)
    used = without - problem.demand.expected_short(serving)
    found = []
    for place in np.flatnonzero(flow.rented.any(axis=1)).tolist():
        rented, hired = flow.rented[place], flow.hired[place]
        open_since: list[int] = []
        spans: dict[tuple[int, int], int] = {}
        for day in range(problem.n_days):
            before = int(rented[day - 1]) if day else 0
            # What was hired is more than the rise when some go back on the same morning.
            for _ in range(before + int(hired[day]) - int(rented[day])):
                first = open_since.pop(0)
                spans[first, day - 1] = spans.get((first, day - 1), 0) + 1
            open_since += [day] * int(hired[day])
        for first in open_since:
            spans[first, problem.n_days - 1] = spans.get((first, problem.n_days - 1), 0) + 1
        for (first, last), count in sorted(spans.items()):
            paid = count * max(last - first + 1, rental.min_days)
            days = slice(first, last + 1)
            share = used[place, days] * count / np.maximum(rented[days], 1)
            found.append(
                EquipmentRental(
                    type_id=problem.type_id,
                    unit_id=places[place].place_id,
                    first_day=first,
                    last_day=last,
                    n_devices=count,
                    paid_days=paid,
                    used_days=float(share.sum()),
                    cost_pence=paid * rental.pence_per_day + count * rental.delivery_pence,
                )
            )
    return tuple(found)


def read_loans(problem: TypeProblem, flow: Flow, places: Sequence[Place]) -> tuple[EquipmentLoan, ...]:
    """One entry for each request."""
    found = []
    for loan, lent in zip(problem.loans, flow.lent, strict=True):
        first, last = max(0, loan.first_day), min(problem.n_days - 1, loan.last_day)
        found.append(
            EquipmentLoan(
                loan_id=loan.loan_id,
                type_id=problem.type_id,
                unit_id=places[loan.place].place_id,
                first_day=first,
                last_day=last,
                n_asked=loan.n_devices,
                n_devices=lent,
                income_pence=lent * loan.pence_per_day * (last - first + 1),
            )
        )
    return tuple(found)
