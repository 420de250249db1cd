"""The tables of a run folder, one per file; with those of `data.forecast` they are all that reports read."""

from data.forecast import FORECAST, FORECAST_PEAKS, FORECAST_SERIES, FORECAST_TOTALS
from data.run_tables.absences import ABSENCES
from data.run_tables.bed_costs import BED_COSTS
from data.run_tables.bed_outliers import BED_OUTLIERS
from data.run_tables.beds import BEDS
from data.run_tables.breaches import BREACHES
from data.run_tables.census_peaks import CENSUS_PEAKS
from data.run_tables.changes import CHANGES
from data.run_tables.costs import COSTS
from data.run_tables.coverage import COVERAGE
from data.run_tables.decisions import DECISIONS
from data.run_tables.equipment import EQUIPMENT
from data.run_tables.equipment_loans import EQUIPMENT_LOANS
from data.run_tables.equipment_moves import EQUIPMENT_MOVES
from data.run_tables.equipment_rentals import EQUIPMENT_RENTALS
from data.run_tables.equipment_services import EQUIPMENT_SERVICES
from data.run_tables.equipment_types import EQUIPMENT_TYPES
from data.run_tables.escalation import ESCALATION
from data.run_tables.history import HISTORY
from data.run_tables.input_changes import INPUT_CHANGES
from data.run_tables.ledger import LEDGER
from data.run_tables.moved_admissions import MOVED_ADMISSIONS
from data.run_tables.occupancy import OCCUPANCY
from data.run_tables.people import PEOPLE
from data.run_tables.requests import REQUESTS
from data.run_tables.requirements import REQUIREMENTS
from data.run_tables.roster import ROSTER
from data.run_tables.shifts import SHIFTS
from data.run_tables.units import UNITS
from data.schema import TableSchema

RUN_TABLES: tuple[TableSchema, ...] = (
    FORECAST,
    FORECAST_SERIES,
    FORECAST_PEAKS,
    FORECAST_TOTALS,
    CENSUS_PEAKS,
    UNITS,
    SHIFTS,
    PEOPLE,
    ROSTER,
    ABSENCES,
    REQUESTS,
    REQUIREMENTS,
    COVERAGE,
    BREACHES,
    COSTS,
    CHANGES,
    HISTORY,
    LEDGER,
    OCCUPANCY,
    BEDS,
    BED_OUTLIERS,
    MOVED_ADMISSIONS,
    BED_COSTS,
    ESCALATION,
    EQUIPMENT,
    EQUIPMENT_LOANS,
    EQUIPMENT_MOVES,
    EQUIPMENT_RENTALS,
    EQUIPMENT_SERVICES,
    EQUIPMENT_TYPES,
    DECISIONS,
    INPUT_CHANGES,
)

__all__ = [
    "ABSENCES",
    "BEDS",
    "BED_COSTS",
    "BED_OUTLIERS",
    "BREACHES",
    "CHANGES",
    "COSTS",
    "COVERAGE",
    "DECISIONS",
    "EQUIPMENT",
    "EQUIPMENT_LOANS",
    "EQUIPMENT_MOVES",
    "EQUIPMENT_RENTALS",
    "EQUIPMENT_SERVICES",
    "EQUIPMENT_TYPES",
    "ESCALATION",
    "FORECAST",
    "FORECAST_PEAKS",
    "FORECAST_SERIES",
    "FORECAST_TOTALS",
    "HISTORY",
    "INPUT_CHANGES",
    "LEDGER",
    "MOVED_ADMISSIONS",
    "OCCUPANCY",
    "PEOPLE",
    "REQUESTS",
    "REQUIREMENTS",
    "ROSTER",
    "RUN_TABLES",
    "SHIFTS",
    "UNITS",
]
