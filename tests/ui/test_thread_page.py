"""A thread: what returned, shown in its place, heard, opened, renamed, taken off, let go."""

from html import unescape

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from journal_app.domain.entry import Entry, Kind
from journal_app.domain.spot import Phrase, Region, Spot, Stretch
from journal_app.domain.themes import ThemeId
from journal_app.ui.pages.entry import EntryPage
from journal_app.ui.pages.thread import ThreadPage
from journal_app.ui.widgets.cuttingview import CuttingView
from journal_app.ui.widgets.returncard import ReturnCard
from journal_app.ui.widgets.returnlist import AT_ONCE
from journal_app.ui.widgets.voicing.strip import VoiceStrip
from tests.guest import Enter, enter, fakes, keychain
from tests.ui.named import Namer, drawn, spoken

__all__ = ["enter", "fakes", "keychain"]

TEXT = "It was late. *Slow water* <b>over</b> stones."


class Reader:
    """Someone who follows "water"."""

    def __init__(self, namer: Namer) -> None:
        self.namer = namer
        made: tuple[tuple[Kind, str | list[bytes]], ...] = (
            (Kind.WORDS, TEXT), (Kind.INK, drawn()), (Kind.VOICE, spoken(4)),
        )  # fmt: skip
        self.old: Entry = namer.write(8, *made)
        self.new: Entry = namer.write(0, (Kind.WORDS, "a hall"), title="Two days on")
        words, ink, voice = (part.id for part in self.old.parts)
        start = TEXT.index("Slow water")
        namer.give("water", Spot(self.new.id))
        namer.give("water", Spot(self.old.id, voice, Stretch(1, 3)))
        namer.give("water", Spot(self.old.id, ink, Region(90, 80, 120, 90)))
        at = Phrase(start, start + 10)
        namer.give("water", Spot(self.old.id, words, at), "Slow water")
        namer.give("door", Spot(self.new.id))

    def go(self, name: str = "water") -> ThreadPage:
        theme = self.namer.themes.called(name).result(20)
        self.namer.guest.workspace.go("thread", theme)
        page = self.namer.guest.see(ThreadPage)
        self.namer.wait(lambda: name in self.namer.reads(page) and bool(self.cards(page)))
        return page

    def cards(self, page: ThreadPage) -> list[ReturnCard]:
        return [card for card in page._list.cards if card.isVisible()]

    def said(self, page: ThreadPage) -> list[str]:
        return [card.face.accessibleName() for card in self.cards(page)]


@pytest.fixture
def reader(enter: Enter) -> Reader:
    namer = Namer(enter())
    namer.guest.wait_until_open()
    return Reader(namer)


def test_every_return_is_told_oldest_first_under_its_day(reader: Reader) -> None:
    page = reader.go()
    assert reader.said(page) == [
        "Slow water <b>over</b> stones., evening",
        "A part of a drawing, evening",
        "Some seconds of a voice, evening",
        "Two days on, the whole entry · evening",
    ]
    days = [said for said in reader.namer.reads(page) if "November" in said]
    assert days == ["Saturday 14 November 2026", "Sunday 22 November 2026"]
    assert "4 times" in reader.namer.reads(page)


def test_a_phrase_is_underlined_in_its_sentence_and_nothing_is_taken_for_a_mark(
    reader: Reader,
) -> None:
    card = reader.cards(reader.go())[0]
    (html,) = (one.text() for one in card.findChildren(QLabel) if "<u>" in one.text())
    assert "<u>Slow water</u> &lt;b&gt;over&lt;/b&gt; stones." in html
    assert "<u>Slow water</u>" in unescape(html)


def test_a_piece_of_the_drawing_is_painted(reader: Reader) -> None:
    card = reader.cards(reader.go())[1]
    view = card.findChildren(CuttingView)[0]
    before = view.sizeHint()
    reader.namer.wait(lambda: bool(view._ink))
    assert [inked.colour for inked, _path in view._ink] == ["sage"]
    assert view.sizeHint() == before
    assert view.isVisible()


def test_the_seconds_can_be_heard_and_leaving_silences_them(reader: Reader) -> None:
    page = reader.go()
    card = reader.cards(page)[2]
    reader.namer.wait(lambda: bool(card.findChildren(VoiceStrip)))
    strip = card.findChildren(VoiceStrip)[0]
    assert (strip.position, strip.accessibleName()) == (1, "Voice, 0:01 – 0:03")
    strip.toggle()
    page.stop()
    assert not page.playing


def test_a_press_opens_the_entry_at_the_spot_and_one_comes_back_to_it(reader: Reader) -> None:
    page = reader.go()
    asked: list[object] = []
    page.entry_asked.connect(asked.append)
    card = reader.cards(page)[1]
    card.face.setFocus()
    reader.namer.key(Qt.Key.Key_Return)
    reader.namer.guest.wait_for(EntryPage)
    spot = card.met.spot
    assert asked == [spot]
    assert spot == Spot(reader.old.id, reader.old.parts[1].id, Region(90, 80, 120, 90))
    reader.namer.guest.press("Esc")
    reader.namer.wait(page.isVisible)
    reader.namer.wait(card.face.hasFocus)


def test_del_takes_the_name_off_there_and_undo_puts_it_back(reader: Reader) -> None:
    page = reader.go()
    second = reader.cards(page)[1]
    second.face.setFocus()
    reader.namer.key(Qt.Key.Key_Delete)
    reader.namer.wait_to_hear("“water” is taken off there. What had the name is as it was.")
    reader.namer.wait(lambda: len(reader.cards(page)) == 3)
    reader.namer.wait(reader.cards(page)[1].face.hasFocus)
    reader.namer.undo()
    reader.namer.wait(lambda: len(reader.cards(page)) == 4)
    assert reader.said(page)[1] == "A part of a drawing, evening"


def test_the_keyboard_stays_in_the_list_when_its_last_card_goes(reader: Reader) -> None:
    page = reader.go()
    reader.cards(page)[-1].face.setFocus()
    reader.namer.key(Qt.Key.Key_Delete)
    reader.namer.wait(lambda: len(reader.cards(page)) == 3)
    reader.namer.wait(reader.cards(page)[-1].face.hasFocus)


def test_the_name_is_taken_off_by_mouse(reader: Reader) -> None:
    page = reader.go()
    reader.cards(page)[3]._off.click()
    reader.namer.wait(lambda: len(reader.cards(page)) == 3)
    assert "Sunday 22 November 2026" not in reader.namer.reads(page)


def test_a_theme_is_renamed_in_place(reader: Reader) -> None:
    page = reader.go()
    page._rename.click()
    reader.namer.asked()
    reader.namer.type("the stream")
    reader.namer.key(Qt.Key.Key_Return)
    reader.namer.wait_to_hear("It is “the stream” now.")
    reader.namer.wait(lambda: "the stream" in reader.namer.reads(page))
    reader.namer.wait(page._rename.hasFocus)
    reader.namer.undo()
    reader.namer.wait(lambda: "water" in reader.namer.reads(page))


def test_the_name_of_another_theme_makes_the_two_one_and_undo_two_again(reader: Reader) -> None:
    page = reader.go()
    page._rename.click()
    reader.namer.asked()
    reader.namer.type("DOOR")
    reader.namer.key(Qt.Key.Key_Return)
    reader.namer.wait_to_hear("“water” and “DOOR” are one now.")
    reader.namer.wait(lambda: "door" in reader.namer.reads(page))
    reader.namer.wait(lambda: len(reader.cards(page)) == 4)
    assert reader.namer.known() == [("door", 4)]
    reader.namer.undo()
    reader.namer.wait(lambda: len(reader.cards(page)) == 1)
    assert sorted(reader.namer.known()) == [("door", 1), ("water", 4)]


def test_a_theme_is_let_go_and_comes_back(reader: Reader) -> None:
    page = reader.go()
    page._go.click()
    reader.namer.wait_to_hear("“water” is let go. What had the name is as it was.")
    reader.namer.wait(lambda: "This name was let go." in reader.namer.reads(page))
    assert not page._rename.isEnabled()
    assert reader.cards(page) == []
    reader.namer.undo()
    reader.namer.wait(lambda: len(reader.cards(page)) == 4)
    assert page._go.isEnabled()


def test_words_that_are_gone_are_shown_as_they_were_then(reader: Reader) -> None:
    journal = reader.namer.guest.session.journal
    from journal_app.storage import parts  # noqa: PLC0415

    journal.do(parts.put, reader.old.parts[0].id, b"something else", 0).result(20)
    assert reader.said(reader.go())[0] == "Slow water, evening · as it was then"


def test_what_was_written_meanwhile_is_shown_when_one_comes_back(reader: Reader) -> None:
    from journal_app.storage import parts  # noqa: PLC0415

    page = reader.go()
    other = reader.cards(page)[-1]
    body = b"Then slow water. Slow water again."
    journal = reader.namer.guest.session.journal
    journal.do(parts.put, reader.old.parts[0].id, body, 0).result(20)
    reader.namer.wait(lambda: reader.said(page)[0] == "Slow water again., evening")
    assert reader.cards(page)[-1] is other


def test_a_long_thread_is_shown_bit_by_bit_and_whole(reader: Reader) -> None:
    many = 4 * AT_ONCE
    for number in range(many):
        entry = reader.namer.write(20 + number, (Kind.WORDS, f"once {number}"))
        reader.namer.give("long", Spot(entry.id))
    page = reader.go("long")
    reader.namer.wait(lambda: len(reader.cards(page)) == many)
    assert [said.split(",")[0] for said in reader.said(page)] == [
        f"once {number}" for number in reversed(range(many))
    ]


def test_another_thread_is_another_page_and_the_same_one_is_as_it_was(reader: Reader) -> None:
    reader.go()
    page = reader.go("door")
    assert "once" in reader.namer.reads(page)
    assert len(reader.cards(page)) == 1
    (card,) = reader.cards(page)
    reader.go("door")
    assert reader.cards(page) == [card]


def test_nothing_of_it_stays_when_the_journal_closes(reader: Reader) -> None:
    page = reader.go()
    page.forget()
    assert reader.cards(page) == []
    assert page._title.text() == ""
    assert page._thread.theme.id == ThemeId("")


def test_what_cannot_be_read_is_said(reader: Reader) -> None:
    page = reader.go()
    reader.namer.guest.session.journal.close()
    page.arrive(None)
    reader.namer.wait_to_hear("The journal was closed")
