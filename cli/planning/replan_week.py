"""From a published run and what happened to a run folder and a call list."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from cli.planning.published_week import other_runs, run_to_change
from cli.planning.run_folders import require_writable, save_run
from cli.planning.watch import watching
from data.calendar import zone_info
from data.problems import InputError, Problem
from data.workspace import Workspace
from reports.terminal.call_list import ReplanResult
from scenarios.options import plan_options
from scenarios.rebuild import StoredRun, read_stored_run
from scenarios.record import run_id
from scenarios.replanning.budget import Budget, whole_seconds
from scenarios.replanning.calls import AWAY, call_list
from scenarios.replanning.happenings import Happenings, read_happenings
from scenarios.replanning.replan_run import ReplannedRun, booked_workers, replan_run
from scenarios.wording import money_words


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for, as typed, and when (`time.monotonic`)."""

    absent: Sequence[str]
    close_beds: Sequence[str]
    extra_demand: Sequence[str]
    volunteers: Sequence[str]
    now: str | None
    seconds: float | None
    started: float


def replan_week(
    workspace: Workspace, run: Path | None, wanted: Wanted, show_calls: Callable[[ReplanResult], None]
) -> Path:
    """Re-plan, show what changes as soon as it is known, write the run with its reports, and return its folder.

    Nothing is left of a run that fails. Raises InputError, NoPlanError, or KeyboardInterrupt when Ctrl-C ended it.
    """
    require_writable(workspace.runs_folder)
    now = _now(workspace, wanted.now)
    texts = (*wanted.absent, *wanted.close_beds, *wanted.extra_demand)
    folder = run or run_to_change(workspace, texts, now.astimezone(_zone(workspace)).date())
    base = read_stored_run(workspace, folder)
    happened = read_happenings(
        base.inputs,
        wanted.absent,
        wanted.close_beds,
        wanted.extra_demand,
        wanted.volunteers,
        booked_workers(workspace, base.inputs.grid),
    )
    settings = base.inputs.hospital.replan
    seconds = settings.seconds if wanted.seconds is None else wanted.seconds
    options = plan_options(base.inputs, seconds=seconds, gap=0.0)
    n_people = base.inputs.tables.staff.num_rows
    budget = Budget(
        whole_seconds(settings, n_people, wanted.seconds),
        wanted.started,
        has_devices=bool(base.inputs.hospital.equipment_types),
    )
    with watching() as watch:
        done = replan_run(workspace, base, happened, now, options, budget, watch, watch.stopped)
    last_day = base.inputs.grid.date_of(base.inputs.grid.n_days - 1)
    remarks = (
        *base.remarks,
        *other_runs(workspace, folder, texts, last_day),
        *_remarks(workspace, happened, done),
    )
    show_calls(_result(workspace, base, happened, done, remarks))
    with watching() as watch:
        watch.writing()
        return save_run(workspace, done.plan)


def _result(
    workspace: Workspace,
    base: StoredRun,
    happened: Happenings,
    done: ReplannedRun,
    remarks: tuple[str, ...],
) -> ReplanResult:
    name = run_id(done.plan)
    return ReplanResult(
        run_id=name,
        run_dir=workspace.runs_folder / name,
        first_day=base.inputs.grid.first_day,
        last_day=base.inputs.grid.date_of(base.inputs.grid.n_days - 1),
        happened=str(happened),
        n_changed=done.n_changed,
        at_least=done.at_least,
        open_before=done.before.open_shifts(done.replanned.problem),
        open_after=done.plan.kpis.open_shifts,
        seconds=round(done.replanned.result.report.seconds, 1),
        known_breaches=done.known_breaches,
        remarks=remarks,
        calls=call_list(done),
    )


def _remarks(workspace: Workspace, happened: Happenings, done: ReplannedRun) -> Iterator[str]:
    lost = {call.staff_id for call in call_list(done) if call.what == AWAY}
    yield from (
        f"{each.staff_id} loses no shift: none is published {each.span}, or the absence was known."
        for each in happened.absent
        if each.staff_id not in lost
    )
    yield from (f"{note[0].upper()}{note[1:]}." for note in done.replanned.result.report.notes)
    yield from (each.text for each in done.outside)
    if done.owed_pence:
        owed = money_words(done.owed_pence, workspace.hospital.hospital.currency, 2)
        yield f"Cancelled bank and agency shifts still cost {owed}."


def _now(workspace: Workspace, text: str | None) -> datetime:
    if text is None:
        return datetime.now(UTC)
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        expected = "a local time such as 2026-12-01T06:00"
        raise InputError([Problem(column="--now", value=text, expected=expected)]) from None
    return (when if when.tzinfo else when.replace(tzinfo=_zone(workspace))).astimezone(UTC)


def _zone(workspace: Workspace) -> ZoneInfo:
    return zone_info(workspace.hospital.hospital.zone)
