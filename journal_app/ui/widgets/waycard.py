"""A card that is a button: what a page is called, and what it is for."""

from PySide6.QtCore import QSize, Qt
from typing_extensions import override

from journal_app.ui.icons import Icons
from journal_app.ui.theme import Theme
from journal_app.ui.widgets import plain

_MOUSE = Qt.WidgetAttribute.WA_TransparentForMouseEvents


class WayCard(plain.Button):
    """Leads somewhere. All of it can be pressed."""

    def __init__(self, title: str, about: str, icon: str, theme: Theme, icons: Icons) -> None:
        super().__init__("")
        self.setProperty("role", "way")
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(title)
        self.setAccessibleDescription(about)
        self._icon, self._theme, self._icons = icon, theme, icons
        self._mark = plain.label("")
        words = plain.column(gap=4)
        for label in (plain.label(title, "heading", wrap=True), plain.label(about, wrap=True)):
            label.setAttribute(_MOUSE)
            words.addWidget(label)
        self._mark.setAttribute(_MOUSE)
        self._row = plain.row(self._mark, gap=18)
        self._row.setContentsMargins(22, 16, 22, 18)
        self._row.addLayout(words, 1)
        self.setLayout(self._row)
        self.setSizePolicy(plain.as_tall_as_needed())
        theme.changed.connect(self._colour)
        self._colour()

    @override
    def sizeHint(self) -> QSize:
        return self._row.totalSizeHint()

    @override
    def minimumSizeHint(self) -> QSize:
        return self._row.totalMinimumSize()

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return self._row.totalHeightForWidth(width)

    def _colour(self) -> None:
        side = self._theme.px(28)
        self._mark.setPixmap(self._icons.get(self._icon, "accent").pixmap(side, side))
