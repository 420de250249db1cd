"""What to decide in the meeting: ranked, with figures.

The order: data that the plan cannot rest on; people below a minimum and open shifts; beds; devices; what has to be
bought or arranged; rules that are not kept. Within each, the largest amount first.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import IntEnum
from typing import Any

import pyarrow as pa

from data.calendar import zone_info
from data.inputs import PlanInputs
from optimization.beds.result import BedPlan
from optimization.equipment.result import EquipmentPlan
from optimization.roster.assess import Assessment
from optimization.roster.problem import RosterProblem, Source
from optimization.staffing.requirement import Requirement
from scenarios.assignments import EXTRA_HOURS_RULE, OVERTIME_RULE, Assignment, overtime_minutes
from scenarios.tables.staffing import by_place
from scenarios.wording import count_words, day_words, money_words, parts_words

LIKELY = 0.5
"""The chance from which a full unit is a matter for the meeting."""

SHORT_DAYS = 0.5
"""Expected device-days short, of one type in the whole hospital, that are a matter for the meeting."""

STALE_DAYS = 3
"""Days between the end of history and the plan from which the data are called old."""

_HOURS_RULES = (OVERTIME_RULE, EXTRA_HOURS_RULE, "unused_hours")


class Rank(IntEnum):
    """What comes first."""

    DATA = 0
    MINIMUM = 1
    OPEN = 2
    BEDS = 3
    DEVICES = 4
    ORDERS = 5
    RULES = 6


@dataclass(frozen=True, slots=True)
class Decision:
    """One question. `topic` is staffing, beds, equipment, data or rules; `weight` orders those of one rank."""

    rank: Rank
    topic: str
    unit_id: str | None
    text: str
    weight: float = 0.0


def decide(
    inputs: PlanInputs,
    requirements: Sequence[Requirement],
    problem: RosterProblem,
    assessment: Assessment,
    assignments: Sequence[Assignment],
    occupancy: pa.Table,
    beds: BedPlan,
    equipment: EquipmentPlan,
) -> tuple[Decision, ...]:
    """Every decision, most urgent first."""
    found = [
        *_data(inputs),
        *_open_shifts(inputs, requirements, problem, assessment),
        *_full_units(inputs, occupancy),
        *_planned_beds(inputs, beds),
        *_escalation(inputs, beds),
        *_short_devices(inputs, equipment),
        *_bought_shifts(inputs, assignments),
        *_overtime(assessment),
        *_rentals_and_moves(inputs, equipment),
        *_rules(assessment),
    ]
    return tuple(sorted(found, key=lambda decision: (decision.rank, -decision.weight, decision.text)))


def _data(inputs: PlanInputs) -> Iterator[Decision]:
    age = (inputs.grid.start - inputs.cutoff) // timedelta(days=1)
    if age > STALE_DAYS:
        end = inputs.cutoff.astimezone(zone_info(inputs.grid.zone)).date() - timedelta(days=1)
        text = f"History ends on {day_words(end)}, {age} days before the plan starts. Import newer data before deciding?"
        yield Decision(Rank.DATA, "data", None, text, age)


def _open_shifts(
    inputs: PlanInputs, requirements: Sequence[Requirement], problem: RosterProblem, assessment: Assessment
) -> Iterator[Decision]:
    needs = by_place(requirements)
    skills: dict[str, Counter[str]] = defaultdict(Counter)
    days: dict[str, Counter[int]] = defaultdict(Counter)
    needed: Counter[str] = Counter()
    pence: Counter[str] = Counter()
    below: Counter[str] = Counter()
    for row, cover in zip(problem.coverage, assessment.cover, strict=True):
        need = needs[row.unit_id, row.day, row.shift_id, row.skill_id]
        needed[row.unit_id] += row.target
        below[row.unit_id] += max(0, need.minimum - cover.present)
        missing = row.target - cover.present
        if missing > 0:
            skills[row.unit_id][row.skill_id] += missing
            days[row.unit_id][row.day] += missing
            pence[row.unit_id] += round(need.shortage_pence * need.expected_shortage(cover.present))
    currency = inputs.hospital.hospital.currency
    for unit_id, counts in skills.items():
        name = inputs.hospital.unit_by_id[unit_id].name
        day, most = min(days[unit_id].items(), key=lambda item: (-item[1], item[0]))
        text = (
            f"{name}: {sum(counts.values())} of {count_words(needed[unit_id], 'shift')} open ({parts_words(counts)}), "
            f"most on {day_words(problem.grid.date_of(day))} ({most}); expected shortage is worth "
            f"{money_words(pence[unit_id], currency)}. Move people, find cover, or reduce work?"
        )
        rank = Rank.OPEN
        if below[unit_id]:
            rank = Rank.MINIMUM
            text = f"{text} {count_words(below[unit_id], 'shift')} below the fixed minimum."
        yield Decision(rank, "staffing", unit_id, text, pence[unit_id])


def _full_units(inputs: PlanInputs, occupancy: pa.Table) -> Iterator[Decision]:
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in occupancy.to_pylist():
        if row["chance_full"] >= LIKELY and row["p50"] > row["beds_staffed"]:
            rows[row["unit_id"]].append(row)
    for unit_id, full in rows.items():
        unit = inputs.hospital.unit_by_id[unit_id]
        worst = max(full, key=lambda row: (row["p50"] - row["beds_staffed"], row["chance_full"]))
        spare = unit.beds_physical - worst["beds_staffed"]
        if unit_id in {planned for planned, _ in inputs.planned_beds}:
            more = "? More beds would cost more than they save."
        elif spare > 0:
            more = f", or open some of {count_words(spare, 'further bed')}?"
        else:
            more = "? No more are licensed."
        text = (
            f"{unit.name}: likely to need more than its {worst['beds_staffed']} staffed beds on {len(full)} of "
            f"{count_words(inputs.grid.n_days, 'day')}; worst {day_words(worst['date'])} ({worst['p50']:.0f} patients "
            f"expected, {worst['p90']:.0f} on a busy day, chance of too few beds {100 * worst['chance_full']:.0f} %). "
            f"Discharge earlier, move patients{more}"
        )
        over = sum(row["p50"] - row["beds_staffed"] for row in full)
        yield Decision(Rank.BEDS, "beds", unit_id, text, over)


def _planned_beds(inputs: PlanInputs, beds: BedPlan) -> Iterator[Decision]:
    """Surge beds to open and admissions to move, one decision for each unit."""
    for unit in inputs.hospital.units:
        surge = [one for one in beds.days if one.unit_id == unit.id and one.surge]
        if surge:
            most = max(surge, key=lambda one: (one.surge, -one.day))
            text = (
                f"{unit.name}: open surge beds on {count_words(len(surge), 'day')}, most on "
                f"{day_words(inputs.grid.date_of(most.day))} ({most.surge} beyond those licensed). Agree, with their staff?"
            )
            yield Decision(Rank.BEDS, "beds", unit.id, text, most.surge)
        moved = Counter(one.from_day for one in beds.moved if one.unit_id == unit.id)
        if moved:
            day, n_moved = min(moved.items(), key=lambda item: (-item[1], item[0]))
            text = (
                f"{unit.name}: move {count_words(sum(moved.values()), 'planned admission')}, most of "
                f"{day_words(inputs.grid.date_of(day))} ({n_moved}). Call the patients?"
            )
            yield Decision(Rank.BEDS, "beds", unit.id, text, sum(moved.values()))


def _escalation(inputs: PlanInputs, beds: BedPlan) -> Iterator[Decision]:
    """Levels that are likelier than not on some day."""
    likely = [one for one in beds.escalation if one.chance >= LIKELY]
    for level_id, unit_id in dict.fromkeys((one.level_id, one.unit_id) for one in likely):
        days = [one for one in likely if (one.level_id, one.unit_id) == (level_id, unit_id)]
        worst = max(days, key=lambda one: (one.chance, -one.day))
        where = "" if unit_id is None else f" in {inputs.hospital.unit_by_id[unit_id].name}"
        then = f" Then: {worst.action}." if worst.action else ""
        text = (
            f"Level {level_id}{where} is likely on {count_words(len(days), 'day')}; worst "
            f"{day_words(inputs.grid.date_of(worst.day))} (chance {100 * worst.chance:.0f} %).{then} Prepare now?"
        )
        yield Decision(Rank.BEDS, "beds", unit_id, text, worst.chance)


def _short_devices(inputs: PlanInputs, equipment: EquipmentPlan) -> Iterator[Decision]:
    """One decision for each type, naming its worst unit and day."""
    for plan in equipment.types:
        kind = inputs.hospital.equipment_type_by_id[plan.type_id]
        expected: dict[str, float] = defaultdict(float)
        for cell in plan.cells:
            expected[cell.unit_id] += cell.expected_short
        total = sum(expected.values())
        if total < SHORT_DAYS:
            continue
        worst = max(plan.cells, key=lambda cell: (cell.expected_short, -cell.day))
        units = sorted(expected, key=lambda unit_id: -expected[unit_id])[:3]
        names = ", ".join(
            f"{inputs.hospital.unit_by_id[u].name} {expected[u]:.1f}" for u in units if expected[u]
        )
        likely = f"{worst.short} short at median demand, " if worst.short else ""
        text = (
            f"{kind.name}: {total:.1f} device-days short are expected after moves and rentals ({names}); worst "
            f"{inputs.hospital.unit_by_id[worst.unit_id].name}, {day_words(inputs.grid.date_of(worst.day))} ({likely}"
            f"{worst.expected_short:.1f} expected). Borrow, rent more, or share?"
        )
        if plan.one_more is not None and plan.one_more.pence:
            worth = money_words(plan.one_more.pence, inputs.hospital.hospital.currency)
            about = "about " if plan.one_more.is_estimate else ""
            text = f"{text} One more device would save {about}{worth} in these days."
        yield Decision(Rank.DEVICES, "equipment", None, text, total * kind.shortage_pence_per_day)


def _bought_shifts(inputs: PlanInputs, assignments: Sequence[Assignment]) -> Iterator[Decision]:
    currency = inputs.hospital.hospital.currency
    for source, ask in ((Source.AGENCY, "Book"), (Source.BANK, "Offer")):
        bought = [shift for shift in assignments if shift.source is source]
        if not bought:
            continue
        pence = sum(shift.pence for shift in bought)
        hours = sum(shift.paid_minutes for shift in bought) / 60
        units = parts_words(Counter(inputs.hospital.unit_by_id[shift.unit_id].name for shift in bought))
        text = (
            f"{ask} {count_words(len(bought), f'{source.value} shift')} ({hours:.0f} h, "
            f"{money_words(pence, currency)}): {units}?"
        )
        yield Decision(Rank.ORDERS, "staffing", None, text, pence)


def _overtime(assessment: Assessment) -> Iterator[Decision]:
    minutes = overtime_minutes(assessment)
    if minutes:
        text = f"Agree {sum(minutes.values()) / 60:.0f} h of overtime with {count_words(len(minutes), 'person')}?"
        yield Decision(Rank.ORDERS, "staffing", None, text, sum(minutes.values()))


def _rentals_and_moves(inputs: PlanInputs, equipment: EquipmentPlan) -> Iterator[Decision]:
    currency = inputs.hospital.hospital.currency
    for plan in equipment.types:
        name = inputs.hospital.equipment_type_by_id[plan.type_id].name
        if plan.rentals:
            n_days = sum(rent.n_devices * (rent.last_day - rent.first_day + 1) for rent in plan.rentals)
            pence = sum(rent.cost_pence for rent in plan.rentals)
            first = inputs.grid.date_of(min(rent.first_day for rent in plan.rentals))
            text = (
                f"{name}: rent {count_words(n_days, 'device-day')} from {day_words(first)} "
                f"({money_words(pence, currency)})?"
            )
            yield Decision(Rank.ORDERS, "equipment", None, text, pence)
        late = [service for service in plan.services if service.days_late]
        if late:
            text = f"{name}: accept {count_words(len(late), 'service')} later than due ({', '.join(one.asset_id for one in late[:3])})?"
            yield Decision(Rank.ORDERS, "equipment", None, text, len(late))
        for loan in plan.loans:
            text = f"{name}: lend {loan.n_devices} of {loan.n_asked} asked for ({loan.loan_id})?"
            yield Decision(Rank.ORDERS, "equipment", None, text, loan.income_pence)
        if plan.moves:
            pence = sum(move.cost_pence for move in plan.moves)
            first = inputs.grid.date_of(min(move.day for move in plan.moves))
            n_devices = sum(move.n_devices for move in plan.moves)
            text = (
                f"{name}: arrange {count_words(n_devices, 'move')} between units from {day_words(first)} "
                f"({money_words(pence, currency)})?"
            )
            yield Decision(Rank.ORDERS, "equipment", None, text, pence)


def _rules(assessment: Assessment) -> Iterator[Decision]:
    people: dict[tuple[str, str], set[str]] = defaultdict(set)
    pence: Counter[tuple[str, str]] = Counter()
    amounts: Counter[tuple[str, str]] = Counter()
    for breach in assessment.breaches:
        key = breach.violation.rule, breach.title
        people[key].add(breach.violation.employee_id)
        pence[key] += breach.cost_pence
        amounts[key] += breach.violation.amount
    for key, who in people.items():
        rule, title = key
        if rule == "unused_hours":
            text = (
                f"{amounts[key] / 60:,.0f} contracted hours of {count_words(len(who), 'person')} are not rostered. Lend them, offer "
                "leave, or keep them in reserve?"
            )
        elif rule in _HOURS_RULES:
            continue
        else:
            text = f"Not kept for {count_words(len(who), 'person')}: {title}. Accept?"
        yield Decision(Rank.RULES, "rules", None, text, pence[key])
