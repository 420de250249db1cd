"""New scenario files: a copy of one that exists, or a commented page with the hospital's own ids."""

from __future__ import annotations

import re
from collections.abc import Iterable

from data.configuration.hospital import Hospital
from scenarios.changes import CHANGE_MODELS

_NAME = re.compile(r"^name\s*=.*$", re.MULTILINE)
_TITLE = re.compile(r"^title\s*=\s*\"(.*)\"[ \t]*$", re.MULTILINE)

_EXAMPLES = {
    "demand": "percent = 10",
    "elective_move": "percent = 50\nfirst_day = 3\nlast_day = 4\nto_first_day = 5",
    "length_of_stay": "percent = 10",
    "absence_wave": "percent = 5",
    "strike": "percent = 50\nfirst_day = 4\nlast_day = 4",
    "staff_added": 'unit_id = "{unit}"\nskill_id = "{skill}"\ncontract_id = "{contract}"\npeople = 2',
    "staff_removed": 'unit_id = "{unit}"\npeople = 2',
    "unit_closure": 'unit_id = "{unit}"\nfirst_day = 3',
    "unit_opening": 'unit_id = "NEW"\nname = "New ward"\nlike = "{unit}"\nbeds_staffed = 12\npatients = 10\ntakes_percent = 33',
    "beds": 'unit_id = "{unit}"\nbeds_staffed = {beds}',
    "agency_limit": "hours_week = 0",
    "bank_limit": "hours_week = 40",
    "staffing": 'unit_id = "{unit}"\npercent = 10',
    "rule": 'rule = "minimum_rest"\nset = {{ hours = 12 }}',
    "cost": 'price = "agency"\npercent = 20',
    "equipment_recall": 'type_id = "{device}"\npercent = 25',
    "public_holiday": 'day = 1\nname = "Boxing Day"',
}


def copied(text: str, name: str) -> str:
    """The text of another scenario, comments included, under a new name."""
    text = _NAME.sub(f'name = "{name}"', text, count=1)
    return _TITLE.sub(r'title = "\1 (changed)"', text, count=1)


def commented(hospital: Hospital, name: str) -> str:
    """A scenario with one change, and one of every other kind commented out, with ids that this hospital has."""
    ids = {
        "unit": hospital.units[0].id,
        "skill": hospital.skills[0].id,
        "contract": hospital.contracts[0].id,
        "beds": hospital.units[0].beds_physical,
        "device": hospital.equipment_types[0].id if hospital.equipment_types else "PUMP",
    }
    parts = [
        "# What is the question? Say it in a sentence: the comparison shows the title.",
        "#",
        *_list("Units", (unit.id for unit in hospital.units)),
        *_list("Skills", (skill.id for skill in hospital.skills)),
        *_list("Shifts", (shift.id for shift in hospital.shifts)),
        *_list("Devices", (kind.id for kind in hospital.equipment_types)),
        "#",
        "# first_day and last_day are dates (2026-12-01) or days of the plan (1 is its first); without them a change",
        "# holds for the whole plan. All keys are in docs/scenarios.md and in `wardwise scenario schema`.",
        "",
        f'name = "{name}"',
        f'title = "{name}"',
        '# base = "another_scenario"     # its changes come first',
        "",
        *_change("demand", ids),
        "",
        "# More kinds of change: take away the # of those that you need.",
    ]
    for kind in CHANGE_MODELS:
        if kind != "demand":
            parts += ["", *(f"# {line}" for line in _change(kind, ids))]
    return "\n".join(parts) + "\n"


def _list(title: str, ids: Iterable[str]) -> Iterable[str]:
    known = ", ".join(ids)
    return [f"# {title}: {known}"] if known else []


def _change(kind: str, ids: dict[str, object]) -> list[str]:
    return ["[[changes]]", f'kind = "{kind}"', *_EXAMPLES[kind].format(**ids).split("\n")]
