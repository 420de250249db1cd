"""What a program decided for one type, as whole numbers, and what that costs, counted without the solver."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from optimization.equipment.columns import Arcs, TypeColumns
from optimization.equipment.problem import Floats, Ints, TypeProblem, days_lost, ready_by_morning


@dataclass(frozen=True, slots=True, eq=False)
class Flow:
    """Counts of devices; arrays of (places, days) unless said otherwise.

    `moves` has rows of (day, from, to, devices); `started` for each service the number on each day; `lent` for each loan
    request; `standing_in` for each other type the devices given to its demand; `received` what others give to this one.
    """

    standing: Ints
    moves: Ints
    started: tuple[Ints, ...]
    rented: Ints
    hired: Ints
    lent: tuple[int, ...]
    standing_in: Mapping[str, Ints]
    received: Ints

    def in_service(self, problem: TypeProblem) -> Ints:
        """Devices out of use for a planned service."""
        out = np.zeros_like(self.standing)
        for service, started in zip(problem.services, self.started, strict=True):
            for offset in range(min(service.n_days, problem.n_days)):
                out[service.place, offset:] += started[: problem.n_days - offset]
        return out

    def overdue(self, problem: TypeProblem) -> Ints:
        """Devices that must not be used as their service is overdue."""
        out = problem.overdue.copy()
        for service, started in zip(problem.services, self.started, strict=True):
            begun = np.cumsum(started)
            for day in service.overdue_days:
                out[service.place, day] -= begun[day]
        return out

    def lent_out(self, problem: TypeProblem) -> Ints:
        """Devices lent."""
        out = np.zeros_like(self.standing)
        for loan, n_devices in zip(problem.loans, self.lent, strict=True):
            out[loan.place, max(0, loan.first_day) : loan.last_day + 1] += n_devices
        return out

    def bound_to_stay(self, problem: TypeProblem) -> Ints:
        """Devices that may not leave in the morning: held, promised, lent, or with a service that is not over."""
        stay = problem.held + problem.booked + self.lent_out(problem)
        for service, started in zip(problem.services, self.started, strict=True):
            if service.latest is None:
                over = np.cumsum(started)[: max(0, problem.n_days - service.n_days)]
                stay[service.place] += service.n_devices
                stay[service.place, service.n_days :] -= over
        return stay

    def available(self, problem: TypeProblem) -> Ints:
        """Own devices there and fit for use, not promised to others: the one definition, never negative."""
        unfit = problem.out + problem.booked + self.in_service(problem) + self.lent_out(problem)
        return self.standing - unfit - self.overdue(problem)

    def serving(self, problem: TypeProblem) -> Ints:
        """Devices that serve the place's demand for this type."""
        given = sum(self.standing_in.values(), np.zeros_like(self.standing))
        return self.available(problem) + self.rented + self.received - given


def as_it_stands(problem: TypeProblem) -> Flow:
    """Nothing moves, nothing is rented or lent, no service is planned."""
    none = np.zeros_like(problem.out)
    return Flow(
        standing=np.repeat(problem.stock[:, None], problem.n_days, axis=1),
        moves=np.zeros((0, 4), dtype=np.int64),
        started=tuple(np.zeros(problem.n_days, dtype=np.int64) for _ in problem.services),
        rented=none,
        hired=none,
        lent=tuple(0 for _ in problem.loans),
        standing_in={},
        received=none,
    )


def read_flow(
    problem: TypeProblem,
    columns: TypeColumns,
    arcs: Arcs,
    values: Floats,
    given: Mapping[str, Ints],
    received: Ints,
) -> Flow:
    """From the values of a solution."""
    whole = np.rint(values).astype(np.int64)
    n_moved = whole[columns.moved]
    used = np.flatnonzero(n_moved)
    started = []
    for service, start in zip(problem.services, columns.service_start, strict=True):
        days = np.zeros(problem.n_days, dtype=np.int64)
        days[service.start_days(problem.n_days)] = whole[start]
        started.append(days)
    return Flow(
        standing=whole[columns.standing],
        moves=np.stack([arcs.day[used], arcs.start[used], arcs.end[used], n_moved[used]], axis=1),
        started=tuple(started),
        rented=_placed(columns.rented, whole, problem),
        hired=_placed(columns.hired, whole, problem),
        lent=tuple(int(whole[lent][0]) for lent in columns.lent),
        standing_in=given,
        received=received,
    )


def _placed(columns: Ints | None, whole: Ints, problem: TypeProblem) -> Ints:
    if columns is None:
        return np.zeros_like(problem.out)
    return np.where(columns >= 0, whole[columns], 0)


@dataclass(frozen=True, slots=True)
class Costs:
    """Pence by kind; `loans_pence` is what is earned. `shortage_pence` holds fair shares and safety stock too."""

    shortage_pence: int
    moves_pence: int
    rentals_pence: int
    late_pence: int
    standing_in_pence: int
    loans_pence: int

    @property
    def total_pence(self) -> int:
        """What the plan costs."""
        spent = self.shortage_pence + self.moves_pence + self.rentals_pence + self.late_pence
        return spent + self.standing_in_pence - self.loans_pence


def total_pence(problems: Sequence[TypeProblem], flows: Mapping[str, Flow]) -> int:
    """What the flows of several types cost together, by type; raises ValueError as `count_costs` does."""
    return sum(count_costs(problem, flows[problem.type_id]).total_pence for problem in problems)


def count_costs(problem: TypeProblem, flow: Flow) -> Costs:
    """The cost of a flow; raises ValueError when it breaks a limit that no plan may break."""
    _refuse_broken(problem, flow)
    serving = flow.serving(problem)
    n_steps = problem.gains.shape[2]
    left = np.flip(np.cumsum(np.flip(problem.gains, axis=2), axis=2), axis=2)
    left = np.concatenate((left, np.zeros((*left.shape[:2], 1), dtype=np.int64)), axis=2)
    shortage = np.take_along_axis(left, np.minimum(serving, n_steps)[:, :, None], axis=2).sum()
    _, start, end, count = flow.moves.T
    late = 0
    for service, started in zip(problem.services, flow.started, strict=True):
        late += sum(count * service.days_late(day) for day, count in enumerate(started.tolist()))
        late += (service.n_devices - int(started.sum())) * service.days_late(problem.n_days)
    return Costs(
        shortage_pence=int(shortage),
        moves_pence=int((problem.moves.pence[start, end] * count).sum()),
        rentals_pence=rental_pence(problem, flow),
        late_pence=late * problem.late_pence,
        standing_in_pence=sum(
            int(given.sum()) * problem.stands_in_for[kind] for kind, given in flow.standing_in.items()
        ),
        loans_pence=sum(
            n * loan.pence_per_day * (min(problem.n_days - 1, loan.last_day) - max(0, loan.first_day) + 1)
            for loan, n in zip(problem.loans, flow.lent, strict=True)
        ),
    )


def rental_pence(problem: TypeProblem, flow: Flow) -> int:
    """Days rented, deliveries, and days that a minimum hire goes on after the horizon."""
    rental = problem.rental
    if rental is None:
        return 0
    beyond = np.clip(np.arange(problem.n_days) + rental.min_days - problem.n_days, 0, None)
    paid_days = int(flow.rented.sum()) + int((flow.hired * beyond).sum())
    return paid_days * rental.pence_per_day + int(flow.hired.sum()) * rental.delivery_pence


def _refuse_broken(problem: TypeProblem, flow: Flow) -> None:
    there = np.concatenate((problem.stock[:, None], flow.standing[:, :-1]), axis=1)
    brought, left = np.zeros_like(there), np.zeros_like(there)
    lag, early = days_lost(problem.moves.minutes), ready_by_morning(problem.moves.minutes)
    for day, start, end, count in flow.moves.tolist():
        left[start, day] += count
        (there if early[start, end] else brought)[end, day + lag[start, end]] += count
    if (there - left + brought != flow.standing).any():
        raise ValueError(f"{problem.type_id}: devices appear or vanish")
    if (there - left < flow.bound_to_stay(problem)).any():
        raise ValueError(
            f"{problem.type_id}: devices leave that have to stay, or on the morning on which they come"
        )
    if (flow.available(problem) < 0).any() or (flow.serving(problem) < 0).any():
        raise ValueError(f"{problem.type_id}: more devices are out of use than there are")
