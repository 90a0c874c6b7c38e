"""Where goals and steps are typed, new ones and those there are; kept as they are typed."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from journal_app.domain.aims import Aim, Taken
from journal_app.domain.changes import Changed
from journal_app.domain.entry import Kind, PartId
from journal_app.domain.steps import Turn
from journal_app.services.goals import Goals, new_goal, new_step
from journal_app.services.journal import Reply
from journal_app.ui.tools import Tools
from journal_app.ui.widgets.aiming.typed import Typed


@dataclass(frozen=True)
class Forms:
    """Makes what is typed into."""

    goals: Goals
    tools: Tools

    def new_goal(self) -> Typed:
        """Return where a new goal is typed."""
        draft = self.goals.draft(Kind.GOAL)

        def keep(texts: tuple[str, ...]) -> Reply[Changed]:
            text, agreed = texts
            return self.goals.keep(draft, new_goal(text, agreed))

        return Typed(goal_lines("", ""), keep, self.tools)

    def new_step(self, goal: PartId | None) -> Typed:
        """Return where a new step is typed, on the way to a goal or for itself."""
        draft = self.goals.draft(Kind.STEP)

        def keep(texts: tuple[str, ...]) -> Reply[Changed]:
            when, then = texts
            return self.goals.keep(draft, new_step(when, then, goal))

        return Typed(step_lines("", ""), keep, self.tools)

    def change_goal(self, aim: Aim) -> Typed:
        """Return where a goal is put in other words."""

        def keep(texts: tuple[str, ...]) -> Reply[Changed]:
            text, agreed = texts
            return self.goals.write_goal(aim.part, text, agreed)

        return Typed(goal_lines(aim.goal.text, aim.goal.agreed), keep, self.tools)

    def change_step(self, taken: Taken) -> Typed:
        """Return where a step is changed; that it was is told once, however often it is kept."""
        told: list[Turn] = [Turn.CHANGED]

        def keep(texts: tuple[str, ...]) -> Reply[Changed]:
            when, then = texts
            turn = told.pop() if told else None
            return self.goals.write_step(taken.part, when, then, turn)

        return Typed(step_lines(taken.step.when, taken.step.then), keep, self.tools)


def goal_lines(text: str, agreed: str) -> tuple[tuple[str, str], ...]:
    """Return what is asked of a goal, and what it says so far."""
    return (
        (_tr("What are you working towards?"), text),
        (_tr("Agreed with somebody? Only if you like."), agreed),
    )


def step_lines(when: str, then: str) -> tuple[tuple[str, str], ...]:
    """Return what is asked of a step, and what it says so far."""
    return (_tr("When…"), when), (_tr("I’ll…"), then)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Aiming", text)
