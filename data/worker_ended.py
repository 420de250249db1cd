"""A process that ended before its result was there."""

from __future__ import annotations


class WorkerEndedError(Exception):
    """A process was ended from outside, most often for want of memory, and once more when it had the machine to itself."""
