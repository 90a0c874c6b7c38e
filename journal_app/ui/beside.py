"""The side page that is shown, if any: made for the occasion, gone when it is left."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from journal_app.domain.entry import Kind
from journal_app.domain.settings import Preferences
from journal_app.ui.asides import Asides
from journal_app.ui.sidepage import SidePage
from journal_app.ui.widgets.header import Header


class Beside(QObject):
    """Makes side pages by name, and lets go of each with all it held.

    ``made`` carries each of a page's headers, so that it can be wired; ``said`` a sentence for the
    strip below; the other signals are those of ``SidePage``. Whoever it ``greets`` is on the first
    pages, and comes back to them from those that were opened there.
    """

    made = Signal(object)
    left = Signal(str)
    elsewhere = Signal(str)
    errand = Signal(object)
    preferences_chosen = Signal(object)
    homeward = Signal(object)
    said = Signal(str)

    def __init__(self, stack: QStackedWidget, asides: Asides, *, greets: bool) -> None:
        super().__init__(stack)
        self._stack = stack
        self._asides = asides
        self._name = ""
        self.greets = greets
        self.page: SidePage | None = None

    def make(self, name: str, preferences: Preferences) -> SidePage:
        """Return the side page with that name, instead of the one before."""
        self.end()
        page = self._asides.make(name, preferences)
        page.left.connect(self.leave)
        page.elsewhere.connect(self.elsewhere)
        page.errand.connect(self.errand)
        page.preferences_chosen.connect(self.preferences_chosen)
        page.homeward.connect(self._go_homeward)
        for header in page.headers:
            self._wire(header)
        self.page, self._name = page, name
        self._stack.addWidget(page)
        return page

    def leave(self, said: str = "") -> None:
        """Go back to where side pages are reached from: the settings, or the first pages."""
        if not self.greets:
            self.left.emit(said)
        elif self._name == "welcome":
            self._go_homeward(None)
        else:
            self.elsewhere.emit("welcome to people")
            if said:
                self.said.emit(said)

    def show_preferences(self, preferences: Preferences) -> None:
        """Have the page know what is chosen now."""
        if self.page is not None:
            self.page.show_preferences(preferences)

    def end(self) -> None:
        """Let go of the page."""
        page, self.page = self.page, None
        if page is not None:
            page.forget()
            self._stack.removeWidget(page)
            page.deleteLater()

    def _go_homeward(self, door: Kind | None) -> None:
        self.greets = False
        self.homeward.emit(door)

    def _wire(self, header: Header) -> None:
        self.made.emit(header)
