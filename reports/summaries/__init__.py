"""The figures of a run that page, workbook and terminal share."""
