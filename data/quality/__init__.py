"""Whether the stored data can carry a plan: freshness, gaps, overlaps, and whether there are people enough."""
