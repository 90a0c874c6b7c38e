"""The kind of page one goes to and comes back to: the journal's list, the search, the bin."""

from typing import Protocol, runtime_checkable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from journal_app.domain.changes import Changed
from journal_app.ui.widgets.header import Header


@runtime_checkable
class Focusing(Protocol):
    """A page that knows where one would begin."""

    def focus_first(self) -> None:
        """Put the keyboard there."""
        ...


class Place(QWidget):
    """A page that is made when first gone to and kept, with where one was in it, until the lock.

    ``entry_asked`` carries a ``Spot``; ``place_asked`` the name of another place, and what it is
    to be about; ``said`` a sentence for the strip below and its actions (see ``ui.notices``).
    """

    entry_asked = Signal(object)
    place_asked = Signal(str, object)
    said = Signal(str, object)

    header: Header

    @property
    def playing(self) -> bool:
        """Whether a voice is being listened to here."""
        return False

    def stop(self) -> None:
        """Fall silent."""

    def arrive(self, about: object) -> None:
        """Look at what there is, now that the page is shown; also when one comes back to it."""

    def changed(self, changed: Changed) -> None:
        """Look again while the page is shown, if a committed write changed what it shows."""

    def flush(self) -> None:
        """Hand over whatever was typed here and has not been handed over yet."""

    def forget(self) -> None:
        """Let go of everything: the journal is closed."""

    def focus_first(self) -> None:
        """Put the keyboard where one would begin."""
