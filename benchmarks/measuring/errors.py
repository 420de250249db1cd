"""What ends a benchmark with a sentence."""

from __future__ import annotations


class BenchmarkError(Exception):
    """Something asked for does not exist, or a result is not what it must be; the message is a sentence."""
