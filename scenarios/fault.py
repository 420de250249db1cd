"""A bug met by one scenario of several."""

from __future__ import annotations


class ScenarioFaultError(RuntimeError):
    """A fault of this program met by a scenario, perhaps in another process; the text holds its traceback."""
