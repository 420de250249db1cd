"""Random streams: one per purpose, so that a change in one part of the generator leaves the others as they were."""

from __future__ import annotations

from zlib import crc32

import numpy as np


def stream(seed: int, purpose: str) -> np.random.Generator:
    """The generator of random numbers for one purpose; the same on every machine for the same `seed`."""
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, crc32(purpose.encode())])))
