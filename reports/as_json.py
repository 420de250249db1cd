"""What `wardwise plan --json` prints."""

from __future__ import annotations

from pathlib import Path

from data.runs import read_record


def run_as_json(run_folder: Path) -> dict[str, object]:
    """The run's key figures: run_id, run_dir, status, objective, bound, gap and kpis.

    Money is in pence. `objective`, `bound` and `gap` are None where the engine has none to give. Raises InputError when
    the folder is not a whole run.
    """
    record = read_record(run_folder)
    return {
        "run_id": record.run_id,
        "run_dir": str(run_folder),
        "status": record.status,
        "objective": record.objective_pence,
        "bound": record.bound_pence,
        "gap": record.gap,
        "kpis": record.kpis.model_dump(mode="json"),
    }
