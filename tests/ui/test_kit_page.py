"""The recovery kit's page: shown when asked for, checked, saved only where someone wants it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QSettings, Qt
from PySide6.QtGui import QPageSize, QPalette, QPdfWriter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from journal_app.domain.day import Calendar
from journal_app.domain.errors import WrongWords
from journal_app.domain.settings import Preferences
from journal_app.services.journal import Journal
from journal_app.services.kit import Kit, NewKit
from journal_app.services.session import Session
from journal_app.services.work import Work
from journal_app.storage import vault
from journal_app.storage.keys import header, slots, ways, words
from journal_app.storage.keys.header import Header, OpensWith
from journal_app.ui import kitpdf
from journal_app.ui.bridge import Bridge
from journal_app.ui.icons import Icons
from journal_app.ui.pages.kit import KitPage
from journal_app.ui.pages.locked import LockedPage
from journal_app.ui.printing import Printing
from journal_app.ui.theme import Theme
from journal_app.ui.tools import Tools
from journal_app.ui.widgets.wordsline import WordsLine
from tests import pdftext
from tests.fakes import KEY, FakeClock
from tests.fakes_sound import fake_sound
from tests.keyrings import FakeKeychain
from tests.services.attempts import QUICK, WORDS

SECRET = bytes(range(16))

Open = Callable[..., KitPage]


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, Preferences())


@pytest.fixture
def door(folder: Path) -> Iterator[Journal]:
    bridge = Bridge()
    made = Journal(bridge.post, lambda _: None, lambda _: None)
    made.open(lambda: vault.create(folder, KEY)).result(20)
    yield made
    made.close()


@pytest.fixture
def show(qtbot: QtBot, folder: Path, clock: FakeClock, door: Journal, theme: Theme) -> Open:
    """Show the page of a journal that opens with the keyring, or with a passphrase."""

    def show_page(opens_with: OpensWith = OpensWith.KEYRING, *, holds_key: bool = True) -> KitPage:
        name = uuid4().hex
        asks = opens_with is OpensWith.PASSPHRASE
        mine = (slots.wrap(KEY, WORDS, name, QUICK),) if asks else ()
        print_ = header.fingerprint(KEY, name)
        header.save(folder, Header(name, 0, print_, opens_with, slots=mine))
        bridge = Bridge()
        work = Work(bridge.post)
        keychain = FakeKeychain()
        if holds_key:
            keychain.keys[name] = KEY
        session = Session(folder, keychain, clock, bridge.post, door, work)
        session.key.trust(KEY)
        tools = Tools(theme, Icons(theme), clock, fake_sound(clock).sound, Calendar(clock))
        page = KitPage(Kit(session), tools)
        page.begin()
        page.destroyed.connect(work.close)
        bridge.setParent(page)
        qtbot.addWidget(page)
        page.resize(1240, 752)
        page.show()
        qtbot.waitUntil(lambda: all(button.isEnabled() for button in _find(page, QPushButton)))
        return page

    return show_page


def _find(page: QWidget, kind: type[QPushButton]) -> list[QPushButton]:
    return [found for found in page.findChildren(kind) if found.isVisible()]


def _press(page: QWidget, name: str) -> None:
    (button,) = (found for found in _find(page, QPushButton) if found.text() == name)
    button.click()


def _read(page: QWidget) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def _lines(page: QWidget) -> list[QLineEdit]:
    return [line for line in page.findChildren(QLineEdit) if line.isVisible()]


def _words(qtbot: QtBot, page: KitPage, button: str = "Show the words") -> tuple[str, ...]:
    """Ask for the words and read them off the page."""
    _press(page, button)
    qtbot.waitUntil(lambda: "Your twelve words" in _read(page), timeout=20_000)
    names = [label.accessibleName() for label in page.findChildren(QLabel)]
    numbered = [name.split() for name in names if name[:1].isdigit()]
    return tuple(word for _number, word in sorted(numbered, key=lambda it: int(it[0])))


def _opens(folder: Path, spelt: tuple[str, ...]) -> bool:
    found = header.load(folder)
    assert found is not None
    return ways.by_words(found, " ".join(spelt)) == KEY


def test_no_kit_is_made_until_someone_asks_for_it(show: Open, folder: Path) -> None:
    page = show()
    found = header.load(folder)
    assert found is not None
    assert found.slots == ()
    said = " ".join(_read(page))
    assert "It’s twelve words on one page" in said
    assert "24" not in said


def test_twelve_words_are_shown_that_open_the_journal(
    qtbot: QtBot, show: Open, folder: Path
) -> None:
    spelt = _words(qtbot, show())
    assert len(spelt) == 12
    assert _opens(folder, spelt)


def test_hidden_words_are_nowhere_on_the_page(qtbot: QtBot, show: Open) -> None:
    page = show()
    spelt = _words(qtbot, page)
    _press(page, "Hide the words")
    qtbot.waitUntil(lambda: not _shows(page, spelt))
    _press(page, "Show the words again")
    assert _shows(page, spelt)
    page.forget()
    qtbot.waitUntil(lambda: not _shows(page, spelt))


def _shows(page: QWidget, spelt: tuple[str, ...]) -> bool:
    return bool(set(spelt) & {label.text() for label in page.findChildren(QLabel)})


def test_three_right_words_make_the_older_kit_give_way(
    qtbot: QtBot, show: Open, folder: Path
) -> None:
    page = show()
    older = _words(qtbot, page)
    _press(page, "Hide the words")
    with qtbot.waitSignal(page.left) as left:
        _press(page, "Do this later")
    assert left.args == ["The twelve words open your journal from now on."]

    page._kit.look().then(page._found)
    qtbot.waitUntil(lambda: any("has a kit already" in said for said in _read(page)))
    newer = _words(qtbot, page, "Make a new kit")
    assert _opens(folder, older)
    _press(page, "Hide the words")
    for line in _lines(page):
        number = int(line.accessibleName().split()[1])
        qtbot.keyClicks(line, f" {newer[number - 1].title()} ")
    with qtbot.waitSignal(page.left):
        qtbot.keyClick(_lines(page)[-1], Qt.Key.Key_Return)
    found = header.load(folder)
    assert found is not None
    assert len(found.slots) == 1
    assert _opens(folder, newer)


def test_a_wrong_word_is_said_calmly_and_can_be_typed_again(qtbot: QtBot, show: Open) -> None:
    page = show()
    spelt = _words(qtbot, page)
    _press(page, "Hide the words")
    first = _lines(page)[0]
    number = int(first.accessibleName().split()[1])
    qtbot.keyClicks(first, "zoo" if spelt[number - 1] != "zoo" else "able")
    _press(page, "Done")
    assert f"Word {number} isn’t the one on your page yet. Take your time." in _read(page)


def test_a_journal_with_a_passphrase_asks_for_it_first(
    qtbot: QtBot, show: Open, folder: Path
) -> None:
    page = show(OpensWith.PASSPHRASE)
    (line,) = _lines(page)
    assert line.echoMode() is QLineEdit.EchoMode.Password
    _press(page, "Show the words")
    assert "Type the passphrase first." in _read(page)
    qtbot.keyClicks(line, "not this")
    _press(page, "Show the words")
    qtbot.waitUntil(lambda: any("didn’t open it" in said for said in _read(page)), timeout=20_000)
    line.clear()
    qtbot.keyClicks(line, WORDS)
    assert _opens(folder, _words(qtbot, page))


# A kit that is there


def _keep_kit(folder: Path) -> tuple[str, ...]:
    """Give the journal a kit, as if it had been made before; return its words."""
    found = header.load(folder)
    assert found is not None
    slot = slots.wrap_for_words(KEY, SECRET, found.vault_id)
    header.save(folder, ways.with_kit(found, slot))
    return words.spell(SECRET)


def _look_again(qtbot: QtBot, page: KitPage) -> None:
    page.begin()
    qtbot.waitUntil(lambda: page._standing is not None and page._standing.has_kit)
    qtbot.waitUntil(lambda: bool({"Try the kit I have", "Try these words"} & set(_names(page))))


def _names(page: QWidget) -> list[str]:
    return [found.text() for found in _find(page, QPushButton)]


def _wait_for(qtbot: QtBot, page: QWidget, said: str) -> None:
    qtbot.waitUntil(lambda: any(said in text for text in _read(page)), timeout=20_000)


def test_the_kit_somebody_has_is_tried_word_by_word(qtbot: QtBot, show: Open, folder: Path) -> None:
    page = show()
    spelt = _keep_kit(folder)
    _look_again(qtbot, page)
    _press(page, "Try the kit I have")
    (line,) = _lines(page)
    assert isinstance(line, WordsLine)
    for word in spelt[:3]:
        QTest.keyClicks(line, f"{word[:4]} ")
    assert "3 of 12 words" in _read(page)
    _press(page, "Try these words")
    _wait_for(qtbot, page, "A kit has twelve words; here are 3.")
    QTest.keyClicks(line, " ".join(spelt[3:-1]) + " zzzz")
    _press(page, "Try these words")
    _wait_for(qtbot, page, "Word 12 isn’t on the list of words.")
    line.setText(" ".join(spelt))
    QTest.keyClick(line, Qt.Key.Key_Return)
    _wait_for(qtbot, page, "They open your journal. Put the page back where it was.")
    assert not _lines(page)
    qtbot.waitUntil(lambda: not page.findChildren(WordsLine))
    with qtbot.waitSignal(page.left):
        _press(page, "Done")


def test_whoever_comes_to_try_the_kit_is_led_to_the_line_at_once(
    qtbot: QtBot, show: Open, folder: Path
) -> None:
    page = show()
    _keep_kit(folder)
    page._trying = True
    _look_again(qtbot, page)
    assert [type(line) for line in _lines(page)] == [WordsLine]
    assert page.back()
    assert "Try the kit I have" in _names(page)
    assert not page.back()


def test_a_kit_is_let_go_of_after_a_second_deliberate_press(
    qtbot: QtBot, show: Open, folder: Path
) -> None:
    page = show()
    spelt = _keep_kit(folder)
    _look_again(qtbot, page)
    _press(page, "Let go of it")
    assert "Older backups still open with them. Nothing else changes." in _read(page)
    _press(page, "Keep it")
    _press(page, "Let go of it")
    with qtbot.waitSignal(page.left, timeout=20_000) as left:
        _press(page, "Let go of it")
    assert left.args == ["The kit opens your journal no longer. You can tear the page up."]
    with pytest.raises(WrongWords):
        _opens(folder, spelt)


def test_the_last_way_in_is_not_let_go_of_and_that_is_said(
    qtbot: QtBot, show: Open, folder: Path
) -> None:
    page = show(holds_key=False)
    spelt = _keep_kit(folder)
    _look_again(qtbot, page)
    _press(page, "Let go of it")
    _press(page, "Let go of it")
    _wait_for(qtbot, page, "it is the only way into your journal just now")
    assert _opens(folder, spelt)


@pytest.mark.parametrize(
    ("way", "press"), [("Make a new kit", "Show the words"), ("Let go of it", "Let go of it")]
)
def test_where_a_passphrase_is_asked_for_it_is_asked_for_before_a_kit_changes(
    qtbot: QtBot, show: Open, folder: Path, way: str, press: str
) -> None:
    page = show(OpensWith.PASSPHRASE)
    spelt = _keep_kit(folder)
    _look_again(qtbot, page)
    assert not _lines(page)
    _press(page, way)
    (line,) = _lines(page)
    _press(page, press)
    assert "Type the passphrase first." in _read(page)
    qtbot.keyClicks(line, "not this")
    _press(page, press)
    _wait_for(qtbot, page, "didn’t open it")
    assert _opens(folder, spelt)


# The page to print


@pytest.fixture
def kit() -> NewKit:
    spelt = words.spell(bytes(range(16)))
    return NewKit(spelt, slots.wrap_for_words(KEY, bytes(range(16)), "0" * 32), "3f2a9c01")


@pytest.mark.parametrize("paper", [QPageSize.PageSizeId.A4, QPageSize.PageSizeId.Letter])
def test_the_page_is_one_page_on_the_papers_people_have(
    theme: Theme, kit: NewKit, paper: QPageSize.PageSizeId
) -> None:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(paper))
    kitpdf.leave_margins(writer)
    page = kitpdf.document(kit, "22 November 2026")
    assert kitpdf.draw(writer, page)
    assert page.pageCount() == 1


@pytest.mark.parametrize("name", ["paper", "afterglow"])
def test_the_page_is_one_page_with_the_words_and_how_to_use_them(
    theme: Theme, qapp: QApplication, kit: NewKit, name: str
) -> None:
    theme.use(Preferences(theme=name, text_size=2.0))
    pdf = kitpdf.render(kit, "22 November 2026")
    assert pdf.startswith(b"%PDF-")
    assert pdftext.pages(pdf) == 1
    said = pdftext.text(pdf)
    shown = [line.strip() for line in said.splitlines()]
    assert [line for line in shown if line in kit.words] == [
        word for pair in zip(kit.words[:6], kit.words[6:], strict=True) for word in pair
    ]
    for sentence in ("3f2a9c01", "22 November 2026", "Use the recovery kit", "How to use it"):
        assert sentence in said
    assert str(Path.home()) not in pdf.decode("latin-1")
    assert qapp.palette().color(QPalette.ColorRole.Text) == theme.colour("text")


def test_every_letter_of_a_word_stands_by_itself(theme: Theme, kit: NewKit) -> None:
    spelt = ("flavor", "benefit", "office", "affair", *kit.words[4:])
    said = pdftext.text(kitpdf.render(replace(kit, words=spelt), "22 November 2026"))
    assert set(spelt) <= set(said.split())


def test_the_page_is_saved_where_someone_chooses_and_nowhere_else(
    qtbot: QtBot, show: Open, tmp_path: Path
) -> None:
    page = show()
    spelt = _words(qtbot, page)
    before = set(tmp_path.rglob("*"))
    _press(page, "Save as PDF")
    (dialog,) = page.findChildren(QFileDialog)
    assert dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    dialog.selectFile(str(tmp_path / "put away"))
    dialog.accept()
    qtbot.waitUntil(lambda: not page.findChildren(QFileDialog))

    assert set(tmp_path.rglob("*")) - before == {tmp_path / "put away.pdf"}
    said = pdftext.text((tmp_path / "put away.pdf").read_bytes())
    assert all(word in said for word in spelt)
    assert any(sentence.startswith("Saved.") for sentence in _read(page))
    noted = QSettings(QSettings.Scope.UserScope, "QtProject")
    assert noted.allKeys() == []
    assert not Path(noted.fileName()).exists()


@pytest.mark.parametrize("paper", [QPageSize.PageSizeId.A4, QPageSize.PageSizeId.Letter])
def test_a_printer_gets_the_same_page(
    qtbot: QtBot, show: Open, tmp_path: Path, paper: QPageSize.PageSizeId
) -> None:
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415

    page = show()
    spelt = _words(qtbot, page)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setPageSize(QPageSize(paper))
    Printing(page, page._draw, page.say).ask_about(printer)
    (dialog,) = page.findChildren(QPrintDialog)
    assert not (tmp_path / "printed.pdf").exists()
    dialog.done(QPrintDialog.DialogCode.Accepted)
    _wait_for(qtbot, page, "It’s on its way to the printer.")
    qtbot.waitUntil(lambda: not page.findChildren(QPrintDialog))

    printed = (tmp_path / "printed.pdf").read_bytes()
    assert pdftext.pages(printed) == 1
    said = pdftext.text(printed).split()
    assert set(spelt) <= set(said)
    for sentence in ("How to use it", "22 November 2026", "takes this one’s place"):
        assert sentence in " ".join(said)
    assert printer.docName() == "Afterpage", "a printer's queue shows it"


def test_where_there_is_no_printer_that_is_said_and_the_page_can_be_saved(
    qtbot: QtBot, show: Open
) -> None:
    from PySide6.QtPrintSupport import QPrinterInfo  # noqa: PLC0415

    if QPrinterInfo.availablePrinterNames():
        pytest.skip("there is one here")
    page = show()
    _words(qtbot, page)
    assert any("A printer may keep what it printed" in said for said in _read(page))
    _press(page, "Print…")
    _wait_for(qtbot, page, "This computer knows no printer.")
    assert "Save as PDF" in _names(page)


def test_words_that_were_forgotten_meanwhile_are_not_printed(qtbot: QtBot, show: Open) -> None:
    from PySide6.QtPrintSupport import QPrinter  # noqa: PLC0415

    page = show()
    _words(qtbot, page)
    page.forget()
    assert not page._draw(QPrinter())


def test_a_place_that_cannot_be_written_is_said(qtbot: QtBot, show: Open, tmp_path: Path) -> None:
    page = show()
    _words(qtbot, page)
    page._save(str(tmp_path / "gone" / "kit.pdf"))
    assert "The page couldn’t be saved there. You can choose another place." in _read(page)


# Typing the words


@pytest.fixture
def locked(qtbot: QtBot, theme: Theme) -> LockedPage:
    page = LockedPage(theme, Icons(theme))
    qtbot.addWidget(page)
    page.ask_words("The key isn’t where we left it.", again=True)
    page.resize(1240, 752)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def test_the_kit_is_offered_beside_trying_again(locked: LockedPage) -> None:
    assert {found.text() for found in _find(locked, QPushButton)} >= {
        "Use the recovery kit",
        "Try again",
        "Support",
    }
    assert _lines(locked) == []


def test_four_letters_and_a_space_are_a_word(qtbot: QtBot, locked: LockedPage) -> None:
    _press(locked, "Use the recovery kit")
    (line,) = _lines(locked)
    qtbot.waitUntil(line.hasFocus)
    for typed in ("aban ", "zoo ", "Frin", "ge ", "abou"):
        QTest.keyClicks(line, typed)
    assert line.text() == "abandon zoo Fringe about"
    assert "4 of 12 words" in _read(locked)
    with qtbot.waitSignal(locked.words) as sent:
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert words.split(sent.args[0]) == ("abandon", "zoo", "fringe", "about")


def test_a_word_in_the_middle_can_be_changed_by_hand(qtbot: QtBot, locked: LockedPage) -> None:
    _press(locked, "Use the recovery kit")
    line = locked._words
    qtbot.waitUntil(line.hasFocus)
    line.setText("abandon able zoo")
    line.setCursorPosition(12)
    QTest.keyClick(line, Qt.Key.Key_Backspace)
    QTest.keyClicks(line, "out")
    assert line.text() == "abandon ablout zoo"


def test_wrong_words_stay_to_be_mended(locked: LockedPage) -> None:
    _press(locked, "Use the recovery kit")
    line = locked._words
    line.setText("abandon able")
    _press(locked, "Unlock")
    assert not line.isEnabled()
    locked.ask_words("A kit has twelve words.", again=True)
    assert (line.text(), line.isEnabled()) == ("abandon able", True)
    locked.ask("The keyring is closed.", again=True, or_words=True)
    assert (line.text(), locked.sentence) == ("abandon able", "The keyring is closed.")


def test_going_back_begins_again_and_forgets_what_was_typed(
    qtbot: QtBot, locked: LockedPage
) -> None:
    _press(locked, "Use the recovery kit")
    locked._words.setText("abandon able")
    with qtbot.waitSignal(locked.again):
        _press(locked, "Go back")
    locked.ask("", again=True, or_words=True)
    assert [line.accessibleName() for line in _lines(locked)] == ["Passphrase"]
    assert all(not line.text() for line in locked.findChildren(WordsLine))
