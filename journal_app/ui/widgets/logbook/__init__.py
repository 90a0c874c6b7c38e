"""The log of a session: what is asked for, each in its own few presses or words."""
