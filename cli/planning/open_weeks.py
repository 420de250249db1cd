"""Which weeks a plan may be made for: what is published stays as it is, unless it is to be planned over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from cli.output import say
from data.calendar import IsoWeek
from data.inputs import Note, PlanInputs, Severity
from data.load_inputs import load_inputs
from data.problems import InputError, Problem
from data.publication import published_by_day
from data.workspace import Workspace
from scenarios.wording import count_words

_WAYS = (
    "change it with `wardwise replan`, plan a later week with --week, or make a draft that plans it anew with "
    "--over-published"
)


def with_open_weeks(workspace: Workspace, inputs: PlanInputs) -> PlanInputs:
    """The inputs for the first weeks in a row that are not published; those before them are the past of these.

    What stays is said, on stderr and in a note. Raises InputError when nothing of the horizon is open, and for a week that is
    published in part, as an imported roster may be: what is left of it cannot be planned around it.
    """
    weeks = [IsoWeek.of(inputs.grid.date_of(day)) for day in range(0, inputs.grid.n_days, 7)]
    holds = published_by_day(workspace.runs_folder)
    published = {week: sorted({holds[day] for day in _days(week) if day in holds}) for week in weeks}
    _refuse_parts(inputs, [week for week in weeks if not published[week]])
    kept = [week for week in weeks if published[week]]
    if not kept:
        return inputs
    if len(kept) == len(weeks):
        faults = [
            Problem(
                value=str(week),
                expected=f"a week that is not published; this one is, with {' and '.join(published[week])}",
                fix=_WAYS,
            )
            for week in kept
        ]
        raise InputError(faults, "The roster is published")
    first = next(week for week in weeks if not published[week])
    later = weeks[weeks.index(first) :]
    n_weeks = next((n for n, week in enumerate(later) if published[week]), len(later))
    text = (
        f"Published, and left as it is: {_words(kept)}. Planned: {_words(later[:n_weeks])}. "
        "With --over-published all is planned anew."
    )
    say(text)
    again = load_inputs(workspace, first, n_weeks, inputs.seed)
    return replace(again, notes=(*again.notes, Note(Severity.INFO, "roster", text)))


def _refuse_parts(inputs: PlanInputs, weeks: list[IsoWeek]) -> None:
    """A week that is over already is planned in hindsight, whoever worked in it."""
    if inputs.is_hindsight:
        return
    faults = []
    for week in weeks:
        days = _days(week)
        rows = [row for row in inputs.tables.roster.to_pylist() if row["date"] in days]
        if rows:
            people = {row["staff_id"] for row in rows}
            faults.append(
                Problem(
                    value=str(week),
                    expected="a week without published shifts; "
                    f"{count_words(len(rows), 'shift')} of {count_words(len(people), 'person')} stored for it",
                    fix="to keep them, import them as settled shifts (table pins) too; then, or to plan them anew, "
                    "use --over-published",
                )
            )
    if faults:
        raise InputError(faults, "Shifts of these weeks are published already")


def _days(week: IsoWeek) -> list[date]:
    return [week.monday + timedelta(days=day) for day in range(7)]


def _words(weeks: list[IsoWeek]) -> str:
    return ", ".join(map(str, weeks))
