"""Worker processes leave Ctrl-C to the command, which ends them; so no traceback of theirs reaches the terminal."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def quiet_workers() -> Iterator[None]:
    """Start joblib's processes inside the block with Ctrl-C ignored, each on one thread: they share the cores."""
    import joblib

    with joblib.parallel_config("loky", inner_max_num_threads=1, initializer=_ignore_interrupts):
        yield


def _ignore_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
