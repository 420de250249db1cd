"""Where a command computes: on quiet processes of this machine, or on the cluster that `[compute]` names."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from data.configuration.compute import Compute
    from scenarios.jobs import Jobs


@contextmanager
def quiet_workers() -> Iterator[None]:
    """Start joblib's processes inside the block with Ctrl-C ignored, each on one thread: they share the cores.

    Ctrl-C is left to the command, which ends them, so that no traceback of theirs reaches the terminal.
    """
    import joblib

    with joblib.parallel_config("loky", inner_max_num_threads=1, initializer=_ignore_interrupts):
        yield


@contextmanager
def workers(compute: Compute) -> Iterator[Jobs]:
    """Processes or a cluster, as `[compute]` says, inside the block; raises InputError where the cluster is not to be had."""
    from scenarios.jobs import computing

    with quiet_workers(), computing(compute) as jobs:
        yield jobs


def _ignore_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
