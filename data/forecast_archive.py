"""Every forecast that was ever used, kept with its cutoff.

store/forecasts/2026-11-27-3f2a91c04d8e/
    forecast.json        what it was made for, when, and from what; the checksums of the tables
    quantiles.parquet    as `data.forecast.FORECAST` declares
    series.parquet       as `data.forecast.FORECAST_SERIES` declares
    peaks.parquet        as `data.forecast.FORECAST_PEAKS` declares
    totals.parquet       as `data.forecast.FORECAST_TOTALS` declares; the first that were kept have none

Forecasts are only ever added, each under a temporary name and renamed when it is whole. They lie in the store and not in
the run folders, which people prune.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import BaseModel, ConfigDict

from data.forecast import FORECAST, FORECAST_PEAKS, FORECAST_SERIES, FORECAST_TOTALS, Forecast
from data.inputs import Note, PlanInputs, Severity
from data.problems import InputError, Problem
from data.schema import TableSchema

_SCHEMAS: Mapping[str, TableSchema] = {
    "quantiles": FORECAST,
    "series": FORECAST_SERIES,
    "peaks": FORECAST_PEAKS,
    "totals": FORECAST_TOTALS,
}
_ID_DIGITS = 12


class Purpose(StrEnum):
    """What a forecast was made for."""

    PLAN = "plan"
    FORECAST = "forecast"
    HINDSIGHT = "hindsight"
    """Made later than its cutoff, from the data before it, to see how good it would have been."""


class ForecastRecord(BaseModel):
    """`forecast.json`. `scenario` is `baseline` where nothing was changed: only such forecasts can be judged."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    cutoff: datetime
    made: datetime
    purpose: Purpose
    scenario: str
    first_day: date
    n_days: int
    seed: int
    snapshot_ids: Mapping[str, str]
    notes: tuple[tuple[str, str, str], ...]
    """Severity, topic and text of each."""
    sha256: Mapping[str, str]
    """Of each table's file."""


@dataclass(frozen=True, slots=True)
class KeptForecast:
    """A forecast in the archive; `forecast_id` is the name of its folder."""

    forecast_id: str
    record: ForecastRecord


class ForecastArchive:
    """The forecasts in `folder`; nothing is created before the first `keep`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(
        self,
        forecast: Forecast,
        inputs: PlanInputs,
        purpose: Purpose,
        scenario: str = "baseline",
        made: datetime | None = None,
    ) -> KeptForecast:
        """Add the forecast that was made from `inputs`; one that is there already, value for value, stays as it is.

        `made` is the present instant when it is not given. Raises InputError when the folder cannot be written.
        """
        contents = {name: _parquet(getattr(forecast, name)) for name in _SCHEMAS}
        record = ForecastRecord(
            cutoff=inputs.cutoff,
            made=(made or datetime.now(UTC)).astimezone(UTC).replace(microsecond=0),
            purpose=purpose,
            scenario=scenario,
            first_day=inputs.grid.first_day,
            n_days=inputs.grid.n_days,
            seed=inputs.seed,
            snapshot_ids=dict(inputs.snapshot_ids),
            notes=tuple((note.severity.value, note.topic, note.text) for note in forecast.notes),
            sha256={name: hashlib.sha256(content).hexdigest() for name, content in contents.items()},
        )
        kept = KeptForecast(_forecast_id(record), record)
        target = self.folder / kept.forecast_id
        if not target.exists():
            try:
                self._write(target, record, contents)
            except OSError as error:
                fault = Problem(
                    file=str(self.folder),
                    expected=f"a folder that can be written ({error.strerror or error})",
                )
                raise InputError([fault], "The forecast cannot be kept") from None
        return kept

    def forecasts(self) -> tuple[KeptForecast, ...]:
        """All forecasts, by cutoff, then by when they were made; raises InputError naming every damaged record."""
        found, problems = [], []
        for path in sorted(self.folder.glob("[!.]*/forecast.json")):
            try:
                record = ForecastRecord.model_validate_json(path.read_text(encoding="utf-8"))
            except (OSError, ValueError):
                problems.append(_damage(path, "a readable record of a forecast"))
            else:
                found.append(KeptForecast(path.parent.name, record))
        if problems:
            raise InputError(problems, "Kept forecasts are damaged")
        return tuple(sorted(found, key=lambda kept: (kept.record.cutoff, kept.record.made, kept.forecast_id)))

    def read(self, kept: KeptForecast) -> Forecast:
        """The forecast itself; raises InputError naming the file when it is missing or damaged."""
        tables = {}
        for name, schema in _SCHEMAS.items():
            if name not in kept.record.sha256:
                tables[name] = schema.empty()
                continue
            path = self.folder / kept.forecast_id / f"{name}.parquet"
            try:
                content = path.read_bytes()
            except OSError as error:
                fault = _damage(path, f"the kept forecast ({error.strerror})")
                raise InputError([fault], "Kept forecasts are damaged") from None
            if hashlib.sha256(content).hexdigest() != kept.record.sha256[name]:
                fault = _damage(path, "the forecast as it was kept (its checksum differs)")
                raise InputError([fault], "Kept forecasts are damaged")
            tables[name] = schema.conform(pq.read_table(pa.BufferReader(content)))
        notes = tuple(Note(Severity(severity), topic, text) for severity, topic, text in kept.record.notes)
        return Forecast(notes=notes, **tables)

    def _write(self, target: Path, record: ForecastRecord, contents: Mapping[str, bytes]) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=self.folder))
        try:
            for name, content in contents.items():
                (draft / f"{name}.parquet").write_bytes(content)
            text = json.dumps(record.model_dump(mode="json"), indent=2, ensure_ascii=False)
            (draft / "forecast.json").write_text(text + "\n", encoding="utf-8", newline="\n")
            draft.chmod(0o755)
            if not target.exists():
                draft.rename(target)
        finally:
            shutil.rmtree(draft, ignore_errors=True)


def _forecast_id(record: ForecastRecord) -> str:
    """Such as 2026-11-27-3f2a91c04d8e: equal values from one cutoff have equal ids, whatever they were made for."""
    content = {
        "tables": dict(record.sha256),
        "cutoff": record.cutoff.isoformat(),
        "scenario": record.scenario,
        "days": [record.first_day.isoformat(), record.n_days],
    }
    digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    return f"{record.cutoff.date()}-{digest[:_ID_DIGITS]}"


def _parquet(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd")
    content: bytes = sink.getvalue().to_pybytes()
    return content


def _damage(path: Path, expected: str) -> Problem:
    fix = "restore it from a backup, or remove its folder: that forecast is then not judged"
    return Problem(file=str(path), expected=expected, fix=fix)
