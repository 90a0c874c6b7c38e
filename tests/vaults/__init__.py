"""A kept sample vault of every schema version, and how the newest one was made."""
