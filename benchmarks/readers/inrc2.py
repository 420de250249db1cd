"""Instances of the second international nurse rostering competition, all weeks known, as roster problems."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from data.calendar import DayGrid
from optimization.roster.problem import CoverageRow, Duty, Employee, Request, RosterProblem
from optimization.rules.complete_weekends import CompleteWeekends
from optimization.rules.consecutive_days import ConsecutiveDays
from optimization.rules.consecutive_days_off import ConsecutiveDaysOff
from optimization.rules.consecutive_shifts import ConsecutiveShifts
from optimization.rules.duty_class import DutyClass
from optimization.rules.policy import Hard, Policy, Soft
from optimization.rules.primitives import Cell, Line
from optimization.rules.requests import Requests, Wish
from optimization.rules.shift_succession import ShiftSuccession
from optimization.rules.total_shifts import TotalShifts
from optimization.rules.weekends import Weekends

_FIRST_MONDAY = date(2024, 1, 1)
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_UNIT = "ward"
_SHIFT_MINUTES = 480
_PER_SHIFT_RUN, _PER_RUN, _PER_WISH, _PER_WEEKEND, _PER_ASSIGNMENT, _PER_MISSING = 15, 30, 10, 30, 20, 30


@dataclass(frozen=True, slots=True)
class _Scenario:
    skills: tuple[str, ...]
    shifts: dict[str, tuple[int, int]]
    forbidden: frozenset[tuple[str, str]]
    contracts: dict[str, list[int]]
    nurses: dict[str, tuple[str, tuple[str, ...]]]


def read_inrc2(folder: Path, name: str) -> RosterProblem:
    """Read `name` (dataset_history_weeks, such as n030w4_1_6-2-9-1) from the datasets in `folder`; costs are pence.

    Raises ValueError when the history holds counts of earlier weeks (the first week of a season has none).
    """
    dataset, history_index, week_list = name.split("_")
    weeks = week_list.split("-")
    n_days = 7 * len(weeks)
    scenario = _scenario(folder / dataset / f"Sc-{dataset}.txt")
    history = _history(folder / dataset / f"H0-{dataset}-{history_index}.txt")
    duties = tuple(
        Duty(
            f"{shift}-{skill}",
            _UNIT,
            shift,
            skill,
            0,
            _SHIFT_MINUTES,
            _SHIFT_MINUTES,
            is_night=shift == "Night",
            days=frozenset(range(n_days)),
        )
        for shift in scenario.shifts
        for skill in scenario.skills
    )
    coverage: list[CoverageRow] = []
    wishes: dict[str, list[Request]] = defaultdict(list)
    for week, index in enumerate(weeks):
        text = (folder / dataset / f"WD-{dataset}-{index}.txt").read_text(encoding="utf-8-sig")
        coverage += _coverage(text, 7 * week, duties, len(scenario.nurses))
        for nurse, request in _wishes(text, 7 * week, duties):
            wishes[nurse].append(request)
    employees = tuple(
        Employee(
            nurse,
            nurse,
            {number: 0 for number, duty in enumerate(duties) if duty.skill_id in skills},
            skill_ids=frozenset(skills),
            history=_past(history[nurse], duties, skills),
            requests=tuple(wishes[nurse]),
            unit_id=_UNIT,
        )
        for nurse, (_, skills) in scenario.nurses.items()
    )
    policies = _policies(scenario)
    return RosterProblem(DayGrid(_FIRST_MONDAY, n_days), duties, employees, policies, tuple(coverage))


def _scenario(path: Path) -> _Scenario:
    lines = [line.strip() for line in path.read_text(encoding="utf-8-sig").splitlines()]
    blocks: dict[str, list[list[str]]] = {}
    heading = ""
    for line in lines:
        if "=" in line or line.startswith("FORBIDDEN"):
            heading = line.split("=", maxsplit=1)[0].strip()
            blocks[heading] = []
        elif line:
            blocks[heading].append(line.split())
    shifts = {row[0]: _pair(row[1]) for row in blocks["SHIFT_TYPES"]}
    forbidden = frozenset(
        (row[0], after) for row in blocks["FORBIDDEN_SHIFT_TYPES_SUCCESSIONS"] for after in row[2:]
    )
    contracts = {
        row[0]: [int(n) for n in re.findall(r"\d+", " ".join(row[1:]))] for row in blocks["CONTRACTS"]
    }
    nurses = {row[0]: (row[1], tuple(row[3:])) for row in blocks["NURSES"]}
    skills = tuple(row[0] for row in blocks["SKILLS"])
    return _Scenario(skills, shifts, forbidden, contracts, nurses)


def _pair(text: str) -> tuple[int, int]:
    low, high = re.findall(r"\d+", text)
    return int(low), int(high)


def _history(path: Path) -> dict[str, tuple[str, int, int, int]]:
    """By nurse: last shift worked, days in a row of it, of work, of rest."""
    history = {}
    for line in path.read_text(encoding="utf-8-sig").split("NURSE_HISTORY")[1].splitlines():
        row = line.split()
        if len(row) == 7:
            if int(row[1]) or int(row[2]):
                raise ValueError(f"{path.name}: {row[0]} brings counts of earlier weeks, expected none")
            history[row[0]] = (row[3], int(row[4]), int(row[5]), int(row[6]))
    return history


def _past(known: tuple[str, int, int, int], duties: tuple[Duty, ...], skills: tuple[str, ...]) -> Line:
    last, in_shift, in_work, off = known
    if in_work == 0:
        return (None,) * off
    of_last = next(n for n, duty in enumerate(duties) if duty.shift_id == last and duty.skill_id in skills)
    other: Cell = next(
        n for n, duty in enumerate(duties) if duty.shift_id != last and duty.skill_id in skills
    )
    return (None, *(other,) * (in_work - in_shift), *(of_last,) * in_shift)


def _coverage(text: str, first_day: int, duties: tuple[Duty, ...], n_nurses: int) -> list[CoverageRow]:
    rows = []
    for line in text.splitlines():
        pairs = re.findall(r"\((\d+),(\d+)\)", line)
        if len(pairs) != len(_WEEKDAYS):
            continue
        shift, skill = line.split()[:2]
        duty = next(n for n, one in enumerate(duties) if one.shift_id == shift and one.skill_id == skill)
        for day, (least, best) in enumerate(pairs, start=first_day):
            costs = tuple(_PER_MISSING * max(0, int(best) - there) for there in range(n_nurses + 1))
            rows.append(
                CoverageRow(
                    f"{day}-{shift}-{skill}",
                    _UNIT,
                    day,
                    shift,
                    skill,
                    frozenset({(day, duty)}),
                    costs,
                    target=int(best),
                    minimum=int(least),
                )
            )
    return rows


def _wishes(text: str, first_day: int, duties: tuple[Duty, ...]) -> list[tuple[str, Request]]:
    wishes = []
    for number, line in enumerate(text.split("SHIFT_OFF_REQUESTS")[1].splitlines()[1:]):
        row = line.split()
        if len(row) == 3:
            nurse, shift, weekday = row
            unwanted = frozenset(n for n, duty in enumerate(duties) if shift in ("Any", duty.shift_id))
            day = first_day + _WEEKDAYS.index(weekday)
            request = Request(f"{nurse}-{day}-{number}", day, unwanted, day_off=False, wanted=False)
            wishes.append((nurse, request))
    return wishes


def _policies(scenario: _Scenario) -> tuple[Policy, ...]:
    policies = [
        Policy(ShiftSuccession(scenario.forbidden), Hard()),
        Policy(Requests(Wish.AVOID), Soft(_PER_WISH)),
    ]
    for shift, (least, most) in scenario.shifts.items():
        run = ConsecutiveShifts(DutyClass(frozenset({shift})), least, most)
        policies.append(Policy(run, Soft(_PER_SHIFT_RUN)))
    for contract, figures in scenario.contracts.items():
        least, most, least_work, most_work, least_off, most_off, weekends, complete = figures
        who = frozenset(nurse for nurse, (name, _) in scenario.nurses.items() if name == contract)
        policies += [
            Policy(ConsecutiveDays(least_work, most_work), Soft(_PER_RUN), who),
            Policy(ConsecutiveDaysOff(least_off, most_off), Soft(_PER_RUN), who),
            Policy(TotalShifts(least, most), Soft(_PER_ASSIGNMENT), who),
            Policy(Weekends(weekends), Soft(_PER_WEEKEND), who),
        ]
        if complete:
            policies.append(Policy(CompleteWeekends(), Soft(_PER_WEEKEND), who))
    return tuple(policies)
