"""Sees to it that every entry that was left is kept in the end, and says so if one isn't yet."""

from PySide6.QtCore import QObject, QTimer, Signal

from journal_app.domain.entry import EntryId
from journal_app.services.openentry import KeepState, OpenEntry
from journal_app.ui.notices import Notices

RETRY_MS = 2000
_AT_REST = {KeepState.NOTHING, KeepState.KEPT}


class Keeping(QObject):
    """Watches open entries until the vault has all of them; ``settled`` when that is so."""

    settled = Signal()

    def __init__(self, notices: Notices, parent: QObject) -> None:
        super().__init__(parent)
        self._notices = notices
        self._entries: list[OpenEntry] = []
        self._complaint = ""
        self._covered = False
        self._timer = QTimer(self)
        self._timer.setInterval(RETRY_MS)
        self._timer.timeout.connect(self.retry)

    @property
    def at_rest(self) -> bool:
        """Whether the vault has everything that was made."""
        return all(entry.state in _AT_REST for entry in self._entries)

    def watch(self, entry: OpenEntry) -> None:
        """Watch an entry from now on; it is let go when another is watched and it is at rest."""
        if entry in self._entries:
            return
        for done in [left for left in self._entries if left.state in _AT_REST]:
            done.unwatch(self._look)
            self._entries.remove(done)
        self._entries.append(entry)
        entry.watch(self._look)

    def unkept(self, entry_id: EntryId) -> OpenEntry | None:
        """Return that entry if some of it isn't kept yet: the vault alone doesn't have it whole."""
        unkept = (entry for entry in self._entries if entry.state not in _AT_REST)
        return next((entry for entry in unkept if entry.id == entry_id), None)

    def squeezed(self) -> None:
        """Say, once, that room was found for the last time."""
        self._notices.stay(
            self.tr("The disk is almost full. Everything is kept so far; please make room soon.")
        )

    def end(self) -> None:
        """Watch nothing any more: the journal is closed."""
        self._timer.stop()
        for entry in self._entries:
            entry.unwatch(self._look)
        self._entries.clear()

    def retry(self) -> None:
        """Hand over again whatever was refused."""
        for entry in self._entries:
            if entry.state is KeepState.NOT_KEPT:
                entry.retry()

    def _look(self) -> None:
        refused = [entry for entry in self._entries if entry.state is KeepState.NOT_KEPT]
        if refused:
            self._complain(str(refused[0].trouble))
        elif self._complaint and self.at_rest:
            self._complaint, self._covered = "", False
            self._timer.stop()
            self._notices.say(self.tr("Kept again. Nothing was lost."))
        if self.at_rest:
            self.settled.emit()

    def _complain(self, sentence: str) -> None:
        """Say it once; and again when something else was said over it and has gone."""
        shown = self._notices.text
        if sentence != self._complaint or (self._covered and not shown):
            self._complaint, self._covered = sentence, False
            self._timer.start()
            self._notices.stay(sentence, (self.tr("Try again"), self.retry))
        elif shown not in {"", sentence}:
            self._covered = True
