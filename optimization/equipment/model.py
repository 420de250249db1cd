"""One equipment type as a mixed-integer program, solved by HiGHS through OR-Tools' MathOpt.

Devices flow from place to place by day. A morning's moves go through a hub per site, and between the hubs through one
exchange, so that their number grows with the places and not with the pairs of places. Expected shortage is convex in
the stock, hence linear in the filled steps of `demand.step_gains`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from ortools.math_opt.python import mathopt

from optimization.equipment.demand import step_gains
from optimization.equipment.problem import MoveTerms, TypeProblem
from optimization.roster.result import SolveStatus

_LEAST_PENCE = 1
"""A free move or rental counts as a penny, so that nothing moves for nothing."""

Key = tuple[int, int, int]
"""Group, place, day."""


@dataclass(frozen=True, slots=True)
class Flow:
    """A solution: devices standing, leaving and arriving by (group, place, day), rented by (place, day).

    Arrivals are dated by the morning of their move. Keys with 0 are left out.
    """

    status: SolveStatus
    standing: dict[Key, int]
    leaving: dict[Key, int]
    near_arriving: dict[Key, int]
    far_arriving: dict[Key, int]
    rented: dict[tuple[int, int], int]
    objective: float
    bound: float


def solve_type(problem: TypeProblem, seconds: float) -> Flow | None:
    """The cheapest flow of one type's devices; None when `seconds` pass before any was found."""
    return _TypeModel(problem).solve(seconds)


class _TypeModel:
    def __init__(self, problem: TypeProblem) -> None:
        self.problem = problem
        self.model = mathopt.Model(name=problem.type_id)
        self.costs: list[Any] = []
        self.standing: dict[Key, Any] = {}
        self.leaving: dict[Key, Any] = {}
        self.near: dict[Key, Any] = {}
        self.far: dict[Key, Any] = {}
        self.rented: dict[tuple[int, int], Any] = {}
        for group in range(len(problem.groups)):
            self._add_moves(group)
            self._add_hubs(group)
            self._add_balances(group)
        self._add_rentals()
        self._add_shortage()
        self.model.minimize(mathopt.fast_sum(self.costs))

    def _add_moves(self, group: int) -> None:
        """Who may leave and arrive when: devices that are out of use stay where they are."""
        problem, fit = self.problem, self.problem.groups[group].fit
        n_sites = len({place.site_id for place in problem.places})
        for day in (day for day in range(problem.n_days) if fit[day]):
            for place in range(len(problem.places)):
                key = (group, place, day)
                self.leaving[key] = self.model.add_integer_variable(lb=0)
                self._add_arrival(self.near, key, problem.near)
                if n_sites > 1:
                    self._add_arrival(self.far, key, problem.far)

    def _add_arrival(self, arrivals: dict[Key, Any], key: Key, terms: MoveTerms) -> None:
        if key[2] + terms.days_lost < self.problem.n_days:
            arrivals[key] = self.model.add_integer_variable(lb=0)
            self.costs.append(max(_LEAST_PENCE, terms.pence) * arrivals[key])

    def _add_hubs(self, group: int) -> None:
        """What leaves the places of a site in a morning arrives in the site or goes to the exchange."""
        sites: dict[str, list[int]] = defaultdict(list)
        for index, place in enumerate(self.problem.places):
            sites[place.site_id].append(index)
        for day in range(self.problem.n_days):
            exports = []
            for places in sites.values():
                keys = [(group, place, day) for place in places if (group, place, day) in self.leaving]
                if not keys:
                    continue
                leaving = mathopt.fast_sum([self.leaving[key] for key in keys])
                near = mathopt.fast_sum([self.near[key] for key in keys if key in self.near])
                export = self.model.add_variable(lb=0)
                exports.append(export)
                self.model.add_linear_constraint(leaving - near == export)
            far = [arrival for key, arrival in self.far.items() if key[0] == group and key[2] == day]
            if exports:
                self.model.add_linear_constraint(mathopt.fast_sum(exports) - mathopt.fast_sum(far) == 0)

    def _add_balances(self, group: int) -> None:
        problem = self.problem
        for place, n_at_start in enumerate(problem.groups[group].n_at_start):
            before: Any = n_at_start
            for day in range(problem.n_days):
                key = (group, place, day)
                standing = self.standing[key] = self.model.add_integer_variable(lb=0)
                arrived = [
                    arrivals[group, place, day - terms.days_lost]
                    for arrivals, terms in ((self.near, problem.near), (self.far, problem.far))
                    if (group, place, day - terms.days_lost) in arrivals
                ]
                left = [self.leaving[key]] if key in self.leaving else []
                change = mathopt.fast_sum(arrived) - mathopt.fast_sum(left)
                self.model.add_linear_constraint(standing == before + change)
                before = standing

    def _add_rentals(self) -> None:
        rental = self.problem.rental
        if rental is None:
            return
        for place, day in self.problem.demand:
            self.rented[place, day] = self.model.add_integer_variable(lb=0, ub=rental.at_most)
            self.costs.append(max(_LEAST_PENCE, rental.pence_per_day) * self.rented[place, day])
        for day in range(self.problem.n_days):
            rented = [variable for (_, on), variable in self.rented.items() if on == day]
            if rented:
                self.model.add_linear_constraint(mathopt.fast_sum(rented) <= rental.at_most)

    def _add_shortage(self) -> None:
        problem = self.problem
        for (place, day), demand in problem.demand.items():
            widths: dict[int, int] = defaultdict(int)
            for gain in step_gains(demand, problem.shortage_pence):
                widths[gain] += 1
                self.costs.append(gain)
            if not widths:
                continue
            filled = []
            for gain, width in widths.items():
                filled.append(self.model.add_variable(lb=0, ub=width))
                self.costs.append(-gain * filled[-1])
            stock = [self.standing[group, place, day] for group, g in enumerate(problem.groups) if g.fit[day]]
            if (place, day) in self.rented:
                stock.append(self.rented[place, day])
            self.model.add_linear_constraint(mathopt.fast_sum(filled) - mathopt.fast_sum(stock) <= 0)

    def solve(self, seconds: float) -> Flow | None:
        # All costs are whole pence, so an absolute gap below one penny proves the optimum.
        params = mathopt.SolveParameters(
            time_limit=timedelta(seconds=seconds),
            random_seed=1,
            relative_gap_tolerance=0.0,
            absolute_gap_tolerance=0.5,
        )
        result = mathopt.solve(self.model, mathopt.SolverType.HIGHS, params=params)
        if not result.has_primal_feasible_solution():
            return None
        values = result.variable_values()
        optimal = result.termination.reason == mathopt.TerminationReason.OPTIMAL

        def whole(variables: dict[Any, Any]) -> dict[Any, int]:
            counts = {key: round(values[variable]) for key, variable in variables.items()}
            return {key: count for key, count in counts.items() if count}

        return Flow(
            status=SolveStatus.OPTIMAL if optimal else SolveStatus.FEASIBLE,
            standing=whole(self.standing),
            leaving=whole(self.leaving),
            near_arriving=whole(self.near),
            far_arriving=whole(self.far),
            rented=whole(self.rented),
            objective=result.objective_value(),
            bound=result.best_objective_bound(),
        )
