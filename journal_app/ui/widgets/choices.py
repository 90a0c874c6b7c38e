"""Things to choose from that need more than a word: a card for a way to be, a row for on or off."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from journal_app.ui.icons import Icons
from journal_app.ui.theme import Theme
from journal_app.ui.widgets import plain

MARK = 30


@dataclass(frozen=True)
class Choice:
    """A way to be: its picture, its name, what it means, and what the button says."""

    icon: str
    title: str
    means: str
    press: str


class ChoiceCard(QFrame):
    """Shows a choice; the present one is marked with a shape and a word, others have a button."""

    chosen = Signal()

    def __init__(self, choice: Choice, theme: Theme, icons: Icons, *, present: bool) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setProperty("chosen", present)
        self._theme, self._icons = theme, icons
        picture, mark = QLabel(), QLabel()
        self._pictures = {picture: (choice.icon, "text_muted"), mark: ("check", "accent")}
        head = plain.row(picture, gap=14)
        head.addWidget(plain.label(choice.title, "heading", wrap=True), 1)
        self.button = plain.button(choice.press, self.chosen.emit)
        self.button.setAccessibleDescription(choice.means)
        column = plain.column(self, margin=24, gap=14)
        column.addLayout(head)
        column.addWidget(plain.label(choice.means, wrap=True))
        word = plain.label(self.tr("As it is now"))
        column.addLayout(plain.row(mark, word, self.button, None, gap=10))
        for thing in (mark, word):
            thing.setVisible(present)
        self.button.setVisible(not present)
        theme.changed.connect(self._colour)
        self._colour()

    def _colour(self) -> None:
        side = self._theme.px(MARK)
        for label, (name, token) in self._pictures.items():
            label.setPixmap(self._icons.pixmap(name, side, token))


class Switch(QWidget):
    """A sentence, and a button that says whether it holds. ``turned`` carries name and state."""

    turned = Signal(str, bool)

    def __init__(self, name: str, sentence: str, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self._name = name
        self._icons = icons
        self.button = plain.button("", self._turn)
        self.button.setCheckable(True)
        self.button.setAccessibleName(sentence)
        row = plain.row()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(plain.label(sentence, wrap=True), 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(row)
        theme.changed.connect(self._show)
        self._show()

    @property
    def on(self) -> bool:
        """Whether it holds."""
        return self.button.isChecked()

    def show_state(self, *, on: bool) -> None:
        """Show whether it holds."""
        self.button.setChecked(on)
        self._show()

    def _turn(self) -> None:
        self._show()
        self.turned.emit(self._name, self.on)

    def _show(self) -> None:
        said = self.tr("On") if self.on else self.tr("Off")
        self.button.setText(said)
        self.button.setAccessibleDescription(said)
        self.button.setIcon(self._icons.get("check") if self.on else QIcon())
