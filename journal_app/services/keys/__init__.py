"""From a folder to an open key, and who holds that while the journal is open."""
