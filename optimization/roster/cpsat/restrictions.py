"""All restrictions of one employee in CP-SAT."""

from __future__ import annotations

from typing import assert_never

from optimization.roster.cpsat.breach import Breach
from optimization.roster.cpsat.cells import LineCells
from optimization.roster.cpsat.fixed_cell import add_fixed_cell
from optimization.roster.cpsat.forbidden_succession import add_forbidden_succession
from optimization.roster.cpsat.run_length import add_run_length
from optimization.roster.cpsat.windowed_total import add_windowed_total
from optimization.rules.primitives import (
    FixedCell,
    ForbiddenSuccession,
    Primitive,
    RunLength,
    WindowedTotal,
)


def add_primitive(cells: LineCells, primitive: Primitive, breach: Breach) -> None:
    """State one primitive; `breach` decides what breaking it means."""
    match primitive:
        case RunLength():
            add_run_length(cells, primitive, breach)
        case WindowedTotal():
            add_windowed_total(cells, primitive, breach)
        case ForbiddenSuccession():
            add_forbidden_succession(cells, primitive, breach)
        case FixedCell():
            add_fixed_cell(cells, primitive, breach)
        case _:
            assert_never(primitive)
