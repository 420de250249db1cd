"""Compilation of the inner loops with numba, cached on disk so that only the first run ever pays for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

try:
    import numba
except ImportError as error:
    raise ImportError(
        "the column-generation engine needs numba, which is not installed or does not load here; "
        "reinstall wardwise with its dependencies, or plan with the CP-SAT engine"
    ) from error

F = TypeVar("F", bound=Callable[..., Any])


def compiled(function: F) -> F:
    """`function` as machine code; it runs without the interpreter lock, so that threads use all cores."""
    return cast("F", numba.njit(cache=True, nogil=True)(function))
