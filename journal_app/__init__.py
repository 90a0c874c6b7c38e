"""Afterpage: a private desktop journal for the days around a ketamine-therapy session."""

__version__ = "0.1.0"
