"""The places one has been to: made when first gone to, kept with where one was in each."""

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from journal_app.domain.changes import Changed
from journal_app.ui.place import Place
from journal_app.ui.places import Places


class Visits(QObject):
    """Keeps the places until the lock.

    ``made`` carries the header of a new one, so that it can be wired; the other signals are those
    of ``Place``.
    """

    made = Signal(object)
    place_asked = Signal(str, object)
    said = Signal(str, object)

    def __init__(self, stack: QStackedWidget, places: Places) -> None:
        super().__init__(stack)
        self._stack = stack
        self._places = places
        self._kept: dict[str, Place] = {}

    @property
    def playing(self) -> bool:
        """Whether a voice is being listened to in one of them."""
        return any(place.playing for place in self._kept.values())

    def place(self, name: str) -> Place:
        """Return the place with that name, as it was left or new."""
        if name not in self._kept:
            place = self._places.make(name)
            place.entry_asked.connect(partial(self.place_asked.emit, "entry"))
            place.place_asked.connect(self.place_asked)
            place.said.connect(self.said)
            self._stack.addWidget(place)
            self._kept[name] = place
            self.made.emit(place.header)
        return self._kept[name]

    def changed(self, changed: Changed) -> None:
        """Have the place that is shown look again, if a committed write changed what it shows."""
        here = self._stack.currentWidget()
        if isinstance(here, Place):
            here.changed(changed)

    def flush(self) -> None:
        """Have what was typed in them handed over."""
        for place in self._kept.values():
            place.flush()

    def forget(self) -> None:
        """Let go of everything: the journal is closed."""
        for place in self._kept.values():
            place.forget()
