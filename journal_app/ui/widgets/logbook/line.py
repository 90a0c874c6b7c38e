"""A line that can be pressed: what something is known by, and a few quiet words on it."""

from PySide6.QtCore import Qt

from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.face import Face


class Line(Face):
    """Shows a title, in the letters of the page, and under it what else there is to say."""

    def __init__(self, title: str, about: str, tools: Tools) -> None:
        super().__init__(tools.theme)
        self.setSizePolicy(plain.as_tall_as_needed())
        named, quiet = plain.label(title, wrap=True), plain.label(about, "quiet", wrap=True)
        named.setFont(tools.theme.page_font())
        column = plain.column(self, gap=2)
        side = tools.theme.px(18)
        column.setContentsMargins(side, 10, side, 10)
        for label in (named, quiet):
            label.setIndent(0)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(label)
        quiet.setVisible(bool(about))
        self.setAccessibleName(title)
        self.setAccessibleDescription(about)
