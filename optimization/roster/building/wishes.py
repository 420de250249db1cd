"""Wishes of staff for days of the plan."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from data.calendar import DayGrid
from data.inputs import PlanInputs
from optimization.roster.problem import Duty, Request


def read_wishes(inputs: PlanInputs) -> Mapping[str, Sequence[tuple[date, str, str]]]:
    """(date, wish, shift or empty text) by person, sorted; only days of the plan."""
    wishes: dict[str, list[tuple[date, str, str]]] = {}
    columns = [
        inputs.tables.requests.column(name).to_pylist() for name in ("staff_id", "date", "wish", "shift_id")
    ]
    for staff_id, when, wish, shift_id in zip(*columns, strict=True):
        if 0 <= inputs.grid.day(when) < inputs.grid.n_days:
            wishes.setdefault(staff_id, []).append((when, wish, shift_id or ""))
    return {staff_id: sorted(rows) for staff_id, rows in wishes.items()}


def requests_of(
    grid: DayGrid,
    staff_id: str,
    wishes: Sequence[tuple[date, str, str]],
    duties: Sequence[Duty],
    own_duties: Collection[int],
) -> tuple[Request, ...]:
    """One person's requests; a wish without a shift speaks of all shifts."""
    requests = []
    for when, wish, shift_id in wishes:
        request_id = "/".join(part for part in (staff_id, when.isoformat(), wish, shift_id) if part)
        day = grid.day(when)
        if wish == "day_off":
            requests.append(Request(request_id, day, frozenset(), day_off=True, wanted=True))
            continue
        concerned = frozenset(
            index for index in own_duties if not shift_id or duties[index].shift_id == shift_id
        )
        requests.append(
            Request(
                request_id, day, concerned, day_off=False, wanted=wish == "want", is_binding=wish == "never"
            )
        )
    return tuple(requests)
