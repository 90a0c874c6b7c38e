"""What an entry touches, shown and changed."""

from PySide6.QtWidgets import QWidget

from journal_app.media.notes import NOTES
from journal_app.services.openentry import OpenPart
from journal_app.ui.editor import Editor
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain


class LinkEditor(Editor):
    """Shows what is noted."""

    def __init__(self, part: OpenPart, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(part, tools, parent)
        column = plain.column(self)
        told = NOTES[part.kind].told
        for line in told(part.content) if told is not None else ():
            column.addWidget(plain.label(line, wrap=True))
