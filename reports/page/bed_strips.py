"""Each unit's beds by day as a strip of columns: from a quiet to a busy day, the middle, and the staffed beds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reports.run_view import Row, RunView
from reports.words import number, short_day

HEIGHT = 38
_STEP = 12
_MARGIN = 2


@dataclass(frozen=True, slots=True)
class StripDay:
    """One column; positions are in units of the drawing, measured from its left and top."""

    x: int
    p10_top: float
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
        top = max(max(row["p90"], row["beds_staffed"]) for row in rows)
        bottom = min(min(row["p10"], row["beds_staffed"]) for row in rows)
        strips[unit["unit_id"]] = BedStrip(
            width=len(rows) * _STEP,
            days=tuple(_day(row, position, bottom, top) for position, row in enumerate(rows)),
        )
    return strips


def _day(row: Row, position: int, bottom: float, top: float) -> StripDay:
    def place(value: float) -> float:
        share = (top - value) / (top - bottom) if top > bottom else 0.5
        return round(_MARGIN + (HEIGHT - 2 * _MARGIN) * share, 1)

    return StripDay(
        x=position * _STEP,
        p10_top=place(row["p10"]),
        p50_top=place(row["p50"]),
        p90_top=place(row["p90"]),
        beds_top=place(row["beds_staffed"]),
        over=row["p90"] > row["beds_staffed"],
        words=(
            f"{short_day(row['date'])}: {number(row['p50'])}, busy {number(row['p90'])}, "
            f"staffed {number(row['beds_staffed'])}"
        ),
    )
