"""A new key: what it changes, what it can't, and what becomes of older backups."""

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from typing_extensions import override

from journal_app.domain import size
from journal_app.domain.errors import JournalError
from journal_app.services.access import Access, Standing
from journal_app.services.rekeying import Older, Plan, Rekeying
from journal_app.ui.errand import Errand
from journal_app.ui.sidepage import StepPage
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain


class RotationPage(StepPage):
    """Says it all on one page; the key changes as an ``errand``, after one deliberate press."""

    def __init__(self, rekeying: Rekeying, access: Access, tools: Tools) -> None:
        super().__init__(tools, self.tr("A new key"))
        self._rekeying = rekeying
        self._access = access
        self._standing: Standing | None = None
        self._line: QLineEdit | None = None
        self._icons = tools.icons
        self._keeps = True
        self._choices: dict[bool, QPushButton] = {}
        self.show_step(self.tr("A new key"), (plain.label(self._lead(), "lead", wrap=True),))

    @override
    def begin(self) -> None:
        self.hear(self._access.look(), self._stands, self.say)

    @override
    def forget(self) -> None:
        super().forget()
        self._line = None

    def _stands(self, standing: Standing) -> None:
        self._standing = standing
        self.hear(self._rekeying.look(), self._show, self.say)

    def _lead(self) -> str:
        return self.tr(
            "For the day somebody else may have your journal’s key. The journal is written anew"
            " under a new one, read back, and then takes the old one’s place. Until then, the old"
            " one stays as it is."
        )

    def _show(self, older: Older) -> None:
        standing = self._standing
        if standing is None:
            return
        things: list[QWidget] = [
            plain.label(self._lead(), "lead", wrap=True),
            plain.label(self._kit(standing), wrap=True),
            plain.label(self._limits(), wrap=True),
        ]
        if standing.has_passphrase:
            things.extend(self._passphrase(standing))
        if older.any:
            things.append(self._choice(older))
        room = self.tr(
            "Twice the journal’s size needs to be free. It takes a few minutes for each 5 GB;"
            " the journal is closed meanwhile."
        )
        things.append(plain.label(room, "quiet", wrap=True))
        self.show_step(
            self.tr("A new key"),
            tuple(things),
            (
                plain.button(self.tr("Make a new key"), self._begin, "main"),
                plain.button(self.tr("Not now"), self._leave),
            ),
        )
        self.first = self._scroll  # not a line below: there is something to read first
        self.focus_first()

    def _kit(self, standing: Standing) -> str:
        if standing.has_kit:
            return self.tr(
                "Your recovery kit doesn’t open the new journal. You can make a new kit right"
                " afterwards."
            )
        return self.tr("You can make a recovery kit for it right afterwards.")

    def _limits(self) -> str:
        return self.tr(
            "What a new key can’t do: whoever has the old key and an old copy of the journal can"
            " still read what is in that copy. The old files are removed here, but a disk may hold"
            " traces of what was on it for a while."
        )

    def _passphrase(self, standing: Standing) -> tuple[QWidget, ...]:
        self._line = plain.line(self.tr("Passphrase"), secret=True)
        self._line.returnPressed.connect(self._begin)
        needed = self.tr(
            "Your passphrase stays the same; type it once. If somebody may know it, choose another"
            " one afterwards, under “How it opens and locks”."
        )
        optional = self.tr(
            "Type your passphrase, and it opens the new journal, too. Without it, the passphrase is"
            " gone from the journal."
        )
        about = needed if standing.asks_passphrase else optional
        return (plain.label(about, wrap=True), self._line)

    def _choice(self, older: Older) -> QWidget:
        """Ask what becomes of older backups; nothing does by itself."""
        section = QWidget()
        column = plain.column(section, gap=12)
        column.addWidget(plain.label(self.tr("Older backups"), "heading", wrap=True))
        many = self.tr("{count} backups here, {size} together, open with the old key.")
        one = self.tr("One backup here, {size}, opens with the old key.")
        none = self.tr("No backup here opens with the old key.")
        text = many if older.copies > 1 else one if older.copies else none
        found = text.format(count=older.copies, size=size.said(older.size))
        column.addWidget(plain.label(found, wrap=True))
        keep = plain.button(self.tr("Keep them"), self._keep)
        remove = plain.button(self.tr("Remove them once a new backup is checked"), self._remove)
        self._choices = {True: keep, False: remove}
        for button, about in ((keep, self._kept()), (remove, self._removed(older))):
            button.setCheckable(True)
            button.setAccessibleDescription(about)
            column.addLayout(plain.row(button, None))
            column.addWidget(plain.label(about, "quiet", wrap=True))
        self._keep()
        return section

    def _keep(self) -> None:
        self._choose(keeps=True)

    def _remove(self) -> None:
        self._choose(keeps=False)

    def _choose(self, *, keeps: bool) -> None:
        self._keeps = keeps
        for means, button in self._choices.items():
            button.setChecked(means is keeps)
            button.setIcon(self._icons.get("check") if means is keeps else QIcon())

    def _kept(self) -> str:
        return self.tr(
            "You can put one in place later. Whoever has the old key and gets at these files can"
            " read them. The old key stays in your keyring for them, if it is there."
        )

    def _removed(self, older: Older) -> str:
        here = self.tr(
            "Every backup from before goes, and the files set aside when one was put in place."
            " Copies you put elsewhere yourself stay there."
        )
        there = self.tr("Those in the second folder go, too.")
        away = self.tr("The second folder isn’t there just now; what is in it stays.")
        if older.second.folder is None:
            return here
        return f"{here} {there if older.second.is_there else away}"

    def _begin(self) -> None:
        typed = "" if self._line is None else self._line.text()
        asks = self._standing is not None and self._standing.asks_passphrase
        if asks and not typed:
            self.say(self.tr("Type the passphrase first."))
            return
        self.wait(self.tr("One moment…"))
        reply = self._rekeying.prepare(typed, keep_older=self._keeps)
        reply.then(self._ready, self._refused)

    def _ready(self, plan: Plan) -> None:
        if not self._here:
            plan.drop()  # the page was left meanwhile, so nobody asks for it any more
            return
        sentence = self.tr(
            "Your journal is being written anew under a new key, and a first backup of it is made."
            " This takes a few minutes for each 5 GB."
        )
        said = self.tr("Your journal has a new key. A new recovery kit would be good now.")
        self.errand.emit(Errand(plan.carry_out, sentence, said, then="kit"))

    def _refused(self, error: JournalError) -> None:
        if self._here:
            self.go_on(error)

    def _leave(self) -> None:
        self.left.emit("")
