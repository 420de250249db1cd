"""`wardwise check --roster`: a roster that somebody edited, judged as the plan of a run."""
