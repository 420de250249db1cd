"""Judging the forecasts of a workspace."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cli.planning.run_folders import require_writable
from cli.progress import progress_screen
from cli.workers import workers
from data.load_inputs import load_inputs
from data.workspace import Workspace
from forecasting.monitoring.hindsight import keep_hindsight
from forecasting.monitoring.monitor import monitor
from forecasting.monitoring.report import MonitorReport
from reports.monitoring import write_monitoring


@dataclass(frozen=True, slots=True)
class Judged:
    """The report, and the page that shows it."""

    report: MonitorReport
    page: Path


def monitor_workspace(workspace: Workspace, n_hindsight: int) -> Judged:
    """Forecast `n_hindsight` past weeks, judge all kept forecasts, and write the page; raises InputError."""
    require_writable(workspace.runs_folder)
    inputs = load_inputs(workspace, None)
    with workers(workspace.hospital.compute), progress_screen() as screen:
        if n_hindsight:
            screen.step("Forecasting in hindsight")
            keep_hindsight(workspace, inputs, n_hindsight, screen.forecasting)
        screen.step("Judging forecasts")
        report = monitor(workspace, inputs, screen.forecasting)
    workspace.runs_folder.mkdir(parents=True, exist_ok=True)
    return Judged(report, write_monitoring(report, workspace.runs_folder))
