"""Drawing: the page, what one does on it, and how ink is painted."""
