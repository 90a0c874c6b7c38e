"""What somebody is working towards, in their own words, and with whom they agreed on it, if so."""

from dataclasses import dataclass, field
from enum import StrEnum

from journal_app.domain import noted


class GoalState(StrEnum):
    """Whether it is still worked towards. Nothing is ever late."""

    OPEN = "open"
    REACHED = "reached"
    LET_GO = "let_go"


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal; ``agreed`` names who it was agreed with, or nobody."""

    text: str = field(repr=False)
    agreed: str = field(default="", repr=False)
    state: GoalState = GoalState.OPEN


def body(goal: Goal) -> bytes:
    """Return what is kept of a goal."""
    return noted.pack({"text": goal.text, "agreed": goal.agreed, "state": goal.state.value})


def read(kept: bytes) -> Goal:
    """Return a goal as it was kept."""
    values = noted.unpack(kept)
    state = noted.text(values, "state")
    known = GoalState(state) if state in set(GoalState) else GoalState.OPEN
    return Goal(noted.text(values, "text"), noted.text(values, "agreed"), known)
