"""The roster workbook: a summary sheet and a printable sheet per unit."""
