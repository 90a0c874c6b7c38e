"""The faces of the Speak page: somebody speaks, or nothing is there to hear them."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from journal_app.domain.entry import Kind
from journal_app.domain.level import Level
from journal_app.domain.soundcards import Match
from journal_app.domain.voice import clock_face
from journal_app.services.voice.recorder import Recorder, State
from journal_app.services.voice.soundcards import Way
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.voicing.devicechoice import DeviceChoice
from journal_app.ui.widgets.voicing.level import LevelBars
from journal_app.ui.widgets.voicing.markhere import MarkHere
from journal_app.ui.widgets.voicing.record import RecordButton, StateMark
from journal_app.ui.widgets.voicing.standing import Standing, Telling

WIDEST = 860
NAME_WIDTH, NAME_LEAST = 280, 60
BESIDE_NAME = 350  # what else is in its row
TIGHT = 6  # the smallest window at twice the text size has no more
LOWEST = 150  # where there is less room, what is said in words matters more than the bars


class Speaking(QWidget):
    """A word for what is going on, the level, and the one large button.

    In the place of the button one may choose a microphone; ``chosen`` says that one was.
    """

    chosen = Signal()

    def __init__(
        self,
        tools: Tools,
        telling: Telling,
        press: tuple[Callable[[], None], Callable[[], None]],
        mark: MarkHere,
    ) -> None:
        super().__init__()
        theme, (toggle, finish) = tools.theme, press
        self._telling = telling
        self.button = RecordButton(self.tr("Space"), theme)
        self.button.clicked.connect(toggle)
        self._finish = plain.button(self.tr("Finish"), finish, "quiet")
        self._finish.setToolTip(self.tr("Keep this recording and listen to it (Enter)"))
        self._mark = StateMark(theme)
        self._mark_here = mark
        self._word = plain.label("", "heading")
        self._time = plain.label("", "heading")
        self._tools = tools
        self._theme = theme
        self._bars = LevelBars(theme)
        self._device = plain.button(self.tr("Microphone"), self._open_choice, "quiet")
        self._device.setToolTip(self.tr("Choose another microphone"))
        self._named: tuple[Match | None, int] = (None, 0)
        self._middle = QStackedWidget()
        self._middle.addWidget(self.button)
        self._choice: DeviceChoice | None = None
        self._line = plain.label("", "quiet", wrap=True)
        self.setFocusProxy(self.button)
        self._lay_out()

    def show_recorder(self, recorder: Recorder, stands: Standing) -> None:
        """Show how it stands."""
        self._mark.show_mark(stands.mark)
        self._word.setText(stands.word)
        self._time.setText(clock_face(stands.seconds))
        self._show_device(recorder.hears_with)
        self._line.setText(self._telling.line(recorder, stands))
        self._finish.setEnabled(stands.seconds > 0)
        self._mark_here.setEnabled(stands.seconds > 0)
        heard = recorder.state in {State.READY, State.RECORDING}
        self._bars.setVisible(self.height() >= self._theme.px(LOWEST))
        self._bars.show_level(recorder.level if heard else Level(), recorder.hearing)
        self.button.show_action(stands.act, stands.act_mark)

    def _lay_out(self) -> None:
        middle = in_middle(self)
        middle.setSpacing(TIGHT)
        state = plain.row(self._mark, self._word, self._time, gap=14)
        state.setAlignment(Qt.AlignmentFlag.AlignCenter)
        middle.addLayout(state)
        middle.addWidget(self._bars, 1)
        middle.addWidget(self._middle, 3)
        middle.addWidget(self._line)
        middle.addLayout(plain.row(self._device, None, self._mark_here, self._finish))

    def _show_device(self, found: Match | None) -> None:
        """Name what hears, as far as there is room for it."""
        beside = min(self.width(), WIDEST) - self._theme.px(BESIDE_NAME)
        room = max(self._theme.px(NAME_LEAST), min(self._theme.px(NAME_WIDTH), beside))
        if self._named == (found, room):
            return
        self._named = (found, room)
        if found is None:
            self._device.setText(self.tr("Microphone"))
            return
        name = found.device.name
        shown = self._device.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, room)
        line = self.tr("Microphone: {name}")
        self._device.setText(line.format(name=shown.replace("&", "&&")))
        self._device.setAccessibleName(line.format(name=name))

    def _open_choice(self) -> None:
        if self._choice is None:
            self._choice = DeviceChoice(Way.IN, self._tools)
            self._choice.chosen.connect(self._take)
            self._choice.closed.connect(self._close_choice)
            self._middle.addWidget(self._choice)
        self._middle.setCurrentWidget(self._choice)
        self._line.hide()
        self._choice.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self) -> None:
        self._close_choice()
        self.chosen.emit()

    def _close_choice(self) -> None:
        self._middle.setCurrentWidget(self.button)
        self._line.show()
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)


class Missing(QWidget):
    """The calm sentence, with the two other ways in beside it, and a microphone to choose."""

    wants = Signal(object)
    look_again = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._line = plain.label("", "lead", wrap=True)
        self._write = plain.button(self.tr("Write"), self._want_words, "main")
        self._draw = plain.button(self.tr("Draw"), self._want_ink, "main")
        again = plain.button(self.tr("Look again"), self.look_again.emit, "quiet")
        another = plain.button(self.tr("Choose a microphone"), self._open_choice, "quiet")
        self._choice = DeviceChoice(Way.IN, tools)
        self._choice.chosen.connect(self._take)
        self._choice.closed.connect(self._close_choice)
        self._choice.hide()
        self.setFocusProxy(self._write)
        self._rest = QWidget()
        rest = plain.column(self._rest, gap=12)
        rest.addStretch(1)
        rest.addWidget(self._line)
        rest.addLayout(plain.row(self._write, self._draw, None))
        rest.addLayout(plain.row(again, another, None))
        rest.addStretch(2)
        middle = in_middle(self)
        middle.addWidget(self._rest)
        middle.addWidget(self._choice)
        tools.theme.changed.connect(self._colour)
        self._colour()

    def say(self, sentence: str) -> None:
        """Show why nobody can be heard."""
        self._line.setText(sentence)

    def _open_choice(self) -> None:
        self._rest.hide()
        self._choice.show()
        self._choice.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self) -> None:
        self._close_choice()
        self.look_again.emit()

    def _close_choice(self) -> None:
        self._choice.hide()
        self._rest.show()
        self._write.setFocus(Qt.FocusReason.OtherFocusReason)

    def _want_words(self) -> None:
        self.wants.emit(Kind.WORDS)

    def _want_ink(self) -> None:
        self.wants.emit(Kind.INK)

    def _colour(self) -> None:
        self._write.setIcon(self._tools.icons.on_accent("write"))
        self._draw.setIcon(self._tools.icons.on_accent("draw"))


def in_middle(parent: QWidget) -> QVBoxLayout:
    """Return a column in the middle of ``parent``, no wider than is easy to look at."""
    column = QWidget()
    column.setMaximumWidth(WIDEST)
    around = QHBoxLayout(parent)
    around.setContentsMargins(0, 0, 0, 0)
    around.addWidget(column)
    return plain.column(column, gap=12)
