"""The side page that is shown, if any: made for the occasion, gone when it is left."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from journal_app.domain.settings import Preferences
from journal_app.ui.asides import Asides
from journal_app.ui.sidepage import SidePage
from journal_app.ui.widgets.header import Header


class Beside(QObject):
    """Makes side pages by name, and lets go of each with all it held.

    ``made`` carries each of a page's headers, so that it can be wired; the other signals are those
    of ``SidePage``.
    """

    made = Signal(object)
    left = Signal(str)
    elsewhere = Signal(str)
    errand = Signal(object)
    preferences_chosen = Signal(object)

    def __init__(self, stack: QStackedWidget, asides: Asides) -> None:
        super().__init__(stack)
        self._stack = stack
        self._asides = asides
        self.page: SidePage | None = None

    def make(self, name: str, preferences: Preferences) -> SidePage:
        """Return the side page with that name, instead of the one before."""
        self.end()
        page = self._asides.make(name, preferences)
        page.left.connect(self.left)
        page.elsewhere.connect(self.elsewhere)
        page.errand.connect(self.errand)
        page.preferences_chosen.connect(self.preferences_chosen)
        for header in page.headers:
            self._wire(header)
        self.page = page
        self._stack.addWidget(page)
        return page

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

    def _wire(self, header: Header) -> None:
        self.made.emit(header)
