"""The second folder on the page of the backups: which one, how it stands, and choosing it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from journal_app.services.secondfolder import Second
from journal_app.ui import opendialog
from journal_app.ui.widgets import plain


class SecondFolderSection(QWidget):
    """Says how it stands; ``chosen`` carries the path of a folder, ``forgotten`` asks for none."""

    chosen = Signal(str)
    forgotten = Signal()

    def __init__(self) -> None:
        super().__init__()
        what = self.tr(
            "Each backup can be put on a stick, another disk, or a folder that is copied elsewhere,"
            " too, and read back there. What is there is encrypted like the journal."
        )
        self._folder = plain.label("", "lead", wrap=True)
        self._said = plain.label("", "quiet", wrap=True)
        self._choose = plain.button("", self._ask)
        self._forget = plain.button(self.tr("Forget this folder"), self.forgotten.emit)
        self._forget.setAccessibleDescription(self.tr("The copies in it stay there."))
        column = plain.column(self, gap=12)
        column.addWidget(plain.label(self.tr("A second folder"), "heading", wrap=True))
        column.addWidget(plain.label(what, wrap=True))
        column.addWidget(self._folder)
        column.addWidget(self._said)
        column.addLayout(plain.row(self._choose, self._forget, None, gap=12))
        self.show_second(Second(), "")

    def show_second(self, second: Second, copied: str) -> None:
        """Show how it stands; ``copied`` says when the last copy was made."""
        there = second.folder is not None
        self._folder.setText(str(second.folder or ""))
        self._said.setText(self._how(second, copied))
        self._choose.setText(self.tr("Choose another…") if there else self.tr("Choose a folder…"))
        for thing in (self._folder, self._said, self._forget):
            thing.setVisible(there)

    def _how(self, second: Second, copied: str) -> str:
        last = self.tr("Last copied there: {when}.").format(when=copied)
        away = self.tr("The folder isn’t there just now; copies go on when it is.")
        known = [last] if copied else []
        if not second.is_there:
            known.append(away)
        elif second.trouble:
            known.append(second.trouble)
        return " ".join(known)

    def _ask(self) -> None:
        title = self.tr("A second folder for the backups")
        opendialog.ask_folder(self, title, self.chosen.emit)
