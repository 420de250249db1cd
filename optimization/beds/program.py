"""The beds problem as a mixed-integer program.

For each unit and day exactly one number of beds is chosen, so that staff, which comes by whole people, has its exact price. The
expected number of patients without a bed, F(x) = E[(D - x)+], is convex in the beds x that a unit's patients have, so
steps of it are exact. With hosts at prices o1 <= o2 <= ... and c for no bed at all, patients lie in their own unit first,
then with the cheapest host, and the expected cost is o1 F(x) + (o2 - o1) F(x + y1) + ... + (c - om) F(x + y1 + ... + ym) for
y1, y2 ... beds kept for them: convex again. Moved admissions shift the whole distribution by whole patients, which is the
same as so many beds fewer or more.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimization.beds.problem import BedsProblem, Floats, Ints
from optimization.demand import Demand
from optimization.linear import LinearProgram


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """Where decisions stand in the program.

    `choice` has one column for each unit, day (`cell`, unit * days + day) and number of `beds`. `kept` has the days of each outlier
    term, `moved` the other days of each group of admissions. `own` (weeks, skill, skill served), `bought` (sources,
    weeks, skills) and `missing` (weeks, skills) are hours.
    """

    cell: Ints
    beds: Ints
    choice: Ints
    kept: tuple[Ints, ...]
    moved: tuple[Ints, ...]
    own: Ints
    bought: Ints
    missing: Ints


def build_program(problem: BedsProblem) -> tuple[LinearProgram, Columns]:
    """The program; its objective is the whole cost less a constant, which `no_steps_pence` gives."""
    program = LinearProgram()
    cell, beds, choice = _add_choices(program, problem)
    kept = tuple(
        program.add_columns(
            problem.n_days, upper=np.inf if terms.at_most is None else terms.at_most, whole=True
        )
        for terms in problem.outliers
    )
    moved = tuple(
        program.add_columns(
            len(group.days), cost=group.move_pence, upper=len(group.admission_ids), whole=True
        )
        for group in problem.admissions
    )
    own, bought, missing = _add_staff(program, problem, cell, beds, choice)
    columns = Columns(cell, beds, choice, kept, moved, own, bought, missing)
    _add_hosts(program, problem, columns)
    _add_admissions(program, problem, columns)
    for unit, room in enumerate(shift_room(problem)):
        _add_steps(program, problem, columns, unit, room)
    _add_openings(program, problem, columns)
    return program, columns


def shift_room(problem: BedsProblem) -> Ints:
    """By unit and day, the most patients that moves can add."""
    room = np.zeros(problem.fewest.shape, dtype=np.int64)
    for group in problem.admissions:
        covered = [problem.occupied(group, day) for day in group.days]
        more = np.maximum.reduce(covered) - problem.occupied(group, group.planned) if covered else 0
        room[group.unit] += len(group.admission_ids) * np.maximum(more, 0)
    return room


def level_prices(problem: BedsProblem, unit: int) -> list[int]:
    """The factors of F at the unit's own beds, with those of the first host, with those of the first two ..."""
    prices = [problem.outliers[number].pence for number in problem.hosts_of(unit)]
    prices.append(int(problem.no_bed_pence[unit]))
    return [prices[0], *np.diff(prices).tolist()]


def no_steps_pence(problem: BedsProblem) -> float:
    """What the plan costs when nobody has a bed, as many as moves may add included."""
    nobody = problem.demand.expected_short(-shift_room(problem))
    return float((nobody.sum(axis=1) * problem.no_bed_pence).sum())


def _add_choices(program: LinearProgram, problem: BedsProblem) -> tuple[Ints, Ints, Ints]:
    fewest, most = problem.fewest.ravel(), problem.most.ravel()
    cell = np.repeat(np.arange(fewest.size), most - fewest + 1)
    beds = np.concatenate([np.arange(low, high + 1) for low, high in zip(fewest, most, strict=True)])
    unit = cell // problem.n_days
    surge = np.maximum(beds - problem.before_surge.ravel()[cell], 0)
    choice = program.add_columns(len(cell), cost=surge * problem.surge_pence[unit], upper=1.0, whole=True)
    one = program.add_rows(fewest.size, lower=1.0, upper=1.0)
    program.add_terms(one[cell], choice, 1.0)
    return cell, beds, choice


def _add_staff(
    program: LinearProgram, problem: BedsProblem, cell: Ints, beds: Ints, choice: Ints
) -> tuple[Ints, Ints, Ints]:
    """Hours needed in a week by skill come from own people first or are bought; what is left is missing."""
    staff = problem.staff
    n_weeks, n_skills = staff.own_hours.shape
    need = program.add_rows(n_weeks * n_skills, lower=staff.other_hours.ravel()).reshape(n_weeks, n_skills)
    hours = staff.hours[cell // problem.n_days, beds]
    used, skill = np.nonzero(hours)
    week = cell[used] % problem.n_days // 7
    program.add_terms(need[week, skill], choice[used], -hours[used, skill])
    own = program.add_columns(
        n_weeks * n_skills**2,
        cost=np.tile(np.repeat(staff.own_pence, n_skills), n_weeks),
        upper=np.tile(np.where(staff.serves.ravel(), np.inf, 0.0), n_weeks),
    ).reshape(n_weeks, n_skills, n_skills)
    limit = program.add_rows(n_weeks * n_skills, upper=staff.own_hours.ravel()).reshape(n_weeks, n_skills)
    program.add_terms(np.broadcast_to(limit[:, :, None], own.shape), own, 1.0)
    program.add_terms(np.broadcast_to(need[:, None, :], own.shape), own, 1.0)
    bought = np.zeros((len(staff.bought), n_weeks, n_skills), dtype=np.int64)
    for number, source in enumerate(staff.bought):
        sold = [pence is not None for pence in source.pence]
        bought[number] = program.add_columns(
            n_weeks * n_skills,
            cost=np.tile([pence or 0 for pence in source.pence], n_weeks),
            upper=np.tile(np.where(sold, np.inf, 0.0), n_weeks),
        ).reshape(n_weeks, n_skills)
        program.add_terms(need, bought[number], 1.0)
        if source.hours_week is not None:
            most = program.add_rows(n_weeks, upper=source.hours_week)
            program.add_terms(np.broadcast_to(most[:, None], need.shape), bought[number], 1.0)
    missing = program.add_columns(need.size, cost=np.tile(staff.missing_pence, n_weeks)).reshape(need.shape)
    program.add_terms(need, missing, 1.0)
    return own, bought, missing


def _add_hosts(program: LinearProgram, problem: BedsProblem, columns: Columns) -> None:
    """No unit keeps more beds for others than it has."""
    for host in sorted({terms.host for terms in problem.outliers}):
        enough = program.add_rows(problem.n_days, lower=0.0)
        mine = np.flatnonzero(columns.cell // problem.n_days == host)
        program.add_terms(
            enough[columns.cell[mine] % problem.n_days], columns.choice[mine], columns.beds[mine]
        )
        for terms, kept in zip(problem.outliers, columns.kept, strict=True):
            if terms.host == host:
                program.add_terms(enough, kept, -1.0)


def _add_admissions(program: LinearProgram, problem: BedsProblem, columns: Columns) -> None:
    """Nobody moves twice; a day that takes moved patients keeps within the unit's limit, unless more are booked already."""
    for group, moved in zip(problem.admissions, columns.moved, strict=True):
        program.add_terms(program.add_rows(1, upper=len(group.admission_ids)), moved, 1.0)
    for unit, limit in enumerate(problem.planned_at_most):
        groups = [number for number, group in enumerate(problem.admissions) if group.unit == unit]
        if limit is None or not groups:
            continue
        booked = np.zeros(problem.n_days, dtype=np.int64)
        for number in groups:
            booked[problem.admissions[number].planned] += len(problem.admissions[number].admission_ids)
        most = program.add_rows(problem.n_days, upper=np.maximum(limit, booked) - booked)
        for number in groups:
            group, moved = problem.admissions[number], columns.moved[number]
            program.add_terms(most[list(group.days)], moved, 1.0)
            program.add_terms(most[group.planned], moved, -1.0)


def _add_steps(program: LinearProgram, problem: BedsProblem, columns: Columns, unit: int, room: Ints) -> None:
    """For each level of hosts, the beds that the unit's patients have fill steps of F, the dearest first."""
    n_days = problem.n_days
    gains = step_gains(problem, unit, room)
    mine = np.flatnonzero(columns.cell // n_days == unit)
    hosts: list[int] = []
    for factor, further in zip(level_prices(problem, unit), [*problem.hosts_of(unit), None], strict=True):
        if factor:
            has = program.add_rows(n_days, upper=room)
            program.add_terms(
                has[columns.cell[mine] % n_days], columns.choice[mine], -1.0 * columns.beds[mine]
            )
            for number, terms in enumerate(problem.outliers):
                if terms.host == unit:
                    program.add_terms(has, columns.kept[number], 1.0)
                if number in hosts:
                    program.add_terms(has, columns.kept[number], -1.0)
            _add_shifts(program, problem, columns, unit, has)
            day, step = np.nonzero(gains > 0)
            filled = program.add_columns(len(day), cost=-factor * gains[day, step], upper=1.0)
            program.add_terms(has[day], filled, 1.0)
        if further is not None:
            hosts.append(further)


def step_gains(problem: BedsProblem, unit: int, room: Ints) -> Floats:
    """F(k - 1) - F(k), shape (days, steps), from as many beds below nothing as moves may add patients (`room`, by day)."""
    own = Demand(problem.demand.levels, problem.demand.values[unit : unit + 1])
    highest = int(np.ceil(own.values.max(initial=0.0))) + int(room.max(initial=0)) + 1
    shorts = [own.expected_short(step - room[None, :])[0] for step in range(highest + 1)]
    gains: Floats = -np.diff(np.stack(shorts, axis=1), axis=1)
    return np.where(gains > 1e-9, gains, 0.0)


def _add_shifts(program: LinearProgram, problem: BedsProblem, columns: Columns, unit: int, has: Ints) -> None:
    for group, moved in zip(problem.admissions, columns.moved, strict=True):
        if group.unit != unit:
            continue
        for day, column in zip(group.days, moved, strict=True):
            change = problem.occupied(group, day) - problem.occupied(group, group.planned)
            days = np.flatnonzero(change)
            program.add_terms(has[days], column, change[days])


def _add_openings(program: LinearProgram, problem: BedsProblem, columns: Columns) -> None:
    """Beds opened beyond those of the day before."""
    n_days = problem.n_days
    units = np.flatnonzero(problem.opening_pence > 0)
    opened = program.add_columns(
        len(units) * n_days, cost=np.repeat(problem.opening_pence[units], n_days)
    ).reshape(-1, n_days)
    for unit, own in zip(units, opened, strict=True):
        risen = program.add_rows(n_days, lower=np.where(np.arange(n_days) == 0, -problem.day_before[unit], 0))
        program.add_terms(risen, own, 1.0)
        mine = np.flatnonzero(columns.cell // n_days == unit)
        day, choice, beds = columns.cell[mine] % n_days, columns.choice[mine], columns.beds[mine]
        program.add_terms(risen[day], choice, -1.0 * beds)
        later = day + 1 < n_days
        program.add_terms(risen[day[later] + 1], choice[later], beds[later])
