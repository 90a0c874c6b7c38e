"""One copy in the list: when it was made, where it is, and what to do with it."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QWidget

from journal_app.domain import size
from journal_app.domain.rotation import Occasion
from journal_app.services.copies import Copy
from journal_app.ui.icons import Icons
from journal_app.ui.theme import Theme
from journal_app.ui.widgets import plain

LINE_WIDTH = 560


class BackupCard(QFrame):
    """Asks to ``look`` inside, or to be ``put`` in place after a second, deliberate press.

    Both carry the card. So does ``typed``, when somebody gave what a copy under an earlier key
    opens with.
    """

    look = Signal(object)
    put = Signal(object)
    typed = Signal(object)

    def __init__(self, copy: Copy, made: str, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.copy = copy
        self.made = made
        self._theme = theme
        self._icons = icons
        self._mark = QLabel()
        self._look = plain.button(self.tr("Look inside"), self._look_inside)
        self._put = plain.button(self.tr("Put this one in place…"), self._explain)
        self._leave = plain.button(self.tr("Leave it as it is"), self._never_mind)
        self._really = plain.button(self.tr("Yes, put it in place"), self._put_in_place)
        self._open = plain.button(self.tr("Open it"), self._give)
        for button in (self._look, self._put, self._leave, self._really, self._open):
            button.setAccessibleDescription(made)
        self._why = plain.label("", wrap=True)
        self._line = self._make_line(self.tr("Its passphrase, or the words of its kit"))
        self._lay_out()
        theme.changed.connect(self._colour)
        self._colour()
        self._never_mind()

    def ask(self, why: str = "") -> None:
        """Ask for what opens this copy; ``why`` says what was wrong with the last answer."""
        asked = self.tr(
            "This copy was made under an earlier key, which isn’t in your keyring. The passphrase"
            " or the recovery kit the journal had then opens it."
        )
        self._say(why or asked)
        self._choose(self._line, self._open, self._leave)
        self._line.selectAll()
        self._line.setFocus(Qt.FocusReason.OtherFocusReason)

    def opened(self) -> None:
        """Forget what was typed, and ask for nothing any more."""
        self._line.clear()
        self._choose(self._look, self._put)

    def focus_first(self) -> None:
        """Put the keyboard on the first thing to do with this copy."""
        self._look.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def answer(self) -> str:
        """What was typed."""
        return self._line.text()

    def _make_line(self, name: str) -> QLineEdit:
        made = QLineEdit()
        made.setEchoMode(QLineEdit.EchoMode.Password)
        made.setPlaceholderText(name)
        made.setAccessibleName(name)
        made.setMaximumWidth(LINE_WIDTH)
        made.returnPressed.connect(self._give)
        return made

    def _lay_out(self) -> None:
        column = plain.column(self, margin=18, gap=12)
        column.addWidget(plain.label(self.made, "lead", wrap=True))
        row = plain.row(self._mark, gap=10)
        row.addWidget(plain.label(" · ".join(self._said()), "quiet", wrap=True), 1)
        column.addLayout(row)
        for thing in (self._why, self._line):
            column.addWidget(thing)
        buttons = (self._look, self._put, self._open, self._leave, self._really)
        column.addLayout(plain.row(*buttons, None, gap=12))

    def _said(self) -> list[str]:
        """Return what there is to know about this copy, a few words each."""
        backup = self.copy.backup
        said = [
            self.tr("Checked") if backup.verified else self.tr("Not finished"),
            size.said(backup.size),
            _kinds()[backup.occasion],
        ]
        if self.copy.is_there:
            both, only = self.tr("in the second folder, too"), self.tr("only in the second folder")
            said.append(both if self.copy.is_here else only)
        if self.copy.earlier:
            said.append(self.tr("under an earlier key"))
        return said

    def _explain(self) -> None:
        self._say(
            self.tr(
                "The journal goes back to how it was on {when}. What was made since then isn’t in"
                " it. The files it has now are kept in a folder beside it; nothing is deleted. The"
                " journal closes for a moment and opens again."
            ).format(when=self.made)
        )
        self._choose(self._leave, self._really)
        self._leave.setFocus(Qt.FocusReason.OtherFocusReason)

    def _never_mind(self) -> None:
        self._line.clear()
        self._say("")
        self._choose(self._look, self._put)
        if self.isVisible():
            self._put.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, why: str) -> None:
        self._why.setText(why)
        self._why.setAccessibleName(why)

    def _choose(self, *shown: QWidget) -> None:
        """Show these of the things that come and go, and what explains them."""
        whole = self.copy.backup.verified
        going: tuple[QWidget, ...] = (
            self._look, self._put, self._leave, self._really, self._open, self._line
        )  # fmt: skip
        for thing in going:
            thing.setVisible(thing in shown and whole)
        self._why.setVisible(self._look not in shown)

    def _look_inside(self) -> None:
        self.look.emit(self)

    def _put_in_place(self) -> None:
        self.put.emit(self)

    def _give(self) -> None:
        if self._line.text():
            self.typed.emit(self)

    def _colour(self) -> None:
        side = self._theme.px(22)
        icon = self._icons.get("check" if self.copy.backup.verified else "warning")
        self._mark.setPixmap(icon.pixmap(side, side))


def _kinds() -> dict[Occasion, str]:
    say = QCoreApplication.translate
    return {
        Occasion.DAILY: say("BackupCard", "of that day"),
        Occasion.WEEKLY: say("BackupCard", "of that week"),
        Occasion.PRE_MIGRATION: say("BackupCard", "from before an update"),
        Occasion.BY_HAND: say("BackupCard", "made by you"),
    }
