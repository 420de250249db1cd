"""A scenario without one of its changes: what that change alone does to the plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from data.runs import RunRecord
from scenarios.overlay import placed_changes
from scenarios.schema import ScenarioChain
from scenarios.sweep import extra_pay


@dataclass(frozen=True, slots=True)
class Without:
    """`chain` is the scenario without the change that stands at `where`."""

    scenario: str
    where: str
    chain: ScenarioChain


def without_each(chain: ScenarioChain) -> Iterator[Without]:
    """The scenario without each of its changes in turn, those of its bases included; nothing when it has only one."""
    placed = list(placed_changes(chain))
    if len(placed) < 2:
        return
    at = [
        (link, number) for link, one in enumerate(chain.links) for number in range(len(one.scenario.changes))
    ]
    for item, (link, number) in zip(placed, at, strict=True):
        own = chain.links[link]
        rest = tuple(change for place, change in enumerate(own.scenario.changes) if place != number)
        scenario = own.scenario.model_copy(update={"changes": rest})
        links = (*chain.links[:link], replace(own, scenario=scenario), *chain.links[link + 1 :])
        yield Without(chain.name, item.where, replace(chain, links=links))


def what_it_does(without: Without, whole: RunRecord, rest: RunRecord | None) -> str:
    """In a sentence; `whole` is the plan of the scenario, `rest` that without the change, None when there is none."""
    name = f"{without.scenario}, {without.where}"
    if rest is None:
        return f"{name}: not examined, without it the scenario has no plan."
    if rest.kpis == whole.kpis and rest.objective_pence == whole.objective_pence:
        return f"{name} has no effect on any figure."
    differences = [
        _difference(title, before, after)
        for title, before, after in (
            ("open shifts", rest.kpis.open_shifts, whole.kpis.open_shifts),
            ("extra pay", extra_pay(rest.kpis), extra_pay(whole.kpis)),
            ("the roster's cost", rest.objective_pence, whole.objective_pence),
        )
        if before != after
    ]
    found = ", ".join(differences) or "only figures of beds or devices"
    return f"{name} changes {found}."


def not_examined(names: list[str]) -> str:
    """The remark where scenarios of several changes were compared as wholes only."""
    return f"What each change does by itself was not examined in {', '.join(names)}; the option --each-change does that."


def _difference(title: str, before: int | None, after: int | None) -> str:
    if not before or after is None or title == "open shifts":
        return f"{title} from {before} to {after}"
    return f"{title} by {100 * (after - before) / before:+.1f} %"
