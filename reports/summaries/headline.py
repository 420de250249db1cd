"""Can the week be staffed? The answer in plain sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from reports.run_view import RunView
from reports.summaries.units import UnitWeek, unit_weeks
from reports.words import count, number, percent, short_day, span

LIKELY_FULL = 0.25
"""From this chance on, a unit that may need more than its staffed beds is named in the headline."""


@dataclass(frozen=True, slots=True)
class Headline:
    """`answer` is one sentence; `state` is how good the news is; `details` are further sentences."""

    answer: str
    state: Literal["good", "short", "none"]
    details: tuple[str, ...]


def headline(run: RunView) -> Headline:
    """What the meeting must know first."""
    week = _period(run)
    if run.record.objective_pence is None:
        return Headline(f"No roster was found for {week}.", "none", tuple(_beds(run, unit_weeks(run))))
    units = unit_weeks(run)
    required, open_ = sum(u.required for u in units), sum(u.open for u in units)
    details = (*_help(units), *_beds(run, units), *_equipment(run))
    if not open_:
        whole = (
            f"{week[0].upper()}{week[1:]} can be staffed: all {count(required, 'needed shift')} are filled."
        )
        return Headline(whole, "good", details)
    worst = max(units, key=lambda unit: unit.open)
    where = (
        f"all in {worst.name}" if worst.open == open_ else f"the most in {worst.name} ({number(worst.open)})"
    )
    stay = "stays" if open_ == 1 else "stay"
    answer = (
        f"{week[0].upper()}{week[1:]} cannot be fully staffed: {number(open_)} of {count(required, 'needed shift')} "
        f"{stay} open, {where}."
    )
    return Headline(answer, "short", details)


def _period(run: RunView) -> str:
    if len(run.days) == 7 and run.days[0].weekday() == 0:
        return f"week {run.days[0].isocalendar().week}"
    return f"the time from {span(run.days[0], run.days[-1])}"


def _help(units: tuple[UnitWeek, ...]) -> Iterator[str]:
    bank, agency = sum(u.bank for u in units), sum(u.agency for u in units)
    bought = [count(n, noun) for n, noun in ((bank, "bank shift"), (agency, "agency shift")) if n]
    if bought:
        yield f"This already counts {' and '.join(bought)}."


def _beds(run: RunView, units: tuple[UnitWeek, ...]) -> Iterator[str]:
    kpis = run.record.kpis
    if not kpis.beds_staffed or not any(unit.beds for unit in units):
        return
    yield (
        f"Expect {number(kpis.occupancy_p50)} patients for {number(kpis.beds_staffed)} staffed beds on an ordinary "
        f"day ({percent(kpis.occupancy_p50 / kpis.beds_staffed)}), {number(kpis.occupancy_p90)} on a busy one."
    )
    tight = sorted(
        ((unit.beds, unit.name) for unit in units if unit.beds and unit.beds.chance_full >= LIKELY_FULL),
        key=lambda pair: -pair[0].chance_full,
    )
    if tight:
        named = ", ".join(
            f"{name} ({percent(beds.chance_full)} on {short_day(beds.full_day)})" for beds, name in tight[:3]
        )
        more = f" and {number(len(tight) - 3)} more" if len(tight) > 3 else ""
        yield f"May need more beds than are staffed: {named}{more}."


def _equipment(run: RunView) -> Iterator[str]:
    short = [row for row in run.rows("equipment") if row["short"] > 0]
    if short:
        kinds = sorted({row["type_id"].replace("_", " ") for row in short})
        yield f"Equipment is short on {count(len({r['date'] for r in short}), 'day')}: {', '.join(kinds)}."
