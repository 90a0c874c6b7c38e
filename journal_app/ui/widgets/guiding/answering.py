"""What a guided question is answered with besides words, a drawing or a voice."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from journal_app.domain.entry import Kind
from journal_app.domain.guides import Prompt
from journal_app.services.openentry import OpenEntry, OpenPart
from journal_app.services.session import Session
from journal_app.services.themes import Themes
from journal_app.ui.tools import Tools


@dataclass(frozen=True)
class Answering:
    """The question that is answered, in which entry, and what that needs.

    ``begin`` sees to it that the entry is in the vault, with the answer as it is by now, and
    returns the part that answers.
    """

    prompt: Prompt
    entry: OpenEntry
    tools: Tools
    session: Session
    themes: Themes
    begin: Callable[[], OpenPart]

    def new_part(self, kind: Kind) -> OpenPart:
        """Return a new part that answers the question."""
        return self.entry.new_part(kind, asked=self.prompt.id, prompt=self.prompt.text)

    def parts(self, kind: Kind) -> tuple[OpenPart, ...]:
        """Return the parts of a kind that answer the question already."""
        return tuple(
            part
            for part in self.entry.parts
            if part.kind is kind and part.content.asked == self.prompt.id and part.begun
        )


class Answer(QWidget):
    """Stands below the answer. ``said`` is that of a place; ``pressed`` carries a button's name."""

    said = Signal(str, object)
    pressed = Signal(str)

    def flush(self) -> None:
        """Hand over what was typed here."""
