"""Small steps, "When … I’ll …": kept, changed, done or let go, and never late.

A step has no day it is due. What became of it is a list of turns, each with when it was told.
"""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from journal_app.domain import noted
from journal_app.domain.entry import PartId


class Turn(StrEnum):
    """What was said of a step when somebody looked at it."""

    KEPT = "kept"
    CHANGED = "changed"
    DONE = "done"
    LET_GO = "let_go"
    TAKEN_UP = "taken_up"


class StepState(StrEnum):
    """How a step stands."""

    OPEN = "open"
    DONE = "done"
    LET_GO = "let_go"


_LEADS_TO = {Turn.DONE: StepState.DONE, Turn.LET_GO: StepState.LET_GO}


@dataclass(frozen=True, slots=True)
class Told:
    """A turn, and when it was told (UTC milliseconds)."""

    turn: Turn
    at_ms: int


@dataclass(frozen=True, slots=True)
class Step:
    """When something happens, somebody does something; maybe on the way to a goal."""

    when: str = field(default="", repr=False)
    then: str = field(default="", repr=False)
    goal: PartId | None = None
    turns: tuple[Told, ...] = ()

    @property
    def state(self) -> StepState:
        """How it stands after its last turn."""
        last = self.turns[-1].turn if self.turns else Turn.KEPT
        return _LEADS_TO.get(last, StepState.OPEN)

    def turned(self, turn: Turn, at_ms: int) -> "Step":
        """Return it with one more turn."""
        return replace(self, turns=(*self.turns, Told(turn, at_ms)))


def said(step: Step) -> str:
    """Return the step as a sentence."""
    when, then = step.when.strip(" ,."), step.then.strip()
    if not when or not then:
        return when or then
    return f"When {when}, I’ll {then}"


def body(step: Step) -> bytes:
    """Return what is kept of a step."""
    turns = [[told.turn.value, told.at_ms] for told in step.turns]
    return noted.pack({"when": step.when, "then": step.then, "goal": step.goal, "turns": turns})


def read(kept: bytes) -> Step:
    """Return a step as it was kept."""
    values = noted.unpack(kept)
    goal = noted.text(values, "goal")
    turns = tuple(filter(None, map(_told, noted.things(values, "turns"))))
    return Step(
        noted.text(values, "when"),
        noted.text(values, "then"),
        PartId(goal) if goal else None,
        turns,
    )


def _told(found: Any) -> Told | None:  # noqa: ANN401 - whatever was kept
    match found:
        case [str(turn), int(at_ms)] if turn in set(Turn):
            return Told(Turn(turn), at_ms)
    return None
