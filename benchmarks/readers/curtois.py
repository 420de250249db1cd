"""Shift-scheduling instances of Curtois & Qu (text form) as roster problems."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from data.calendar import DayGrid
from optimization.roster.problem import AbsencePeriod, CoverageRow, Duty, Employee, Request, RosterProblem
from optimization.rules.consecutive_days import ConsecutiveDays
from optimization.rules.consecutive_days_off import ConsecutiveDaysOff
from optimization.rules.duty_class import DutyClass
from optimization.rules.leave import Leave
from optimization.rules.policy import Hard, Policy, Rule, Soft
from optimization.rules.requests import Requests, Wish
from optimization.rules.shift_succession import ShiftSuccession
from optimization.rules.total_minutes import TotalMinutes
from optimization.rules.total_shifts import TotalShifts
from optimization.rules.weekends import Weekends

_FIRST_MONDAY = date(2024, 1, 1)
_MINUTES_PER_DAY = 1440
_UNIT = "ward"
_SKILL = "staff"


@dataclass(slots=True)
class _Rules:
    """Which employees each (rule, enforcement) binds, so that equal rules become one policy."""

    bound: dict[tuple[Rule, Hard | Soft], set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, employee_id: str, rule: Rule, enforcement: Hard | Soft | None = None) -> None:
        self.bound[rule, enforcement or Hard()].add(employee_id)

    def policies(self) -> tuple[Policy, ...]:
        return tuple(Policy(rule, how, frozenset(who)) for (rule, how), who in self.bound.items())


def read_curtois(path: Path) -> RosterProblem:
    """Read one instance file; penalties are taken as pence. Raises KeyError or ValueError on another format."""
    sections = _sections(path)
    n_days = int(sections["SECTION_HORIZON"][0][0])
    days = frozenset(range(n_days))
    names = [row[0] for row in sections["SECTION_SHIFTS"]]
    minutes = {row[0]: int(row[1]) for row in sections["SECTION_SHIFTS"]}
    forbidden = frozenset(
        (row[0], after) for row in sections["SECTION_SHIFTS"] for after in row[2].split("|") if after
    )
    duties = tuple(
        Duty(name, _UNIT, name, _SKILL, 0, minutes[name], minutes[name], is_night=False, days=days)
        for name in names
    )
    rules = _Rules()
    rules_of_all: tuple[Rule, ...] = (ShiftSuccession(forbidden), Leave())
    requests = _requests(sections, names, rules)
    days_off = {row[0]: [int(day) for day in row[1:] if day] for row in sections["SECTION_DAYS_OFF"]}
    employees = []
    for row in sections["SECTION_STAFF"]:
        employee_id = row[0]
        limits = {part.split("=")[0]: int(part.split("=")[1]) for part in row[1].split("|")}
        _add_contract(rules, employee_id, [int(value) for value in row[2:8]], limits)
        employees.append(
            Employee(
                employee_id,
                employee_id,
                {number: 0 for number, name in enumerate(names) if limits.get(name, 0) > 0},
                skill_ids=frozenset({_SKILL}),
                absences=tuple(
                    AbsencePeriod(day * _MINUTES_PER_DAY, (day + 1) * _MINUTES_PER_DAY, "day_off")
                    for day in sorted(days_off.get(employee_id, ()))
                ),
                requests=tuple(requests[employee_id]),
                unit_id=_UNIT,
            )
        )
    policies = (*(Policy(rule, Hard()) for rule in rules_of_all), *rules.policies())
    coverage = tuple(
        _coverage_row(row, names.index(row[1]), len(employees)) for row in sections["SECTION_COVER"]
    )
    return RosterProblem(DayGrid(_FIRST_MONDAY, n_days), duties, tuple(employees), policies, coverage)


def _sections(path: Path) -> dict[str, list[list[str]]]:
    sections: dict[str, list[list[str]]] = {}
    rows: list[list[str]] = []
    for text in path.read_text(encoding="utf-8-sig").splitlines():
        line = text.strip()
        if line.startswith("SECTION_"):
            rows = sections.setdefault(line, [])
        elif line and not line.startswith("#"):
            rows.append(line.split(","))
    return sections


def _add_contract(rules: _Rules, employee_id: str, figures: list[int], limits: dict[str, int]) -> None:
    most_minutes, least_minutes, most_days, least_days, least_off, most_weekends = figures
    rules.add(employee_id, ConsecutiveDays(least_days, most_days))
    rules.add(employee_id, ConsecutiveDaysOff(least_off))
    rules.add(employee_id, TotalMinutes(least_minutes, most_minutes))
    rules.add(employee_id, Weekends(most_weekends))
    for name, most in limits.items():
        if most > 0:
            rules.add(employee_id, TotalShifts(at_most=most, duty_class=DutyClass(frozenset({name}))))


def _requests(
    sections: dict[str, list[list[str]]], names: list[str], rules: _Rules
) -> dict[str, list[Request]]:
    requests: dict[str, list[Request]] = defaultdict(list)
    ids: dict[tuple[Wish, int], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for section, wish in (
        ("SECTION_SHIFT_ON_REQUESTS", Wish.WANT),
        ("SECTION_SHIFT_OFF_REQUESTS", Wish.AVOID),
    ):
        for employee_id, day, name, weight in sections[section]:
            request_id = f"{employee_id}-{wish}-{day}-{name}"
            duty = frozenset({names.index(name)})
            requests[employee_id].append(
                Request(request_id, int(day), duty, day_off=False, wanted=wish is Wish.WANT)
            )
            ids[wish, int(weight)][employee_id].add(request_id)
    for (kind, pence), by_employee in ids.items():
        for employee_id, request_ids in by_employee.items():
            rules.add(employee_id, Requests(kind, frozenset(request_ids)), Soft(pence))
    return requests


def _coverage_row(row: list[str], duty: int, n_employees: int) -> CoverageRow:
    day, need, under, over = int(row[0]), int(row[2]), int(row[3]), int(row[4])
    most = max(n_employees, need + 1)
    costs = tuple(under * max(0, need - there) + over * max(0, there - need) for there in range(most + 1))
    return CoverageRow(
        f"{day}-{row[1]}", _UNIT, day, row[1], _SKILL, frozenset({(day, duty)}), costs, target=need
    )
