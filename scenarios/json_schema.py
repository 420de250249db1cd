"""The JSON Schema of a scenario file, for editors that complete and check keys."""

from __future__ import annotations

from typing import Any

from scenarios.schema import Scenario


def scenario_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of the whole file; descriptions are those of the keys."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Scenario.model_json_schema(),
        "title": "wardwise scenario",
    }
