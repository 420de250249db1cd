"""What to rent, by type: device-days, the most at once, and the first day."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from reports.page.equipment_lines import RentalSum, rental_sums
from reports.run_view import read_run
from tests.reports.run_sample import write_sample_run
from tests.reports.sample_hospital import DAYS


def rental(type_id: str, first: int, last: int, n_devices: int) -> dict[str, object]:
    n_days = last - first + 1
    return {
        "type_id": type_id,
        "unit_id": "ICU",
        "first_day": DAYS[first],
        "last_day": DAYS[first] + timedelta(days=n_days - 1),
        "n_devices": n_devices,
        "paid_days": n_days * n_devices,
        "used_days": 1.0,
        "cost_pence": 1_000 * n_days * n_devices,
    }


def test_rentals_of_one_type_add_up_and_overlap(tmp_path: Path) -> None:
    rows = [rental("ventilator", 0, 2, 2), rental("ventilator", 2, 3, 1), rental("infusion_pump", 5, 5, 1)]
    run = read_run(write_sample_run(tmp_path, tables={"equipment_rentals": rows}))
    assert rental_sums(run) == (
        RentalSum("Ventilator", 8, 3, DAYS[0], 8_000),
        RentalSum("infusion pump", 1, 1, DAYS[5], 1_000),
    )
