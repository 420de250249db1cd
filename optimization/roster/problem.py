"""The roster problem: everything an engine needs, in integers (days, minutes, pence), and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from data.calendar import DayGrid
from optimization.rules.policy import Enforcement, Policy, Restriction
from optimization.rules.primitives import Cell, Line


def work_pieces(start: int, end: int, gap: tuple[int, int] | tuple[()]) -> tuple[tuple[int, int], ...]:
    """When work starts and ends, twice where there is a gap."""
    return ((start, gap[0]), (gap[1], end)) if gap else ((start, end),)


@dataclass(frozen=True, slots=True)
class Duty:
    """What somebody can do on one day: a shift in a unit, in the role of one skill.

    `start_minute` and `end_minute` are elapsed minutes from local midnight of the day the duty belongs to
    (a night ends beyond 1440). A shift whose elapsed times differ on some day (a clock change) is a
    separate duty with its own `days`; an ordinary duty has the days that are left. A duty that only occurs in the
    past has no days. `gap` is when a split shift stops and goes on.
    """

    duty_id: str
    unit_id: str
    shift_id: str
    skill_id: str
    start_minute: int
    end_minute: int
    paid_minutes: int
    is_night: bool
    days: frozenset[int]
    is_on_call: bool = False
    gap: tuple[int, int] | tuple[()] = ()

    @property
    def pieces(self) -> tuple[tuple[int, int], ...]:
        """When work starts and ends, twice in a split shift."""
        return work_pieces(self.start_minute, self.end_minute, self.gap)


@dataclass(frozen=True, slots=True)
class AbsencePeriod:
    """Time away, half-open, in minutes from the start of day 0; `credited_minutes` count as worked, by day."""

    start_minute: int
    end_minute: int
    kind: str
    credited_minutes: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Request:
    """A wish for one day: `wanted` asks for one of `duties` (or for the day off), else asks to be spared them.

    `is_binding` makes a wish to be spared one that is never refused.
    """

    request_id: str
    day: int
    duties: frozenset[int]
    day_off: bool
    wanted: bool
    is_binding: bool = False


@dataclass(frozen=True, slots=True)
class Employee:
    """One person to roster.

    `duties` maps each duty the person may be given to its cost in pence per assignment (0 for plain contract
    time). `history` holds the known cells before day 0, oldest first, ending with day -1; it is empty when
    the past is unknown. `contract_minutes_week` is None for people without contracted hours (bank). `unit_id` is the
    home unit. `restrictions` are (kind, first minute, minute after the last), half-open like absences; the kinds are
    no_nights, no_weekends, no_floating and no_on_call. `fair_shares` are (what, hundredths) of a `data.ledger` kind that the
    person should take of this plan; kinds that are not named are not shared. `published` holds
    the cells that the person has been told of. `call_outs` are (first minute, minute after the last) of work while on call.
    """

    employee_id: str
    name: str
    duties: Mapping[int, int]
    skill_ids: frozenset[str] = frozenset()
    history: Line = ()
    contract_minutes_week: int | None = None
    absences: tuple[AbsencePeriod, ...] = ()
    requests: tuple[Request, ...] = ()
    pinned: Mapping[int, Cell] = field(default_factory=dict)
    unit_id: str | None = None
    restrictions: tuple[tuple[str, int, int], ...] = ()
    fair_shares: tuple[tuple[str, int], ...] = ()
    published: Mapping[int, Cell] = field(default_factory=dict)
    call_outs: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """How many people a place needs, as a convex cost of the number who are there.

    `cells` are the (day, duty) pairs that count. `costs[x]` is the cost in pence of x people, for x from 0; above the
    last entry the cost goes on rising by the last step. `minimum`, where given, must be met. `target` is the
    number that reports call "needed"; `paid_minutes` is what one shift of an external worker is paid for.
    """

    row_id: str
    unit_id: str
    day: int
    shift_id: str
    skill_id: str
    cells: frozenset[tuple[int, int]]
    costs: tuple[int, ...]
    target: int
    minimum: int | None = None
    paid_minutes: int = 0

    def cost(self, n_people: int) -> int:
        """The cost in pence of `n_people` present."""
        last = len(self.costs) - 1
        if n_people <= last:
            return self.costs[n_people]
        step = self.costs[last] - self.costs[last - 1] if last else 0
        return self.costs[last] + step * (n_people - last)


class Source(StrEnum):
    """Where an assignment's hours come from."""

    CONTRACT = "contract"
    OVERTIME = "overtime"
    FLOAT = "float"
    BANK = "bank"
    AGENCY = "agency"


@dataclass(frozen=True, slots=True)
class ExternalSupply:
    """Unnamed workers that can be bought for coverage rows: bank or agency.

    `pence` maps a row index to the price of one shift there. At most `most_per_row` are bought for one row, and at
    most `most_minutes` (paid minutes of the rows) in all; None means no limit in all. `shared_rows` are (rows, most) pairs: no
    more than `most` are bought for these rows together.
    """

    supply_id: str
    source: Source
    pence: Mapping[int, int]
    most_per_row: int
    most_minutes: int | None = None
    shared_rows: tuple[tuple[tuple[int, ...], int], ...] = ()


@dataclass(frozen=True, slots=True)
class LinkTerm:
    """`coefficient` times the number of `days` on which the employee's cell is one of `duties`."""

    employee_id: str
    day: int
    duties: frozenset[int]
    coefficient: int = 1


@dataclass(frozen=True, slots=True)
class Link:
    """A linear rule over several employees' cells: who must, or must not, work together; a senior on each shift.

    `title` says in words what is counted, and `source` where the rule comes from.
    """

    rule: str
    terms: tuple[LinkTerm, ...]
    enforcement: Enforcement
    at_least: int | None = None
    at_most: int | None = None
    title: str = ""
    source: str = "trust policy"


@dataclass(frozen=True, slots=True)
class RosterProblem:
    """People, duties, rules and needs over the days of `grid`."""

    grid: DayGrid
    duties: tuple[Duty, ...]
    employees: tuple[Employee, ...]
    policies: tuple[Policy, ...]
    coverage: tuple[CoverageRow, ...]
    supplies: tuple[ExternalSupply, ...] = ()
    links: tuple[Link, ...] = ()
    holidays: frozenset[int] = frozenset()

    @property
    def n_days(self) -> int:
        """The length of the horizon in days."""
        return self.grid.n_days

    def start_minute(self, day: int, duty: int) -> int:
        """When `duty` on `day` (which may be negative) starts, in elapsed minutes from the start of day 0."""
        return self.grid.start_minute(day) + self.duties[duty].start_minute

    def end_minute(self, day: int, duty: int) -> int:
        """When `duty` on `day` (which may be negative) ends, in elapsed minutes from the start of day 0."""
        return self.grid.start_minute(day) + self.duties[duty].end_minute


def compile_restrictions(problem: RosterProblem, employee: Employee) -> tuple[Restriction, ...]:
    """Everything the policies ask of one employee's line, in policy order."""
    return tuple(
        Restriction(policy.rule.name, primitive, policy.enforcement)
        for policy in problem.policies
        if policy.applies_to(employee.employee_id)
        for primitive in policy.rule.compile(problem, employee)
    )
