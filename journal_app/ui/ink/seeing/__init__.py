"""Drawings that are done: watched again, laid side by side, and saved as pictures."""
