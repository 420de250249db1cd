"""The network's `hospital.toml`: for each state its wards and its intensive care."""

from __future__ import annotations

import pandas as pd

_HEAD = """\
# Made from public series; staffing figures are assumptions, see [[staffing]].
[hospital]
name = "Malaysia's public hospitals, by state"
zone = "Asia/Kuala_Lumpur"
country = "MY"
currency = "MYR"

[[skills]]
id = "ICU-RN"
name = "Critical care nurse"
pence_per_hour = 3000
agency_pence_per_hour = 7000
shortage_pence_per_hour = 12000

[[contracts]]
id = "FT"
name = "Full time"
hours_week = 40

[[shifts]]
id = "D"
name = "Day"
start = "07:00"
end = "19:30"
unpaid_break_minutes = 60

[[shifts]]
id = "N"
name = "Night"
start = "19:00"
end = "07:30"
unpaid_break_minutes = 60
is_night = true
colour = "#5b6c8f"

[[equipment_types]]
id = "ventilator"
name = "Ventilator"
site_transfer_pence = 60000
site_transfer_minutes = 600

[planning]
seconds = 60
"""

_STATE = """
[[units]]
id = "{state}"
name = "{state}: wards"
site_id = "{state}"
beds_staffed = {ward_beds}
shift_ids = []

[[units]]
id = "{state} ICU"
name = "{state}: intensive care"
kind = "critical_care"
site_id = "{state}"
beds_staffed = {icu_beds}
shift_ids = ["D", "N"]

[[staffing]]
method = "ratio"
unit_id = "{state} ICU"
skill_id = "ICU-RN"
patients_per_person = 2
minimum = 1
"""


def configuration_text(last_day: pd.DataFrame) -> str:
    """`hospital.toml` for the beds of `last_day` (columns state, ward_beds, icu_beds; one row per state)."""
    states = [
        _STATE.format(state=state, ward_beds=ward_beds, icu_beds=icu_beds)
        for state, ward_beds, icu_beds in zip(
            last_day["state"],
            last_day["ward_beds"].astype(int),
            last_day["icu_beds"].astype(int),
            strict=True,
        )
    ]
    return _HEAD + "".join(states)
