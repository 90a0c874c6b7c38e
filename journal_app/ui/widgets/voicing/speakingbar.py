"""A row above what one writes or draws: how the recording stands that goes on meanwhile."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget
from typing_extensions import override

from journal_app.domain.voice import clock_face
from journal_app.ui.editor import Speech
from journal_app.ui.icons import SIZE, Icons
from journal_app.ui.theme import Theme
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.voicing.record import StateMark

LOOK_MS = 250  # its clock shows seconds
GAP = 12
SMALL_PX = 16
ROOMY, TIGHT = 900, 700  # pixels at 100 %: below, buttons lose words; below, a sentence has it all


class SpeakingBar(QWidget):
    """Follows a recording made on another page. Its height stays the same, whatever it says.

    ``back_asked`` when somebody wants to see the recording; ``ended`` when it is over.
    """

    back_asked = Signal()
    ended = Signal()

    def __init__(self, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self._theme, self._icons = theme, icons
        self._speech: Speech | None = None
        self._went_on = False
        self._mark = StateMark(theme)
        self._word, self._time = plain.label(""), plain.label("")
        self._trouble = plain.label("", "status", wrap=True)
        self._act = self._button(self._toggle, self.tr("Ctrl+Shift+R"))
        self._finish = self._button(self._end, self.tr("Keep this recording"))
        self._back = self._button(self.back_asked.emit, self.tr("Ctrl+3"))
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        for thing in (self._mark, self._word, self._time):
            layout.addWidget(thing)
        layout.addWidget(self._trouble, 1)
        for button in (self._act, self._finish, self._back):
            layout.addWidget(button)
        theme.changed.connect(self._fit)
        self._fit()

    def follow(self, speech: Speech | None) -> None:
        """Show how this recording stands, from now on; without one, show nothing."""
        self._speech = speech
        self._went_on = speech is not None and speech.goes_on
        self._look()
        self.setVisible(speech is not None)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look()
        self._timer.start()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _toggle(self) -> None:
        if self._speech is not None and self._speech.goes_on:
            self._speech.toggle()
            self._look()

    def _end(self) -> None:
        if self._speech is not None and self._speech.goes_on:
            self._speech.finish()
            self._look()

    def _look(self) -> None:
        """Show how it stands, where that is something else by now."""
        if self._speech is None:
            return
        stands, goes_on = self._speech.standing, self._speech.goes_on
        self._mark.show_mark(stands.mark)
        _say(self._word, stands.word)
        _say(self._time, clock_face(stands.seconds))
        _say(self._trouble, stands.trouble)
        self._trouble.setToolTip(stands.trouble)
        self._act.setAccessibleName(stands.act)
        self._finish.setEnabled(stands.seconds > 0)
        if self._went_on and not goes_on:
            self._went_on = False
            self.ended.emit()
        self._name()

    def _name(self) -> None:
        """Say what the buttons do, in words or, where there is little room, without."""
        goes_on = self._speech is not None and self._speech.goes_on
        back = self.tr("Back to the recording") if goes_on else self.tr("Listen to it")
        if not goes_on and (self._act.hasFocus() or self._finish.hasFocus()):
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)
        self._finish.setAccessibleName(self.tr("Finish"))
        self._back.setAccessibleName(back)
        roomy = self.width() >= self._theme.px(ROOMY)
        for button, wordy in ((self._act, True), (self._finish, roomy), (self._back, roomy)):
            _call(button, button.accessibleName() if wordy else "")
        for button in (self._act, self._finish):
            button.setVisible(goes_on)
        silent = self._tight and bool(self._trouble.text())
        for label in (self._word, self._time):
            label.setVisible(not silent)

    @property
    def _tight(self) -> bool:
        return self.width() < self._theme.px(TIGHT)

    def _fit(self) -> None:
        """Have the colours and the height of the theme."""
        for button, icon in ((self._finish, "check"), (self._back, "speak")):
            side = self._theme.px(SIZE)
            button.setIcon(self._icons.get(icon))
            button.setIconSize(QSize(side, side))
        line = QFontMetrics(self._theme.font(SMALL_PX)).lineSpacing()
        self.setFixedHeight(max(self._theme.target, (3 if self._tight else 2) * line))
        self._name()

    def _button(self, press: Callable[[], object], hint: str) -> QPushButton:
        made = plain.button("", press, "quiet")
        made.setToolTip(hint)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard where it writes
        return made


def _say(label: QLabel, text: str) -> None:
    if label.text() != text:
        label.setText(text)


def _call(button: QPushButton, text: str) -> None:
    if button.text() != text:
        button.setText(text)
