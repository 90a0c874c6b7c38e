"""How the journal opens and locks: with the keyring or a passphrase, and when it locks itself."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton, QWidget
from typing_extensions import override

from journal_app.domain.errors import JournalError
from journal_app.domain.settings import Preferences
from journal_app.services.access import Access, Standing
from journal_app.ui.sidepage import StepPage
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.choices import Choice, ChoiceCard
from journal_app.ui.widgets.locking import Locking


class AccessPage(StepPage):
    """Shows how it is now; each change is a step of its own, and nothing is changed before it."""

    def __init__(self, access: Access, tools: Tools, preferences: Preferences) -> None:
        super().__init__(tools, _say("How it opens and locks"))
        self._access = access
        self._tools = tools
        self._preferences = preferences
        self._standing: Standing | None = None
        self._said = ""
        self._inside = False
        self._to_ask = False  # whether choosing a passphrase is on the way to being asked for it
        self._lines: tuple[QLineEdit, ...] = ()
        self._locking: Locking | None = None

    @override
    def begin(self) -> None:
        self._look_again("")

    @override
    def back(self) -> bool:
        was_inside = self._inside
        if was_inside:
            self._show_front()
        return was_inside

    @override
    def forget(self) -> None:
        super().forget()
        self._lines, self._locking = (), None

    @override
    def show_preferences(self, preferences: Preferences) -> None:
        """Know what is chosen now."""
        self._preferences = preferences
        if self._locking is not None:
            self._locking.show_preferences(preferences)

    # The front of the page: how it is now

    def _look_again(self, said: str) -> None:
        self.hear(self._access.look(), partial(self._found, said), self.say)

    def _found(self, said: str, standing: Standing) -> None:
        self._standing, self._said = standing, said
        self._show_front()

    def _show_front(self) -> None:
        standing, said, self._said = self._standing, self._said, ""
        if standing is None:
            return
        self._inside = self._to_ask = False
        things: list[QWidget] = [plain.label(said, "lead", wrap=True)] if said else []
        things += self._left_in_keyring() if standing.in_keyring else []
        things += self._modes(standing)
        things += self._passphrase(standing)
        self._locking = self._make_locking()
        things += [self._locking, self._rotation()]
        self.show_step(_say("How it opens and locks"), tuple(things))

    def _modes(self, standing: Standing) -> list[QWidget]:
        keyring = Choice(
            "key",
            self.tr("Opens while you’re signed in"),
            self.tr(
                "The key is in this computer’s keyring; there is nothing to type. Anyone at your"
                " unlocked screen can open it, too. Lock only keeps honest people out."
            ),
            self.tr("Open while I’m signed in"),
        )
        # What isn't known isn't said.
        nothing = [] if standing.in_keyring else [self.tr("Nothing is in the keyring.")]
        closed = self.tr(
            "A locked journal stays closed without the passphrase. If it’s forgotten, only the"
            " recovery kit opens it."
        )
        passphrase = Choice(
            "lock",
            self.tr("Asks each time"),
            " ".join([*nothing, closed]),
            self.tr("Ask me each time"),
        )
        asks, looks = standing.asks_passphrase, (self._tools.theme, self._tools.icons)
        first = ChoiceCard(keyring, *looks, present=not asks)
        second = ChoiceCard(passphrase, *looks, present=asks)
        first.chosen.connect(self._show_keyring)
        second.chosen.connect(self._show_asking)
        return [first, second]

    def _left_in_keyring(self) -> list[QWidget]:
        said = self.tr(
            "The key may still be in this computer’s keyring. Until it’s taken out, whoever is"
            " signed in as you could get it there."
        )
        return [_card("", said, plain.button(self.tr("Take it out"), self._leave_keyring, "main"))]

    def _passphrase(self, standing: Standing) -> list[QWidget]:
        change = plain.button(self.tr("Change the passphrase"), self._show_choosing)
        if standing.asks_passphrase:
            about, buttons = self.tr("It is asked for whenever the journal opens."), [change]
        elif standing.has_passphrase:
            about = self.tr("There is one. It opens the journal when the keyring doesn’t.")
            buttons = [change, plain.button(self.tr("Remove it"), self._show_removing)]
        else:
            about = self.tr("There is none. One would open the journal when the keyring doesn’t.")
            buttons = [plain.button(self.tr("Add a passphrase"), self._show_choosing)]
        shown = [_part(self.tr("Passphrase"), about, *buttons)]
        return shown if standing.has_kit else [*shown, self._no_kit()]

    def _no_kit(self) -> QWidget:
        about = self.tr("There is none yet. It’s twelve words on one page that open the journal.")
        return _part(self.tr("Recovery kit"), about, self._make_kit())

    def _make_kit(self) -> QPushButton:
        made = plain.button(self.tr("Make a recovery kit"), self._go)
        made.setProperty("aside", "kit")
        return made

    def _make_locking(self) -> Locking:
        made = Locking(self._preferences, self._tools.theme, self._tools.icons)
        made.chosen.connect(self._prefer)
        return made

    def _prefer(self, preferences: Preferences) -> None:
        self._preferences = preferences
        self.preferences_chosen.emit(preferences)

    def _rotation(self) -> QWidget:
        about = self.tr(
            "If a kit, a passphrase or this computer was in somebody else’s hands, the journal can"
            " be given a new key. Whatever opened it before then opens it no longer."
        )
        begin = plain.button(self.tr("Give it a new key…"), self._go)
        begin.setProperty("aside", "rotation")
        return _card(self.tr("Someone may have my key"), about, begin)

    def _go(self) -> None:
        self.elsewhere.emit(self.sender().property("aside"))

    # The steps: what is asked for before something is changed

    def _show_choosing(self) -> None:
        """Ask for a passphrase to be, and for the present one where that is what opens it."""
        standing = self._standing
        if standing is None:
            return
        present = (plain.line(self.tr("The passphrase it has now"), secret=True),)
        new = plain.line(self.tr("A new passphrase"), secret=True)
        again = plain.line(self.tr("The same once more"), secret=True)
        old = self.tr("Older backups still open with the old passphrase.")
        lost = self.tr("We can’t see it, store it or send it again.")
        self._show_form(
            self.tr("A passphrase for your journal"),
            (
                self.tr("A few words that only you would put together are best."),
                old if standing.has_passphrase else lost,
            ),
            (*(present if standing.asks_passphrase else ()), new, again),
            (self.tr("Use this passphrase"), self._choose),
            *(self._kit_first(standing) if self._to_ask else ()),
        )

    def _kit_first(self, standing: Standing) -> tuple[QWidget, ...]:
        """Offer a kit to who will be asked for a passphrase that could be forgotten."""
        if standing.has_kit:
            return ()
        about = self.tr(
            "It will be asked for each time. If it’s forgotten, only a recovery kit opens your"
            " journal, and there is none yet."
        )
        return (plain.label(about, wrap=True), _side_by_side(self._make_kit()))

    def _choose(self) -> None:
        *present, new, again = (typed.text() for typed in self._lines)
        if present == [""]:
            self.say(self.tr("Type the passphrase it has now first."))
        elif not new.strip():
            self.say(self.tr("A passphrase needs a word or two."))
        elif new != again:
            self.say(self.tr("The two aren’t the same yet."))
        else:
            self.wait(self.tr("One moment…"))
            reply = self._access.choose_passphrase(new, *present)
            self.hear(reply, partial(self._chosen, new), self.go_on)

    def _chosen(self, passphrase: str, _nothing: None) -> None:
        if self._to_ask:
            self._ask_each_time(passphrase)
        else:
            self._look_again(self.tr("The new passphrase opens your journal from now on."))

    def _show_removing(self) -> None:
        self._go_inside()
        lead = self.tr("Your journal goes on opening while you’re signed in.")
        older = self.tr("Older backups still open with the passphrase.")
        self.show_step(
            self.tr("Remove the passphrase?"),
            (plain.label(lead, "lead", wrap=True), plain.label(older, wrap=True)),
            (
                plain.button(self.tr("Keep it"), self._show_front, "main"),
                plain.button(self.tr("Remove the passphrase"), self._remove),
            ),
        )

    def _remove(self) -> None:
        self.wait(self.tr("One moment…"))
        done = partial(self._done, self.tr("The passphrase opens your journal no longer."))
        self.hear(self._access.remove_passphrase(), done, self.go_on)

    def _show_asking(self) -> None:
        """Ask for the passphrase that will be asked for, so that it isn’t a forgotten one."""
        standing = self._standing
        self._to_ask = True
        if standing is None or not standing.has_passphrase:
            self._show_choosing()
            return
        self._show_form(
            self.tr("Ask each time?"),
            (
                self.tr("Type your passphrase once, to be sure that you have it."),
                self.tr("The key is then taken out of this computer’s keyring."),
            ),
            (plain.line(self.tr("Passphrase"), secret=True),),
            (self.tr("Ask me each time"), self._try_asking),
            _side_by_side(plain.button(self.tr("Choose a new one"), self._show_choosing)),
            *self._kit_first(standing),
        )

    def _try_asking(self) -> None:
        if passphrase := self._typed():
            self._ask_each_time(passphrase)

    def _typed(self) -> str:
        """Return what was typed in the only line; say so if nothing was."""
        (typed,) = (typed.text() for typed in self._lines)
        if not typed:
            self.say(self.tr("Type the passphrase first."))
        return typed

    def _ask_each_time(self, passphrase: str) -> None:
        self.wait(self.tr("One moment…"))
        self.hear(self._access.ask_each_time(passphrase), self._asks_now, self.go_on)

    def _asks_now(self, _nothing: None) -> None:
        self._leave_keyring()

    def _leave_keyring(self) -> None:
        self._go_inside()
        self.show_step(_say("One moment…"), (plain.label(_elsewhere(), "lead", wrap=True),))
        done = partial(self._done, self.tr("It asks each time now. Nothing is in the keyring."))
        self.hear(self._access.leave_keyring(), done, self._not_left)

    def _not_left(self, error: JournalError) -> None:
        self._look_again(self.tr("It asks each time now. {}").format(error))

    def _show_keyring(self) -> None:
        self._show_form(
            self.tr("Open while you’re signed in?"),
            (
                self.tr("The key goes into this computer’s keyring. Your passphrase stays."),
                self.tr("Anyone at your unlocked screen can open your journal then."),
            ),
            (plain.line(self.tr("Passphrase"), secret=True),),
            (self.tr("Open while I’m signed in"), self._enter_keyring),
        )

    def _enter_keyring(self) -> None:
        passphrase = self._typed()
        if not passphrase:
            return
        self.wait(_elsewhere())
        done = partial(self._done, self.tr("It opens while you’re signed in now."))
        self.hear(self._access.open_while_signed_in(passphrase), done, self.go_on)

    def _show_form(
        self,
        title: str,
        says: tuple[str, str],
        lines: tuple[QLineEdit, ...],
        main: tuple[str, Callable[[], None]],
        *more: QWidget,
    ) -> None:
        self._go_inside(*lines)
        for typed in lines:
            typed.returnPressed.connect(main[1])
        lead, rest = says
        self.show_step(
            title,
            (plain.label(lead, "lead", wrap=True), plain.label(rest, wrap=True), *lines, *more),
            (
                plain.button(*main, "main"),
                plain.button(self.tr("Leave it as it is"), self._show_front),
            ),
        )

    def _go_inside(self, *lines: QLineEdit) -> None:
        """Leave the front of the page for a step, with these lines to type in."""
        self._inside, self._lines, self._locking = True, lines, None

    def _done(self, said: str, _nothing: None) -> None:
        self._look_again(said)


def _part(title: str, about: str, *buttons: QPushButton) -> QWidget:
    """Return a part of the page: its name, a sentence, and what can be done."""
    made = QWidget()
    column = plain.column(made, gap=10)
    column.setContentsMargins(0, plain.GAP, 0, 0)
    column.addWidget(plain.label(title, "heading", wrap=True))
    column.addWidget(plain.label(about, wrap=True))
    column.addWidget(_side_by_side(*buttons))
    return made


def _side_by_side(*buttons: QPushButton) -> QWidget:
    made = QWidget()
    row = plain.row(*buttons, None, gap=12)
    row.setContentsMargins(0, 0, 0, 0)
    made.setLayout(row)
    return made


def _card(title: str, about: str, button: QPushButton) -> QFrame:
    made = plain.card()
    column = plain.column(made, margin=24, gap=14)
    if title:
        column.addWidget(plain.label(title, "heading", wrap=True))
    column.addWidget(plain.label(about, wrap=True))
    column.addLayout(plain.row(button, None))
    return made


def _elsewhere() -> str:
    return _say("Your computer may be asking for its password in another window.")


def _say(text: str) -> str:
    return QCoreApplication.translate("AccessPage", text)
