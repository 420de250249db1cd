"""What happened, as the command line says it: `S012@2026-12-01..2026-12-03`, `MED@2026-12-02..=4`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches

from data.inputs import PlanInputs
from data.problems import InputError, Problem
from scenarios.days import Span, horizon

_FORM = re.compile(
    r"(?P<who>[^=]+)@(?P<first>[\d-]*)(?P<dots>\.\.)?(?P<last>(?<=\.)[\d-]*)?(?:=(?P<number>.*))?"
)

_OF_PEOPLE = ("--absent", "--volunteer")


@dataclass(frozen=True, slots=True)
class Absent:
    """Somebody is away on the days."""

    staff_id: str
    span: Span


@dataclass(frozen=True, slots=True)
class UnitDays:
    """A number of beds or patients of a unit on the days."""

    unit_id: str
    span: Span
    number: int


@dataclass(frozen=True, slots=True)
class Happenings:
    """All that happened; `volunteers` are asked at any time."""

    absent: tuple[Absent, ...] = ()
    closed_beds: tuple[UnitDays, ...] = ()
    extra_demand: tuple[UnitDays, ...] = ()
    volunteers: frozenset[str] = frozenset()

    def __str__(self) -> str:
        parts = [
            *(f"{each.staff_id} away {each.span}" for each in self.absent),
            *(f"{each.number} beds of {each.unit_id} closed {each.span}" for each in self.closed_beds),
            *(f"{each.number} more patients in {each.unit_id} {each.span}" for each in self.extra_demand),
            *(f"{staff_id} volunteers" for staff_id in sorted(self.volunteers)),
        ]
        return "; ".join(parts)


def read_happenings(
    inputs: PlanInputs,
    absent: Sequence[str],
    close_beds: Sequence[str],
    extra_demand: Sequence[str],
    volunteers: Sequence[str],
    bought: Collection[str] = (),
) -> Happenings:
    """Read all texts; `bought` are the ids of bank and agency workers booked on the days, who can be absent too.

    Raises InputError listing every text that cannot be read, and when nothing happened at all.
    """
    problems: list[Problem] = []
    staff = set(inputs.tables.staff.column("staff_id").to_pylist())
    units = set(inputs.hospital.unit_by_id)
    known = staff.union(bought)
    away = [Absent(who, span) for who, span, _ in _read(inputs, "--absent", absent, known, False, problems)]
    closed, more = (
        [
            UnitDays(who, span, number)
            for who, span, number in _read(inputs, name, texts, units, True, problems)
        ]
        for name, texts in (("--close-beds", close_beds), ("--extra-demand", extra_demand))
    )
    for staff_id in volunteers:
        problems += _unknown("--volunteer", staff_id, staff)
    problems += _too_many_closed(inputs, closed)
    if not (absent or close_beds or extra_demand or problems):
        fix = "say what happened with --absent, --close-beds or --extra-demand"
        problems.append(Problem(expected="something that happened", fix=fix))
    if problems:
        raise InputError(problems, "The roster cannot be planned again")
    return Happenings(tuple(away), tuple(closed), tuple(more), frozenset(volunteers))


def closed_by_day(inputs: PlanInputs, closed: Sequence[UnitDays]) -> dict[tuple[str, date], int]:
    """By unit and day, the beds closed in all, for days of the plan and the one on which its last night ends."""
    whole, total = horizon(inputs.grid), Counter[tuple[str, date]]()
    for each in closed:
        day = max(each.span.first, whole.first)
        while day <= min(each.span.last, whole.last + timedelta(days=1)):
            total[each.unit_id, day] += each.number
            day += timedelta(days=1)
    return dict(sorted(total.items()))


def _too_many_closed(inputs: PlanInputs, closed: Sequence[UnitDays]) -> Iterator[Problem]:
    """One fault for each unit, for its first day with more beds closed than there are."""
    seen: set[str] = set()
    for (unit_id, day), number in closed_by_day(inputs, closed).items():
        beds = inputs.beds_staffed(unit_id, day)
        if number > beds and unit_id not in seen:
            seen.add(unit_id)
            yield Problem(
                column="--close-beds",
                value=f"{unit_id}={number}",
                expected=f"at most {beds}, the staffed beds of {unit_id} on {day}",
            )


def _read(
    inputs: PlanInputs,
    option: str,
    texts: Sequence[str],
    known: set[str],
    has_number: bool,
    problems: list[Problem],
) -> Iterator[tuple[str, Span, int]]:
    whole = horizon(inputs.grid)
    form = "UNIT@2026-12-01..2026-12-03=N" if has_number else "ID@2026-12-01..2026-12-03"
    for text in texts:
        match = _FORM.fullmatch(text.strip())
        number = _number(match["number"]) if match else None
        if match is None or (number is None) is has_number or (match["number"] is not None) is not has_number:
            problems.append(Problem(column=option, value=text, expected=f"{form} (an end may be left out)"))
            continue
        span = _span(match["first"], match["last"] or "", bool(match["dots"]), whole)
        if span is None:
            expected = "days such as 2026-12-01 or 2026-12-01..2026-12-03, the first before the last"
            problems.append(Problem(column=option, value=text, expected=expected))
            continue
        if not span.overlaps(whole):
            problems.append(Problem(column=option, value=text, expected=f"some day of the roster, {whole}"))
        unknown = list(_unknown(option, match["who"], known))
        problems += unknown
        if not unknown:
            yield match["who"], span, number or 0


def _span(first: str, last: str, has_dots: bool, whole: Span) -> Span | None:
    try:
        start = date.fromisoformat(first) if first else whole.first
        end = date.fromisoformat(last) if last else (whole.last if has_dots else start)
    except ValueError:
        return None
    return Span(start, end) if start <= end else None


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and text.isdecimal() and int(text) >= 1 else None


def _unknown(option: str, value: str, known: set[str]) -> Iterator[Problem]:
    if value not in known:
        near = get_close_matches(value, sorted(known), n=1)
        yield Problem(
            column=option,
            value=value,
            expected="a staff_id of the staff table" if option in _OF_PEOPLE else "a unit of hospital.toml",
            fix=f"did you mean '{near[0]}'?" if near else None,
        )
