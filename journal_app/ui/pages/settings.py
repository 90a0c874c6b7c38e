"""The settings: how the journal looks, and the ways to everything else that can be chosen."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from journal_app.domain.settings import Preferences
from journal_app.ui import copytext
from journal_app.ui.icons import Icons
from journal_app.ui.theme import Theme
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.header import Header
from journal_app.ui.widgets.looks import Looks
from journal_app.ui.widgets.scroller import Scroller
from journal_app.ui.widgets.waycard import WayCard
from journal_app.ui.widgets.writingchoices import WritingChoices

Way = tuple[str, str, str, str]  # the name of a side page, its icon, its title, what it is for


class SettingsPage(QWidget):
    """Lets someone choose; ``chosen`` carries the new preferences, which take effect at once.

    ``aside`` asks for a side page by its name.
    """

    chosen = Signal(object)
    aside = Signal(str)

    def __init__(self, preferences: Preferences, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self._theme, self._icons = theme, icons
        self.header = Header(self.tr("Home"), theme, icons)
        self._looks = Looks(preferences, theme, icons)
        self._writing = WritingChoices(preferences, theme, icons)
        for choices in (self._looks, self._writing):
            choices.chosen.connect(self.chosen)
        self._lay_out()

    def show_preferences(self, preferences: Preferences) -> None:
        """Show what is chosen now."""
        for choices in (self._looks, self._writing):
            choices.show_preferences(preferences)

    def focus_first(self) -> None:
        """Put the keyboard on the text size."""
        self._looks.setFocus()

    def _lay_out(self) -> None:
        inside = QWidget()
        column = plain.column(inside, gap=16)
        column.addWidget(plain.label(self.tr("Settings"), "title", wrap=True))
        column.addWidget(self._looks)
        column.addWidget(plain.label(self.tr("Everything here takes effect at once."), "quiet"))
        column.addSpacing(plain.GAP)
        column.addWidget(plain.label(self.tr("Writing"), "heading"))
        column.addWidget(self._writing)
        for title, ways in _sections().items():
            column.addSpacing(plain.GAP)
            column.addWidget(plain.label(title, "heading", wrap=True))
            for way in ways:
                column.addWidget(self._card(way))
        column.addStretch(1)
        layout = plain.column(self, margin=24, gap=12)
        layout.addWidget(self.header)
        layout.addLayout(plain.middle(Scroller(inside)), 1)

    def _card(self, way: Way) -> WayCard:
        name, icon, title, about = way
        card = WayCard(title, about, icon, self._theme, self._icons)
        card.setProperty("aside", name)
        card.clicked.connect(self._ask)
        return card

    def _ask(self) -> None:
        self.aside.emit(self.sender().property("aside"))


def _sections() -> dict[str, tuple[Way, ...]]:
    """Return the side pages under their headings."""
    return {
        _tr("Around the session"): _around_the_session(),
        _tr("What keeps it safe"): _safe(),
        _tr("About the journal"): _about(),
    }


def _around_the_session() -> tuple[Way, ...]:
    return (
        (
            "support",
            "people",
            copytext.section("safety_page")["own_title"],
            _tr("Whom you may want to call, and the country whose numbers Support shows."),
        ),
        (
            "arc",
            "session",
            _tr("After a session"),
            _tr("What home offers in the days after one, and for how long."),
        ),
        (
            "tracking",
            "checkin",
            _tr("Check-in and forms"),
            _tr("The one-minute check-in, and standard forms, which are off until you say."),
        ),
    )


def _safe() -> tuple[Way, ...]:
    return (
        (
            "access",
            "lock",
            _tr("Opening and locking"),
            _tr("With or without a passphrase, and when the journal locks itself."),
        ),
        (
            "kit",
            "key",
            copytext.section("recovery_kit")["title"],
            _tr("Twelve words on one page, for the day this computer forgets the key."),
        ),
        (
            "backups",
            "copy",
            _tr("Backups"),
            _tr("Whole copies of your journal, made by themselves and checked."),
        ),
        (
            "privacy",
            "info",
            _tr("What’s on this computer"),
            _tr("Every file the journal keeps here, and where its key is."),
        ),
        (
            "leaving",
            "bin",
            _tr("Remove from this computer"),
            _tr("Takes away the journal, its backups and its key. It asks you first."),
        ),
    )


def _about() -> tuple[Way, ...]:
    return (
        (
            "guidance",
            "leaf",
            _tr("Ways to use it"),
            _tr("Small cards about writing, drawing, speaking and stopping."),
        ),
        (
            "evidence",
            "book",
            copytext.section("evidence_page")["title"],
            _tr("What studies say about writing, and about the days after ketamine."),
        ),
        (
            "welcome",
            "home",
            _tr("The first pages again"),
            _tr("What this journal is, and what can be set up."),
        ),
        ("keys", "more", _tr("Keys"), _tr("Everything one can do without the mouse.")),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("SettingsPage", text)
