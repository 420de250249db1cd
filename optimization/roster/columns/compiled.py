"""Compilation of the inner loops with numba, cached on disk so that only the first run ever pays for it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar, cast

import numba

F = TypeVar("F", bound=Callable[..., Any])


def compiled(function: F) -> F:
    """`function` as machine code; it runs without the interpreter lock, so that threads use all cores.

    Where nothing can be written beside the code or in the user's cache, each run compiles anew, which is said once.
    """
    try:
        return cast("F", numba.njit(cache=True, nogil=True)(function))
    except RuntimeError as error:
        _say_uncached(str(error).partition("'")[0].strip())
        return cast("F", numba.njit(nogil=True)(function))


@cache
def _say_uncached(reason: str) -> None:
    logging.getLogger(__name__).warning(
        "Compiled code cannot be kept (%s), so that each run takes a minute longer; "
        "set NUMBA_CACHE_DIR to a folder that can be written.",
        reason,
    )
