"""A check-in: one small value, see ``domain.checkin``."""

from journal_app.domain import checkin
from journal_app.domain.checkin import CheckIn
from journal_app.domain.entry import Part

ORDER = ("mood", "ease", "energy", "sleep", "body", "overall")  # in which they are asked


def read(part: Part) -> CheckIn:
    """Return the check-in a part holds."""
    return checkin.read(part.body)


def told(part: Part) -> tuple[str, ...]:
    """Return what is shown of it in its entry, line by line."""
    one = read(part)
    asked = sorted(one.answers, key=_place)
    answers = tuple(f"{name}: {one.answers[name].label}" for name in asked)
    return (*answers, one.word) if one.word else answers


def _place(name: str) -> int:
    return ORDER.index(name) if name in ORDER else len(ORDER)


def plain_text(part: Part) -> str:
    """Return the words one could search for."""
    return read(part).word


def summary(part: Part) -> str:
    """Return what it is called in a line."""
    return " · ".join(told(part))
