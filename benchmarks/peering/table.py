"""The comparison as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from benchmarks.peering.row import Measured


def table_lines(rows: Sequence[Measured]) -> Iterator[str]:
    """A line for each row, and for each instance a sentence on who was better."""
    yield f"{'instance':<26} {'engine':<9} {'seconds':>8} {'objective':>12} {'bound':>14} {'gap':>8} {'to best':>8} {'MB':>6}"
    for row in rows:
        yield (
            f"{row.instance:<26} {row.engine:<9} {row.seconds:>8.1f} "
            f"{'none' if row.objective is None else row.objective:>12} "
            f"{'none' if row.bound is None else f'{row.bound:.1f}':>14} {_percent(row.gap):>8} "
            f"{_percent(row.gap_to_best):>8} {row.peak_mb:>6}"
        )
    for instance in dict.fromkeys(row.instance for row in rows):
        yield verdict([row for row in rows if row.instance == instance])


def verdict(rows: Sequence[Measured]) -> str:
    """Who found the cheaper roster for one instance; of equal rosters the one sooner done is better."""
    instance = rows[0].instance
    found = sorted((row.objective, row.seconds, row.engine) for row in rows if row.objective is not None)
    if not found:
        return f"{instance}: nobody found a roster."
    best, seconds, engine = found[0]
    others = [(objective, its_seconds, name) for objective, its_seconds, name in found[1:]]
    if not others:
        return f"{instance}: {engine} alone found a roster."
    other, its_seconds, name = others[0]
    if other > best:
        how_much = f" ({(other - best) / other:.2%} less)" if other > 0 else ""
        return f"{instance}: {engine} was better, {best} against {other} by {name}{how_much}."
    if its_seconds > seconds:
        return (
            f"{instance}: both found {best}; {engine} ended after {seconds} s, {name} after {its_seconds} s."
        )
    return f"{instance}: both found {best} in the same time."


def _percent(share: float | None) -> str:
    return "" if share is None else f"{share:.2%}"
