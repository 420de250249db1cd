"""Run folders made readable: pages, workbooks, calendars, terminal tables."""
