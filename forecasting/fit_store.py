"""Trials of unchanged histories, kept from one run to the next; what series share is kept beside them (`shape_store`).

The name of a file is a digest of everything that its trials follow from: counts, days ahead, forecasters, holidays, what
sister series share, the code of this package and the versions of the libraries. So a forecast is the same with and
without the files; whoever is in doubt deletes the folder. Plain arrays and JSON, nothing that could run when it is read.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

import numpy as np

from forecasting.common_course import CommonCourse
from forecasting.forecasters import Context
from forecasting.pooled_levels import PooledLevels
from forecasting.quantiles import FloatArray
from forecasting.series import DailySeries
from forecasting.trials import Trials, actual_values

_MOST_FILES = 4_000
_KEPT_SHARE = 0.75
_ABOUT = "about"
_LIBRARIES = ("numpy", "pandas", "prophet", "scipy", "statsmodels")


@dataclass(frozen=True, slots=True)
class FitStore:
    """A folder of arrays; it is made when the first are kept. A folder that cannot be written keeps nothing."""

    folder: Path

    def find(self, digest: str, history: DailySeries, n_days: int) -> Trials | None:
        """The trials of `history` kept under `digest`; None when there are none, or the file is damaged."""
        kept = self.read(digest)
        if kept is None:
            return None
        about, arrays = kept
        origins = tuple(about["origins"])
        actual = actual_values(history, origins, n_days)
        past, ahead = arrays["past"], arrays["ahead"]
        names = tuple(about["names"])
        return Trials(history, names, origins, past, ahead, actual, about["failures"], about["excluded"])

    def keep(self, digest: str, trials: Trials) -> None:
        """Keep the trials for `find`."""
        about = {
            "names": trials.names,
            "origins": trials.origins,
            "failures": trials.failures,
            "excluded": trials.excluded,
        }
        self.write(digest, about, {"past": trials.past, "ahead": trials.ahead})

    def read(self, digest: str) -> tuple[Any, dict[str, FloatArray]] | None:
        """What was written under `digest`, as JSON says it, and its arrays; None when there is nothing, or it is damaged."""
        path = self._path(digest)
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
                about = json.loads(str(kept[_ABOUT]))
                arrays = {name: kept[name] for name in kept.files if name != _ABOUT}
            os.utime(path)
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
            return None
        return about, arrays

    def write(self, digest: str, about: object, arrays: Mapping[str, FloatArray]) -> None:
        """Write under a temporary name and rename, so that no reader sees half of it."""
        everything = {**arrays, _ABOUT: np.array(json.dumps(about))}
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self.folder, suffix=".new", delete=False) as file:
                np.savez_compressed(file, allow_pickle=False, **everything)
            Path(file.name).replace(self._path(digest))
        except OSError:
            return

    def forget_old(self) -> None:
        """Delete the files unused for longest, when there are too many."""
        try:
            paths = sorted(self.folder.glob("*.npz"), key=lambda path: path.stat().st_mtime)
            n_gone = len(paths) - int(_KEPT_SHARE * _MOST_FILES) if len(paths) > _MOST_FILES else 0
            for path in paths[:n_gone]:
                path.unlink(missing_ok=True)
        except OSError:
            return

    def _path(self, digest: str) -> Path:
        return self.folder / f"{digest}.npz"


def trials_digest(
    history: DailySeries, n_days: int, names: Sequence[str], n_origins: int, context: Context
) -> str:
    """What the trials of one series follow from, as a name for a file."""
    measure = history.key.measure
    shapes = [
        (str(day), sorted(shape.effects.items()), _course(shape.course), _levels(shape.levels))
        for day, shape in context.shapes.get(measure, ())
    ]
    holidays = sorted((str(day), name) for day, name in context.holidays.items())
    about = [
        code_digest(),
        str(history.key),
        str(history.first_day),
        n_days,
        list(names),
        n_origins,
        holidays,
        shapes,
    ]
    digest = hashlib.sha256(json.dumps(about).encode())
    digest.update(history.counts.tobytes())
    return digest.hexdigest()


def _course(course: CommonCourse | None) -> tuple[str, str] | None:
    if course is None:
        return None
    return str(course.first_day), hashlib.sha256(course.values.tobytes()).hexdigest()


def _levels(
    levels: Mapping[str, PooledLevels],
) -> list[tuple[str, tuple[int, ...], str, tuple[str, str] | None]]:
    return [
        (name, one.ends, hashlib.sha256(one.coefficients.tobytes()).hexdigest(), _course(one.course))
        for name, one in sorted(levels.items())
    ]


@cache
def code_digest() -> str:
    """A digest of this package's source and of the versions of the libraries it stands on."""
    digest = hashlib.sha256()
    folder = Path(__file__).parent
    for path in sorted(folder.rglob("*.py")):
        digest.update(path.read_bytes())
    for name in _LIBRARIES:
        digest.update(f"{name} {metadata.version(name)}".encode())
    return digest.hexdigest()
