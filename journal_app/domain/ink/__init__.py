"""Ink: what a drawing is made of, how it is kept, and what can be done to it. No Qt.

All lengths are page units: logical pixels at 100 % text size, from the page's top left corner.
"""
