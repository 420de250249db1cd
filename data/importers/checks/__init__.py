"""Checks across cells and rows, one per file; each returns the rows without those at fault."""
