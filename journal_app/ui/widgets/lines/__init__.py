"""The journal's list: what it knows, how a line is painted, and how one moves in it."""
