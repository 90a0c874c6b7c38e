"""Saving the sound of a recording outside the journal: which kind, where, and how far it is."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid
from typing_extensions import override

from journal_app.domain.errors import JournalError
from journal_app.services.openentry import OpenPart
from journal_app.services.voice.saving import Form, SoundSaver
from journal_app.ui.hearing import hear
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.saving import Saving

MINUTE_S = 60
LONG_S = 5 * MINUTE_S  # from which on one is told how far it is


class SoundSaving(Saving):
    """Asks in place, until the sound is saved, or somebody stops it."""

    def __init__(self, saver: SoundSaver, part: OpenPart, tools: Tools) -> None:
        say = QCoreApplication.translate
        kinds: dict[str, str] = {
            Form.FLAC: say("SoundSaving", "FLAC, all of the sound, in a smaller file than WAV"),
            Form.WAV: say("SoundSaving", "WAV, all of the sound, for any program, in a large file"),
            Form.OPUS: say("SoundSaving", "Opus, a small file, as the journal keeps it"),
        }
        super().__init__(tools, kinds)
        self._saver = saver
        self._part = part
        self._busy = False
        self._line = plain.label("", wrap=True)
        self._stop = plain.button(self.tr("Stop saving"), self.leave)
        self._making = QWidget()
        row = plain.row(self._line, self._stop)
        row.setStretch(0, 1)
        row.setContentsMargins(0, 0, 0, 0)
        self._making.setLayout(row)
        self._column.addWidget(self._making)
        self._making.hide()

    @property
    @override
    def title(self) -> str:
        return self.tr("Save the sound")

    @property
    @override
    def name(self) -> str:
        return self.tr("Recording")

    @property
    def busy(self) -> bool:
        """Whether a file is being written."""
        return self._busy

    @override
    def end(self) -> None:
        if self._busy:
            self._saver.stop()
            self._show_making(on=False)
            self.said.emit(self.tr("Saving is being stopped."))
        super().end()

    @override
    def save(self, kind: str, file: str) -> None:
        if self._busy:
            return
        self._line.setText(self.tr("One moment…"))
        self._show_making(on=True)
        saved = self._saver.save(self._part, Form(kind), Path(file), self._told)
        hear(self, saved, self._saved, self._refused)

    def _told(self, done: float, whole: float) -> None:
        """Say how far it is, in minutes: nobody needs to watch it."""
        if isValid(self) and whole >= LONG_S:
            said = self.tr("{done} of {whole} minutes of sound are written.")
            minutes = {"done": int(done // MINUTE_S), "whole": round(whole / MINUTE_S)}
            self._line.setText(said.format(**minutes))

    def _saved(self, _nothing: None) -> None:
        self._show_making(on=False)
        self.done()

    def _refused(self, error: JournalError) -> None:
        """Say why; another place can be chosen, unless somebody stopped it."""
        if self._busy:
            self._show_making(on=False)
            self._first.setFocus(Qt.FocusReason.OtherFocusReason)
        self.said.emit(str(error))

    def _show_making(self, *, on: bool) -> None:
        """Show how far it is, and the way to stop it, in the place of the choice; or that again."""
        self._busy = on
        self._making.setVisible(on)
        self._choice.setVisible(not on)
        if on:
            self._stop.setFocus(Qt.FocusReason.OtherFocusReason)


class Asker(Protocol):
    """Something that shows a recording, and lets something be asked about it below."""

    @property
    def part(self) -> OpenPart:
        """The recording."""

    def ask_below(self, asking: QWidget, end: Callable[[], object]) -> None:
        """Let something be asked, until ``end``."""

    def go_on(self) -> None:
        """Put the keyboard back."""


def ask_on(asker: Asker, saver: SoundSaver, tools: Tools) -> SoundSaving:
    """Ask where a recording is shown; return what asks."""
    saving = SoundSaving(saver, asker.part, tools)
    saving.left.connect(asker.go_on)
    asker.ask_below(saving, saving.end)
    saving.begin()
    return saving
