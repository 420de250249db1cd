"""`wardwise scenario schema`."""

from __future__ import annotations

from cli.output import show_json


def scenario_schema() -> None:
    """Print the JSON Schema of scenario files, for editors that complete and check keys.

    Save it beside your scenarios and point your editor's TOML support at it.
    Example: wardwise scenario schema > scenarios/scenario.schema.json
    """
    from scenarios.json_schema import scenario_schema as schema

    show_json(schema())
