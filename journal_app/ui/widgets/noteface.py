"""How something noted looks on the page of its entry: what it says, line by line."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from journal_app.domain.entry import Part
from journal_app.media.notes import NOTES
from journal_app.ui.widgets import plain


class NoteFace(QWidget):
    """Shows the lines of what is noted, the first one larger."""

    def __init__(self, part: Part) -> None:
        super().__init__()
        column = plain.column(self, gap=4)
        told = NOTES[part.kind].told
        for number, line in enumerate(told(part) if told is not None else ()):
            label = plain.label(line, "" if number else "lead", wrap=True)
            label.setIndent(0)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(label)
