"""How the data key is wrapped, and the header that says so: all of it is in here."""
