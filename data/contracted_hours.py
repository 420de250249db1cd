"""Contracted hours of a person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from data.configuration.hospital import Hospital


def contracted_hours_week(hospital: Hospital, person: Mapping[str, Any]) -> float:
    """Hours a week of a row of the staff table: the person's own where given, else those of the contract."""
    own: float | None = person["hours_week"]
    return hospital.contract_by_id[person["contract_id"]].hours_week if own is None else own
