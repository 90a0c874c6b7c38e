"""How far apart the things stand that one presses."""

from journal_app.ui.theme import Theme
from journal_app.ui.widgets import plain


def gap(theme: Theme) -> int:
    """Return how far apart things to press stand, so that a shaky hand presses only one."""
    return plain.GAP if theme.dim else 12
