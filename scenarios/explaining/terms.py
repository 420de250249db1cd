"""What repairs cost in this hospital, and which of its rules may be broken at all."""

from __future__ import annotations

from collections.abc import Iterator

from data.configuration.held_rules import held_rules
from data.configuration.hospital import Hospital
from optimization.roster.explain.repair import RepairTerms
from optimization.roster.problem import RosterProblem

_HOURS_CAP = "contract_hours"
"""The most hours above contract: always hard, and the hospital's own."""


def repair_terms(hospital: Hospital, problem: RosterProblem) -> RepairTerms:
    """A rule may be broken when the hospital chose that it must hold, and no law or agreement of its packs binds it.

    A moved day of leave costs what calling somebody in costs, a settled shift given up what a moved shift costs (`[replan]`).
    """
    return RepairTerms(
        rules=dict(_rules(hospital)),
        supplies={
            (supply.supply_id, problem.coverage[index].row_id): pence
            for supply in problem.supplies
            for index, pence in supply.pence.items()
        },
        moved_leave_pence=hospital.replan.called_in_pence,
        moved_pin_pence=hospital.replan.moved_pence,
    )


def _rules(hospital: Hospital) -> Iterator[tuple[str, int | None]]:
    for held in held_rules(hospital):
        if held.setting.enforcement == "hard" and not held.is_law:
            yield held.name, held.setting.pence_per_unit
    yield _HOURS_CAP, None
    team = hospital.rules.team
    for name, settings in (
        ("skill_mix", team.skill_mix),
        ("apart", team.apart),
        ("together", team.together),
    ):
        prices = [each.pence_per_unit for each in settings if each.enforcement == "hard"]
        if prices:
            yield name, max((price for price in prices if price is not None), default=None)
