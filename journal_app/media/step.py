"""A step: one small value, see ``domain.steps``."""

from journal_app.domain import steps
from journal_app.domain.entry import Part
from journal_app.domain.steps import Step, StepState

_STANDS = {StepState.DONE: "done", StepState.LET_GO: "let go"}


def read(part: Part) -> Step:
    """Return the step a part holds."""
    return steps.read(part.body)


def told(part: Part) -> tuple[str, ...]:
    """Return what is shown of it in its entry, line by line."""
    step = read(part)
    return tuple(filter(None, (steps.said(step), _STANDS.get(step.state, ""))))


def plain_text(part: Part) -> str:
    """Return the words one could search for."""
    return steps.said(read(part))


def summary(part: Part) -> str:
    """Return what it is called in a line."""
    return steps.said(read(part))
