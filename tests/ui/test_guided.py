"""Guided questions in a whole house: one at a time, answered in any way, skipped and stopped."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from journal_app import storage
from journal_app.domain import goals, links, steps
from journal_app.domain.entry import Entry, Kind, Part
from journal_app.domain.goals import Goal
from journal_app.domain.guides import own
from journal_app.domain.settings import THEMES
from journal_app.domain.steps import Step, StepState
from journal_app.services.openentry import OpenEntry
from journal_app.ui.pages.guided import GuidedEditor
from journal_app.ui.pages.home import HomePage
from journal_app.ui.pages.support import SupportPage
from journal_app.ui.widgets.naming import Naming
from journal_app.ui.widgets.page import Page
from journal_app.ui.widgets.partcard import PartCard
from journal_app.ui.widgets.sealing import Sealing
from journal_app.ui.widgets.voicing.strip import VoiceStrip
from tests.fakes_sound import FakeSound, tone
from tests.guest import Enter, Guest, enter, fakes, keychain
from tests.ui import checks

__all__ = ["enter", "fakes", "keychain"]


@pytest.fixture
def guest(enter: Enter) -> Guest:
    made = enter()
    made.wait_until_open()
    return made


def begin(guest: Guest, guide: object = "reflection") -> GuidedEditor:
    guest.workspace.go("guided", guide)
    return guest.see(GuidedEditor)


def press(guest: Guest, name: str) -> None:
    """Press a button on the page that is shown."""
    found = [
        button
        for button in guest.workspace.findChildren(QPushButton)
        if button.isVisible() and name in {button.text(), button.accessibleName()}
    ]
    found[0].click()


def kept(guest: Guest) -> Entry:
    guest.wait_until_kept()
    (line,) = guest.session.journal.ask(storage.entries.newest, 1).result(20)
    return guest.session.journal.ask(storage.entries.load, line.id).result(20)


def bodies(entry: Entry, kind: Kind = Kind.WORDS) -> dict[str, bytes]:
    return {part.asked: part.body for part in entry.parts if part.kind is kind}


def see_line(guest: Guest, name: str) -> QLineEdit:
    lines = guest.workspace.findChildren(QLineEdit)
    return next(one for one in lines if one.isVisible() and one.accessibleName() == name)


def test_each_answer_keeps_the_words_it_answers(guest: Guest) -> None:
    editor = begin(guest)
    guest.type("slow water")
    press(guest, "Next")
    press(guest, "Skip")
    guest.type("water again")
    press(guest, "Enough")
    guest.see(HomePage)
    entry = kept(guest)
    assert entry.guide == "reflection"
    assert bodies(entry) == {"reflection.1": b"slow water", "reflection.3": b"water again"}
    asked = {prompt.id: prompt.text for prompt in editor._run.guide.prompts}
    assert all(part.prompt == asked[part.asked] for part in entry.parts)


def test_back_leads_to_the_same_words_and_caret(guest: Guest) -> None:
    begin(guest)
    guest.type("slow water")
    page = guest.see(Page)
    page.moveCursor(page.textCursor().MoveOperation.WordLeft)
    at = page.textCursor().position()
    guest.press("Ctrl+Right")
    assert guest.see(Page) is not page
    guest.press("Ctrl+Left")
    assert guest.see(Page).textCursor().position() == at
    guest.press("F1")
    assert guest.house.window.findChildren(SupportPage)[0].isVisible()
    guest.press("Esc")
    assert guest.see(Page).textCursor().position() == at
    assert guest.see(Page).hasFocus()


def test_one_question_can_be_answered_in_words_and_drawn(guest: Guest) -> None:
    begin(guest)
    guest.type("a line")
    press(guest, "Draw it")
    press(guest, "Write it")
    guest.type(" more")
    press(guest, "Enough")
    assert bodies(kept(guest)) == {"reflection.1": b"a line more"}


def test_what_is_skipped_whole_leaves_nothing(guest: Guest) -> None:
    editor = begin(guest)
    while not editor._run.is_over:
        editor.onward()
    press(guest, "Enough")
    assert guest.session.journal.ask(storage.entries.newest, 1).result(20) == ()


def test_a_theme_a_goal_and_a_step_come_of_the_answers(guest: Guest) -> None:
    goal = OpenEntry(guest.session.journal, guest.session.clock)
    there = goal.new_part(Kind.GOAL)
    there.put(goals.body(Goal("sleep by midnight")))
    goal.set_aside()
    editor = begin(guest)
    guest.press("Ctrl+Right")
    guest.press("Ctrl+Right")
    line = see_line(guest, "A name for it")
    QTest.keyClicks(line, "water")
    press(guest, "Name it")
    guest.qtbot.waitUntil(lambda: "Named “water”." in guest.workspace.notices.text, timeout=20_000)
    guest.press("Ctrl+Right")
    guest.press("Ctrl+Right")
    guest.qtbot.waitUntil(lambda: _shown(guest, "sleep by midnight"), timeout=20_000)
    guest.type("it does")
    press(guest, "sleep by midnight")
    guest.press("Ctrl+Right")
    QTest.keyClicks(see_line(guest, "When…"), "I have brushed my teeth")
    QTest.keyClicks(see_line(guest, "I’ll…"), "put the phone in the hall")
    assert editor._run.count() == (4, 4)
    press(guest, "Enough")
    entry = kept(guest)
    (step,) = (steps.read(part.body) for part in entry.parts if part.kind is Kind.STEP)
    assert (step.when, step.then) == ("I have brushed my teeth", "put the phone in the hall")
    assert step.goal == there.id
    (link,) = (links.read(part.body) for part in entry.parts if part.kind is Kind.LINK)
    assert (link.goal, link.name) == (there.id, "sleep by midnight")
    ((theme, _marks),) = guest.session.journal.ask(storage.themes.of_entry, entry.id).result(20)
    assert theme.name == "water"
    see_each_question_once(guest, entry)


def see_each_question_once(guest: Guest, entry: Entry) -> None:
    guest.workspace.show_entry(entry.id)
    guest.wait_for(PartCard)
    asked = [card._question for card in guest.workspace.findChildren(PartCard)]
    shown = [question.text() for question in asked if question.isVisible()]
    assert len(asked) > len(shown) == len(set(shown))


def _shown(guest: Guest, name: str) -> bool:
    buttons = guest.workspace.findChildren(QPushButton)
    return any(one.isVisible() and one.accessibleName() == name for one in buttons)


def _steps(guest: Guest) -> list[Step]:
    today = guest.workspace._tools.calendar.today()
    found = guest.session.journal.ask(storage.noted.of_kind, Kind.STEP, today).result(20)
    return [steps.read(one.body) for one in found]


@pytest.mark.parametrize(("name", "state"), [("Keep", "open"), ("Let it go", "let_go")])
def test_an_earlier_step_is_looked_at_again(guest: Guest, name: str, state: str) -> None:
    entry = OpenEntry(guest.session.journal, guest.session.clock)
    entry.new_part(Kind.STEP).put(steps.body(Step("the kettle is on", "text Sam")))
    entry.set_aside()
    editor = begin(guest, "steps")
    editor._go(type(editor._run)(editor._run.guide, 8))
    guest.qtbot.waitUntil(lambda: _shown(guest, name) or _label(guest), timeout=20_000)
    press(guest, name)
    guest.qtbot.waitUntil(lambda: bool(_steps(guest)[0].turns), timeout=20_000)
    assert _steps(guest)[0].state is StepState(state)


def _label(guest: Guest) -> bool:
    return any(
        button.isVisible() and button.text() == "Keep"
        for button in guest.workspace.findChildren(QPushButton)
    )


def test_a_number_is_kept_as_the_words_of_its_answer(guest: Guest) -> None:
    editor = begin(guest, "hard")
    for _ in range(4):
        editor.onward()
    press(guest, "7")
    press(guest, "8")
    press(guest, "Enough")
    assert bodies(kept(guest)) == {"hard.5": b"8"}


def test_what_is_for_a_therapist_is_set_to_share(guest: Guest) -> None:
    begin(guest, "for_therapist")
    guest.type("the main thing")
    press(guest, "Enough")
    assert kept(guest).shared


def test_an_own_set_is_asked_like_any_other(guest: Guest) -> None:
    begin(guest, own("own-1", "Sundays", [("What was it like?", "")]))
    guest.type("quiet")
    press(guest, "Enough")
    entry = kept(guest)
    assert (entry.guide, entry.parts[0].prompt) == ("own-1", "What was it like?")


def test_the_lock_keeps_the_answer_that_is_being_given(guest: Guest) -> None:
    begin(guest)
    guest.type("half a wor")
    guest.press("Ctrl+L")
    guest.qtbot.waitUntil(lambda: not guest.house.threshold.is_open, timeout=20_000)
    guest.house.threshold.enter()
    guest.wait_until_open()
    assert _bodies(kept(guest).parts) == [b"half a wor"]


def _bodies(parts: tuple[Part, ...]) -> list[bytes]:
    return [part.body for part in parts]


def speak(editor: GuidedEditor, guest: Guest, fakes: FakeSound) -> None:
    guest.qtbot.waitUntil(lambda: editor.recording, timeout=20_000)
    fakes.microphone.say(tone(1.0))
    speech = editor.speech
    assert speech is not None
    fakes.microphone.say(tone(1.0))
    guest.qtbot.waitUntil(lambda: speech.standing.seconds > 0, timeout=20_000)


def test_a_voice_that_answers_is_there_on_the_way_back(guest: Guest, fakes: FakeSound) -> None:
    editor = begin(guest)
    press(guest, "Say it")
    speak(editor, guest, fakes)
    press(guest, "Next")
    assert not editor.recording
    guest.type("in between")
    press(guest, "Back")
    assert guest.see(VoiceStrip).isVisible()
    assert not editor.recording
    press(guest, "Start a new one")
    speak(editor, guest, fakes)
    press(guest, "Enough")
    asked = [part.asked for part in kept(guest).parts]
    assert asked == ["reflection.1", "reflection.1", "reflection.2"]


def test_answers_lie_in_the_order_of_the_questions(guest: Guest) -> None:
    begin(guest)
    press(guest, "Next")
    guest.type("second")
    press(guest, "Back")
    press(guest, "Draw it")
    press(guest, "Write it")
    guest.type("first")
    press(guest, "Enough")
    assert list(bodies(kept(guest)).values()) == [b"first", b"second"]


def test_nothing_made_is_nothing_set_aside_or_sealed(guest: Guest) -> None:
    editor = begin(guest, "hard")
    for _ in range(9):
        editor.onward()
    press(guest, "Seal it")
    assert editor._run.is_over
    guest.press("Return")  # the keyboard is on what ends it
    guest.see(HomePage)
    assert not guest.workspace.notices.text


def test_what_was_made_is_sealed_where_a_question_offers_it(guest: Guest) -> None:
    editor = begin(guest, "hard")
    press(guest, "Write")
    guest.type("still loud")
    for _ in range(9):
        editor.onward()
    press(guest, "Seal it")
    guest.wait_for(Sealing)


@pytest.mark.parametrize("key", ["Ctrl+Shift+T", "Ctrl+Shift+M"])
def test_words_of_any_answer_can_be_named_and_marked(guest: Guest, key: str) -> None:
    begin(guest)
    press(guest, "Next")
    guest.type("slow water")
    guest.press(key)
    if key == "Ctrl+Shift+T":
        guest.wait_for(Naming)
        guest.fill("water")
        guest.press("Return")
        expected = "Named “water”."
    else:
        expected = "Marked."
    guest.qtbot.waitUntil(lambda: expected in guest.workspace.notices.text, timeout=20_000)


def test_a_name_that_is_pressed_again_is_taken_off(guest: Guest) -> None:
    editor = begin(guest)
    for _ in range(2):
        editor.onward()
    QTest.keyClicks(see_line(guest, "A name for it"), "water")
    press(guest, "Name it")
    guest.qtbot.waitUntil(lambda: _shown(guest, "Theme “water”"), timeout=20_000)
    editor.onward()
    editor.back()
    press(guest, "Theme “water”")
    guest.qtbot.waitUntil(lambda: not _themes(guest), timeout=20_000)


def _themes(guest: Guest) -> tuple[object, ...]:
    today = guest.workspace._tools.calendar.today()
    return guest.session.journal.ask(storage.themes.known, today).result(20)


SETS = ("reflection", "hard", "just_after", "steps")


@pytest.mark.parametrize("size", [1.0, 2.0])
@pytest.mark.parametrize("theme", THEMES)
def test_every_question_can_be_read_and_answered(guest: Guest, theme: str, size: float) -> None:
    guest.house.use(guest.house.preferences.with_theme(theme).with_text_size(size))
    guest.house.window.resize(960, 640)
    for guide in SETS:
        editor = begin(guest, guide)
        while not editor._run.is_over:
            guest.qtbot.wait(0)
            page: QWidget = guest.house.window.page or editor
            checks.nothing_is_clipped(page)
            checks.all_is_large_enough(page, dim=theme == "afterglow")
            checks.all_has_a_name(page)
            editor.onward()
