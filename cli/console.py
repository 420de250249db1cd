"""The console that results and progress are printed on."""

from __future__ import annotations

from typing import NoReturn

from rich.console import Console


class PlainConsole(Console):
    """As rich's own, but the end of a pipe is for the command line to see (rich would end the process with 1)."""

    def on_broken_pipe(self) -> NoReturn:
        """Called while the BrokenPipeError is handled: let it through."""
        raise  # noqa: PLE0704 - rich calls this from its except block
