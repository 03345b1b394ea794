"""One file an engine: batches of jobs in, results out."""
