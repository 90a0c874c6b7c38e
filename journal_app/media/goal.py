"""What somebody works towards: one small value, see ``domain.goals``."""

from journal_app.domain import goals
from journal_app.domain.entry import Part
from journal_app.domain.goals import Goal


def read(part: Part) -> Goal:
    """Return the goal a part holds."""
    return goals.read(part.body)


def told(part: Part) -> tuple[str, ...]:
    """Return what is shown of it in its entry, line by line."""
    goal = read(part)
    agreed = f"agreed with {goal.agreed}" if goal.agreed else ""
    return tuple(filter(None, (goal.text, agreed)))


def plain_text(part: Part) -> str:
    """Return the words one could search for."""
    return "\n".join(told(part))


def summary(part: Part) -> str:
    """Return what it is called in a line."""
    return read(part).text
