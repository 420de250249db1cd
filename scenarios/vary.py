"""Varying figures of a scenario: `sickness.percent=0:30:5` is an axis, and axes span a grid of scenarios."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any

from data.problems import InputError, Problem
from scenarios.changes import CHANGE_MODELS
from scenarios.load import check_scenario
from scenarios.schema import Scenario, ScenarioChain, ScenarioLink

MOST_POINTS = 400
"""More plans than this is a mistake in a range, not a question."""

_RANGES = "numbers as FIRST:LAST:STEP (rising, the step above 0) or A,B,C"

_SHORT = {
    "sickness": "absence_wave",
    "agency": "agency_limit",
    "bank": "bank_limit",
    "recall": "equipment_recall",
    "stay": "length_of_stay",
}
"""Names that people use for kinds of change."""

_USUAL = {
    ("absence_wave", "percent"): "0:50:5",
    ("agency_limit", "hours_week"): "0:2000:25",
    ("bank_limit", "hours_week"): "0:2000:25",
    ("cost", "percent"): "-50:100:10",
    ("demand", "percent"): "-50:50:5",
    ("equipment_recall", "percent"): "0:100:10",
    ("length_of_stay", "percent"): "-50:50:5",
    ("staff_added", "people"): "1:20:1",
    ("staff_removed", "percent"): "0:50:5",
    ("staffing", "percent"): "-50:50:5",
    ("strike", "percent"): "0:100:10",
}
"""Ranges in which an answer is looked for when none is given."""

Number = int | float


@dataclass(frozen=True, slots=True)
class Axis:
    """A number that is varied: the key of every change of a kind, or of the one at `position` (from 1) alone."""

    kind: str
    key: str
    values: tuple[Number, ...]
    position: int | None = None

    @property
    def name(self) -> str:
        """As people write it, such as `sickness.percent`."""
        short = next((short for short, kind in _SHORT.items() if kind == self.kind), self.kind)
        return f"{short}{f'[{self.position}]' if self.position else ''}.{self.key}"


def parse_axis(text: str) -> Axis:
    """Read `KIND.KEY=FIRST:LAST:STEP` or `KIND.KEY=A,B,C`; `KIND[2]` is the second change of that kind.

    Raises InputError.
    """
    where, sign, amounts = text.partition("=")
    if not sign or not amounts.strip():
        raise _fault(text, "KIND.KEY=FIRST:LAST:STEP or KIND.KEY=A,B,C, such as sickness.percent=0:30:5")
    kind, position, key = parse_place(where)
    values = tuple(dict.fromkeys(_values(text, amounts)))
    return Axis(kind, key, values, position)


def parse_free(text: str) -> Axis:
    """Read a number that is free: `KIND.KEY` alone, with the usual range of such a number, or `KIND.KEY=FIRST:LAST:STEP`.

    Raises InputError, also when the values are not evenly spaced.
    """
    if "=" not in text:
        kind, position, key = parse_place(text)
        if (kind, key) not in _USUAL:
            expected = (
                f"a range beside the number, such as {text.strip()}=FIRST:LAST:STEP; it has no usual one"
            )
            raise _fault(text, expected)
        return Axis(kind, key, tuple(_values(text, _USUAL[kind, key])), position)
    axis = parse_axis(text)
    steps = {round(b - a, 9) for a, b in itertools.pairwise(axis.values)}
    if len(steps) != 1 or min(steps) <= 0:
        raise _fault(text, "a range FIRST:LAST:STEP, such as agency.hours=0:400:25")
    return axis


def parse_place(text: str) -> tuple[str, int | None, str]:
    """Read `KIND.KEY` or `KIND[2].KEY`: the kind, the position and the key; raises InputError with the near miss."""
    kind, _, key = text.strip().partition(".")
    kind, bracket, number = kind.partition("[")
    kind, key = kind.strip(), key.strip()
    position = int(number[:-1]) if bracket and number[:-1].isdigit() and number.endswith("]") else None
    if bracket and not position:
        raise _fault(text, "a position from 1 on in brackets, such as demand[2].percent")
    known = [*CHANGE_MODELS, *_SHORT]
    if kind not in known:
        raise _fault(text, f"a kind of change: {', '.join(sorted(known))}", _meant(kind, known))
    kind = _SHORT.get(kind, kind)
    keys = _number_keys(kind)
    if key not in keys:
        # `agency.hours` is what people say for `agency.hours_week`.
        longer = [one for one in keys if key and one.startswith(f"{key}_")]
        if len(longer) != 1:
            raise _fault(text, f"a number of '{kind}': {', '.join(keys)}", _meant(key, keys))
        key = longer[0]
    return kind, position, key


def grid_points(axes: Sequence[Axis]) -> list[tuple[Number, ...]]:
    """Every combination of the axes' values, the last axis fastest; raises InputError when there are too many."""
    names = [axis.name for axis in axes]
    doubles = sorted({name for name in names if names.count(name) > 1})
    if doubles:
        raise _fault(", ".join(doubles), "each number to be varied once")
    points = list(itertools.product(*(axis.values for axis in axes)))
    if len(points) > MOST_POINTS:
        raise _fault(f"{len(points)} combinations", f"at most {MOST_POINTS}", "take fewer or coarser values")
    return points


def varied(chain: ScenarioChain, axes: Sequence[Axis], values: Sequence[Number]) -> ScenarioChain:
    """The scenario with the axes at these values; a kind that it does not have is added with that key alone.

    Raises InputError when the result is not a scenario.
    """
    links = [link.scenario.model_dump(mode="json", exclude_none=True) for link in chain.links]
    for axis, value in zip(axes, values, strict=True):
        _set(links, axis, value)
    label = ", ".join(f"{axis.name}={value:g}" for axis, value in zip(axes, values, strict=True))
    files = [link.file or f"scenario {link.scenario.name}" for link in chain.links]
    scenarios: list[Scenario] = []
    for content, file in zip(links, files, strict=True):
        scenarios.append(check_scenario(content, f"{file} with {label}"))
    return replace(
        chain,
        links=tuple(
            ScenarioLink(scenario, link.file) for scenario, link in zip(scenarios, chain.links, strict=True)
        ),
    )


def value_in(chain: ScenarioChain, axis: Axis) -> Number | None:
    """What the scenario says where the axis varies it; None when it says nothing, or several things."""
    links = [link.scenario.model_dump(mode="json", exclude_none=True) for link in chain.links]
    found = {change.get(axis.key) for change in _meant_changes(links, axis)}
    (value,) = found if len(found) == 1 else (None,)
    return value if isinstance(value, int | float) else None


def _set(links: Sequence[dict[str, Any]], axis: Axis, value: Number) -> None:
    changes = _meant_changes(links, axis)
    model = CHANGE_MODELS[axis.kind]
    if not changes:
        if axis.position:
            raise _fault(axis.name, f"a scenario with {axis.position} changes of kind '{axis.kind}'")
        change: dict[str, Any] = {"kind": axis.kind}
        links[-1]["changes"] = [*links[-1].get("changes", ()), change]
        changes = [change]
    for change in changes:
        if axis.key in model.amounts:
            for other in model.amounts:
                change.pop(other, None)
        change[axis.key] = value


def _meant_changes(links: Sequence[Mapping[str, Any]], axis: Axis) -> list[dict[str, Any]]:
    found = [change for link in links for change in link.get("changes", ()) if change["kind"] == axis.kind]
    return found if axis.position is None else found[axis.position - 1 : axis.position]


def _number_keys(kind: str) -> list[str]:
    """The keys of a kind that hold a number."""
    schema = CHANGE_MODELS[kind].model_json_schema()["properties"]
    return [
        key
        for key, about in schema.items()
        if key not in ("first_day", "last_day", "day", "seed")
        and {one.get("type") for one in about.get("anyOf", [about])} & {"number", "integer"}
    ]


def _values(text: str, amounts: str) -> list[Number]:
    try:
        if ":" not in amounts:
            return [_number(part) for part in amounts.split(",")]
        first, last, step = (_number(part) for part in amounts.split(":"))
    except ValueError:
        raise _fault(text, _RANGES) from None
    if step <= 0 or last < first:
        raise _fault(text, _RANGES)
    n_steps = int((last - first) / step + 1e-9)
    return [round(first + number * step, 9) for number in range(n_steps + 1)]


def _number(text: str) -> Number:
    value = float(text)
    if value != value or value in (float("inf"), float("-inf")):
        raise ValueError(text)
    return int(value) if value.is_integer() else value


def _meant(value: str, known: Sequence[str]) -> str | None:
    near = get_close_matches(value, known, n=1)
    return f"did you mean '{near[0]}'?" if near else None


def _fault(value: str, expected: str, fix: str | None = None) -> InputError:
    return InputError([Problem(value=value, expected=expected, fix=fix)], "This cannot be varied")
