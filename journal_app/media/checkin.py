"""A check-in: one small value, see ``domain.checkin``."""

from journal_app.domain import checkin
from journal_app.domain.checkin import CheckIn
from journal_app.domain.entry import Part


def read(part: Part) -> CheckIn:
    """Return the check-in a part holds."""
    return checkin.read(part.body)


def told(part: Part) -> tuple[str, ...]:
    """Return what is shown of it in its entry, line by line."""
    one = read(part)
    answers = tuple(f"{name}: {answer.label}" for name, answer in one.answers.items())
    return (*answers, one.word) if one.word else answers


def plain_text(part: Part) -> str:
    """Return the words one could search for."""
    return read(part).word


def summary(part: Part) -> str:
    """Return what it is called in a line."""
    return " · ".join(told(part))
