"""One file for each outside format."""
