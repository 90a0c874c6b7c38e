"""The page of earlier versions: found by anybody, never wrong, and nothing lost by using it."""

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from sqlalchemy import Connection, delete, update

from journal_app.domain.changes import Changed
from journal_app.domain.entry import Entry, EntryId, Kind, Part, PartId
from journal_app.domain.settings import THEMES
from journal_app.storage import entries, parts
from journal_app.storage.schema import part, version
from journal_app.ui.pages.versions import VersionsPage
from journal_app.ui.photos import pictures
from journal_app.ui.widgets.differences import Differences
from journal_app.ui.widgets.versionlist import VersionList
from tests.fakes import SUNDAY_EVENING, FakeClock
from tests.guest import Enter, Guest, enter, fakes, keychain

__all__ = ["enter", "fakes", "keychain"]

WORDS, PICTURE = PartId("w"), PartId("f")
CAME = "warm. slow water over stones"
HOUR_MS, DAY_MS = 3_600_000, 86_400_000
NOW = SUNDAY_EVENING.utc_ms


@pytest.fixture
def guest(enter: Enter) -> Guest:
    """Somebody whose words came on Friday and were worked on since."""
    made = enter()
    made.wait_until_open()
    friday = replace(SUNDAY_EVENING, utc_ms=NOW - 2 * DAY_MS)
    do(made, entries.begin, Entry(EntryId("e"), friday))
    do(made, parts.begin, EntryId("e"), Part(WORDS, Kind.WORDS, 0, friday))
    put(made, CAME, NOW - 2 * DAY_MS)
    do(made, entries.set_aside, EntryId("e"), NOW - 2 * DAY_MS + 1000)
    put(made, f"{CAME}, I think", NOW - DAY_MS)
    put(made, "slow water over many stones", NOW - HOUR_MS)
    return made


def do(guest: Guest, verb: object, *args: object) -> None:
    guest.session.journal.do(verb, *args).result(20)  # type: ignore[arg-type]


def put(guest: Guest, text: str, at_ms: int, part_id: PartId = WORDS) -> None:
    do(guest, parts.put, part_id, text.encode(), at_ms)


def go(guest: Guest, part_id: PartId = WORDS) -> VersionsPage:
    guest.workspace.go("versions", part_id)
    page = guest.see(VersionsPage)
    guest.qtbot.waitUntil(lambda: page._history is not None, timeout=20_000)
    return settled(guest, page)


def settled(guest: Guest, page: VersionsPage) -> VersionsPage:
    """Wait until the page shows what was chosen."""

    def shows() -> bool:
        known, chosen = page._compared, page._chosen
        return chosen is None or (known is not None and known.version == chosen)

    guest.qtbot.waitUntil(shows, timeout=20_000)
    return page


def moments(page: VersionsPage) -> list[str]:
    model = page.findChildren(VersionList)[0].model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def choose(guest: Guest, page: VersionsPage, name: str) -> None:
    """Go to a version by the keyboard alone."""
    listed = page.findChildren(VersionList)[0]
    assert listed.hasFocus()
    here, there = listed.currentIndex().row(), moments(page).index(name)
    key = Qt.Key.Key_Down if there > here else Qt.Key.Key_Up
    for _ in range(abs(there - here)):
        QTest.keyClick(listed, key)
    settled(guest, page)


def text(page: VersionsPage) -> Differences:
    return page.findChildren(Differences)[0]


def marked(page: VersionsPage) -> str:
    """Return what is shown, with what is struck through and underlined."""
    said = ""
    block = text(page).document().begin()
    while block.isValid():
        pieces = block.begin()
        while not pieces.atEnd():
            piece = pieces.fragment()
            pieces += 1
            form: QTextCharFormat = piece.charFormat()
            struck, under = form.fontStrikeOut(), form.fontUnderline()
            said += f"[-{piece.text()}-]" if struck else ""
            said += f"[+{piece.text()}+]" if under else ""
            said += piece.text() if not struck and not under else ""
        block = block.next()
        said += "\n" if block.isValid() else ""
    return said


def says(page: VersionsPage, sentence: str) -> bool:
    return any(label.text() == sentence for label in page.findChildren(QLabel) if label.isVisible())


def shown(page: VersionsPage) -> set[str]:
    return {button.text() for button in page.findChildren(QPushButton) if button.isVisible()}


def is_whole(label: QLabel) -> bool:
    return label.height() >= label.heightForWidth(label.width()) - 1


def test_what_came_is_shown_first_beside_what_stands_there_now(guest: Guest) -> None:
    page = go(guest)
    assert moments(page) == ["Now", "Yesterday, 20:30", "As it came · Friday evening"]
    assert marked(page) == "[-warm.-] slow water over [+many+] stones"
    assert "Gone: warm." in text(page).accessibleDescription()
    assert "New: many" in text(page).accessibleDescription()
    choose(guest, page, "Yesterday, 20:30")
    assert marked(page) == "[-warm.-] slow water over [+many+] stones[-, I think-]"
    choose(guest, page, "Now")
    assert marked(page) == "slow water over many stones"
    assert "Bring this back" not in shown(page)


def test_a_version_can_be_read_as_it_was(guest: Guest) -> None:
    page = go(guest)
    guest.button(page, "As it was").click()
    assert marked(page) == CAME
    guest.button(page, "What changed").click()
    assert "[+many+]" in marked(page)


def test_what_is_brought_back_is_there_and_can_be_undone(guest: Guest) -> None:
    page = go(guest)
    button = guest.button(page, "Bring this back")
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    guest.qtbot.waitUntil(lambda: marked(page) == CAME, timeout=20_000)
    assert moments(page)[:2] == ["Now", "Today, 19:30"]
    assert page.findChildren(VersionList)[0].hasFocus()
    notices = guest.workspace.notices
    assert notices.text == "It’s back. What stood there until now is kept, too."
    guest.button(notices, "Undo").click()
    guest.qtbot.waitUntil(lambda: marked(page) == "slow water over many stones", timeout=20_000)
    assert CAME in kept(guest)


def kept(guest: Guest) -> list[str]:
    """Return everything that was ever there, the newest first."""
    from journal_app.storage import versions  # noqa: PLC0415

    def read(db: Connection) -> list[str]:
        found = versions.of_part(db, WORDS)
        assert found is not None
        bodies = [found.body, *(versions.read(db, one.id) for one in found.versions)]
        return [body.decode() for body in bodies if body is not None]

    return guest.session.journal.ask(read).result(20)


def test_bringing_back_twice_loses_nothing_in_between(guest: Guest) -> None:
    page = go(guest)
    before = kept(guest)
    for name in ("As it came · Friday evening", "Yesterday, 20:30"):
        choose(guest, page, name)
        guest.button(page, "Bring this back").click()
        guest.qtbot.waitUntil(lambda: says(page, "As it stands now."), timeout=20_000)
    assert set(before) <= set(kept(guest))
    assert kept(guest)[0] == f"{CAME}, I think"


def test_what_cant_be_read_any_more_is_said_and_nothing_wrong_is_shown(guest: Guest) -> None:
    def spoil(db: Connection) -> Changed:
        db.execute(update(version).where(version.c.first == 1).values(body=b"spoiled"))
        return Changed(None)

    do(guest, spoil)
    page = go(guest)
    assert says(page, "This one can’t be read any more. What stands there now is safe.")
    assert marked(page) == ""
    assert "Bring this back" not in shown(page)
    choose(guest, page, "Yesterday, 20:30")
    assert "I think" in marked(page)
    assert "Bring this back" in shown(page)


def test_where_nothing_can_be_asked_no_text_of_another_moment_stays(guest: Guest) -> None:
    page = go(guest)
    guest.session.journal.close()
    said: list[str] = []
    page.said.connect(lambda sentence, _actions: said.append(sentence))
    QTest.keyClick(page.findChildren(VersionList)[0], Qt.Key.Key_Up)
    guest.qtbot.waitUntil(lambda: bool(said), timeout=20_000)
    assert marked(page) == ""
    assert "Bring this back" not in shown(page)


def test_what_never_changed_has_nothing_earlier(guest: Guest) -> None:
    do(guest, parts.begin, EntryId("e"), Part(PartId("new"), Kind.WORDS, 1, SUNDAY_EVENING))
    put(guest, "a thought", NOW, PartId("new"))
    page = go(guest, PartId("new"))
    assert moments(page) == ["Now"]
    assert says(page, "Nothing earlier yet. When this changes, what stood here is kept.")
    assert marked(page) == "a thought"


def test_a_part_that_is_gone_is_said_to_be(guest: Guest) -> None:
    page = go(guest)

    def empty(db: Connection) -> Changed:
        db.execute(delete(part))
        return Changed(EntryId("e"))

    do(guest, empty)
    gone = "This isn’t in the journal any more."
    guest.qtbot.waitUntil(lambda: says(page, gone), timeout=20_000)
    assert moments(page) == []
    assert marked(page) == ""


def test_the_place_stays_what_it_was_until_it_is_about_something_else(guest: Guest) -> None:
    page = go(guest)
    choose(guest, page, "Yesterday, 20:30")
    guest.workspace.go("journal")
    guest.workspace.back()
    assert marked(settled(guest, guest.see(VersionsPage))).endswith("[-, I think-]")
    do(guest, parts.begin, EntryId("e"), Part(PartId("new"), Kind.WORDS, 1, SUNDAY_EVENING))
    put(guest, "a thought", NOW, PartId("new"))
    assert moments(go(guest, PartId("new"))) == ["Now"]


def test_every_save_is_there_for_who_asks(guest: Guest, clock: FakeClock) -> None:
    for second in range(20):
        put(guest, f"slow water {second}", NOW - 60_000 + 1000 * second)
    page = go(guest)
    few = moments(page)
    assert len(few) < 7
    guest.button(page, "Show every save").click()
    assert len(moments(page)) == 23
    assert len(set(moments(page))) == 23
    assert "Today, 20:29:07" in moments(page)
    guest.button(page, "Show every save").click()
    assert moments(page) == few


def test_a_write_elsewhere_is_seen_and_the_choice_stays(guest: Guest) -> None:
    page = go(guest)
    put(guest, "slow water over very many stones", NOW)
    guest.qtbot.waitUntil(lambda: len(moments(page)) == 4, timeout=20_000)
    settled(guest, page)
    assert page._chosen is not None
    assert page._chosen.first
    guest.qtbot.waitUntil(lambda: "very" in marked(page), timeout=20_000)


def test_a_photo_is_shown_then_and_now(guest: Guest) -> None:
    do(guest, parts.begin, EntryId("e"), Part(PICTURE, Kind.PHOTO, 1, SUNDAY_EVENING))
    for hours, width, height in ((2, 40, 80), (1, 80, 40)):
        image = QImage(width, height, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.darkGreen)
        do(guest, parts.put, PICTURE, pictures.encode(image), NOW - hours * HOUR_MS)
    page = go(guest, PICTURE)
    seen = {label.accessibleName(): label.pixmap() for label in page.findChildren(QLabel)}
    assert seen["Then"].width() < seen["Then"].height()
    assert seen["Now"].width() > seen["Now"].height()
    assert "As it was" not in shown(page)
    guest.button(page, "Bring this back").click()
    guest.qtbot.waitUntil(lambda: len(moments(page)) == 3, timeout=20_000)
    now = {label.accessibleName(): label.pixmap() for label in page.findChildren(QLabel)}["Now"]
    assert now.width() < now.height()


def test_locking_leaves_no_words_behind(guest: Guest) -> None:
    page = go(guest)
    page.forget()
    assert marked(page) == ""
    assert text(page).accessibleDescription() == ""
    assert (page._history, page._compared) == (None, None)
    assert moments(page) == []


@pytest.mark.parametrize("size", [1.0, 2.0])
@pytest.mark.parametrize("theme", THEMES)
def test_all_of_it_fits_in_every_look(guest: Guest, theme: str, size: float) -> None:
    house = guest.house
    house.use(house.preferences.with_theme(theme).with_text_size(size))
    house.window.resize(1000, 752)
    page = go(guest)
    guest.qtbot.waitUntil(lambda: page.width() <= 1000, timeout=20_000)
    for button in page.findChildren(QPushButton):
        if button.isVisible():
            assert button.width() >= button.minimumSizeHint().width(), button.text()
            assert button.mapTo(page, button.rect().topRight()).x() < page.width(), button.text()
            assert min(button.width(), button.height()) >= (64 if theme == "afterglow" else 48)
    for label in page.findChildren(QLabel):
        if label.isVisible() and label.wordWrap():
            guest.qtbot.waitUntil(partial(is_whole, label), timeout=20_000)
    listed = page.findChildren(VersionList)[0]
    assert listed.visualRect(listed.currentIndex()).bottom() <= listed.viewport().height()
    assert listed.row_height >= (64 if theme == "afterglow" else 48)
    assert listed.widest <= listed.width()
