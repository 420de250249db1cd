"""Why an evaluation ends without a plan."""

from __future__ import annotations


class NoPlanError(Exception):
    """There is no plan to write."""


class NoRosterExistsError(NoPlanError):
    """It is proven that no roster keeps every hard rule."""


class LimitReachedError(NoPlanError):
    """The time limit passed, or the solve was stopped, before any roster was found."""


class PlanRefusedError(NoPlanError):
    """The roster that came back did not pass its own check."""
