"""Random people, pasts and lines for the property tests, with clock changes, leave, wishes and settled cells."""

from __future__ import annotations

from datetime import date
from random import Random

from data.calendar import DayGrid
from optimization.roster.problem import AbsencePeriod, Duty, Employee, Request, RosterProblem
from optimization.rules.primitives import Line

ZONE = "Europe/London"

# a plain week; the clock goes back on 25 October 2026 and forward on 28 March 2027; a leap day
FIRST_DAYS = (date(2026, 11, 30), date(2026, 10, 22), date(2027, 3, 26), date(2028, 2, 27), date(2026, 12, 5))

DUTIES = (
    Duty("early", "A", "E", "nurse", 7 * 60, 15 * 60, 450, is_night=False, days=frozenset(range(60))),
    Duty(
        "late", "A", "L", "nurse", 13 * 60 + 30, 21 * 60 + 30, 450, is_night=False, days=frozenset(range(60))
    ),
    Duty("night", "A", "N", "nurse", 21 * 60, 31 * 60 + 30, 570, is_night=True, days=frozenset(range(60))),
    Duty(
        "night-short", "A", "N", "nurse", 21 * 60, 30 * 60 + 30, 510, is_night=True, days=frozenset(range(60))
    ),
    Duty("long", "B", "LD", "nurse", 7 * 60, 19 * 60 + 30, 690, is_night=False, days=frozenset(range(60))),
    Duty("whole", "B", "24", "senior", 8 * 60, 32 * 60, 1440, is_night=False, days=frozenset(range(60))),
    Duty(
        "split",
        "A",
        "S",
        "nurse",
        6 * 60 + 30,
        23 * 60,
        540,
        is_night=False,
        days=frozenset(range(60)),
        gap=(11 * 60, 18 * 60),
    ),
    Duty("dawn", "B", "D", "senior", 5 * 60, 11 * 60, 360, is_night=False, days=frozenset(range(60))),
    Duty(
        "call",
        "A",
        "C",
        "nurse",
        8 * 60,
        32 * 60,
        120,
        is_night=False,
        days=frozenset(range(60)),
        is_on_call=True,
    ),
)


def random_problem(random: Random, n_employees: int = 1) -> RosterProblem:
    """A problem without rules and coverage; every employee may be given two duties or more."""
    grid = DayGrid(random.choice(FIRST_DAYS), random.randint(3, 16), ZONE)
    employees = tuple(random_employee(random, grid, f"S{number}") for number in range(n_employees))
    holidays = frozenset(random.sample(range(grid.n_days), random.randint(0, 3)))
    return RosterProblem(grid, DUTIES, employees, policies=(), coverage=(), holidays=holidays)


def random_employee(random: Random, grid: DayGrid, employee_id: str) -> Employee:
    """Somebody with a random past, absences, wishes and settled cells."""
    # early and late are of one length: totals over equal shifts are stated in another way
    equal, some = [0, 1], random.sample(range(len(DUTIES)), random.randint(2, len(DUTIES)))
    duties = equal if random.random() < 0.25 else sorted(some)
    return Employee(
        employee_id,
        f"Person {employee_id}",
        dict.fromkeys(duties, 0),
        skill_ids=frozenset(random.sample(["nurse", "senior"], random.randint(1, 2))),
        history=random_line(random, duties, random.choice((0, 0, 1, 3, 9, 28, 42))),
        contract_minutes_week=random.choice((None, 600, 1200, 2250)),
        absences=tuple(_absence(random, grid) for _ in range(random.randint(0, 2))),
        requests=tuple(
            _request(random, grid, duties, f"{employee_id}-{n}") for n in range(random.randint(0, 4))
        ),
        published={
            day: random.choice((None, *duties)) for day in range(grid.n_days) if random.random() < 0.3
        },
        pinned={
            random.randrange(grid.n_days): random.choice([None, *duties]) for _ in range(random.randint(0, 2))
        },
        unit_id=random.choice("AB"),
        restrictions=tuple(_restriction(random, grid) for _ in range(random.randint(0, 2))),
        call_outs=tuple(_call_out(random, grid) for _ in range(random.randint(0, 2))),
        fair_shares=tuple(
            (kind, random.choice((0, 40, 100, 133, 250)))
            for kind in ("nights", "weekends", "holidays")
            if random.random() < 0.9
        ),
    )


def random_line(random: Random, duties: list[int], n_days: int) -> Line:
    """Days on and off; either of them likes to go on, so that runs are long enough to matter."""
    cells: list[int | None] = []
    share_off = random.choice((0.1, 0.3, 0.5, 0.8))
    cell: int | None = None
    for _ in range(n_days):
        if random.random() < 0.6:
            cell = None if random.random() < share_off else random.choice(duties)
        cells.append(cell)
    return tuple(cells)


def _absence(random: Random, grid: DayGrid) -> AbsencePeriod:
    first = random.randint(-5, grid.n_days - 1)
    last = first + random.randint(0, 4)
    return AbsencePeriod(
        grid.start_minute(first),
        grid.start_minute(last + 1),
        "annual_leave",
        tuple((day, 320) for day in range(first, last + 1)),
    )


def _restriction(random: Random, grid: DayGrid) -> tuple[str, int, int]:
    kind = random.choice(("no_nights", "no_weekends", "no_floating", "no_on_call"))
    first = random.randint(-1, grid.n_days - 1)
    return (kind, grid.start_minute(first), grid.start_minute(first + random.randint(1, 9)))


def _call_out(random: Random, grid: DayGrid) -> tuple[int, int]:
    start = random.randrange(-2000, 1440 * grid.n_days)
    return start, start + random.randint(30, 600)


def _request(random: Random, grid: DayGrid, duties: list[int], request_id: str) -> Request:
    day = random.randrange(grid.n_days)
    kind = random.choice(("want", "avoid", "day_off", "never"))
    if kind == "day_off":
        return Request(request_id, day, frozenset(), day_off=True, wanted=True)
    some = frozenset(random.sample(duties, random.randint(1, len(duties))))
    return Request(request_id, day, some, day_off=False, wanted=kind == "want", is_binding=kind == "never")
