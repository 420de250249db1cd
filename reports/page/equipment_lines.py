"""Where devices may run short, and what to rent."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from reports.run_view import Row, RunView

SHOWN = 15
_WHOLE_DAY = 23
"""Hours of the shortest day there is."""
WORTH_SHOWING = 0.05
"""Expected device-days short below which a place is not listed."""


@dataclass(frozen=True, slots=True)
class EquipmentLine:
    """One type in one unit over the planned days; the figures in the middle are those of the worst day."""

    unit_name: str
    type_name: str
    worst_day: date
    available: int
    """Devices that serve there: own ones that are fit and not promised, rented ones, and those of other types less own ones that
    serve other demand. It is what the chances count."""
    rented: int
    stand_ins: int
    demand_p50: float
    cleaning_p50: float
    """Of the demand in the middle, devices that are cleaned between two uses."""
    demand_p90: float
    chance_short: float | None
    """The highest chance of any day that there are too few; None in runs that did not record it."""
    safety_stock: int | None
    """None where none is asked for, and in runs that did not record it."""
    expected_short: float
    """Expected device-days short over all days."""
    days_short: int
    """Days on which the planned level is not met."""
    hours_short: float | None
    """Hours in which it is not met, where some of these days are short for a part only; else None."""


@dataclass(frozen=True, slots=True)
class RentalSum:
    """What to rent of one type, all units together."""

    type_name: str
    n_device_days: int
    most_at_once: int
    first_day: date
    cost_pence: int


def rental_sums(run: RunView) -> tuple[RentalSum, ...]:
    """A line for each type that is rented, the dearest first."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in run.rows("equipment_rentals"):
        groups[row["type_id"]].append(row)
    sums = [_rental_sum(run.type_name(type_id), rows) for type_id, rows in groups.items()]
    return tuple(sorted(sums, key=lambda one: (-one.cost_pence, one.type_name)))


def _rental_sum(name: str, rows: list[Row]) -> RentalSum:
    at_once: Counter[date] = Counter()
    for row in rows:
        for day in range((row["last_day"] - row["first_day"]).days + 1):
            at_once[row["first_day"] + timedelta(days=day)] += row["n_devices"]
    return RentalSum(
        type_name=name,
        n_device_days=at_once.total(),
        most_at_once=max(at_once.values()),
        first_day=min(at_once),
        cost_pence=sum(row["cost_pence"] for row in rows),
    )


def equipment_lines(run: RunView) -> tuple[EquipmentLine, ...]:
    """Places that may run short, the worst first."""
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in run.rows("equipment"):
        groups[row["unit_id"], row["type_id"]].append(row)
    lines = [_line(run, *key, rows) for key, rows in groups.items() if not _is_pool(key[0])]
    worth = [line for line in lines if line.expected_short >= WORTH_SHOWING or line.days_short]
    return tuple(sorted(worth, key=lambda line: (-line.days_short, -line.expected_short, line.unit_name)))


def _is_pool(unit_id: str) -> bool:
    return unit_id == "POOL" or unit_id.startswith("POOL ")


def _line(run: RunView, unit_id: str, type_id: str, rows: list[Row]) -> EquipmentLine:
    worst = max(rows, key=lambda row: (row["short"], row["expected_short"]))
    short = [row for row in rows if row["short"] > 0]
    # Runs that did not record hours are short for whole days.
    hours = sum(row.get("hours_short", float(_WHOLE_DAY)) for row in short)
    return EquipmentLine(
        unit_name=run.unit_name(unit_id),
        type_name=run.type_name(type_id),
        worst_day=worst["date"],
        available=worst["available"] + worst["rented"] + (worst.get("stand_ins") or 0),
        rented=worst["rented"],
        stand_ins=worst.get("stand_ins") or 0,
        demand_p50=worst["demand_p50"],
        cleaning_p50=worst.get("cleaning_p50", 0.0),
        demand_p90=worst["demand_p90"],
        chance_short=max(row["chance_short"] for row in rows) if "chance_short" in worst else None,
        safety_stock=worst.get("safety_stock"),
        expected_short=sum(row["expected_short"] for row in rows),
        days_short=len(short),
        hours_short=hours if hours < _WHOLE_DAY * len(short) else None,
    )
