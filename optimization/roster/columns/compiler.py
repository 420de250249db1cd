"""Whether this machine has what compiles the inner loops of the engine; the rest of wardwise works without."""

from __future__ import annotations

from functools import cache

_AGAIN = "install it again with `python -m pip install --force-reinstall numba`"


@cache
def missing_compiler() -> str | None:
    """Why whole lines cannot be searched here, and what to do about it; None where they can.

    Import nothing else of this package before the answer is None.
    """
    try:
        import numba  # noqa: F401 - the question is whether it can be loaded
    except ModuleNotFoundError as error:
        if error.name == "numba":
            return "numba is not installed; install it with `python -m pip install numba`"
        return _broken(error)
    except (ImportError, OSError) as error:
        # numba refuses some versions of numpy, and the library that it compiles with may not load
        return _broken(error)
    return None


def compiler_failure(error: Exception) -> str:
    """What to say when numba loads but cannot compile."""
    return f"numba cannot compile here ({_reason(error)}); {_AGAIN}"


def _broken(error: Exception) -> str:
    return f"numba does not load here ({_reason(error)}); {_AGAIN}"


def _reason(error: Exception) -> str:
    return str(error).strip().partition("\n")[0].rstrip(".")
