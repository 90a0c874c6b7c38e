"""Which answer stands below a question, by what the question asks for."""

from journal_app.domain.guides import Prompt
from journal_app.ui.widgets.guiding.answering import Answer, Answering
from journal_app.ui.widgets.guiding.linking import GoalAnswer
from journal_app.ui.widgets.guiding.lookagain import LookAgain
from journal_app.ui.widgets.guiding.naming import ThemeAnswer
from journal_app.ui.widgets.guiding.pressing import ButtonsAnswer, ScaleAnswer, ShareAnswer
from journal_app.ui.widgets.guiding.stepping import StepAnswer

SCALE = "scale"
LET_GO = "Let it go"
_BY_ACTION = {
    "add_theme": ThemeAnswer,
    "link_goal": GoalAnswer,
    "add_step": StepAnswer,
    "if_then": StepAnswer,
    "if_then_obstacle": StepAnswer,
    "mark_for_sharing": ShareAnswer,
}


def needs_no_words(prompt: Prompt) -> bool:
    """Whether a press answers a question, so that no page is laid out for it unasked."""
    return bool(prompt.buttons) or prompt.kind == SCALE


def answer(answering: Answering) -> Answer | None:
    """Return what stands below the answer to a question, if anything does."""
    prompt = answering.prompt
    if prompt.kind == SCALE:
        return ScaleAnswer(answering)
    if LET_GO in prompt.buttons:
        return LookAgain(answering)
    if prompt.buttons:
        return ButtonsAnswer(answering)
    found = _BY_ACTION.get(prompt.action)
    return None if found is None else found(answering)
