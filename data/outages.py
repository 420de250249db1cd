"""When each device is out of use: one reading of the table `maintenance` for the plan and for the checks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, TypeAlias

import pyarrow as pa

from data.calendar import local_midnight

Span: TypeAlias = tuple[datetime, datetime]
"""Half-open."""


def outages_by_device(maintenance: pa.Table, zone: str) -> Mapping[str, list[Span]]:
    """By device, without overlap, in order: reasons at one and the same time count once.

    An entry lasts from its hour on the first day, or from midnight, to its hour on the last day, or to the end of it.
    """
    found: dict[str, list[Span]] = defaultdict(list)
    for row in maintenance.to_pylist():
        found[row["asset_id"]].append(_span(row, zone))
    return defaultdict(list, {asset_id: united(spans) for asset_id, spans in found.items()})


def _span(row: Mapping[str, Any], zone: str) -> Span:
    start = row.get("out_from") or local_midnight(row["first_day"], zone)
    end = row.get("back_at") or local_midnight(row["last_day"] + timedelta(days=1), zone)
    return start, end


def united(spans: Iterable[Span]) -> list[Span]:
    """The same time without overlap, in order."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        elif start < end:
            found.append((start, end))
    return found
