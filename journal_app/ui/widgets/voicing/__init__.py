"""Speaking and hearing: what a recording looks like, and what one does with it."""
