"""Worker processes leave Ctrl-C to the command, which ends them; so no traceback of theirs reaches the terminal."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def quiet_workers() -> Iterator[None]:
    """Start joblib's processes inside the block with Ctrl-C ignored."""
    import joblib

    with joblib.parallel_config("loky", initializer=_ignore_interrupts):
        yield


def _ignore_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
