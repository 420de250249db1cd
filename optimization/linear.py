"""Linear and mixed-integer programs made from arrays and solved by HiGHS through OR-Tools' MathOpt."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray
from ortools.math_opt import (
    callback_pb2,
    model_parameters_pb2,
    model_pb2,
    parameters_pb2,
    result_pb2,
    solution_pb2,
    sparse_containers_pb2,
)
from ortools.math_opt.core.python import solver
from ortools.math_opt.python import mathopt
from ortools.math_opt.python.solve import StatusNotOk

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


FEW_COLUMNS = 20_000
"""Columns beyond which interior points are faster than the simplex method on these programs (measured: about twice as fast)."""


_SECONDS_PER_COLUMN = 2e-5
"""What reading a program takes at most; nothing is begun with less time than that."""

_FOR_PRICES = {
    "ipm_optimality_tolerance": 1e-6,
    "primal_feasibility_tolerance": 1e-3,
    "dual_feasibility_tolerance": 1e-3,
}
"""How near an interior point has to come to the optimum for its prices to be of use."""


@dataclass(frozen=True, slots=True, eq=False)
class Solution:
    """Values of the columns, the objective, a proven bound, and (without integers only) the price of each row and column."""

    values: Floats
    objective: float
    bound: float
    optimal: bool
    prices: Floats | None
    reduced: Floats | None = None
    """What one more of each column would cost beyond what it saves."""


@dataclass(slots=True, eq=False)
class LinearProgram:
    """Minimise cost over columns within bounds and rows within bounds. Everything is added in blocks."""

    cost: list[Floats] = field(default_factory=list)
    lower: list[Floats] = field(default_factory=list)
    upper: list[Floats] = field(default_factory=list)
    whole: list[NDArray[np.bool_]] = field(default_factory=list)
    row_lower: list[Floats] = field(default_factory=list)
    row_upper: list[Floats] = field(default_factory=list)
    terms: list[tuple[Ints, Ints, Floats]] = field(default_factory=list)
    n_columns: int = 0
    n_rows: int = 0

    def add_columns(
        self, n: int, *, cost: object = 0.0, lower: object = 0.0, upper: object = np.inf, whole: bool = False
    ) -> Ints:
        """`n` columns; returns their numbers. `cost`, `lower` and `upper` are one number, or one for each."""
        for parts, value in ((self.cost, cost), (self.lower, lower), (self.upper, upper)):
            parts.append(np.broadcast_to(np.asarray(value, dtype=float), (n,)))
        self.whole.append(np.full(n, whole))
        start, self.n_columns = self.n_columns, self.n_columns + n
        return np.arange(start, self.n_columns)

    def add_rows(self, n: int, *, lower: object = -np.inf, upper: object = np.inf) -> Ints:
        """`n` rows without terms yet; returns their numbers."""
        for parts, value in ((self.row_lower, lower), (self.row_upper, upper)):
            parts.append(np.broadcast_to(np.asarray(value, dtype=float), (n,)))
        start, self.n_rows = self.n_rows, self.n_rows + n
        return np.arange(start, self.n_rows)

    def add_terms(self, rows: object, columns: object, factor: object) -> None:
        """`factor` times each of `columns` in each of `rows`, which have one shape; a row and column meet once."""
        shaped = np.broadcast_arrays(np.asarray(rows), np.asarray(columns), np.asarray(factor, dtype=float))
        r, c, f = (part.ravel() for part in shaped)
        self.terms.append((r.astype(np.int64), c.astype(np.int64), f))

    def settled(self, columns: Ints, values: Ints) -> LinearProgram:
        """The same program with some columns at given values."""
        lower, upper = np.concatenate(self.lower), np.concatenate(self.upper)
        lower[columns] = upper[columns] = values
        return replace(self, lower=[lower], upper=[upper])

    def solve(
        self,
        seconds: float,
        *,
        relaxed: bool,
        gap: float = 0.0,
        absolute_gap: float = 0.5,
        for_prices: bool = False,
    ) -> Solution | None:
        """The best values found in `seconds`; None when there are none. `relaxed` leaves out that columns are whole.

        `for_prices` ends a relaxed program at an interior point: its prices are the middle of all that are nearly optimal, and
        its values are at no corner. `bound` is then no bound; `lagrangian` tells one.
        """
        if seconds <= self.n_columns * _SECONDS_PER_COLUMN:
            # A limit of nothing, or one that is over before HiGHS has read the program, is no limit for it.
            return None
        limits = mathopt.SolveParameters(time_limit=timedelta(seconds=seconds), random_seed=1)
        if relaxed and self.n_columns > FEW_COLUMNS:
            limits.lp_algorithm = mathopt.LPAlgorithm.BARRIER
            # The crossover that follows ends at the exact optimum anyway.
            limits.highs.double_options["ipm_optimality_tolerance"] = 1e-4
        if for_prices:
            limits.lp_algorithm = mathopt.LPAlgorithm.BARRIER
            limits.highs.string_options["run_crossover"] = "off"
            limits.highs.double_options.update(_FOR_PRICES)
        if not relaxed:
            limits.relative_gap_tolerance, limits.absolute_gap_tolerance = gap, absolute_gap
        try:
            # The call beneath mathopt.solve: objects for each column take longer to make than the solver needs.
            result = solver.solve(
                self._proto(relaxed=relaxed),
                parameters_pb2.SOLVER_TYPE_HIGHS,
                parameters_pb2.SolverInitializerProto(),
                limits.to_proto(),
                model_parameters_pb2.ModelSolveParametersProto(),
                None,
                callback_pb2.CallbackRegistrationProto(),
                None,
                None,
            )
        except StatusNotOk:
            if not for_prices:
                raise
            # An interior point that came not near enough; a corner can be found all the same.
            return self.solve(seconds, relaxed=True)
        if not result.solutions or not result.solutions[0].HasField("primal_solution"):
            return None
        found = result.solutions[0]
        if found.primal_solution.feasibility_status != solution_pb2.SOLUTION_STATUS_FEASIBLE:
            return None
        optimal = result.termination.reason == result_pb2.TERMINATION_REASON_OPTIMAL
        objective = found.primal_solution.objective_value
        prices = reduced = None
        if relaxed and optimal:
            prices = _dense(found.dual_solution.dual_values, self.n_rows)
            reduced = _dense(found.dual_solution.reduced_costs, self.n_columns)
        return Solution(
            values=_dense(found.primal_solution.variable_values, self.n_columns),
            objective=objective,
            bound=objective if relaxed and optimal else result.termination.objective_bounds.dual_bound,
            optimal=optimal,
            prices=prices,
            reduced=reduced,
        )

    def lagrangian(self, prices: Floats) -> tuple[float, Floats]:
        """What the rows are worth at `prices`, and what each column then costs beyond that.

        Whatever the prices, no values within the bounds of the columns cost less than the first plus the sum of the second times
        the values. Prices of rows without a lower limit that are above zero, and the other way round, count as zero.
        """
        lower, upper = np.concatenate(self.row_lower), np.concatenate(self.row_upper)
        price = np.where(np.isinf(lower), np.minimum(prices, 0.0), prices)
        price = np.where(np.isinf(upper), np.maximum(price, 0.0), price)
        worth = float((price * np.where(price > 0, lower, np.where(price < 0, upper, 0.0))).sum())
        reduced = np.concatenate(self.cost)
        for rows, columns, factors in self.terms:
            reduced -= np.bincount(columns, weights=factors * price[rows], minlength=self.n_columns)
        return worth, reduced

    def _proto(self, *, relaxed: bool) -> model_pb2.ModelProto:
        proto = model_pb2.ModelProto()
        proto.variables.ids.extend(range(self.n_columns))
        proto.variables.lower_bounds.extend(np.concatenate(self.lower).tolist())
        proto.variables.upper_bounds.extend(np.concatenate(self.upper).tolist())
        whole = np.zeros(self.n_columns, dtype=bool) if relaxed else np.concatenate(self.whole)
        proto.variables.integers.extend(whole.tolist())
        cost = np.concatenate(self.cost)
        priced = np.flatnonzero(cost)
        proto.objective.linear_coefficients.ids.extend(priced.tolist())
        proto.objective.linear_coefficients.values.extend(cost[priced].tolist())
        proto.linear_constraints.ids.extend(range(self.n_rows))
        proto.linear_constraints.lower_bounds.extend(np.concatenate(self.row_lower).tolist())
        proto.linear_constraints.upper_bounds.extend(np.concatenate(self.row_upper).tolist())
        rows, columns, factors = (np.concatenate(parts) for parts in zip(*self.terms, strict=True))
        order = np.lexsort((columns, rows))
        matrix = proto.linear_constraint_matrix
        matrix.row_ids.extend(rows[order].tolist())
        matrix.column_ids.extend(columns[order].tolist())
        matrix.coefficients.extend(factors[order].tolist())
        return proto


def _dense(sparse: sparse_containers_pb2.SparseDoubleVectorProto, size: int) -> Floats:
    values = np.zeros(size)
    values[np.array(sparse.ids, dtype=np.int64)] = sparse.values
    return values
