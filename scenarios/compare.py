"""Several plans side by side: what was changed in the inputs first, then the figures with differences to the first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from data.problems import InputError, Problem
from data.runs import Kpis, read_record, read_run_table
from scenarios.overlay import InputChange
from scenarios.plan import Plan
from scenarios.sweep import extra_pay


@dataclass(frozen=True, slots=True)
class Compared:
    """What a comparison needs of one plan. `objective_pence` to `bound_pence` is where the best cost lies.

    `warnings` are those of the run, such as a change that cannot matter.
    """

    name: str
    week: str
    changes: tuple[InputChange, ...]
    kpis: Kpis
    objective_pence: int | None
    bound_pence: float | None
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of all plans. `unit` is share, shifts, hours, pence, beds or device-days; None means not known."""

    key: str
    title: str
    unit: str
    values: tuple[float | None, ...]

    @property
    def differences(self) -> tuple[float | None, ...]:
        """Each value less the first."""
        first = self.values[0]
        return tuple(None if value is None or first is None else value - first for value in self.values)

    @property
    def differs(self) -> bool:
        """Whether the plans differ in it, as far as it is known."""
        return None in self.values or len(set(self.values)) > 1


@dataclass(frozen=True, slots=True)
class Comparison:
    """`changes` has the recorded diff of each plan, in the order of `names`; the first plan is what others are compared to.

    `remarks` say what a reader could otherwise take wrongly from the figures.
    """

    names: tuple[str, ...]
    changes: tuple[tuple[InputChange, ...], ...]
    figures: tuple[Figure, ...]
    remarks: tuple[str, ...]


def compare(plans: Sequence[Compared], about_changes: Sequence[str] = ()) -> Comparison:
    """Compare plans of one week with the first of them; raises InputError when their weeks differ or none is given.

    `about_changes` are remarks about single changes of the scenarios, which the plans themselves do not show.
    """
    weeks = sorted({plan.week for plan in plans})
    if len(weeks) != 1:
        found = ", ".join(weeks) or "no plan"
        raise InputError(
            [
                Problem(
                    value=found,
                    expected="plans of one and the same week",
                    fix="plan all of them for one week",
                )
            ],
            "The plans cannot be compared",
        )
    return Comparison(
        names=tuple(plan.name for plan in plans),
        changes=tuple(plan.changes for plan in plans),
        figures=tuple(_figures(plans)),
        remarks=(*_remarks(plans), *about_changes),
    )


def compared_plan(plan: Plan) -> Compared:
    """A plan that was just made."""
    return Compared(
        name=plan.name,
        week=f"{plan.inputs.grid.first_day}, {plan.inputs.grid.n_days} days",
        changes=plan.changes,
        kpis=plan.kpis,
        objective_pence=plan.result.objective,
        bound_pence=plan.result.bound,
        warnings=tuple(note.text for note in plan.notes if note.severity == "warning"),
    )


def compared_run(folder: Path) -> Compared:
    """A plan in a run folder; raises InputError when it is not a whole run."""
    record = read_record(folder)
    rows = read_run_table(folder, "input_changes").to_pylist()
    return Compared(
        name=record.scenario,
        week=f"{record.first_day}, {record.n_days} days",
        changes=tuple(InputChange(**row) for row in rows),
        kpis=record.kpis,
        objective_pence=record.objective_pence,
        bound_pence=record.bound_pence,
        warnings=tuple(note.text for note in record.notes if note.severity == "warning"),
    )


def _figures(plans: Sequence[Compared]) -> Iterator[Figure]:
    kpis = [plan.kpis for plan in plans]

    def figure(key: str, title: str, unit: str) -> Figure:
        values = (getattr(k, key) for k in kpis)
        return Figure(key, title, unit, tuple(None if value is None else float(value) for value in values))

    skills = dict.fromkeys(skill for k in kpis for skill in k.fill_rate_by_skill)
    for skill in skills:
        shares = tuple(k.fill_rate_by_skill.get(skill) for k in kpis)
        yield Figure(f"fill_rate.{skill}", f"Needed shifts covered, {skill}", "share", shares)
    yield figure("open_shifts", "Open shifts", "shifts")
    yield figure("overtime_hours", "Overtime", "hours")
    yield figure("overtime_cost_pence", "Cost of overtime", "pence")
    yield figure("bank_hours", "Bank", "hours")
    yield figure("bank_cost_pence", "Cost of bank", "pence")
    yield figure("agency_hours", "Agency", "hours")
    yield figure("agency_cost_pence", "Cost of agency", "pence")
    extra = tuple(_extra_pay(k) for k in kpis)
    yield Figure("extra_pence", "Overtime, bank and agency together", "pence", extra)
    yield figure("occupancy_p50", "Occupied beds, median", "beds")
    yield figure("occupancy_p90", "Occupied beds, 90 %", "beds")
    yield figure("beds_staffed", "Staffed beds", "beds")
    yield figure("escalation_chance", "Chance that the hospital needs more than its staffed beds", "share")
    levels = dict.fromkeys(level for k in kpis for level in k.escalation_by_level)
    for level in levels:
        chances = tuple(k.escalation_by_level.get(level) for k in kpis)
        yield Figure(f"escalation.{level}", f"Chance of {level} on its worst day", "share", chances)
    yield figure("full_unit_days", "Unit-days with more patients than staffed beds, expected", "unit-days")
    if any(k.patient_days_waiting is not None for k in kpis):
        yield figure("patient_days_waiting", "Patients without a bed, expected", "patient-days")
    yield figure("equipment_days_short", "Devices short, expected", "device-days")
    costs = tuple(None if p.objective_pence is None else float(p.objective_pence) for p in plans)
    yield Figure("objective_pence", "Cost of the roster, wishes and shortage included", "pence", costs)


def _extra_pay(kpis: Kpis) -> float | None:
    """What is paid beyond contract; None for runs of earlier versions, which did not record all of it."""
    if kpis.overtime_cost_pence is None or kpis.bank_cost_pence is None:
        return None
    return float(extra_pay(kpis))


def _remarks(plans: Sequence[Compared]) -> Iterator[str]:
    first = plans[0]
    for plan in plans[1:]:
        yield from (f"{plan.name}: {text}" for text in plan.warnings if text not in first.warnings)
        if not plan.changes and not first.changes:
            yield f"{plan.name} changes nothing in the inputs."
        elif plan.kpis == first.kpis and plan.objective_pence == first.objective_pence:
            yield f"{plan.name} has no effect on any figure."
        elif plan.objective_pence == first.objective_pence:
            yield f"{plan.name} has no effect on what the roster costs."
        elif _within_proof(first, plan):
            yield (
                f"The costs of {plan.name} and {first.name} differ by less than what is proven about them: a longer "
                "solve could turn the difference round."
            )


def _within_proof(one: Compared, other: Compared) -> bool:
    """Whether the ranges in which the best costs lie overlap."""
    low = [plan.bound_pence for plan in (one, other)]
    high = [plan.objective_pence for plan in (one, other)]
    if low[0] is None or low[1] is None or high[0] is None or high[1] is None:
        return True
    return max(low[0], low[1]) <= min(high[0], high[1])
