"""What home offers around a session, taken up or turned down, in a whole house."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from journal_app import storage
from journal_app.domain import sessionlog, steps
from journal_app.domain.entry import Kind, PartId
from journal_app.domain.ink import codec
from journal_app.domain.ink.marks import Sample, Stroke
from journal_app.domain.ink.records import Add
from journal_app.domain.sessionlog import About, SessionLog
from journal_app.domain.settings import THEMES
from journal_app.domain.steps import Step
from journal_app.services.openentry import OpenEntry
from journal_app.services.preparing import LETTER_DAYS, Minute
from journal_app.ui import copytext
from journal_app.ui.pages.facing import FacingPage
from journal_app.ui.pages.guided import GuidedEditor
from journal_app.ui.pages.home import HomePage
from journal_app.ui.pages.justback import JustBackPage
from journal_app.ui.pages.letter import LetterEditor
from journal_app.ui.pages.preparing import PreparingPage
from journal_app.ui.widgets.offerline import OfferLine
from journal_app.ui.widgets.partface import Picture
from journal_app.ui.widgets.voicing.strip import VoiceStrip
from tests.fakes import FakeClock
from tests.fakes_sound import FakeSound, tone
from tests.guest import Enter, Guest, enter, fakes, keychain
from tests.mixed import Script
from tests.ui import checks

__all__ = ["enter", "fakes", "keychain"]

HOUR_MS = 3_600_000


@pytest.fixture
def guest(enter: Enter) -> Guest:
    made = enter()
    made.wait_until_open()
    return made


def log_session(guest: Guest, hours_ago: float) -> OpenEntry:
    """Note a session that ended so many hours ago, or (less than 0) begins in so many."""
    now = guest.session.clock.now()
    at = replace(now, utc_ms=round(now.utc_ms - hours_ago * HOUR_MS))
    calendar = guest.workspace._tools.calendar
    on = calendar.today() - timedelta(days=round((now.utc_ms - at.utc_ms) / 24 / HOUR_MS))
    entry = OpenEntry(guest.session.journal, guest.session.clock, day=on)
    to_come, time = hours_ago < 0, About(at)
    log = SessionLog(day=on, begins=time if to_come else None, ends=None if to_come else time)
    entry.new_part(Kind.SESSION).put(sessionlog.body(log))
    entry.set_aside()
    guest.workspace.go_home()
    return entry


def offered(guest: Guest) -> str:
    """Return what home offers, once it knows."""
    guest.session.journal.ask(storage.entries.newest, 1).result(20)
    guest.qtbot.wait(0)
    home = guest.see(HomePage)
    lines = [line for line in home.findChildren(OfferLine) if line.isVisible()]
    return lines[0].findChildren(QLabel)[0].text() if lines else ""


def wait_for_offer(guest: Guest, words: str) -> None:
    guest.qtbot.waitUntil(lambda: words in offered(guest), timeout=20_000)


def press(guest: Guest, name: str) -> None:
    found = [
        button
        for button in guest.workspace.findChildren(QPushButton)
        if button.isVisible() and button.text() == name
    ]
    found[0].click()


def test_two_days_on_is_offered_once_and_turned_down_for_good(guest: Guest, enter: Enter) -> None:
    log_session(guest, 46)
    wait_for_offer(guest, "Two days on")
    press(guest, "Not this one")
    guest.qtbot.waitUntil(lambda: offered(guest) == "", timeout=20_000)
    guest.workspace.go_home()
    assert offered(guest) == ""


def test_an_offer_that_is_taken_up_is_not_made_again(guest: Guest) -> None:
    log_session(guest, 46)
    wait_for_offer(guest, "Two days on")
    press(guest, "Open")
    assert guest.see(GuidedEditor)._run.guide.id == "day_two"
    guest.type("still here")
    press(guest, "Enough")
    guest.wait_until_kept()
    guest.qtbot.waitUntil(lambda: offered(guest) == "", timeout=20_000)


def test_just_back_is_a_word_of_care_then_one_word_at_a_time(guest: Guest) -> None:
    log_session(guest, 1)
    title = copytext.section("just_back")["title"]
    wait_for_offer(guest, title)
    press(guest, "A few things for today")
    guest.see(JustBackPage)
    press(guest, "Got it")
    wait_for_offer(guest, "One word counts")
    press(guest, "Dim the screen")
    assert guest.house.preferences.theme == "afterglow"
    assert offered(guest) == ""  # only the doors
    guest.press("Ctrl+D")
    assert "One word counts" in offered(guest)


def test_i_have_just_had_a_session_notes_it_dims_and_says_a_word_of_care_once(
    guest: Guest,
) -> None:
    press(guest, "I’ve just had a session")
    guest.wait_for(JustBackPage)
    assert guest.house.preferences.theme == "afterglow"
    checks.all_is_large_enough(guest.see(JustBackPage), dim=True)
    press(guest, "Got it")
    guest.wait_for(HomePage)
    today = guest.workspace._tools.calendar.today()
    (session,) = guest.session.journal.ask(storage.sessions.known, today).result(20)
    assert session.day == today
    assert session.begins is None
    assert session.ends is not None
    guest.press("Ctrl+D")
    wait_for_offer(guest, "One word counts")
    press(guest, "I’ve just had a session")
    guest.qtbot.waitUntil(lambda: guest.house.preferences.theme == "afterglow", timeout=20_000)
    assert guest.session.journal.ask(storage.sessions.known, today).result(20) == (session,)
    guest.see(HomePage)


def test_with_many_sessions_to_come_what_was_answered_still_counts(guest: Guest) -> None:
    log_session(guest, 46)
    for days in (3, 6, 9):
        log_session(guest, -24 * days)
    wait_for_offer(guest, "Two days on")
    day_two = OpenEntry(guest.session.journal, guest.session.clock, guide="day_two")
    day_two.new_part(Kind.WORDS, asked="day_two.1").put(b"quiet")
    day_two.set_aside()
    guest.qtbot.waitUntil(lambda: offered(guest) == "", timeout=20_000)


def test_the_page_for_before_shows_what_is_open(guest: Guest) -> None:
    before = OpenEntry(guest.session.journal, guest.session.clock, guide="before")
    part = before.new_part(Kind.WORDS, asked="before.4", prompt="Finish this")
    part.put(b"a little room for *quiet*")
    before.new_part(Kind.STEP).put(steps.body(Step("the kettle is on", "text Sam")))
    before.set_aside()
    session = log_session(guest, -0.5)
    wait_for_offer(guest, "A page for before the session")
    press(guest, "Open")
    page = guest.see(PreparingPage)
    guest.qtbot.waitUntil(lambda: "a little room for quiet" in _texts(page), timeout=20_000)
    assert "When the kettle is on, I’ll text Sam" in _texts(page)
    guest.workspace.go("facing", session.id)
    facing = guest.see(FacingPage)
    guest.qtbot.waitUntil(lambda: "a little room for quiet" in _facing(facing), timeout=20_000)
    assert "Nothing was made." in _facing(facing)


def test_what_was_made_first_faces_what_was_meant_also_if_it_was_drawn(guest: Guest) -> None:
    session = log_session(guest, 3)
    checked = OpenEntry(guest.session.journal, guest.session.clock)
    checked.new_part(Kind.CHECKIN).put(b"{}")
    checked.set_aside()
    made = OpenEntry(guest.session.journal, guest.session.clock)
    drawn = made.new_part(Kind.INK)
    stroke = Stroke.of(1, "pen", "text", 6.0, 0, tuple(Sample(x, x / 2) for x in range(10, 200)))
    drawn.append(codec.pack(Add(stroke)))
    drawn.describe("a door")
    made.set_aside()
    guest.workspace.go("facing", session.id)
    page = guest.see(FacingPage)
    guest.qtbot.waitUntil(lambda: "a door" in _facing(page), timeout=20_000)
    (picture,) = page.findChildren(Picture)
    guest.qtbot.waitUntil(lambda: picture.developed, timeout=20_000)
    guest.button(page, "Open what came after")


def _texts(page: PreparingPage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel)]


def _facing(page: FacingPage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel)]


def test_a_letter_is_sealed_until_the_page_before_a_session_opens_it(guest: Guest) -> None:
    guest.workspace.go("letter")
    guest.see(LetterEditor)
    guest.type("dear you")
    press(guest, "Seal it until then")
    assert "Sealed until your next session" in guest.workspace.notices.text
    guest.wait_until_kept()
    today = guest.workspace._tools.calendar.today()
    ask = guest.session.journal.ask
    (sealed,) = ask(storage.seals.holding, today).result(20)
    assert sealed.until == today + timedelta(days=LETTER_DAYS)
    assert ask(storage.entries.newest, 1, today).result(20) == ()
    guest.workspace.go("preparing")
    guest.qtbot.waitUntil(
        lambda: any(b.text() == "Open it" for b in guest.workspace.findChildren(QPushButton)),
        timeout=20_000,
    )
    press(guest, "Open it")
    guest.qtbot.waitUntil(lambda: bool(ask(storage.entries.newest, 1, today).result(20)))
    assert ask(storage.seals.holding, today).result(20) == ()


def test_a_letter_may_be_spoken(guest: Guest, fakes: FakeSound) -> None:
    guest.workspace.go("letter")
    press(guest, "Speak")
    fakes.microphone.say(tone(1.0))
    press(guest, "Set it aside")
    assert "Sealed until your next session" in guest.workspace.notices.text
    guest.wait_until_kept()
    today = guest.workspace._tools.calendar.today()
    (sealed,) = guest.session.journal.ask(storage.seals.holding, today).result(20)
    (part,) = guest.session.journal.ask(storage.entries.load, sealed.entry).result(20).parts
    assert part.kind is Kind.VOICE
    assert part.records


def test_a_letter_nobody_wrote_seals_nothing(guest: Guest) -> None:
    guest.workspace.go("letter")
    press(guest, "Seal it until then")
    today = guest.workspace._tools.calendar.today()
    assert guest.session.journal.ask(storage.seals.holding, today).result(20) == ()


def test_a_minute_to_hear_is_chosen_from_a_recording_and_found_again(guest: Guest) -> None:
    spoken = OpenEntry(guest.session.journal, guest.session.clock)
    voice = spoken.new_part(Kind.VOICE)
    for record in Script(12.0).voice():
        voice.append(record)
    spoken.set_aside()
    guest.workspace.go("preparing")
    page = guest.see(PreparingPage)

    def strip() -> VoiceStrip:
        guest.qtbot.waitUntil(
            lambda: any(one.isVisible() for one in page.findChildren(VoiceStrip)), timeout=20_000
        )
        return next(one for one in page.findChildren(VoiceStrip) if one.isVisible())

    guest.qtbot.waitUntil(lambda: "A minute to hear" in _texts(page), timeout=20_000)
    press(guest, "today, 0:12")
    strip().seek(5.0)
    press(guest, "Begin here from now on")
    preparing = guest.workspace.places.preparing()
    chosen = Minute(voice.id, 5.0)
    guest.qtbot.waitUntil(lambda: preparing.read().result(20).minute == chosen, timeout=20_000)
    guest.workspace.go_home()
    guest.workspace.go("preparing")
    guest.qtbot.waitUntil(lambda: strip().position == 5.0, timeout=20_000)


def test_a_month_away_home_is_as_on_any_other_day(enter: Enter, clock: FakeClock) -> None:
    def home_later(days: int) -> list[str]:
        clock.go_on(days * 24 * 3600)
        guest = enter()
        guest.wait_until_open()
        offered(guest)
        labels = [one for one in guest.see(HomePage).findChildren(QLabel) if one.isVisible()]
        guest.leave()
        return [one.text() for one in labels]

    guest = enter()
    log_session(guest, 24 * 20)
    guest.leave()
    day_after, month_after = home_later(1), home_later(7 * 5)
    assert [text for text in day_after if not text.startswith("Last time")] == [
        text for text in month_after if not text.startswith("Last time")
    ]


def test_a_minute_that_is_gone_is_none(guest: Guest) -> None:
    preparing = guest.workspace.places.preparing()
    preparing.choose(Minute(PartId("gone"), 3.5)).result(20)
    assert preparing.read().result(20).minute is None
    preparing.choose(None).result(20)


@pytest.mark.parametrize("size", [1.0, 2.0])
@pytest.mark.parametrize("theme", THEMES)
def test_all_of_it_can_be_read_hit_and_named(guest: Guest, theme: str, size: float) -> None:
    guest.house.use(guest.house.preferences.with_theme(theme).with_text_size(size))
    guest.house.window.resize(960, 640)
    session = log_session(guest, 1)
    for name, about in (
        ("home", None),
        ("just back", None),
        ("preparing", None),
        ("facing", session.id),
        ("letter", None),
    ):
        guest.workspace.go(name, about)
        guest.session.journal.ask(storage.entries.newest, 1).result(20)
        guest.qtbot.wait(0)
        page = guest.house.window.page
        assert page is not None
        checks.nothing_is_clipped(page)
        checks.all_is_large_enough(page, dim=theme == "afterglow")
        checks.all_has_a_name(page)
