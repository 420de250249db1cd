"""Staffing requirements, rosters, beds and equipment: what to do about the demand that is forecast."""
