"""How ink is painted."""
