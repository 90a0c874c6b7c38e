"""Link: one small value, see ``domain.noted``."""

from typing import Any

from journal_app.domain import noted
from journal_app.domain.entry import Part


def read(part: Part) -> dict[str, Any]:
    """Return what a part holds."""
    return noted.unpack(part.body)


def told(part: Part) -> tuple[str, ...]:
    """Return what is shown of it in its entry, line by line."""
    return tuple(str(value) for value in read(part).values())


def plain_text(part: Part) -> str:
    """Return the words one could search for."""
    return "\n".join(told(part))


def summary(part: Part) -> str:
    """Return what it is called in a line."""
    return next(iter(told(part)), "")
