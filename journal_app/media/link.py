"""What an entry touches: one small value, see ``domain.links``."""

from journal_app.domain import links
from journal_app.domain.entry import Part
from journal_app.domain.links import Link


def read(part: Part) -> Link:
    """Return the link a part holds."""
    return links.read(part.body)


def told(part: Part) -> tuple[str, ...]:
    """Return what is shown of it in its entry, line by line."""
    return (f"Touches: {read(part).name}",)


def plain_text(part: Part) -> str:
    """Return the words one could search for."""
    return read(part).name


def summary(part: Part) -> str:
    """Return what it is called in a line."""
    return read(part).name
