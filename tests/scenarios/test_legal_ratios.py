"""Below a ratio that holds at all times there is no price: the shift is named, with the law."""

from __future__ import annotations

from typing import Any

from data.inputs import PlanInputs
from optimization.roster.assess import assess
from optimization.roster.build import build_problem
from optimization.roster.result import Roster
from optimization.staffing.requirements import staffing_requirements
from scenarios.legal_ratios import ThinShift, ratio_notes, thin_shifts
from tests.roster.census_forecast import forecast
from tests.roster.two_wards import HOSPITAL, plan_inputs

CENSUS = {"A": 18, "B": 4}


def inputs_of(
    ratio_type: str, skill_ids: list[str], patients: dict[str, float], staff: list[str]
) -> PlanInputs:
    """Ward A under California's ratios, one day, and people by skill."""
    wards: list[dict[str, Any]] = HOSPITAL["units"]
    units = [{**wards[0], "ratio_type": ratio_type, "ratio_skill_ids": skill_ids}, wards[1]]
    staffing = [
        {"unit_id": "A", "skill_id": skill_id, "method": "ratio", "patients_per_person": number}
        for skill_id, number in patients.items()
    ]
    people = [
        {
            "staff_id": f"S{number}",
            "name": f"S{number}",
            "skill_id": skill_id,
            "unit_id": "A",
            "contract_id": "FT",
        }
        for number, skill_id in enumerate(staff)
    ]
    return plan_inputs(
        {"staff": people}, n_days=1, pack="california_title_22", units=units, staffing=staffing
    )


def judged(inputs: PlanInputs, cells: list[tuple[str, str] | None]) -> tuple[list[ThinShift], list[str]]:
    """Each person's (shift, role) on the day, judged: thin shifts, and notes."""
    requirements = staffing_requirements(inputs, forecast(inputs, CENSUS))
    problem = build_problem(inputs, requirements)
    number = {(duty.unit_id, duty.shift_id, duty.skill_id): n for n, duty in enumerate(problem.duties)}
    lines = tuple((None if cell is None else number["A", *cell],) for cell in cells)
    found = assess(problem, Roster(lines))
    notes = ratio_notes(inputs.hospital, requirements, problem, found)
    return list(thin_shifts(inputs.hospital, requirements, problem, found)), [note.text for note in notes]


def test_a_shift_below_its_ratio_is_named_with_the_law() -> None:
    """Four nurses for 18 patients by 1:5; three by day and none at night are priced, and said."""
    inputs = inputs_of("medical_surgical", ["RN"], {"RN": 5}, ["RN"] * 4)
    thin, notes = judged(inputs, [("D", "RN")] * 3 + [None])
    assert [(each.asked.shift_id, each.present, each.needed, each.patients) for each in thin] == [
        ("D", 3, 4, 18),
        ("N", 0, 4, 18),
    ]
    (note,) = notes
    assert note == (
        "Ward A is planned below its ratio of at most 5 patients for one RN (California nurse-to-patient ratios; "
        "California Code of Regulations, title 22, section 70217): D on Mon 30 Nov 2026 (3 of 4 for 18 patients), "
        "N on Mon 30 Nov 2026 (0 of 4 for 18 patients)."
    )


def test_a_shift_at_its_ratio_is_not_named() -> None:
    inputs = inputs_of("medical_surgical", ["RN"], {"RN": 5}, ["RN"] * 8)
    assert judged(inputs, [("D", "RN")] * 4 + [("N", "RN")] * 4) == ([], [])


def test_others_count_for_half_of_the_licensed_nurses_at_most() -> None:
    """Two and two are four; one and three are two, as vocational nurses may be half of the nurses."""
    inputs = inputs_of(
        "medical_surgical", ["RN", "HCA"], {"RN": 10, "HCA": 10}, ["RN", "RN", "HCA", "HCA", "HCA"]
    )
    even = [("D", "RN"), ("D", "RN"), ("D", "HCA"), ("D", "HCA"), None]
    thin, _ = judged(inputs, even)
    assert [each.asked.shift_id for each in thin] == ["N"]
    uneven = [("D", "RN"), None, ("D", "HCA"), ("D", "HCA"), ("D", "HCA")]
    (day, _), _ = judged(inputs, uneven)
    assert (day.present, day.needed) == (2, 4)


def test_without_a_pack_there_is_nothing_to_say() -> None:
    inputs = plan_inputs(n_days=1)
    assert judged(inputs, []) == ([], [])
