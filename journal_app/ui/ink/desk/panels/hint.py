"""What to do now, in place of the tools."""

from journal_app.ui.icons import Icons
from journal_app.ui.ink.desk.panels.panel import Panel
from journal_app.ui.theme import Theme
from journal_app.ui.widgets import plain


class Hint(Panel):
    """Says it, until it is done or left."""

    passes = False

    def __init__(self, theme: Theme, icons: Icons, name: str, words: str) -> None:
        super().__init__(theme, icons, name)
        self.add(plain.label(words, "quiet", wrap=True))
