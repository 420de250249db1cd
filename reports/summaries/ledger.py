"""Who is ahead of a fair share, and who is behind, over the months that the ledger knows."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from reports.run_view import Row, RunView

KIND_WORDS = {
    "nights": "Nights",
    "weekends": "Weekends",
    "holidays": "Public holidays",
    "late_changes": "Late changes",
    "refused_wishes": "Refused wishes",
}
"""The kinds in the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far one person is above (or below, when negative) a fair share, which is that of a unit and skill."""

    name: str
    skill_id: str
    difference: float


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One unit and kind: how many in all, and the people furthest from a fair share; nobody when all are at it."""

    unit_name: str
    kind: str
    total: int
    most_above: Standing | None
    most_below: Standing | None


@dataclass(frozen=True, slots=True)
class LedgerPerson:
    """One person's account: (past, planned, difference from a fair share) by kind."""

    staff_id: str
    name: str
    unit_name: str
    skill_id: str
    wte: float
    figures: dict[str, tuple[int, int, float]]


def past_weeks(run: RunView) -> float:
    """How many weeks before the plan the ledger knows; 0 without a known past."""
    return max((row["n_past_days"] for row in run.rows("ledger")), default=0) / 7


def ledger_lines(run: RunView) -> tuple[LedgerLine, ...]:
    """By unit and kind; kinds of which nobody had any are left out."""
    rows: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in _known(run):
        rows[run.people[row["staff_id"]]["unit_id"], row["kind"]].append(row)
    return tuple(
        _line(run, unit["name"], kind, own)
        for unit in run.units
        for kind in KIND_WORDS
        if (own := rows.get((unit["unit_id"], kind))) and any(_count(row) for row in own)
    )


def ledger_people(run: RunView) -> tuple[LedgerPerson, ...]:
    """Everybody with an account, by unit and skill, whose duties are shared, then by name."""
    own: dict[str, list[Row]] = defaultdict(list)
    for row in _known(run):
        own[row["staff_id"]].append(row)
    place = {unit["unit_id"]: number for number, unit in enumerate(run.units)}
    order = sorted(
        own,
        key=lambda staff_id: (
            place.get(run.people[staff_id]["unit_id"], 0),
            run.people[staff_id]["skill_id"],
            run.person_name(staff_id),
            staff_id,
        ),
    )
    return tuple(
        LedgerPerson(
            staff_id=staff_id,
            name=run.person_name(staff_id),
            unit_name=run.unit_name(run.people[staff_id]["unit_id"]),
            skill_id=run.people[staff_id]["skill_id"],
            wte=own[staff_id][0]["wte"],
            figures={row["kind"]: (row["n_past"], row["n_planned"], _above(row)) for row in own[staff_id]},
        )
        for staff_id in order
    )


def _known(run: RunView) -> list[Row]:
    return [row for row in run.rows("ledger") if row["staff_id"] in run.people]


def _line(run: RunView, unit_name: str, kind: str, rows: list[Row]) -> LedgerLine:
    by_distance = sorted(rows, key=lambda row: (_above(row), row["staff_id"]))
    low, high = by_distance[0], by_distance[-1]
    return LedgerLine(
        unit_name=unit_name,
        kind=KIND_WORDS[kind],
        total=sum(map(_count, rows)),
        most_above=_standing(run, high) if _above(high) > 0 else None,
        most_below=_standing(run, low) if _above(low) < 0 else None,
    )


def _standing(run: RunView, row: Row) -> Standing:
    person = run.people[row["staff_id"]]
    return Standing(run.person_name(row["staff_id"]), person["skill_id"], _above(row))


def _count(row: Row) -> int:
    return int(row["n_past"] + row["n_planned"])


def _above(row: Row) -> float:
    return float(_count(row) - row["fair"])
