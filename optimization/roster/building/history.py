"""What everybody worked before day 0, from the published roster."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from data.configuration.held_rules import held_rules
from data.configuration.hospital import Hospital
from data.inputs import Note, PlanInputs, Severity
from optimization.roster.building.call_outs import read_call_outs
from optimization.roster.building.duty_book import DutyKey
from optimization.roster.building.times import ShiftTimes, shift_times

_LEAST_DAYS = 42

# A hospital may be closed over a long weekend; a published roster that ends earlier before day 0 says nothing about the
# days in between.
_LONGEST_GAP_DAYS = 7


@dataclass(frozen=True, slots=True)
class History:
    """`worked` holds the past duties by person and day; the past is known for `n_days` before day 0 (0: not at all)."""

    n_days: int
    worked: Mapping[str, Mapping[int, DutyKey]]


@dataclass(frozen=True, slots=True)
class _Shift:
    shift_id: str
    unit_id: str
    skill_id: str


def read_history(inputs: PlanInputs, skill_of: Mapping[str, str]) -> History:
    """The published roster from far enough back for every rule, up to day -1.

    A day with several shifts of one person becomes one duty from the first start to the last end.
    """
    columns = [
        inputs.tables.roster.column(name).to_pylist()
        for name in ("staff_id", "date", "shift_id", "unit_id", "skill_id")
    ]
    reach = history_days(inputs.hospital)
    shifts: dict[tuple[str, int], list[_Shift]] = defaultdict(list)
    known: set[date] = set()
    for staff_id, when, shift_id, unit_id, skill_id in zip(*columns, strict=True):
        day = inputs.grid.day(when)
        if not -reach <= day < 0:
            continue
        known.add(when)
        if staff_id in skill_of:
            shifts[staff_id, day].append(_Shift(shift_id, unit_id, skill_id or skill_of[staff_id]))
    if not known or -inputs.grid.day(max(known)) > _LONGEST_GAP_DAYS + 1:
        return History(0, {})
    worked: dict[str, dict[int, DutyKey]] = defaultdict(dict)
    call_outs = read_call_outs(inputs, reach)
    for (staff_id, day), of_day in shifts.items():
        key = _duty_key(inputs, day, of_day)
        if all(inputs.hospital.shift_by_id[shift.shift_id].on_call for shift in of_day):
            key = _with_call_outs(key, inputs.grid.start_minute(day), call_outs.get(staff_id, ()))
        worked[staff_id][day] = key
    return History(-inputs.grid.day(min(known)), worked)


def history_gap(inputs: PlanInputs) -> Iterator[Note]:
    """A warning where the published roster ends too long before the plan for what people worked to be known."""
    days = [inputs.grid.day(when) for when in inputs.tables.roster.column("date").to_pylist()]
    last = max((day for day in days if day < 0), default=None)
    if last is not None and -last > _LONGEST_GAP_DAYS + 1:
        text = (
            f"The published roster before the plan ends on {inputs.grid.date_of(last)}, {-last - 1} days before it. What people "
            f"worked in the past does not count in any rule (rest, runs of days, hours): more than {_LONGEST_GAP_DAYS} days are "
            "not known. Import the roster of these days, or publish the weeks between."
        )
        yield Note(Severity.WARNING, "roster", text)


def history_days(hospital: Hospital) -> int:
    """How far back the rules look, in days: six weeks or more."""
    rules = hospital.rules
    reaches = [_LEAST_DAYS, 7 * rules.contract_hours.period_weeks, 7 * rules.weekends.in_weeks + 7]
    reaches.extend(
        # weekends are looked at as a whole: a week more
        7 * (getattr(held.setting, "in_weeks", 0) + (held.name == "weekends"))
        for held in held_rules(hospital)
        if held.setting.enforcement != "off"
    )
    reaches.extend(regime.period_days for regime in rules.overtime.regimes)
    return max(reaches)


def _with_call_outs(key: DutyKey, midnight: int, call_outs: Sequence[tuple[int, int]]) -> DutyKey:
    """Time worked while on call is paid in full, on top of the share for being on call."""
    times = key.times
    called = sum(
        max(0, min(end - midnight, times.end_minute) - max(start - midnight, times.start_minute))
        for start, end in call_outs
    )
    return replace(key, times=replace(times, paid_minutes=times.paid_minutes + called)) if called else key


def _duty_key(inputs: PlanInputs, day: int, shifts: Sequence[_Shift]) -> DutyKey:
    timed = sorted(
        (
            (shift_times(inputs.grid, inputs.hospital.shift_by_id[shift.shift_id], day), shift)
            for shift in shifts
        ),
        key=lambda pair: (pair[0], pair[1].shift_id, pair[1].unit_id, pair[1].skill_id),
    )
    first = timed[0][1]
    times = ShiftTimes(
        timed[0][0].start_minute,
        max(each.end_minute for each, _ in timed),
        sum(each.paid_minutes for each, _ in timed),
        timed[0][0].gap if len(timed) == 1 else (),
    )
    return DutyKey(first.unit_id, tuple(shift.shift_id for _, shift in timed), first.skill_id, times)
