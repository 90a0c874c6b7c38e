"""What one may choose about how everything looks: the size of the text, and the colours."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QSlider, QWidget

from journal_app.domain.settings import (
    LARGEST_TEXT,
    SMALLEST_TEXT,
    TEXT_STEP,
    THEMES,
    Preferences,
)
from journal_app.ui.icons import Icons
from journal_app.ui.theme import Theme
from journal_app.ui.widgets import plain

ICONS = {"paper": "sun", "evening": "moon", "afterglow": "afterglow"}


class Looks(QWidget):
    """Lets someone choose; ``chosen`` carries the new preferences, which take effect at once."""

    chosen = Signal(object)

    def __init__(self, preferences: Preferences, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self._preferences = preferences
        self._icons = icons
        self._size = QSlider(Qt.Orientation.Horizontal)
        self._size.setRange(round(SMALLEST_TEXT / TEXT_STEP), round(LARGEST_TEXT / TEXT_STEP))
        self._size.setAccessibleName(self.tr("Text size"))
        self._size.setFixedWidth(320)
        self._size.setPageStep(1)
        self._percent = plain.label("")
        self._themes = self._make_themes()
        self._lay_out()
        self.setFocusProxy(self._size)
        theme.changed.connect(self._show)
        self._show()
        self._size.valueChanged.connect(self._resize)

    def show_preferences(self, preferences: Preferences) -> None:
        """Show what is chosen now."""
        self._preferences = preferences
        self._show()

    def _lay_out(self) -> None:
        column = plain.column(self, gap=16)
        column.addWidget(plain.label(self.tr("Text size"), "heading"))
        smaller = plain.button("–", self._smaller)
        larger = plain.button("+", self._larger)
        smaller.setAccessibleName(self.tr("Smaller"))
        larger.setAccessibleName(self.tr("Larger"))
        column.addLayout(plain.row(smaller, self._size, larger, self._percent, None))
        column.addWidget(plain.label(self.tr("Colours"), "heading"))
        column.addLayout(plain.row(*self._themes.values(), None))

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
