"""Files the journal reads and writes."""
