"""The report page: what each section shows, and how it is rendered."""
