"""Marking a place while one speaks: one quiet press, and the name can come later."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from journal_app.domain.voice import RATE, Bookmark, clock_face
from journal_app.ui.widgets import plain


class MarkHere(QWidget):
    """Calls ``mark`` when pressed, and says what was marked."""

    def __init__(self, mark: Callable[[], Bookmark | None]) -> None:
        super().__init__()
        self._mark = mark
        self._button = plain.button(self.tr("Mark this place"), self.press, "quiet")
        self._button.setToolTip(self.tr("Come back to this place later (M)"))
        self._button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click takes no key away
        self._said = plain.label("", "quiet")
        row = plain.row(self._said, self._button, gap=8)
        row.setContentsMargins(0, 0, 0, 0)
        self.setLayout(row)

    def press(self) -> None:
        """Mark what is being said."""
        made = self._mark()
        if made is not None:
            at = clock_face(made.frame / RATE)
            self._said.setText(self.tr("Marked {at}").format(at=at))
            self._button.setAccessibleDescription(self._said.text())
