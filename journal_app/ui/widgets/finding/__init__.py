"""The search's own widgets: the line one types in, what it looks within, and what was found."""
