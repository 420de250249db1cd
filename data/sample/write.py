"""Writing the sample hospital as a workspace."""

from __future__ import annotations

from datetime import date
from importlib import resources
from pathlib import Path

from data.configuration.hospital import Hospital
from data.configuration.load import load_hospital
from data.inputs import HospitalTables
from data.problems import InputError, Problem
from data.sample.absences import sample_absences
from data.sample.beds import (
    sample_bed_limits,
    sample_bed_outliers,
    sample_escalation_levels,
    sample_planned_admissions,
)
from data.sample.equipment import (
    sample_bookings,
    sample_equipment,
    sample_maintenance,
    sample_services,
)
from data.sample.equipment_use import sample_equipment_use
from data.sample.past_roster import sample_roster
from data.sample.requests import sample_requests
from data.sample.staff import sample_staff
from data.sample.stays import sample_stays
from data.store import Addition, Store
from data.tables import CALL_OUTS, DAILY_COUNTS, LEDGER, RESTRICTIONS, SOURCE_TABLES

AS_OF = date(2026, 11, 27)
"""The day on which the data were drawn; history is complete up to its first minute, and 2026-W49 is planned."""

SOURCE = "sample hospital generator"


def sample_configuration() -> str:
    """The text of the sample's `hospital.toml`."""
    return resources.files("data.sample").joinpath("hospital.toml").read_text(encoding="utf-8")


def sample_hospital() -> Hospital:
    """The configuration of the sample hospital."""
    with resources.as_file(resources.files("data.sample").joinpath("hospital.toml")) as path:
        return load_hospital(path)


def sample_tables(seed: int = 1, as_of: date = AS_OF) -> HospitalTables:
    """All tables of the sample hospital; the same for the same seed and day. Daily counts stay empty."""
    hospital = sample_hospital()
    stays = sample_stays(hospital, seed, as_of)
    staff = sample_staff(hospital, seed, as_of)
    absences = sample_absences(hospital, staff, seed, as_of)
    equipment = sample_equipment(hospital, seed)
    maintenance = sample_maintenance(equipment, seed, as_of)
    return HospitalTables(
        stays=stays,
        daily_counts=DAILY_COUNTS.empty(),
        staff=staff,
        absences=absences,
        requests=sample_requests(hospital, staff, absences, seed, as_of),
        restrictions=RESTRICTIONS.empty(),
        roster=sample_roster(hospital, staff, absences, as_of),
        ledger=LEDGER.empty(),
        call_outs=CALL_OUTS.empty(),
        equipment=equipment,
        equipment_use=sample_equipment_use(hospital, stays, seed, as_of),
        maintenance=maintenance,
        equipment_services=sample_services(equipment, maintenance, seed, as_of),
        equipment_bookings=sample_bookings(as_of),
        bed_limits=sample_bed_limits(),
        bed_outliers=sample_bed_outliers(),
        planned_admissions=sample_planned_admissions(seed, as_of),
        escalation_levels=sample_escalation_levels(),
    )


def write_sample(folder: Path, seed: int = 1, as_of: date = AS_OF) -> Path:
    """Make `folder` the workspace of the sample hospital and return it; tables that are there are replaced.

    Raises InputError when the folder holds another hospital's configuration or cannot be written.
    """
    text = sample_configuration()
    path = folder / "hospital.toml"
    try:
        if path.exists() and path.read_text(encoding="utf-8") != text:
            fix = "choose another folder; nothing was written"
            raise InputError(
                [Problem(file=str(path), expected="no configuration but the sample's own", fix=fix)],
                "The sample hospital was not written",
            )
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        problem = Problem(
            file=str(folder), expected=f"a folder that can be written ({error.strerror or error})"
        )
        raise InputError([problem], "The sample hospital was not written") from None
    tables = sample_tables(seed, as_of)
    Store(folder / "store").add_all(
        [
            Addition(schema, getattr(tables, schema.name), SOURCE, replaces=True)
            for schema in SOURCE_TABLES
            if schema is not DAILY_COUNTS
        ]
    )
    return folder
