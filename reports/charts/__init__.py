"""Charts as small inline SVG."""
