"""The key figures in a row under the headline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reports.run_view import RunView
from reports.words import count, money, number, percent

_SKILLS_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure; `alarm` marks news that needs a decision."""

    label: str
    figure: str
    detail: str
    alarm: bool = False


def tiles(run: RunView) -> tuple[Tile, ...]:
    """Staffing, outside help, beds and equipment."""
    kpis, currency = run.record.kpis, run.record.currency
    needed = sum(row["required"] for row in run.rows("coverage"))
    filled = 1 - sum(row["open"] for row in run.rows("coverage")) / needed if needed else 1.0
    outside = kpis.bank_hours + kpis.agency_hours
    beds = f"of {number(kpis.beds_staffed)} staffed; {number(kpis.occupancy_p90)} on a busy day"
    return (
        Tile(
            "Open shifts",
            number(kpis.open_shifts),
            f"of {count(needed, 'needed shift')}",
            kpis.open_shifts > 0,
        ),
        Tile("Filled", percent(filled), _by_skill(kpis.fill_rate_by_skill)),
        Tile(
            "Occupied beds",
            number(kpis.occupancy_p50),
            beds,
            kpis.occupancy_p90 > kpis.beds_staffed,
        ),
        Tile(
            "Bank and agency",
            f"{number(outside)} h",
            f"agency {number(kpis.agency_hours)} h, {money(kpis.agency_cost_pence, currency)}",
        ),
        Tile("Overtime", f"{number(kpis.overtime_hours)} h", "above contract"),
        Tile(
            "Equipment",
            number(kpis.equipment_days_short, 1),
            "expected device-days short",
            any(row["short"] > 0 for row in run.rows("equipment")),
        ),
    )


def _by_skill(rates: Mapping[str, float]) -> str:
    """The skills that lack people, the worst first."""
    short = sorted((rate, skill) for skill, rate in rates.items() if rate < 1)
    if not short:
        return "in every skill" if len(rates) > 1 else ""
    shown = ", ".join(f"{skill} {percent(rate)}" for rate, skill in short[:_SKILLS_SHOWN])
    if len(short) > _SKILLS_SHOWN:
        return f"{shown} and {len(short) - _SKILLS_SHOWN} more"
    return shown if len(short) == len(rates) else f"{shown}; all others 100 %"
