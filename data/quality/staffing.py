"""Whether the contracted people can cover the standards at all, before anybody waits for a solver."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_flow

from data.calendar import DayGrid
from data.configuration.hospital import Hospital
from data.contracted_hours import contracted_hours_week
from data.inputs import Note, PlanInputs, Severity
from data.quality.census import RecentCensus
from data.quality.need import needed_hours_per_day
from data.quality.report import StaffingCover

_Demand = tuple[str, str]
_Supply = tuple[str, str, tuple[str, ...]]


def staffing_cover(inputs: PlanInputs, recent: RecentCensus) -> tuple[StaffingCover, ...]:
    """Needed, own and coverable hours by unit and skill, in the order of the configuration.

    An upper bound: rest, weekends and the length of shifts are not looked at, so a roster may cover less, never more
    without overtime or bought hours. What can be covered is a maximum flow from people (home unit, skill, units they may
    float to) to needs, in minutes.
    """
    hospital, grid = inputs.hospital, inputs.grid
    per_day = needed_hours_per_day(hospital, recent)
    needs = {key: round(hours * grid.n_days * 60) for key, hours in per_day.items()}
    supplies = _supplies(inputs)
    covered = _best_cover(supplies, needs, hospital)
    own: dict[_Demand, int] = {}
    for (unit_id, skill_id, _), minutes in supplies.items():
        own[unit_id, skill_id] = own.get((unit_id, skill_id), 0) + minutes
    rows = []
    for unit in hospital.units:
        for skill in hospital.skills:
            key = (unit.id, skill.id)
            if key in needs or key in own:
                can_buy = skill.bank_pence_per_hour is not None or skill.agency_pence_per_hour is not None
                need, have, at_best = (minutes.get(key, 0) / 60 for minutes in (needs, own, covered))
                rows.append(StaffingCover(unit.id, skill.id, need, have, at_best, can_buy))
    return tuple(rows)


def staffing_notes(cover: tuple[StaffingCover, ...], grid: DayGrid) -> list[Note]:
    """Which needs cannot be met by contracted people, the largest shortage first."""
    notes = []
    for row in sorted(cover, key=lambda row: -row.short_hours):
        # below one hour a week it is rounding
        if row.short_hours < grid.n_days / 7:
            continue
        bought = (
            "bank or agency shifts or overtime"
            if row.can_buy
            else "overtime (no bank or agency price is given)"
        )
        text = (
            f"{row.unit_id} {row.skill_id}: {row.needed_hours:.0f} hours are needed at the recent census and contracted "
            f"people can cover at most {row.covered_hours:.0f}; {row.short_hours:.0f} hours need {bought}, or stay open."
        )
        notes.append(Note(Severity.WARNING, "staffing", text))
    return notes


def _supplies(inputs: PlanInputs) -> Mapping[_Supply, int]:
    """Contracted minutes less absence, by home unit, skill and units to float to."""
    days = {inputs.grid.date_of(day) for day in range(inputs.grid.n_days)}
    away: dict[str, set[date]] = {}
    for row in inputs.tables.absences.to_pylist():
        span = (row["last_day"] - row["first_day"]).days + 1
        absent = {row["first_day"] + timedelta(days=offset) for offset in range(span)} & days
        away.setdefault(row["staff_id"], set()).update(absent)
    supplies: dict[_Supply, int] = {}
    for person in inputs.tables.staff.to_pylist():
        hours_week = contracted_hours_week(inputs.hospital, person)
        first, last = person["first_day"], person["last_day"]
        present = {
            day
            for day in days - away.get(person["staff_id"], set())
            if (first is None or day >= first) and (last is None or day <= last)
        }
        floats = tuple(sorted(filter(None, (person["float_unit_ids"] or "").split("|"))))
        key = (person["unit_id"], person["skill_id"], floats)
        supplies[key] = supplies.get(key, 0) + round(hours_week * 60 * len(present) / 7)
    return supplies


def _best_cover(
    supplies: Mapping[_Supply, int], needs: Mapping[_Demand, int], hospital: Hospital
) -> Mapping[_Demand, int]:
    """Minutes of each need that are covered in a flow that covers as many minutes as possible in all."""
    if not supplies or not needs:
        return {}
    source, sink = 0, 1
    supply_node = {key: 2 + index for index, key in enumerate(supplies)}
    need_node = {key: 2 + len(supplies) + index for index, key in enumerate(needs)}
    arcs = [(source, supply_node[key], minutes) for key, minutes in supplies.items()]
    arcs += [(need_node[key], sink, minutes) for key, minutes in needs.items()]
    for (unit_id, skill_id, floats), minutes in supplies.items():
        for unit in {unit_id, *floats}:
            for skill in {skill_id, *hospital.skill_by_id[skill_id].stands_in_for}:
                if (unit, skill) in need_node:
                    arcs.append((supply_node[unit_id, skill_id, floats], need_node[unit, skill], minutes))
    tails, heads, capacities = zip(*arcs, strict=True)
    size = 2 + len(supplies) + len(needs)
    graph = csr_array((np.array(capacities, dtype=np.int32), (tails, heads)), shape=(size, size))
    flow = maximum_flow(graph, source, sink).flow
    return {key: int(flow[node, sink]) for key, node in need_node.items()}
