"""`wardwise explain`: why somebody is, or is not, on a shift of a run, and what stands in the way of what is missing."""
