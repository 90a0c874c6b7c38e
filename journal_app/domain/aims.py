"""What somebody works towards, together: each goal with its steps, and steps without one."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from journal_app.domain import goals, steps
from journal_app.domain.entry import EntryId, PartId
from journal_app.domain.goals import Goal, GoalState
from journal_app.domain.noted import Noted
from journal_app.domain.steps import Step, StepState


@dataclass(frozen=True, slots=True)
class Aim:
    """A goal as it stands in the journal, in an entry of a day."""

    entry: EntryId
    part: PartId
    day: date
    goal: Goal

    @property
    def is_open(self) -> bool:
        """Whether it is still worked towards."""
        return self.goal.state is GoalState.OPEN


@dataclass(frozen=True, slots=True)
class Taken:
    """A step as it stands in the journal, in an entry of a day."""

    entry: EntryId
    part: PartId
    day: date
    step: Step

    @property
    def is_open(self) -> bool:
        """Whether it is one for now."""
        return self.step.state is StepState.OPEN


@dataclass(frozen=True, slots=True)
class Aims:
    """All goals, the oldest first, and the steps on the way to each; ``loose`` are the others."""

    aims: tuple[Aim, ...] = ()
    loose: tuple[Taken, ...] = ()
    _steps: dict[PartId, tuple[Taken, ...]] = field(default_factory=dict, repr=False)

    def steps_to(self, aim: Aim) -> tuple[Taken, ...]:
        """Return the steps on the way to a goal, those for now first."""
        return self._steps.get(aim.part, ())

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing at all."""
        return not self.aims and not self.loose


def gather(goals_: Iterable[Noted], steps_: Iterable[Noted]) -> Aims:
    """Put goals and steps together. A step whose goal is out of sight stands for itself."""
    aims = tuple(Aim(one.entry, one.part, one.day, goals.read(one.body)) for one in goals_)
    there: dict[PartId, list[Taken]] = {aim.part: [] for aim in aims}
    loose: list[Taken] = []
    for one in steps_:
        taken = Taken(one.entry, one.part, one.day, steps.read(one.body))
        goal = taken.step.goal
        found = loose if goal is None else there.get(goal, loose)
        found.append(taken)
    led = {part: _open_first(found) for part, found in there.items()}
    return Aims(aims, _open_first(loose), led)


def _open_first(found: list[Taken]) -> tuple[Taken, ...]:
    return tuple(sorted(found, key=lambda taken: not taken.is_open))
