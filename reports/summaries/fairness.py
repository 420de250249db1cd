"""How hours, nights, weekends and wishes fall on the people of each unit."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from statistics import median

from reports.run_view import Row, RunView


@dataclass(frozen=True, slots=True)
class Fairness:
    """One unit's people. Balances are (rostered + credited - contract) minutes of those with contracted hours."""

    unit_name: str
    n_people: int
    lowest_balance: int | None
    median_balance: float | None
    highest_balance: int | None
    most_nights: int
    median_nights: float
    most_weekends: int
    wishes: int
    wishes_granted: int


def fairness(run: RunView) -> tuple[Fairness, ...]:
    """A line for each unit that has people."""
    homes: dict[str, list[Row]] = defaultdict(list)
    for person in run.people.values():
        homes[person["unit_id"]].append(person)
    return tuple(_line(run, unit, homes[unit["unit_id"]]) for unit in run.units if homes[unit["unit_id"]])


def balance_minutes(person: Row) -> int | None:
    """Rostered and credited minutes less the contract's; None without contracted hours."""
    if person["contract_minutes"] is None:
        return None
    return int(person["paid_minutes"] + person["credited_minutes"] - person["contract_minutes"])


def _line(run: RunView, unit: Row, people: list[Row]) -> Fairness:
    balances = [b for b in map(balance_minutes, people) if b is not None]
    ids = {person["staff_id"] for person in people}
    wishes = [row for row in run.rows("requests") if row["staff_id"] in ids]
    return Fairness(
        unit_name=unit["name"],
        n_people=len(people),
        lowest_balance=min(balances) if balances else None,
        median_balance=median(balances) if balances else None,
        highest_balance=max(balances) if balances else None,
        most_nights=max(p["n_nights"] for p in people),
        median_nights=median(p["n_nights"] for p in people),
        most_weekends=max(p["n_weekends"] for p in people),
        wishes=len(wishes),
        wishes_granted=sum(row["granted"] for row in wishes),
    )
