"""The public rostering suites, one per file: instances, best known values and the suite's own checker."""
