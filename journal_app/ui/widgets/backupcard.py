"""One backup in the list: when it was made, that it was checked, and what to do with it."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from journal_app.domain import size
from journal_app.domain.rotation import Backup, Occasion
from journal_app.ui.icons import Icons
from journal_app.ui.theme import Theme
from journal_app.ui.widgets import plain


class BackupCard(QFrame):
    """Asks to ``look`` inside, or to be ``put`` in place after a second, deliberate press."""

    look = Signal(object)
    put = Signal(object)

    def __init__(self, backup: Backup, made: str, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._backup = backup
        self._theme = theme
        self._icons = icons
        self._mark = QLabel()
        self._look = plain.button(self.tr("Look inside"), self._look_inside)
        self._put = plain.button(self.tr("Put this one in place…"), self._explain)
        self._leave = plain.button(self.tr("Leave it as it is"), self._never_mind)
        self._really = plain.button(self.tr("Yes, put it in place"), self._put_in_place)
        for button in (self._look, self._put, self._leave, self._really):
            button.setAccessibleDescription(made)
        self._why = plain.label(self._explanation(made), wrap=True)
        self._lay_out(made)
        theme.changed.connect(self._colour)
        self._colour()
        self._never_mind()

    def _lay_out(self, made: str) -> None:
        column = plain.column(self, margin=18, gap=12)
        column.addWidget(plain.label(made, "lead", wrap=True))
        words = [size.said(self._backup.size), _kinds()[self._backup.occasion]]
        said = self.tr("Checked") if self._backup.verified else self.tr("Not finished")
        state = plain.label(" · ".join([said, *words]), "quiet", wrap=True)
        line = plain.row(self._mark, gap=10)
        line.addWidget(state, 1)
        column.addLayout(line)
        column.addWidget(self._why)
        column.addLayout(plain.row(self._look, self._put, self._leave, self._really, None, gap=12))

    def _explanation(self, made: str) -> str:
        return self.tr(
            "The journal goes back to how it was on {when}. What was made since then isn’t in it."
            " The files it has now are kept in a folder beside it; nothing is deleted. The journal"
            " closes for a moment and opens again."
        ).format(when=made)

    def _explain(self) -> None:
        self._choose(asking=True)
        self._leave.setFocus(Qt.FocusReason.OtherFocusReason)

    def _never_mind(self) -> None:
        self._choose(asking=False)
        if self.isVisible():
            self._put.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, *, asking: bool) -> None:
        asked: tuple[QWidget, ...] = (self._why, self._leave, self._really)
        for thing in asked:
            thing.setVisible(asking)
        for thing in (self._look, self._put):
            thing.setVisible(self._backup.verified and not asking)

    def _look_inside(self) -> None:
        self.look.emit(self._backup)

    def _put_in_place(self) -> None:
        self.put.emit(self._backup)

    def _colour(self) -> None:
        side = self._theme.px(22)
        icon = self._icons.get("check" if self._backup.verified else "warning")
        self._mark.setPixmap(icon.pixmap(side, side))


def _kinds() -> dict[Occasion, str]:
    say = QCoreApplication.translate
    return {
        Occasion.DAILY: say("BackupCard", "of that day"),
        Occasion.WEEKLY: say("BackupCard", "of that week"),
        Occasion.PRE_MIGRATION: say("BackupCard", "from before an update"),
        Occasion.BY_HAND: say("BackupCard", "made by you"),
    }
