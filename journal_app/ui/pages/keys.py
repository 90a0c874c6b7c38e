"""Every key there is, on one page."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QGridLayout, QWidget
from typing_extensions import override

from journal_app.ui.sidepage import StepPage
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain

KEYS_SHARE, DOES_SHARE = 2, 5  # of the width
GROUPS = (
    (
        "Anywhere",
        (
            ("1  2  3", "On the home page: write, draw, speak"),
            ("Ctrl+1  Ctrl+2  Ctrl+3", "Write, draw, speak"),
            ("Ctrl+Enter", "Set it aside: it is kept, and you are home"),
            ("Esc", "Back one level. Nothing is lost by it"),
            ("F1", "Support"),
            ("F2", "A pause: everything rests, and any key goes back"),
            ("F9", "Hide at once"),
            ("Ctrl+L", "Lock"),
            ("Ctrl+D", "Afterglow, on and off"),
            ("Ctrl+=  Ctrl+-  Ctrl+0", "Larger, smaller, as it was"),
            ("Ctrl+J", "Journal"),
            ("Ctrl+F", "Search"),
            ("Ctrl+G", "Guided questions"),
            ("Ctrl+K", "One-minute check-in"),
            ("Ctrl+Z  Ctrl+Shift+Z", "Take back, do again"),
            ("Ctrl+,", "Settings"),
            ("Ctrl+Q", "Close. Everything is kept"),
        ),
    ),
    (
        "Writing",
        (
            ("Ctrl+B", "Borrow a word"),
            ("Ctrl+T", "Timer"),
            ("Ctrl+I  Ctrl+Shift+I", "Emphasis, strong"),
            ("Ctrl+H", "Heading"),
            ("Ctrl+Shift+L", "List"),
            ("Ctrl+Shift+.", "Quote"),
            ("Ctrl+Shift+T", "Give what is marked a name"),
            ("Ctrl+Shift+M", "Mark words, to look at them again"),
        ),
    ),
    (
        "Drawing",
        (
            ("B  P  H", "Pen, pencil, highlighter. B again: the other pens"),
            ("E", "Eraser. Again: only what you touch, or whole lines"),
            ("[  ]", "Thinner, thicker"),
            ("C", "Another ink"),
            ("L", "Choose what you draw around"),
            ("F", "Shapes. Arrows and Enter put one there"),
            ("G", "Fill"),
            ("T", "Words on the page"),
            ("M", "Mandala, on and off"),
            ("Arrows, Enter", "Move, put the pen down and lift it"),
            ("+  -  0", "Closer, further, the whole page"),
            ("PgUp  PgDn  Home  End", "Look elsewhere on a page that is closer"),
            ("S", "Another start"),
            ("A", "A few words about it"),
            ("N", "Give a part of it a name"),
            ("W", "Watch it being drawn again"),
        ),
    ),
    (
        "Speaking",
        (
            ("Space", "Begin, pause, go on"),
            ("Enter", "Keep it"),
            ("P", "Play, pause"),
            ("←  →", "Back and on by five seconds"),
            ("M", "Mark a place, while you speak or listen"),
            ("PgUp  PgDn  [  ]", "The place before, the next place"),
            ("<  >", "Slower, faster"),
            ("L", "Hear some seconds again and again: from here, to here, no more"),
            ("Ctrl+Shift+R", "Pause, go on, while you write or draw"),
            ("Ctrl+3", "Back to the recording"),
        ),
    ),
    (
        "Guided questions",
        (("Ctrl+→  Ctrl+←", "The next question, the one before"),),
    ),
    (
        "An entry, and the journal",
        (
            ("Alt+↑  Alt+↓", "Move a part up or down"),
            ("Ctrl+Shift+S", "Set to share"),
            ("Ctrl+Shift+A", "Seal it until another day"),
            ("Del", "Move to the bin"),
        ),
    ),
)


class KeysPage(StepPage):
    """Says what each key does. Each of them is a button somewhere, too."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools, self.tr("Keys"))

    @override
    def begin(self) -> None:
        self.show_step(self.tr("Keys"), tuple(self._group(*group) for group in GROUPS))
        self._scroll.setFocus()

    def _group(self, title: str, keys: tuple[tuple[str, str], ...]) -> QWidget:
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, plain.GAP)
        grid.setHorizontalSpacing(plain.GAP)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, KEYS_SHARE)
        grid.setColumnStretch(1, DOES_SHARE)
        grid.addWidget(plain.label(_say(title), "heading", wrap=True), 0, 0, 1, 2)
        for row, (key, what) in enumerate(keys, 1):
            does = _say(what)
            name = plain.label(key, wrap=True)
            name.setAccessibleName(f"{key}: {does}")
            grid.addWidget(name, row, 0)
            grid.addWidget(plain.label(does, "quiet", wrap=True), row, 1)
        return made


def _say(text: str) -> str:
    return QCoreApplication.translate("KeysPage", text)
