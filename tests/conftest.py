"""What every test has in common."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest


@pytest.fixture(scope="session", autouse=True)
def _imports_come_after_all_data() -> Iterator[None]:
    """What a test imports is history on whatever day it runs: counts of the very day of an import are not complete."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("data.store.utc_now", lambda: datetime(2031, 1, 6, 9, tzinfo=UTC))
        yield
