"""A row above what one writes or draws: how the recording stands that goes on meanwhile."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget
from typing_extensions import override

from journal_app.domain.voice import clock_face
from journal_app.ui.icons import SIZE, Icons
from journal_app.ui.theme import Theme
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.toolrow import gap
from journal_app.ui.widgets.voicing.record import Mark, StateMark
from journal_app.ui.widgets.voicing.standing import Speech

LOOK_MS = 250  # its clock shows seconds
INDENT = 14  # as far in as the icon of the way back above
ROOMY, TIGHT = 1150, 900  # pixels at 100 %; with less room, most or all buttons lose their words
LINES, MOST_LINES = 2, 3  # of a sentence, and where it is tight


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
        self._act = self._button(self._toggle)
        self._finish = self._button(self._end, self.tr("Keep this recording"))
        self._back = self._button(self.back_asked.emit, self.tr("See the recording (Ctrl+3)"))
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._row = layout = QHBoxLayout(self)
        layout.setContentsMargins(INDENT, 0, 0, 0)
        for thing in (self._mark, self._word, self._time):
            layout.addWidget(thing)
        layout.addWidget(self._trouble, 1)
        for button in (self._act, self._finish, self._back):
            layout.addWidget(button)
        theme.changed.connect(self._dress)
        self._dress()

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
        if self._act.accessibleName() != stands.act:
            self._act.setAccessibleName(stands.act)
            self._act.setToolTip(f"{stands.act} (Ctrl+Shift+R)")
            self._draw(self._act, "pause" if stands.act_mark is Mark.BARS else "play")
        self._finish.setEnabled(stands.seconds > 0)
        if self._went_on and not goes_on:
            self._went_on = False
            self.ended.emit()
        self._name()

    def _name(self) -> None:
        """Say what the buttons do, in words or, where there is little room, without."""
        goes_on = self._speech is not None and self._speech.goes_on
        over = self._speech is not None and not goes_on and self._speech.standing.seconds > 0
        back = self.tr("Listen to it") if over else self.tr("Back to the recording")
        if not goes_on and (self._act.hasFocus() or self._finish.hasFocus()):
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)
        self._finish.setAccessibleName(self.tr("Finish"))
        self._back.setAccessibleName(back)
        roomy = self.width() >= self._theme.along(ROOMY)
        _call(self._act, "" if self._tight else self._act.accessibleName())
        for button in (self._finish, self._back):
            _call(button, button.accessibleName() if roomy else "")
        for button in (self._act, self._finish):
            button.setVisible(goes_on)
        silent = self._tight and bool(self._trouble.text())
        for label in (self._word, self._time):
            label.setVisible(not silent)

    @property
    def _tight(self) -> bool:
        return self.width() < self._theme.along(TIGHT)

    def _dress(self) -> None:
        self._row.setSpacing(gap(self._theme))
        self._act.setAccessibleName("")  # it is named, and drawn, anew
        self._draw(self._finish, "check")
        self._draw(self._back, "speak")
        self._look()
        self._fit()

    def _draw(self, button: QPushButton, icon: str) -> None:
        side = self._theme.px(SIZE)
        button.setIcon(self._icons.get(icon))
        button.setIconSize(QSize(side, side))

    def _fit(self) -> None:
        """Have the height that the longest sentence may need."""
        self._trouble.ensurePolished()
        line = self._trouble.fontMetrics().height() + 1  # as a label rounds it
        lines = MOST_LINES if self._tight else LINES
        self.setFixedHeight(max(self._back.sizeHint().height(), lines * line))
        self._name()

    def _button(self, press: Callable[[], object], hint: str = "") -> QPushButton:
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
