"""An insight: one small value, see ``domain.insights``."""

from journal_app.domain import insights
from journal_app.domain.entry import Part
from journal_app.domain.insights import Found, Insight, Round

_WHEN = {Round.TWO_DAYS: "after two days", Round.WEEK: "after a week", Round.MONTH: "after a month"}
_FOUND = {Found.TRUE: "still true", Found.CHANGED: "changed", Found.GONE: "gone"}


def read(part: Part) -> Insight:
    """Return the insight a part holds."""
    return insights.read(part.body)


def told(part: Part) -> tuple[str, ...]:
    """Return what is shown of it in its entry, line by line."""
    insight = read(part)
    quote = f"“{insight.quote}”" if insight.quote else "What is marked here"
    looks = (f"{_WHEN[look.round]}: {_FOUND[look.found]}" for look in insight.looks)
    return (quote, *looks)


def plain_text(part: Part) -> str:
    """Return the words one could search for: those it marks are found where they stand."""
    return read(part).quote


def summary(part: Part) -> str:
    """Return what it is called in a line."""
    return read(part).quote
