"""Coverage rows and outside supplies, from requirements and prices."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from data.calendar import DayGrid
from data.configuration.hospital import Hospital
from optimization.roster.building.bought_price import BoughtPrices
from optimization.roster.building.duty_book import DutyBook, DutyKey
from optimization.roster.building.times import shift_times
from optimization.roster.problem import CoverageRow, ExternalSupply, Source
from optimization.staffing.coverage_cost import coverage_costs
from optimization.staffing.requirement import Requirement


def make_rows(
    hospital: Hospital, grid: DayGrid, requirements: Sequence[Requirement], book: DutyBook
) -> tuple[CoverageRow, ...]:
    """One row for each requirement, in their order; only duties of that very shift and skill count for it.

    The minimum is in the costs (so dear that nothing else comes first) and never hard: a thin week has a roster.
    """
    rows = []
    for need in requirements:
        times = shift_times(grid, hospital.shift_by_id[need.shift_id], need.day)
        duty = book.number[DutyKey(need.unit_id, (need.shift_id,), need.skill_id, times)]
        rows.append(
            CoverageRow(
                row_id=f"{need.unit_id}/{grid.date_of(need.day)}/{need.shift_id}/{need.skill_id}",
                unit_id=need.unit_id,
                day=need.day,
                shift_id=need.shift_id,
                skill_id=need.skill_id,
                cells=frozenset({(need.day, duty)}),
                costs=coverage_costs(need),
                target=need.required,
                paid_minutes=times.paid_minutes,
            )
        )
    return tuple(rows)


def make_supplies(
    hospital: Hospital, grid: DayGrid, rows: Sequence[CoverageRow], holidays: frozenset[date]
) -> tuple[ExternalSupply, ...]:
    """Bank and agency, each where the skill has a price; nobody is bought to be on call. `holidays` are dates."""
    limits = {
        Source.BANK: hospital.cover.bank_hours_week,
        Source.AGENCY: hospital.cover.agency_hours_week,
    }
    supplies = []
    for source, hours in limits.items():
        prices = BoughtPrices(hospital, grid, source, holidays)
        in_shift = _most_in_shift(hospital, source)
        pence = {}
        for index, row in enumerate(rows):
            shift = hospital.shift_by_id[row.shift_id]
            price = prices.pence(row.skill_id, row.day, shift_times(grid, shift, row.day))
            if price is not None and not shift.on_call and in_shift[row.unit_id] != 0:
                pence[index] = price
        if pence and hospital.cover.most_per_shift and hours != 0:
            supplies.append(
                ExternalSupply(
                    supply_id=source.value,
                    source=source,
                    pence=pence,
                    most_per_row=hospital.cover.most_per_shift,
                    most_minutes=None if hours is None else round(hours * 60 * grid.n_days / 7),
                    shared_rows=_shared_rows(rows, pence, hospital.cover.most_per_shift, in_shift),
                )
            )
    return tuple(supplies)


def _most_in_shift(hospital: Hospital, source: Source) -> dict[str, int | None]:
    """By unit: how many workers of a source one shift may have, over all skills; None means no limit."""
    cover = hospital.cover
    if source is Source.BANK:
        return {unit.id: cover.bank_per_shift for unit in hospital.units}
    return {
        unit.id: cover.agency_per_shift if unit.agency_per_shift is None else unit.agency_per_shift
        for unit in hospital.units
    }


def _shared_rows(
    rows: Sequence[CoverageRow],
    offered: Collection[int],
    most_per_row: int,
    in_shift: Mapping[str, int | None],
) -> tuple[tuple[tuple[int, ...], int], ...]:
    """The rows of each unit and shift for which, skill by skill, more could be bought than there may be in all."""
    together: dict[tuple[str, int, str], list[int]] = defaultdict(list)
    for index in sorted(offered):
        together[rows[index].unit_id, rows[index].day, rows[index].shift_id].append(index)
    return tuple(
        (tuple(own), most)
        for (unit_id, _, _), own in together.items()
        if (most := in_shift[unit_id]) is not None and len(own) * most_per_row > most
    )
