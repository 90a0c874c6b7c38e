"""Threads, time and order."""
