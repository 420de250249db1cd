"""Compilation of the inner loops with numba, cached on disk so that only the first run ever pays for it."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

import numba

F = TypeVar("F", bound=Callable[..., Any])

# what compiled functions are made of: one calls others of other files, which its machine code then holds
_SOURCES = ("kernel_*.py", "packing.py", "space.py")


def compiled(function: F) -> F:
    """`function` as machine code; it runs without the interpreter lock, so that threads use all cores.

    Where nothing can be written beside the code or in the user's cache, each run compiles anew, which is said once.
    """
    try:
        dispatcher = numba.njit(cache=True, nogil=True)(function)
    except RuntimeError as error:
        _say_uncached(str(error).partition("'")[0].strip())
        return cast("F", numba.njit(nogil=True)(function))
    _stamp(dispatcher)
    return cast("F", dispatcher)


def _stamp(dispatcher: Any) -> None:
    """Let kept machine code be valid for the sources of all kernels, not for the file of the function alone.

    numba looks at that file only, and would go on with the old code of functions called from other files; its manual
    names this limit. Where another version of numba keeps its stamp elsewhere, a test says so.
    """
    file = getattr(getattr(dispatcher, "_cache", None), "_cache_file", None)
    if file is not None:
        # numba offers no other way to say what machine code depends on
        file._source_stamp = (file._source_stamp, digest_of_sources())  # noqa: SLF001


@cache
def digest_of_sources() -> str:
    """Of all that compiled functions are made of."""
    folder = Path(__file__).parent
    files = sorted(path for pattern in _SOURCES for path in folder.glob(pattern))
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in files)).hexdigest()


@cache
def _say_uncached(reason: str) -> None:
    logging.getLogger(__name__).warning(
        "Compiled code cannot be kept (%s), so that each run takes a minute longer; "
        "set NUMBA_CACHE_DIR to a folder that can be written.",
        reason,
    )
