"""The declared tables, one per file; `SOURCE_TABLES` are those that a workspace stores, in import order."""

from data.schema import TableSchema
from data.tables.absences import ABSENCES
from data.tables.bed_limits import BED_LIMITS
from data.tables.bed_outliers import BED_OUTLIERS
from data.tables.call_outs import CALL_OUTS
from data.tables.daily_counts import DAILY_COUNTS
from data.tables.device_uses import DEVICE_USES
from data.tables.equipment import EQUIPMENT
from data.tables.equipment_bookings import EQUIPMENT_BOOKINGS
from data.tables.equipment_services import EQUIPMENT_SERVICES
from data.tables.equipment_use import EQUIPMENT_USE
from data.tables.escalation_levels import ESCALATION_LEVELS
from data.tables.ledger import LEDGER
from data.tables.maintenance import MAINTENANCE
from data.tables.pins import PINS
from data.tables.planned_admissions import PLANNED_ADMISSIONS
from data.tables.requests import REQUESTS
from data.tables.restrictions import RESTRICTIONS
from data.tables.roster import ROSTER
from data.tables.staff import STAFF
from data.tables.stays import STAYS

SOURCE_TABLES: tuple[TableSchema, ...] = (
    STAYS,
    DAILY_COUNTS,
    STAFF,
    ABSENCES,
    REQUESTS,
    RESTRICTIONS,
    PINS,
    ROSTER,
    LEDGER,
    CALL_OUTS,
    EQUIPMENT,
    EQUIPMENT_USE,
    MAINTENANCE,
    EQUIPMENT_SERVICES,
    EQUIPMENT_BOOKINGS,
    DEVICE_USES,
    BED_LIMITS,
    BED_OUTLIERS,
    PLANNED_ADMISSIONS,
    ESCALATION_LEVELS,
)

__all__ = [
    "ABSENCES",
    "BED_LIMITS",
    "BED_OUTLIERS",
    "CALL_OUTS",
    "DAILY_COUNTS",
    "DEVICE_USES",
    "EQUIPMENT",
    "EQUIPMENT_BOOKINGS",
    "EQUIPMENT_SERVICES",
    "EQUIPMENT_USE",
    "ESCALATION_LEVELS",
    "LEDGER",
    "MAINTENANCE",
    "PINS",
    "PLANNED_ADMISSIONS",
    "REQUESTS",
    "RESTRICTIONS",
    "ROSTER",
    "SOURCE_TABLES",
    "STAFF",
    "STAYS",
]
