"""Parts of `benchmarks.peers`: what is solved, a row of its results, and the table that it prints."""
