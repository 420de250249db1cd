"""Renderables as the text that reaches a pipe or terminal."""

import io

from rich.console import Console, RenderableType


def printed(result: RenderableType, *, terminal: bool = False, width: int = 80) -> str:
    """The text; markup and emoji are on, as on a careless console: renderables must not depend on that."""
    out = io.StringIO()
    Console(file=out, width=width, force_terminal=terminal, color_system=None, legacy_windows=False).print(
        result
    )
    return out.getvalue()
