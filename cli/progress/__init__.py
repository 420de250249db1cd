"""What a long command shows on stderr while it works: a bar on a terminal, occasional lines anywhere else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from cli.output import message_console
from cli.progress.bar import ProgressBar
from cli.progress.lines import ProgressLines
from cli.progress.screen import Screen

__all__ = ["Screen", "progress_screen"]


@contextmanager
def progress_screen() -> Iterator[Screen]:
    """The screen that fits where stderr goes."""
    console = message_console()
    if console.is_terminal:
        with ProgressBar(console) as bar:
            yield bar
    else:
        yield ProgressLines()
