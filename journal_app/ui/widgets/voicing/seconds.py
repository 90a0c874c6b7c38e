"""Choosing some seconds of a recording to give them a name."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget

from journal_app.ui import actions
from journal_app.ui.actions import Action
from journal_app.ui.widgets.voicing.listener import Listener
from journal_app.ui.widgets.voicing.passage import Passage


class Seconds(Passage):
    """Lets one choose the seconds that get a name."""

    def __init__(self, listener: Listener) -> None:
        super().__init__(
            listener,
            _tr("Name these seconds"),
            _tr("Mark where it begins, then where it ends (N)"),
        )

    def listen(self, around: QWidget) -> None:
        """Let the keys for it work in ``around``."""
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        actions.listen(around, (Action(("N", "Ctrl+Shift+T"), self.press),), within)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Seconds", text)
