"""Paper pages and other pictures, on their way into an entry."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from journal_app.domain.errors import JournalError
from journal_app.services.journal import Reply
from journal_app.services.openentry import OpenEntry
from journal_app.ui.hearing import hear

if TYPE_CHECKING:
    from journal_app.ui.photos.photographs import Photographs, Taken


class Papers(QObject):
    """Reads pictures somebody chose or pasted, and makes them parts of an entry.

    ``added`` carries the entry that has them now; ``said`` is that of a place.
    """

    added = Signal(object)
    said = Signal(str, object)

    def __init__(self, photographs: "Callable[[], Photographs]", window: QWidget) -> None:
        super().__init__(window)
        self._make_photographs = photographs
        self._window = window

    def ask(self, entry_for: Callable[[], OpenEntry]) -> None:
        """Let somebody choose files; what is in them goes into the entry that is given then."""
        from journal_app.ui.photos import photographs  # noqa: PLC0415 - seldom needed

        def chosen(paths: list[str]) -> None:
            self._read(entry_for(), self._make_photographs().read(paths))

        photographs.ask(self._window, self.tr("A paper page"), chosen)

    def take(self, entry: OpenEntry, pictured: QImage | tuple[str, ...]) -> None:
        """Take what was pasted into an entry: a picture, or the paths of files."""
        reader = self._make_photographs()
        if isinstance(pictured, QImage):
            self._read(entry, reader.take(pictured))
        else:
            self._read(entry, reader.read(pictured))

    def _read(self, entry: OpenEntry, reply: "Reply[Taken]") -> None:
        self.said.emit(self.tr("Reading it…"), ())
        hear(self, reply, partial(self._add, entry), self._say)

    def _add(self, entry: OpenEntry, taken: "Taken") -> None:
        from journal_app.ui.photos import photographs  # noqa: PLC0415 - seldom needed

        photographs.add(entry, taken)
        self.said.emit(taken.said or self.tr("The picture is in this entry."), ())
        self.added.emit(entry)

    def _say(self, error: JournalError) -> None:
        self.said.emit(str(error), ())
