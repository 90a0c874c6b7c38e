"""Below a recording: have it written down, see how far that is, and then the words."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from journal_app.domain import transcript
from journal_app.domain.errors import JournalError, ModelRefused, ModelUnknown
from journal_app.domain.transcript import Places, Transcript
from journal_app.services.openentry import OpenPart
from journal_app.services.voice.recording import Recording
from journal_app.ui import opendialog
from journal_app.ui.autosave import Autosave
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.transcript.written import Written
from journal_app.ui.widgets.voicing.strip import VoiceStrip
from journal_app.ui.widgets.writing.flow import Flow

if TYPE_CHECKING:
    from journal_app.services.voice.transcribing.models import Model
    from journal_app.services.voice.transcribing.task import Task

LOOK_MS = 200


def below(part: OpenPart, strip: VoiceStrip, tools: Tools) -> "TranscriptPanel | None":
    """Return what belongs below the strip of a recording: nothing, where nothing can be shown."""
    nobody = tools.sound.transcription() is None
    if nobody and transcript.unpack(part.content.body) is None:
        return None
    return TranscriptPanel(part, strip, tools)


class TranscriptPanel(QWidget):
    """Shows and makes the transcript of a part; ``kept`` is told when the part's body changed.

    What is under way ends with the panel, or with ``end``.
    """

    kept = Signal()

    def __init__(
        self,
        part: OpenPart,
        strip: VoiceStrip,
        tools: Tools,
    ) -> None:
        super().__init__()
        self.part = part
        self._strip = strip
        self._transcription = tools.sound.transcription()
        self._running: list[Task[Model] | Task[Transcript]] = []
        self._look: Callable[[], None] = self._rest
        self._chosen = ""
        self._written: Transcript | None = None
        self._places: Places | None = None
        self._line = plain.label("", "quiet", wrap=True)
        self._text = Written(tools.theme)
        self._buttons = self._make_buttons()
        self._autosave = Autosave(self._keep, tools.clock, self)
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look_now)
        self._text.edited.connect(self._touched)
        self._text.left.connect(self._autosave.flush)
        self._text.sought.connect(self._seek)
        self.destroyed.connect(partial(_stop, self._running))
        self._lay_out()
        self._rest()

    def flush(self) -> None:
        """Hand over what was changed."""
        self._autosave.flush()

    def end(self) -> None:
        """Hand over what was changed and let what is under way be; the panel is about to go."""
        self.flush()
        self._timer.stop()
        _stop(self._running)

    def _rest(self) -> None:
        """Show how it stands: what is written, or that it can be."""
        self._written = transcript.unpack(self.part.content.body)
        self._places = None
        if self._written is None:
            self._show("", "write")
            return
        self._text.show_text(self._written.text)
        said = self.tr(
            "Written down by a machine, which may have misheard. You can change it. Press a"
            " word to go to where it is heard."
        )
        more = () if self._transcription is None else ("again", "model")
        self._show(said, *more, "away", text=True)

    def _write(self) -> None:
        if self._transcription is not None and self._transcription.ready:
            self._begin()
        else:
            self._ask_for_model()

    def _write_again(self) -> None:
        self.flush()
        if self._written is not None and self._written.edited is not None:
            self._show(self.tr("What you changed in it would be replaced."), "replace", "leave")
        else:
            self._write()

    def _ask_for_model(self, why: str = "") -> None:
        said = self.tr(
            "A machine on this computer writes down what was said; nothing leaves it. It needs a"
            " model, a file for whisper.cpp that you bring along: ggml-base.en.bin (142 MB) suits"
            " most computers, ggml-tiny.en.bin (75 MB) slow ones, ggml-small.en.bin (466 MB) an"
            " accent. Those without “.en” know other languages."
        )
        self._show(why or said, "choose", "leave")

    def _choose(self) -> None:
        self.flush()
        kinds = self.tr("Models (*.bin);;All files (*)")
        opendialog.ask_file(self.window(), self.tr("Choose a model"), kinds, self._add)

    def _add(self, path: str) -> None:
        self._chosen = path
        self._add_chosen(anyway=False)

    def _use_anyway(self) -> None:
        self._add_chosen(anyway=True)

    def _add_chosen(self, *, anyway: bool) -> None:
        if self._transcription is None:
            return
        task = self._transcription.add(Path(self._chosen), anyway=anyway)
        self._follow(task, partial(self._look_at_model, task))

    def _look_at_model(self, task: "Task[Model]") -> None:
        if not task.over:
            self._say(self.tr("Looking at the model: {part} %"), task)
        elif isinstance(task.trouble, ModelUnknown):
            self._show(str(task.trouble), "anyway", "choose", "leave")
        elif task.trouble is not None:
            self._ask_for_model(str(task.trouble))
        else:
            self._begin()

    def _begin(self) -> None:
        if self._transcription is None:
            return
        recording = Recording(self._strip.listener.note, self.part.fetch)
        task = self._transcription.write_down(recording)
        self._follow(task, partial(self._look_at_writing, task))

    def _look_at_writing(self, task: "Task[Transcript]") -> None:
        if not task.over:
            self._say(self._writing(task), task)
        elif task.value is not None:
            self.part.put(transcript.pack(task.value))
            self._rest()
            self.kept.emit()
        else:
            self._show_trouble(task.trouble)

    def _writing(self, task: "Task[Transcript]") -> str:
        from journal_app.services.voice.transcribing.task import Waits  # noqa: PLC0415 - seldom needed

        said = {
            Waits.NOTHING: self.tr("Writing it down: {part} %. It goes on while this is open."),
            Waits.COMPUTER: self.tr("Writing it down: {part} %. Waiting for the computer."),
            Waits.RECORDER: self.tr("Writing it down: {part} %. It waits while you record."),
        }
        return said[task.waits]

    def _show_trouble(self, trouble: JournalError | None) -> None:
        if isinstance(trouble, ModelRefused):
            self._ask_for_model(str(trouble))
        else:
            self._rest()
            if trouble is not None and self._written is None:
                self._show(str(trouble), "write")

    def _follow(self, task: "Task[Model] | Task[Transcript]", look: Callable[[], None]) -> None:
        """Look at a task now and then, until it is over."""
        _stop(self._running)
        self._running.append(task)
        self._look = look
        self._show("", "stop")
        self._timer.start()
        self._look()

    def _look_now(self) -> None:
        if all(task.over for task in self._running):
            self._timer.stop()
            self._running.clear()
        self._look()

    def _stop_writing(self) -> None:
        self._timer.stop()
        _stop(self._running)
        self._rest()

    def _take_away(self) -> None:
        self._autosave.forget()
        self.part.put(b"")
        self._rest()
        self.kept.emit()

    def _touched(self) -> None:
        self._places = None
        self.part.touch()
        self._autosave.touch()

    def _keep(self) -> None:
        if self._written is not None:
            self._written = replace(self._written, edited=self._text.text())
            self.part.put(transcript.pack(self._written))
            self.kept.emit()

    def _seek(self, place: int) -> None:
        """Go to where a word is heard."""
        if self._written is None:
            return
        if self._places is None:
            self._places = Places(replace(self._written, edited=self._text.text()))
        heard = self._places.heard_at(place)
        if heard is not None:
            self._strip.seek(heard.start)

    def _say(self, said: str, task: "Task[Model] | Task[Transcript]") -> None:
        self._line.setText(said.format(part=int(100 * task.part_done)))
        self._line.show()

    def _show(self, said: str, *names: str, text: bool = False) -> None:
        """Show a line and some buttons, and keep the keyboard here if it was."""
        had = self.isAncestorOf(self.window().focusWidget()) if self.isVisible() else False
        self._line.setText(said)
        self._line.setVisible(bool(said))
        self._text.setVisible(text)
        for name, button in self._buttons.items():
            button.setVisible(name in names)
        if had:
            first = self._text if text else self._buttons[names[0]]
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_buttons(self) -> dict[str, QPushButton]:
        pressed: dict[str, tuple[str, Callable[[], object]]] = {
            "write": (self.tr("Write it down"), self._write),
            "choose": (self.tr("Choose a model…"), self._choose),
            "anyway": (self.tr("Use it anyway"), self._use_anyway),
            "replace": (self.tr("Write it down again"), self._write),
            "stop": (self.tr("Stop"), self._stop_writing),
            "leave": (self.tr("Not now"), self._rest),
            "again": (self.tr("Write it down again"), self._write_again),
            "model": (self.tr("Another model…"), self._choose),
            "away": (self.tr("Take these words away"), self._take_away),
        }
        return {name: plain.button(*what, "quiet") for name, what in pressed.items()}

    def _lay_out(self) -> None:
        foot = Flow()
        for button in self._buttons.values():
            foot.addWidget(button)
        layout = plain.column(self, gap=6)
        layout.addWidget(self._line)
        layout.addWidget(self._text)
        layout.addLayout(foot)


def _stop(running: "list[Task[Model] | Task[Transcript]]", *_gone: object) -> None:
    for task in running:
        task.stop()
    running.clear()
