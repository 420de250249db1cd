"""Demand as distributions: admissions, occupied beds and equipment in use, per unit."""
