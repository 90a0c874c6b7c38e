"""What is on this computer, in sections that are read like a page: each a heading and a few words.

Here is what is said of each thing; what there is, ``services/inventory.py`` found out.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from journal_app.domain import size
from journal_app.services.privacy.inventory import Holdings, Modes
from journal_app.services.privacy.ours import Kept, What
from journal_app.services.privacy.proof import PLAIN, Proof
from journal_app.services.savedfiles import Saved, SavedFile
from journal_app.storage.keys import ways
from journal_app.storage.keys.header import OpensWith
from journal_app.storage.keys.ways import Way
from journal_app.ui.theme import Theme
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.filelist import FileList, Line, breakable, where
from journal_app.ui.widgets.typedword import TypedWord

_READABLE = range(0x20, 0x7F)
_OWN = (What.JOURNAL, What.CHANGES, What.HEADER, What.BALLAST, What.LOCK)


class HoldingsView(QWidget):
    """Shows all there is; ``remove_aside`` when somebody wants what was set aside to be gone."""

    remove_aside = Signal()

    def __init__(self, keyring: str, theme: Theme) -> None:
        super().__init__()
        self._keyring = keyring
        self._theme = theme
        self._column = plain.column(self, gap=8)

    def show_holdings(self, here: Holdings, when: Callable[[int], str]) -> None:
        """Show what there is now; ``when`` says a time (UTC milliseconds) as the wall has it."""
        empty(self._column)
        sections = (
            self._journal(here),
            self._proof(here.proof),
            self._key(here),
            self._backups(here, when),
            *self._others(here),
        )
        for part in sections:
            self._column.addWidget(part)

    def _journal(self, here: Holdings) -> QWidget:
        own = [kept for kept in here.found.of(*_OWN) if kept.path.parent == here.folder]
        own.sort(key=lambda kept: (_OWN.index(kept.what), kept.path.name.endswith("-shm")))
        return section(
            self.tr("Your journal"),
            text(where(here.folder), "quiet"),
            *self._about_place(here),
            FileList(tuple(self._line(kept) for kept in own)),
            *self._about_modes(here.modes),
        )

    def _about_place(self, here: Holdings) -> Iterator[QWidget]:
        synced = self.tr(
            "{program} seems to sync this folder. Syncing an open journal can lose what was written"
            " last: better to keep the journal elsewhere, and let it take the copies in “backups”."
        )
        shared = self.tr(
            "This folder is on a network share, where a journal can lose what was written last. It"
            " is better kept on this computer’s own disk."
        )
        loose = self.tr("This folder is on a disk that can be unplugged. Close the journal first.")
        if here.place.synced_by:
            yield text(synced.format(program=here.place.synced_by))
        if here.place.network:
            yield text(shared)
        if here.place.removable:
            yield text(loose)

    def _about_modes(self, modes: Modes) -> Iterator[QWidget]:
        alone = self.tr("These are for you alone; other people signed in here can’t open them.")
        again = self.tr("Some weren’t closed to other people on this computer. They are now.")
        still = self.tr(
            "This disk can’t keep files for one person alone, so other people signed in here may be"
            " able to copy these. What they copy is encrypted."
        )
        if modes.known:
            closed = again if modes.put_right else alone
            yield text(still if modes.still_open else closed, "quiet")

    def _proof(self, found: Proof) -> QWidget:
        """Return the section that shows the file as anybody would find it."""
        card = plain.card()
        column = plain.column(card, margin=18, gap=4)
        column.addWidget(text(self.tr("journal.db begins with, read just now"), "quiet"))
        column.addWidget(text(_numbers(found.first), "lead"))
        column.addWidget(text(_letters(found.first)))
        column.addSpacing(plain.GAP)
        column.addWidget(text(self.tr("Without encryption it would begin with"), "quiet"))
        column.addWidget(text(_numbers(PLAIN), "lead"))
        column.addWidget(text(_letters(PLAIN)))
        even = self.tr(
            "Nothing can be read in it. In the first {size}, every byte is as frequent as any"
            " other: that is what encrypted files look like, and noise."
        )
        odd = self.tr(
            "This isn’t how an encrypted file looks. Nothing was changed. Please let somebody have"
            " a look at it before you go on writing."
        )
        said = even if found.encrypted else odd
        said = said.format(size=size.said(found.looked_at))
        return section(self.tr("As anybody would find it"), card, text(said))

    def _key(self, here: Holdings) -> QWidget:
        """Return the section about the key, and what opens the journal."""
        said = [self._where_key_is(here)]
        asks = here.header.opens_with is OpensWith.PASSPHRASE
        if here.notes.in_keyring and asks:
            said.append(self.tr("Your keyring may still hold a copy from before."))
        if here.earlier_keys and self._keyring:
            earlier = self.tr("Earlier keys may be in there as well, for copies made under them.")
            said.append(earlier)
        named = {
            frozenset({Way.PASSPHRASE, Way.WORDS}): self.tr(
                "A passphrase and a recovery kit open it."
            ),
            frozenset({Way.PASSPHRASE}): self.tr(
                "A passphrase opens it. There is no recovery kit."
            ),
            frozenset({Way.WORDS}): self.tr("A recovery kit opens it. There is no passphrase."),
            frozenset[Way](): self.tr("There is neither a passphrase nor a recovery kit."),
        }
        beside = named[ways.of(here.header) - {Way.KEYRING}]
        return section(self.tr("Its key"), text(" ".join(said)), text(beside))

    def _where_key_is(self, here: Holdings) -> str:
        if here.header.opens_with is OpensWith.PASSPHRASE:
            return self.tr(
                "Nowhere in the open. It is sealed in vault.json, and your passphrase opens the"
                " seal each time."
            )
        if not self._keyring:
            return self.tr("In memory only: this journal is to be thrown away, and its key too.")
        named = self.tr("In this computer’s keyring, as {name}, and in none of these files.")
        return named.format(name=breakable(f"{self._keyring} / vault-{here.header.vault_id}"))

    def _backups(self, here: Holdings, when: Callable[[int], str]) -> QWidget:
        newest = self.tr("The newest was read back and found right on {when}.")
        none = self.tr("There is none yet. One is made on each day you change something.")
        last = here.last_backup
        things: list[QWidget] = [
            text(none if last is None else newest.format(when=when(last.made_ms)))
        ]
        own = here.found.of(What.BACKUP)
        if own:
            things.append(FileList(tuple(_backup_lines(own, when))))
        if here.notes.second_folder is not None:
            there = where(here.notes.second_folder)
            away = self.tr("The second folder isn’t here now: {folder}")
            said = self.tr("In the second folder, {folder}:")
            things.append(text((away if here.second is None else said).format(folder=there)))
        if here.second is not None and here.second.ours:
            things.append(FileList(tuple(_backup_lines(here.second.ours, when))))
        return section(self.tr("Backups"), *things)

    def _others(self, here: Holdings) -> Iterator[QWidget]:
        """Give the sections about everything else, where there is anything."""
        aside = here.found.of(What.ASIDE)
        if aside:
            yield self._about_aside(aside)
        small = here.found.of(What.SETTINGS, What.CACHE, What.MODEL, What.UNFINISHED)
        if small:
            lines = tuple(self._small_lines(small))
            yield section(self.tr("Settings and small things"), FileList(lines))
        if here.notes.saved:
            told = self.tr("These you saved yourself. The journal leaves them alone.")
            yield section(self.tr("Saved by you"), text(told), FileList(saved(here.notes.saved)))
        if here.found.foreign:
            told = self.tr("These lie between our files and aren’t ours. They are left alone.")
            strange = tuple(Line(where(path)) for path in here.found.foreign)
            yield section(self.tr("Not ours"), text(told), FileList(strange))

    def _about_aside(self, aside: tuple[Kept, ...]) -> QWidget:
        """Return the section about files set aside, which may be removed here."""
        about = self.tr(
            "When a backup is put in place, the files that were there are kept. They are whole"
            " journals, encrypted like yours. Nothing needs them any more if all is as you want it."
        )
        lines = []
        for place in sorted({kept.path.parent for kept in aside}):
            inside = tuple(kept for kept in aside if kept.path.parent == place)
            lines.append(Line(where(place.relative_to(place.parent)), "", total(inside)))
        name = self.tr("Remove what was set aside")
        remove = TypedWord(name, self._theme, folded=True)
        remove.meant.connect(self.remove_aside)
        return section(self.tr("Set aside"), text(about), FileList(tuple(lines)), remove)

    def _small_lines(self, kept: tuple[Kept, ...]) -> Iterator[Line]:
        """Give the settings by name, and of the others how much there is."""
        yield from (self._line(one) for one in kept if one.what is What.SETTINGS)
        names = {
            What.CACHE: self.tr("Cache"),
            What.MODEL: self.tr("Models"),
            What.UNFINISHED: self.tr("Left over"),
        }
        for what, name in names.items():
            some = tuple(one for one in kept if one.what is what)
            if some:
                yield Line(name, self._line(some[0]).about, total(some))

    def _line(self, kept: Kept) -> Line:
        said = {
            What.JOURNAL: self.tr("Everything you made, encrypted."),
            What.CHANGES: self.tr("The newest changes, on their way into it. Encrypted."),
            What.HEADER: self.tr("Which journal this is, and how it opens. Nothing you made."),
            What.BALLAST: self.tr("Nothing at all: room to give back when the disk is full."),
            What.LOCK: self.tr("Says that the journal is open, so that it is opened only once."),
            What.SETTINGS: self.tr(
                "Colours, text size and the like. Not encrypted; your people are in it only if you"
                " show them on the lock screen. Nothing else you made."
            ),
            What.CACHE: self.tr("What the window’s toolkit keeps for itself. Nothing you made."),
            What.MODEL: self.tr("What writes down a voice, as you added it. Nothing you made."),
            What.UNFINISHED: self.tr("Left by something that was interrupted. Encrypted."),
        }
        about = said[kept.what]
        if kept.path.name.endswith("-shm"):
            about = self.tr("Where to find those changes. Nothing you made.")
        return Line(kept.path.name, about, kept.size)


def saved(files: tuple[SavedFile, ...]) -> tuple[Line, ...]:
    """Return what is said of files somebody saved."""
    say = QCoreApplication.translate
    said = {
        Saved.KIT: say("HoldingsView", "A recovery kit, not encrypted. It opens this journal."),
        Saved.PORTABLE: say("HoldingsView", "A portable copy, encrypted under its own passphrase."),
        Saved.PAGE: say("HoldingsView", "Pages of yours, not encrypted by the journal."),
        Saved.PICTURE: say("HoldingsView", "A drawing of yours, not encrypted by the journal."),
        Saved.SOUND: say("HoldingsView", "A recording of yours, not encrypted by the journal."),
    }
    return tuple(Line(where(one.path), said[one.what]) for one in files)


def section(title: str, *things: QWidget) -> QWidget:
    """Return a heading and what belongs under it."""
    made = QWidget()
    column = plain.column(made, gap=12)
    column.addSpacing(plain.GAP)
    column.addWidget(plain.label(title, "heading", wrap=True))
    for thing in things:
        column.addWidget(thing)
    return made


def text(said: str, role: str = "") -> QLabel:
    """Return a paragraph."""
    return plain.label(said, role, wrap=True)


def empty(column: QVBoxLayout) -> None:
    """Take everything out of a column."""
    while (item := column.takeAt(0)) is not None:
        old = item.widget()
        if old is not None:
            old.hide()
            old.deleteLater()


def total(kept: tuple[Kept, ...]) -> int:
    """Return how much room files take together."""
    return sum(one.size for one in kept)


def _backup_lines(kept: tuple[Kept, ...], when: Callable[[int], str]) -> Iterator[Line]:
    """Give one line for each copy with the small header beside it, newest first."""
    beside = {one.path: one.size for one in kept if one.path.suffix == ".json"}
    for one in sorted(kept, key=lambda one: one.path.name, reverse=True):
        if one.path.suffix != ".json":
            both = one.size + beside.get(one.path.with_suffix(".json"), 0)
            made = datetime.strptime(one.path.name[:18], "%Y-%m-%dT%H%M%S%z")
            yield Line(when(int(made.timestamp()) * 1000), where(Path(one.path.name)), both)


def _numbers(found: bytes) -> str:
    """Return bytes as numbers in two rows."""
    half = len(found) // 2
    return f"{found[:half].hex(' ')}\n{found[half:].hex(' ')}"


def _letters(found: bytes) -> str:
    """Return bytes as the letters they would be."""
    return "".join(chr(byte) if byte in _READABLE else "·" for byte in found)
