"""The forms in which a table may come, one per file; `FORMS` lists them, the plain ones first."""

from data.importers.forms.absences_by_name import ABSENCES_BY_NAME
from data.importers.forms.form import Form, plain
from data.importers.forms.movements import MOVEMENTS
from data.importers.forms.outage_times import OUTAGE_TIMES
from data.importers.forms.roster_export import ROSTER_EXPORT
from data.tables import SOURCE_TABLES

FORMS: tuple[Form, ...] = (
    *(plain(schema) for schema in SOURCE_TABLES),
    MOVEMENTS,
    ABSENCES_BY_NAME,
    ROSTER_EXPORT,
    OUTAGE_TIMES,
)

__all__ = ["FORMS", "Form"]
