"""Small workspaces for tests of import and checks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from data.workspace import Workspace, open_workspace

_HEAD = """
[hospital]
name = "Test Hospital"
zone = "{zone}"
country = "GB"
subdivision = "ENG"
"""
_UNIT = """
[[units]]
id = "{unit}"
name = "Ward {unit}"
beds_staffed = 20
shift_ids = ["D", "N"]
"""
_REST = """
[[skills]]
id = "RN"
name = "Nurse"
stands_in_for = ["HCA"]
pence_per_hour = 2400
bank_pence_per_hour = 2900
shortage_pence_per_hour = 9000

[[skills]]
id = "HCA"
name = "Assistant"
pence_per_hour = 1500
shortage_pence_per_hour = 4000

[[contracts]]
id = "FULL"
name = "Full time"
hours_week = 37.5

[[shifts]]
id = "D"
name = "Day"
start = "07:30"
end = "20:00"
unpaid_break_minutes = 60

[[shifts]]
id = "N"
name = "Night"
start = "19:30"
end = "08:00"
unpaid_break_minutes = 60
is_night = true

[[equipment_types]]
id = "PUMP"
name = "Pump"
"""


def hospital_text(units: Sequence[str] = ("A", "ICU"), zone: str = "Europe/London", more: str = "") -> str:
    """A valid hospital.toml with these units, two skills, two shifts, and `more` at its end."""
    return _HEAD.format(zone=zone) + "".join(_UNIT.format(unit=unit) for unit in units) + _REST + more


def new_workspace(
    folder: Path, units: Sequence[str] = ("A", "ICU"), zone: str = "Europe/London", more: str = ""
) -> Workspace:
    """A workspace without data."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "hospital.toml").write_text(hospital_text(units, zone, more), encoding="utf-8")
    return open_workspace(folder)


def write_text(path: Path, text: str, encoding: str = "utf-8") -> Path:
    """`path` with `text` in it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding=encoding, newline="")
    return path


STAFF_CSV = """staff_id,name,unit,skill,contract
S1,Ada Example,A,RN,FULL
S2,Ben Example,A,HCA,FULL
S3,Cleo Example,ICU,RN,FULL
"""
