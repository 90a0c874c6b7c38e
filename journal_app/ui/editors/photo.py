"""A photo or a paper page: seen large, turned, and given a line of words."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QTransform
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from journal_app.services.openentry import OpenPart
from journal_app.ui import actions
from journal_app.ui.actions import Action
from journal_app.ui.autosave import Autosave
from journal_app.ui.editor import Editor
from journal_app.ui.photos import pictures
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.phototray import PhotoTray
from journal_app.ui.widgets.photoview import PhotoView

QUARTERS, QUARTER = 4, 90  # of a turn, and in degrees
QUALITY = 95  # of a picture that was turned: it was packed once before


class PhotoEditor(Editor):
    """Shows the picture of a part, and keeps it the way it is turned.

    It is always turned from what it was when it was opened: turning it often takes no more from it
    than turning it once, and turned back it is the same again, byte by byte.
    """

    def __init__(self, part: OpenPart, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(part, tools, parent)
        self._body = part.content.body
        self._image = pictures.of_body(self._body)
        self._steps: list[int] = []  # quarters to the right; those behind ``_at`` were undone
        self._at = 0
        self._autosave = Autosave(self._keep, tools.clock, self)
        self._view = PhotoView(tools.theme, self)
        self._view.zoomed.connect(self._allow)
        self._caption = self._make_caption()
        self._tray = PhotoTray(tools.theme, tools.icons)
        self._tray.add(self.tr("Turn left"), "turn-left", "L", self.turn_left)
        self._tray.add(self.tr("Turn right"), "turn-right", "R", self.turn_right)
        self._larger = self._tray.add(self.tr("Larger"), "larger", "+", self._view.larger)
        self._smaller = self._tray.add(self.tr("Smaller"), "smaller", "-", self._view.smaller)
        self._fit = self._tray.add(self.tr("All of it"), "whole", "0", self._view.fit)
        self._lay_out()
        self._describe_view()
        if not self._image.isNull():
            self._listen()
            self._show()

    def turn_left(self) -> None:
        """Turn the picture a quarter to the left."""
        self._turn(-1)

    def turn_right(self) -> None:
        """Turn the picture a quarter to the right."""
        self._turn(1)

    def undo(self) -> None:
        """Take back the last turn."""
        self._step_to(self._at - 1)

    def redo(self) -> None:
        """Take the undone turn again."""
        self._step_to(self._at + 1)

    @override
    def flush(self) -> None:
        self._autosave.flush()

    def _turn(self, by: int) -> None:
        self._steps[self._at :] = [by]
        self._step_to(self._at + 1)

    def _step_to(self, step: int) -> None:
        if 0 <= step <= len(self._steps):
            self._at = step
            self._show()
            self.part.touch()
            self._autosave.touch()

    def _quarters(self) -> int:
        return sum(self._steps[: self._at]) % QUARTERS

    def _turned(self) -> QImage:
        return self._image.transformed(QTransform().rotate(QUARTER * self._quarters()))

    def _show(self) -> None:
        self._view.show_image(self._turned())

    def _keep(self) -> None:
        turned = self._quarters() != 0
        self.part.put(pictures.pack(self._turned(), QUALITY) if turned else self._body)

    def _describe(self, caption: str) -> None:
        self.part.describe(caption)
        self._describe_view()

    def _describe_view(self) -> None:
        said = self._caption.text()
        photo = self.tr("Photo: {said}").format(said=said) if said else self.tr("Photo")
        self._view.setAccessibleName(photo)

    def _listen(self) -> None:
        table = (
            Action(("L",), self.turn_left),
            Action(("R",), self.turn_right),
            Action(("+", "="), self._view.larger),
            Action(("-",), self._view.smaller),
            Action(("0",), self._view.fit),
            Action(("Ctrl+Z",), self.undo),
            Action(("Ctrl+Shift+Z", "Ctrl+Y"), self.redo),
        )
        actions.listen(self, table, Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _make_caption(self) -> QLineEdit:
        line = plain.line(self.tr("A few words about it, if you like"))
        line.setAccessibleName(self.tr("Caption"))
        line.setProperty("role", "inline")
        line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        line.setText(self.part.content.caption)
        line.textEdited.connect(self._describe)
        return line

    def _lay_out(self) -> None:
        left = plain.column(gap=8)
        if self._image.isNull():
            line = self.tr("This picture can’t be shown here. It is kept as it is.")
            left.addWidget(plain.label(line, "lead", wrap=True), 1)
            self._tray.hide()
            self._view.hide()
        else:
            left.addWidget(self._view, 1)
        self.setFocusProxy(self._caption if self._image.isNull() else self._view)
        left.addLayout(plain.middle(self._caption))
        whole = plain.row()
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(left, 1)
        whole.addWidget(self._tray)
        self.setLayout(whole)

    def _allow(self) -> None:
        """Offer only the steps there are; never leave the keyboard on a button that went grey."""
        for button, possible in (
            (self._larger, self._view.can_grow),
            (self._smaller, self._view.can_shrink),
            (self._fit, self._view.can_shrink),
        ):
            if button.hasFocus() and not possible:
                self._view.setFocus(Qt.FocusReason.TabFocusReason)
            button.setEnabled(possible)
