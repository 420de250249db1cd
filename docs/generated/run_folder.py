"""The tables of a run folder, from their declared schemas."""

from __future__ import annotations

from data.run_tables import RUN_TABLES
from docs.generated.markdown import code, table
from docs.generated.tables import type_words


def text() -> str:
    """One part for each table."""
    return "\n\n".join(
        "\n\n".join(
            [
                f"### `tables/{schema.name}.parquet`: {schema.title.lower()}",
                table(
                    ("Column", "Type", "Meaning"),
                    [(code(c.name), type_words(c.type), c.description) for c in schema.columns],
                ),
            ]
        )
        for schema in RUN_TABLES
    )
