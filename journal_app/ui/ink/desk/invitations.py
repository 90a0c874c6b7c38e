"""Invitations one comes back to, and the paper each of them is drawn on."""

from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from journal_app.domain.ink.papers import BODY
from journal_app.domain.ink.records import Paper

ARMS = 8
_INVITATIONS = (
    ("The weather inside", "weather"),
    ("Body outline", "body"),
    ("Mandala", "mandala"),
)


def invitations() -> tuple[tuple[str, str], ...]:
    """Return the wording of each, and its icon."""
    say = QCoreApplication.translate
    return tuple((say("Invitation", words), icon) for words, icon in _INVITATIONS)


def paper_for(words: str, paper: Paper) -> Paper:
    """Return the paper that goes with an invitation: another one, or the one that is there."""
    icon = dict(invitations()).get(words)
    if icon == "body":
        return replace(paper, outline=BODY)
    if icon == "mandala":
        return replace(paper, arms=paper.arms or ARMS)
    return paper
