"""Colours, fonts and sizes: tokens become one palette and one style sheet."""

from string import Template

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from journal_app import resources
from journal_app.domain.settings import Preferences

BASE_PX = 18
# In Afterglow, by what it is elsewhere: smaller is not read by somebody who sees double.
LEAST_DIM = {16: 26, 18: 26, 20: 26, 26: 34, 34: 40}
TARGET_PX = 48
AFTERGLOW = "afterglow"
UI_FONT = "Atkinson Hyperlegible"
PAGE_FONT = "Literata"

_ROLES = {
    QPalette.ColorRole.Window: "bg",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "raised",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "raised",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "text",
    QPalette.ColorRole.Highlight: "selection",
    QPalette.ColorRole.HighlightedText: "text",
    QPalette.ColorRole.PlaceholderText: "text_muted",
    QPalette.ColorRole.ToolTipBase: "raised",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.Link: "link",
    QPalette.ColorRole.LinkVisited: "link",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Mid: "border",
    QPalette.ColorRole.Dark: "border",
    QPalette.ColorRole.Light: "raised",
    QPalette.ColorRole.Shadow: "hairline",
}


class Theme(QObject):
    """How everything looks, now; ``changed`` when that is something else."""

    changed = Signal()

    def __init__(self, app: QApplication, preferences: Preferences) -> None:
        super().__init__(app)
        self._app = app
        self._tokens: dict[str, dict[str, str]] = resources.tokens()
        self._style = Template(resources.path("theme", "style.qss").read_text("utf-8"))
        self._preferences = preferences
        for file in sorted(resources.path("fonts").glob("*/*.ttf")):
            QFontDatabase.addApplicationFont(str(file))
        self._app.setStyle("Fusion")
        self._wear()

    @property
    def name(self) -> str:
        """The theme's name: paper, evening or afterglow."""
        return self._preferences.theme

    @property
    def scale(self) -> float:
        """Text size, 1.0 to 2.0."""
        return self._preferences.text_size

    @property
    def dim(self) -> bool:
        """Whether this is Afterglow, with its larger targets."""
        return self.name == AFTERGLOW

    def use(self, preferences: Preferences) -> None:
        """Look like ``preferences`` from now on."""
        if preferences != self._preferences:
            self._preferences = preferences
            self._wear()
            self.changed.emit()

    def colour(self, token: str) -> QColor:
        """Return the colour a token of ``tokens.json`` has in this theme."""
        return QColor(self._tokens[self.name][token])

    def px(self, size: float) -> int:
        """Return ``size`` (pixels at 100 %) at the present text size."""
        return round(size * self.scale)

    def along(self, size: float) -> int:
        """Return what is ``size`` pixels beside text at 100 % beside text as it is now."""
        return round(size * self.usual().pixelSize() / BASE_PX)

    @property
    def target(self) -> int:
        """The smallest side of anything one clicks, in pixels."""
        return max(64 if self.dim else TARGET_PX, self.px(44))

    def font(self, size: float = BASE_PX, *, bold: bool = False) -> QFont:
        """Return the interface's font at ``size`` pixels (at 100 %)."""
        font = QFont(UI_FONT)
        font.setPixelSize(self.px(size))
        font.setBold(bold)
        return font

    def usual(self) -> QFont:
        """Return the font most things are written in, which is never small in Afterglow."""
        font = self.font()
        font.setPixelSize(max(font.pixelSize(), self._least(BASE_PX)))
        return font

    def page_font(self) -> QFont:
        """Return the font of the page one writes on."""
        font = QFont(PAGE_FONT)
        font.setPixelSize(self.px(28 if self.dim else 22))
        return font

    def _least(self, size: int) -> int:
        """Return how large (pixels) what is usually ``size`` must be, whatever the text size."""
        return LEAST_DIM[size] if self.dim else 0

    def _wear(self) -> None:
        palette = QPalette()
        for role, token in _ROLES.items():
            palette.setColor(role, self.colour(token))
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.colour("text_muted"))
        self._app.setPalette(palette)
        self._app.setFont(self.usual())
        sizes = {f"px{size}": f"{max(self.px(size), self._least(size))}px" for size in LEAST_DIM}
        tokens = self._tokens[self.name]
        sizes |= {"target": f"{self.target - 6}px", "least": f"{self.target - 24}px"}
        sizes |= {"choice": sizes["px18"], "care": sizes["px20"]}
        # Figures run into each other when one sees double, unless they are very large.
        sizes["number"] = f"{max(56, self.px(34)) if self.dim else self.px(34)}px"
        sizes["foggy"] = f"{max(52, self.px(34)) if self.dim else self.px(34)}px"
        self._app.setStyleSheet(self._style.substitute(tokens, **sizes))


class Daylight(Theme):
    """The Paper theme at 100 %, for pictures that leave the journal. Nobody wears it."""

    def __init__(self) -> None:
        QObject.__init__(self)
        self._tokens = resources.tokens()
        self._preferences = Preferences()
