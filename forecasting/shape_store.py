"""What series share, kept from one run to the next while no history of theirs changes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from data.inputs import Measure
from forecasting.common_course import CommonCourse
from forecasting.fit_store import FitStore, code_digest
from forecasting.pooled_levels import PooledLevels
from forecasting.quantiles import FloatArray
from forecasting.series import DailySeries
from forecasting.shapes import learn_shapes
from forecasting.shared_shape import SharedShape

Shapes = dict[Measure, list[tuple[date, SharedShape]]]


def kept_shapes(
    histories: Sequence[DailySeries],
    holidays: Mapping[date, str],
    n_past_days: int,
    fits: FitStore | None,
) -> Shapes:
    """As `learn_shapes` finds them; from `fits` where they were learnt from the same histories before, and kept there."""
    if fits is None:
        return learn_shapes(histories, holidays, n_past_days)
    digest = _digest(histories, holidays, n_past_days)
    kept = fits.read(digest)
    if kept is not None:
        about, arrays = kept
        return {Measure(name): [_shape(one, arrays) for one in own] for name, own in about.items()}
    shapes = learn_shapes(histories, holidays, n_past_days)
    written = _Written()
    about = {measure.value: [written.shape(*one) for one in own] for measure, own in shapes.items()}
    fits.write(digest, about, written.arrays)
    return shapes


def _digest(histories: Sequence[DailySeries], holidays: Mapping[date, str], n_past_days: int) -> str:
    days = sorted((str(day), name) for day, name in holidays.items())
    keys = [(str(one.key), str(one.first_day), one.n_days) for one in histories]
    digest = hashlib.sha256(json.dumps([code_digest(), n_past_days, days, keys]).encode())
    for one in histories:
        digest.update(one.counts.tobytes())
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class _Written:
    """Shapes in words of JSON that name the `arrays` beside them."""

    arrays: dict[str, FloatArray] = field(default_factory=dict)

    def shape(self, day: date, shape: SharedShape) -> dict[str, Any]:
        return {
            "day": day.isoformat(),
            "effects": dict(shape.effects),
            "course": self._course(shape.course),
            "levels": {
                name: {
                    "ends": one.ends,
                    "coefficients": self._array(one.coefficients),
                    "course": self._course(one.course),
                }
                for name, one in shape.levels.items()
            },
        }

    def _course(self, course: CommonCourse | None) -> dict[str, str] | None:
        if course is None:
            return None
        return {"first_day": course.first_day.isoformat(), "values": self._array(course.values)}

    def _array(self, values: FloatArray) -> str:
        name = f"array_{len(self.arrays)}"
        self.arrays[name] = values
        return name


def _shape(about: Mapping[str, Any], arrays: Mapping[str, FloatArray]) -> tuple[date, SharedShape]:
    levels = {}
    for name, one in about["levels"].items():
        course = _course(one["course"], arrays)
        if course is not None:
            levels[name] = PooledLevels(tuple(one["ends"]), arrays[one["coefficients"]], course)
    effects = {name: (mean, variance) for name, (mean, variance) in about["effects"].items()}
    return date.fromisoformat(about["day"]), SharedShape(effects, _course(about["course"], arrays), levels)


def _course(about: Mapping[str, str] | None, arrays: Mapping[str, FloatArray]) -> CommonCourse | None:
    if about is None:
        return None
    return CommonCourse(date.fromisoformat(about["first_day"]), arrays[about["values"]])
