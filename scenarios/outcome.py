"""What came of one scenario among several: a run to write, or why there is none."""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa

from data.forecast import Forecast
from data.inputs import PlanInputs
from data.problems import InputError
from data.runs import RunRecord
from data.worker_ended import WorkerEndedError
from scenarios.evaluate import evaluate
from scenarios.fault import ScenarioFaultError
from scenarios.options import PlanOptions
from scenarios.record import run_record, run_tables
from scenarios.refusals import NoPlanError
from scenarios.schema import ScenarioChain


@dataclass(frozen=True, slots=True)
class Evaluated:
    """The record and tables of a plan: what its run folder holds, and small enough to travel between machines."""

    record: RunRecord
    tables: Mapping[str, pa.Table]


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a scenario has no plan. `error` is one that the user can understand; otherwise `trace` tells of a bug."""

    error: InputError | NoPlanError | WorkerEndedError | None
    trace: str | None = None

    def as_error(self) -> Exception:
        """The error to raise where there is nothing else to show."""
        return self.error if self.error is not None else ScenarioFaultError(self.text)

    @property
    def text(self) -> str:
        """In words."""
        return str(self.error) if self.error is not None else f"a fault in wardwise:\n{self.trace}"


def evaluate_alone(
    inputs: PlanInputs, scenario: ScenarioChain | None, options: PlanOptions, forecast: Forecast
) -> Evaluated | Failure:
    """The plan of one scenario. Whatever goes wrong is returned, so that other scenarios are not lost with it."""
    try:
        plan = evaluate(inputs, options, scenario=scenario, forecast=forecast)
        return Evaluated(run_record(plan), run_tables(plan))
    except (InputError, NoPlanError) as error:
        return Failure(error)
    except Exception:  # noqa: BLE001 - a bug met by one scenario of many is reported when the others are done
        return Failure(None, traceback.format_exc())
