"""The column-generation engine: exact lines for each employee, held together by a linear master."""
