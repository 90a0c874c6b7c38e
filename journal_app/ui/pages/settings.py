"""The settings: how the journal looks, and the ways to everything that keeps it safe."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QSlider, QWidget

from journal_app.domain.settings import (
    LARGEST_TEXT,
    SMALLEST_TEXT,
    TEXT_STEP,
    THEMES,
    Preferences,
)
from journal_app.ui import copytext
from journal_app.ui.icons import Icons
from journal_app.ui.theme import Theme
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.header import Header
from journal_app.ui.widgets.scroller import Scroller
from journal_app.ui.widgets.waycard import WayCard
from journal_app.ui.widgets.writingchoices import WritingChoices

ASIDES = {
    "access": "lock",
    "kit": "key",
    "backups": "copy",
    "privacy": "info",
    "leaving": "bin",
    "keys": "more",
}
ICONS = {"paper": "sun", "evening": "moon", "afterglow": "afterglow"}


class SettingsPage(QWidget):
    """Lets someone choose; ``chosen`` carries the new preferences, which take effect at once.

    ``aside`` asks for a side page by its name.
    """

    chosen = Signal(object)
    aside = Signal(str)

    def __init__(self, preferences: Preferences, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self._preferences = preferences
        self._theme, self._icons = theme, icons
        self.header = Header(self.tr("Home"), theme, icons)
        self._size = QSlider(Qt.Orientation.Horizontal)
        self._size.setRange(round(SMALLEST_TEXT / TEXT_STEP), round(LARGEST_TEXT / TEXT_STEP))
        self._size.setAccessibleName(self.tr("Text size"))
        self._size.setFixedWidth(320)
        self._size.setPageStep(1)
        self._percent = plain.label("")
        self._themes = self._make_themes()
        self._writing = WritingChoices(preferences, theme, icons)
        self._writing.chosen.connect(self._choose)
        self._about = _about()
        self._lay_out()
        theme.changed.connect(self._show)
        self._show()
        self._size.valueChanged.connect(self._resize)

    def welcome(self, *, newcomer: bool) -> None:
        """Say first what this journal is, to someone who asks that."""
        self._about.setVisible(newcomer)

    def show_preferences(self, preferences: Preferences) -> None:
        """Show what is chosen now."""
        self._preferences = preferences
        self._writing.show_preferences(preferences)
        self._show()

    def focus_first(self) -> None:
        """Put the keyboard on the text size."""
        self._size.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        inside = QWidget()
        column = plain.column(inside, gap=16)
        column.addWidget(self._about)
        column.addWidget(plain.label(self.tr("Settings"), "title", wrap=True))
        column.addWidget(plain.label(self.tr("Text size"), "heading"))
        smaller = plain.button("–", self._smaller)
        larger = plain.button("+", self._larger)
        smaller.setAccessibleName(self.tr("Smaller"))
        larger.setAccessibleName(self.tr("Larger"))
        column.addLayout(plain.row(smaller, self._size, larger, self._percent, None))
        column.addWidget(plain.label(self.tr("Colours"), "heading"))
        column.addLayout(plain.row(*self._themes.values(), None))
        column.addWidget(plain.label(self.tr("Everything here takes effect at once."), "quiet"))
        column.addSpacing(plain.GAP)
        column.addWidget(plain.label(self.tr("Writing"), "heading"))
        column.addWidget(self._writing)
        column.addSpacing(plain.GAP)
        column.addWidget(plain.label(self.tr("What keeps it safe"), "heading", wrap=True))
        for name, (title, about) in self._asides().items():
            card = WayCard(title, about, ASIDES[name], self._theme, self._icons)
            card.setProperty("aside", name)
            card.clicked.connect(self._ask)
            column.addWidget(card)
        column.addStretch(1)
        layout = plain.column(self, margin=24, gap=12)
        layout.addWidget(self.header)
        layout.addLayout(plain.middle(Scroller(inside)), 1)

    def _asides(self) -> dict[str, tuple[str, str]]:
        """Return what each side page is called and what it is for, by its name."""
        return {
            "access": (
                self.tr("Opening and locking"),
                self.tr("With or without a passphrase, and when the journal locks itself."),
            ),
            "kit": (
                copytext.section("recovery_kit")["title"],
                self.tr("Twelve words on one page, for the day this computer forgets the key."),
            ),
            "backups": (
                self.tr("Backups"),
                self.tr("Whole copies of your journal, made by themselves and checked."),
            ),
            "privacy": (
                self.tr("What’s on this computer"),
                self.tr("Every file the journal keeps here, and where its key is."),
            ),
            "leaving": (
                self.tr("Remove from this computer"),
                self.tr("Takes away the journal, its backups and its key. It asks you first."),
            ),
            "keys": (
                self.tr("Keys"),
                self.tr("Everything one can do without the mouse."),
            ),
        }

    def _ask(self) -> None:
        self.aside.emit(self.sender().property("aside"))

    def _make_themes(self) -> dict[str, QPushButton]:
        texts = (
            self.tr("Paper"),
            self.tr("Evening"),
            self.tr("Afterglow"),
        )
        made = {}
        for name, text in zip(THEMES, texts, strict=True):
            button = plain.button(text, self._wear)
            button.setCheckable(True)
            button.setProperty("theme", name)
            made[name] = button
        return made

    def _show(self) -> None:
        size = self._preferences.text_size
        self._percent.setText(f"{round(size * 100)} %")
        blocked = self._size.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self._size.setValue(round(size / TEXT_STEP))
        self._size.blockSignals(blocked)
        for name, button in self._themes.items():
            worn = name == self._preferences.theme
            button.setChecked(worn)
            button.setIcon(self._icons.get("check" if worn else ICONS[name]))

    def _wear(self) -> None:
        self._choose(self._preferences.with_theme(self.sender().property("theme")))

    def _resize(self, steps: int) -> None:
        self._choose(self._preferences.with_text_size(steps * TEXT_STEP))

    def _smaller(self) -> None:
        self._resize(self._size.value() - 1)

    def _larger(self) -> None:
        self._resize(self._size.value() + 1)

    def _choose(self, preferences: Preferences) -> None:
        self._preferences = preferences
        self._show()
        self.chosen.emit(preferences)


def _about() -> QWidget:
    """Return the words that say what this journal is."""
    first = copytext.section("onboarding")[0]
    about = QWidget()
    column = plain.column(about, gap=12)
    column.addWidget(plain.label(first["title"], "title", wrap=True))
    column.addWidget(plain.label(first["body"], "lead", wrap=True))
    column.addSpacing(plain.GAP)
    return about
