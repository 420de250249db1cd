"""Rules that are not kept, and the plan's cost."""

from __future__ import annotations

from collections import defaultdict

import pyarrow as pa

from data.calendar import DayGrid
from data.run_tables import BREACHES, COSTS
from optimization.roster.assess import Assessment
from optimization.rules.policy import BreachUnit


def breaches_table(assessment: Assessment, grid: DayGrid) -> pa.Table:
    """BREACHES. Premiums are pay, not breaches, and are among the costs only. Breaches told in the same words for the same person and day are one row with their sum."""
    rows: dict[tuple[object, ...], dict[str, object]] = {}
    totals: dict[tuple[object, ...], list[int]] = defaultdict(lambda: [0, 0])
    for breach in assessment.breaches:
        violation = breach.violation
        if violation.unit is BreachUnit.PENCE:
            continue
        first = grid.date_of(min(violation.days, default=0))
        key = (violation.rule, violation.employee_id, first, violation.message)
        totals[key][0] += violation.amount
        totals[key][1] += breach.cost_pence
        rows[key] = {
            "rule": violation.rule,
            "title": breach.title,
            "source": breach.source,
            "staff_id": violation.employee_id,
            "first_date": first,
            "amount": totals[key][0],
            "unit": violation.unit.value,
            "is_hard": breach.is_hard,
            "cost_pence": totals[key][1],
            "message": violation.message,
        }
    return BREACHES.table(list(rows.values()))


def costs_table(assessment: Assessment) -> pa.Table:
    """COSTS; the lines add up to the objective."""
    return COSTS.table(
        [{"kind": line.kind, "unit_id": line.unit_id, "pence": line.pence} for line in assessment.costs]
    )
