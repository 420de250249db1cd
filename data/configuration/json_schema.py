"""The JSON Schema of `hospital.toml`, for editors that complete and check keys."""

from __future__ import annotations

from typing import Any

from data.configuration.hospital import Hospital


def hospital_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of the whole file; descriptions are those of the keys."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Hospital.model_json_schema(),
        "title": "hospital.toml",
    }
