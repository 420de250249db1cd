"""Each unit's beds by day as a strip of columns: the middle, the busy day, and the staffed beds as a line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reports.run_view import RunView
from reports.words import number, short_day

HEIGHT = 34
_STEP = 12


@dataclass(frozen=True, slots=True)
class StripDay:
    """One column; lengths are in units of the drawing, measured from the top."""

    x: int
    p50_top: float
    p90_top: float
    beds_top: float
    over: bool
    """Whether the busy day needs more than the staffed beds."""
    words: str


@dataclass(frozen=True, slots=True)
class BedStrip:
    """The columns of one unit."""

    width: int
    days: tuple[StripDay, ...]


def bed_strips(run: RunView) -> Mapping[str, BedStrip]:
    """A strip for each unit with an occupancy forecast, by unit id."""
    strips = {}
    for unit in run.units:
        rows = sorted(
            (row for row in run.rows("occupancy") if row["unit_id"] == unit["unit_id"]),
            key=lambda row: row["date"],
        )
        if not rows:
            continue
        most = max(max(row["p90"], row["beds_staffed"]) for row in rows) * 1.06 or 1.0
        strips[unit["unit_id"]] = BedStrip(
            width=len(rows) * _STEP,
            days=tuple(
                StripDay(
                    x=position * _STEP,
                    p50_top=_top(row["p50"], most),
                    p90_top=_top(row["p90"], most),
                    beds_top=_top(row["beds_staffed"], most),
                    over=row["p90"] > row["beds_staffed"],
                    words=(
                        f"{short_day(row['date'])}: {number(row['p50'])}, busy {number(row['p90'])}, "
                        f"staffed {number(row['beds_staffed'])}"
                    ),
                )
                for position, row in enumerate(rows)
            ),
        )
    return strips


def _top(value: float, most: float) -> float:
    return round(HEIGHT * (1 - value / most), 1)
