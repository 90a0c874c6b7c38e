"""What somebody works towards, its steps, and what is looked at again, in a whole house."""

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from journal_app import storage
from journal_app.domain import goals, insights, links, steps
from journal_app.domain.changes import Changed
from journal_app.domain.entry import EntryId, Kind, PartId
from journal_app.domain.errors import NotKept
from journal_app.domain.goals import Goal, GoalState
from journal_app.domain.insights import Found, Insight
from journal_app.domain.links import Link
from journal_app.domain.noted import Noted
from journal_app.domain.settings import THEMES
from journal_app.domain.spot import Phrase, Spot
from journal_app.domain.steps import Step, StepState, Turn
from journal_app.domain.themes import read_place
from journal_app.services.journal import Reply
from journal_app.services.openentry import OpenEntry, OpenPart
from journal_app.ui.pages.goals import GoalsPage
from journal_app.ui.pages.held import HeldPage
from journal_app.ui.widgets.page import Page
from journal_app.ui.widgets.partcard import PartCard
from tests.fakes import FakeClock
from tests.guest import Enter, Guest, enter, fakes, keychain
from tests.ui import checks

__all__ = ["enter", "fakes", "keychain"]

DAY = 86_400


@pytest.fixture
def guest(enter: Enter) -> Guest:
    made = enter()
    made.wait_until_open()
    return made


def noted(guest: Guest, kind: Kind) -> list[Noted]:
    today = guest.workspace._tools.calendar.today()
    return list(guest.session.journal.ask(storage.noted.of_kind, kind, today).result(20))


def the_goals(guest: Guest) -> list[Goal]:
    return [goals.read(one.body) for one in noted(guest, Kind.GOAL)]


def the_steps(guest: Guest) -> list[Step]:
    return [steps.read(one.body) for one in noted(guest, Kind.STEP)]


def the_insights(guest: Guest) -> list[Insight]:
    return [insights.read(one.body) for one in noted(guest, Kind.INSIGHT)]


def told(guest: Guest) -> list[str]:
    labels = guest.workspace.findChildren(QLabel)
    return [label.text() for label in labels if label.isVisible() and label.text()]


def wait_for(guest: Guest, text: str) -> None:
    guest.qtbot.waitUntil(lambda: text in told(guest), timeout=20_000)


def press(guest: Guest, name: str, nth: int = 0) -> None:
    """Press the button with this name, as soon as it is there."""

    def found() -> list[QPushButton]:
        buttons = guest.workspace.findChildren(QPushButton)
        return [one for one in buttons if one.isVisible() and one.text() == name]

    guest.qtbot.waitUntil(lambda: len(found()) > nth, timeout=20_000)
    found()[nth].click()


def more(guest: Guest, said: str) -> None:
    wait_for(guest, said)
    guest.button(guest.workspace, f"What can be done with it: {said}").click()


def go(guest: Guest) -> GoalsPage:
    guest.workspace.go("goals")
    return guest.see(GoalsPage)


def sleeping(guest: Guest) -> None:
    """Have a goal, and a step on the way to it, typed on the page."""
    go(guest)
    press(guest, "Add something I’m working towards")
    guest.fill("sleep by midnight")
    guest.press("Return")
    guest.fill("Dr Roth")
    guest.press("Return")
    wait_for(guest, "agreed with Dr Roth")
    press(guest, "Add a step")
    guest.fill("my teeth are clean")
    guest.press("Return")
    guest.fill("put the phone in the hall")
    press(guest, "That’s it")


STEP = "When my teeth are clean, I’ll put the phone in the hall"


def filled(guest: Guest) -> tuple[OpenEntry, dict[Kind, OpenPart]]:
    """Make an entry with one of each."""
    entry = OpenEntry(guest.session.journal, guest.session.clock)
    made = {kind: entry.new_part(kind) for kind in (Kind.WORDS, Kind.GOAL)}
    made[Kind.WORDS].put(b"The river *was* there.\nIt held.")
    goal = made[Kind.GOAL]
    goal.put(goals.body(Goal("sleep by midnight", "Dr Roth")))
    bodies = {
        Kind.STEP: steps.body(Step("it is ten", "dim the lamps", goal.id)),
        Kind.LINK: links.body(Link(goal.id, "sleep by midnight")),
        Kind.INSIGHT: insights.body(Insight(made[Kind.WORDS].id, quote="It held.")),
    }
    for kind, body in bodies.items():
        made[kind] = entry.new_part(kind)
        made[kind].put(body)
    entry.set_aside()
    guest.session.journal.ask(storage.entries.newest, 1).result(20)
    return entry, made


def open_part(guest: Guest, entry: OpenEntry, part: PartId) -> None:
    guest.workspace.go("entry", Spot(entry.id))
    guest.qtbot.waitUntil(lambda: guest.workspace._entry is not None, timeout=20_000)
    guest.workspace._open_part(part)


def test_a_goal_and_its_step_are_typed_in_place_and_never_late(guest: Guest) -> None:
    sleeping(guest)
    wait_for(guest, STEP)
    assert the_goals(guest) == [Goal("sleep by midnight", "Dr Roth")]
    (step,) = the_steps(guest)
    assert step.goal == noted(guest, Kind.GOAL)[0].part
    assert step.turns == ()
    assert not any("overdue" in text for text in told(guest))


def test_a_step_is_done_let_go_and_taken_up_again(guest: Guest) -> None:
    sleeping(guest)
    wait_for(guest, STEP)
    press(guest, "Done")
    wait_for(guest, "done")
    press(guest, "Undo")
    guest.qtbot.waitUntil(lambda: "done" not in told(guest), timeout=20_000)
    more(guest, STEP)
    press(guest, "Let it go")
    wait_for(guest, "let go")
    assert the_steps(guest)[0].state is StepState.LET_GO
    more(guest, STEP)
    press(guest, "Take it up again")
    guest.qtbot.waitUntil(lambda: "let go" not in told(guest), timeout=20_000)
    assert [one.turn for one in the_steps(guest)[0].turns] == [Turn.LET_GO, Turn.TAKEN_UP]


def test_a_step_that_is_changed_was_changed_once(guest: Guest) -> None:
    sleeping(guest)
    more(guest, STEP)
    press(guest, "Change it")
    guest.press("End")
    guest.fill(" well")
    guest.press("Return")
    guest.press("Return")
    wait_for(guest, "When my teeth are clean well, I’ll put the phone in the hall")
    assert [one.turn for one in the_steps(guest)[0].turns] == [Turn.CHANGED]


def test_what_is_reached_is_put_away_and_found_again(guest: Guest) -> None:
    sleeping(guest)
    more(guest, "sleep by midnight")
    press(guest, "Reached")
    guest.qtbot.waitUntil(lambda: "sleep by midnight" not in told(guest), timeout=20_000)
    assert the_goals(guest)[0].state is GoalState.REACHED
    press(guest, "Show what is reached or let go")
    wait_for(guest, "agreed with Dr Roth · reached")
    more(guest, "sleep by midnight")
    press(guest, "Move to the bin")
    wait_for(guest, "Steps on their own")
    assert the_goals(guest) == []
    press(guest, "Undo")
    guest.qtbot.waitUntil(lambda: len(the_goals(guest)) == 1, timeout=20_000)


def test_the_lock_keeps_what_was_just_typed(guest: Guest) -> None:
    go(guest)
    press(guest, "Add something I’m working towards")
    guest.fill("half a wor")
    guest.press("Ctrl+L")
    guest.qtbot.waitUntil(lambda: not guest.house.threshold.is_open, timeout=20_000)
    guest.house.threshold.enter()
    guest.wait_until_open()
    assert the_goals(guest) == [Goal("half a wor")]


def write_and_mark(guest: Guest) -> EntryId:
    """Write two words, and mark the part on the page of its entry."""
    guest.workspace.open_door(Kind.WORDS)
    guest.type("it held")
    guest.workspace.go_home()
    guest.wait_until_kept()
    (line,) = guest.session.journal.ask(storage.entries.newest, 1).result(20)
    guest.workspace.show_entry(line.id)
    guest.qtbot.waitUntil(lambda: bool(_cards(guest)), timeout=20_000)
    press_mark(guest)
    return line.id


def test_a_mark_stands_on_the_entry_and_can_be_taken_back(guest: Guest) -> None:
    write_and_mark(guest)
    assert [one.part.kind for one in _cards(guest)] == [Kind.WORDS, Kind.INSIGHT]
    press(guest, "Undo")
    assert [one.part.kind for one in _cards(guest)] == [Kind.WORDS]
    guest.wait_until_kept()
    assert the_insights(guest) == []


def test_a_marked_part_is_looked_at_again_after_two_days(guest: Guest, clock: FakeClock) -> None:
    entry = write_and_mark(guest)
    guest.workspace.go_home()
    guest.wait_until_kept()
    clock.go_on(2 * DAY)
    guest.workspace.go_home()
    wait_for(guest, "Something you marked: did it hold?")
    press(guest, "Look")
    wait_for(guest, "it held")
    guest.press("2")
    wait_for(guest, "There is nothing to look at again just now.")
    assert [look.found for look in the_insights(guest)[0].looks] == [Found.CHANGED]
    press(guest, "Undo")
    wait_for(guest, "it held")
    guest.press("0")
    wait_for(guest, "There is nothing to look at again just now.")
    assert the_insights(guest)[0].looks == ()
    guest.workspace.show_entry(entry)
    wait_for(guest, "“it held”")


def press_mark(guest: Guest) -> None:
    _cards(guest)[0]._more.setChecked(True)
    _cards(guest)[0]._show_tools()
    press(guest, "Mark it to look at again")


def _cards(guest: Guest) -> list[PartCard]:
    found = [one for one in guest.workspace.findChildren(PartCard) if one.isVisible()]
    return sorted(found, key=lambda card: card.y())


def test_chosen_words_of_a_card_are_marked_where_they_stand(guest: Guest) -> None:
    entry, made = filled(guest)
    guest.workspace.go("entry", Spot(entry.id))
    guest.qtbot.waitUntil(lambda: bool(_cards(guest)), timeout=20_000)
    reading = _cards(guest)[0]._reading
    assert reading is not None
    caret = reading.textCursor()
    caret.setPosition(4)
    caret.setPosition(13, caret.MoveMode.KeepAnchor)
    reading.setTextCursor(caret)
    press_mark(guest)
    guest.wait_until_kept()
    insight = the_insights(guest)[-1]
    assert insight.quote == "river was"
    assert insight.of == made[Kind.WORDS].id
    assert read_place(insight.place) == Phrase(4, 15)  # with the marks in the text


def test_words_are_marked_while_one_writes(guest: Guest) -> None:
    guest.workspace.open_door(Kind.WORDS)
    guest.type("Slow. It held.")
    page = guest.see(Page)
    guest.press("Ctrl+Shift+M")
    guest.wait_until_kept()
    (insight,) = the_insights(guest)
    assert insight.quote == "It held."
    press(guest, "Undo")
    guest.wait_until_kept()
    assert the_insights(guest) == []
    assert page.text() == "Slow. It held."


def test_each_is_changed_on_a_page_of_its_own(guest: Guest, clock: FakeClock) -> None:
    entry, made = filled(guest)
    clock.go_on(2 * DAY)
    open_part(guest, entry, made[Kind.GOAL].id)
    press(guest, "Let go")
    open_part(guest, entry, made[Kind.STEP].id)
    guest.press("End")
    guest.fill(" at night")
    press(guest, "Done")
    assert "done · Tuesday 24 November" in told(guest)
    open_part(guest, entry, made[Kind.INSIGHT].id)
    press(guest, "Still true")
    wait_for(guest, "after two days: still true")
    open_part(guest, entry, made[Kind.LINK].id)
    wait_for(guest, "sleep by midnight")
    press(guest, "See what I’m working towards")
    guest.see(GoalsPage)
    guest.wait_until_kept()
    assert the_goals(guest) == [Goal("sleep by midnight", "Dr Roth", GoalState.LET_GO)]
    (step,) = the_steps(guest)
    assert steps.said(step) == "When it is ten at night, I’ll dim the lamps"
    assert [one.turn for one in step.turns] == [Turn.DONE, Turn.CHANGED]
    assert step.goal == made[Kind.GOAL].id
    assert [look.found for look in the_insights(guest)[0].looks] == [Found.TRUE]


def test_a_mark_leads_back_to_where_it_stands(guest: Guest, clock: FakeClock) -> None:
    _entry, made = filled(guest)
    clock.go_on(2 * DAY)
    go(guest)
    guest.qtbot.waitUntil(lambda: "Did it hold?" in told(guest), timeout=20_000)
    guest.button(guest.workspace, "Did it hold?").click()
    guest.see(HeldPage)
    press(guest, "See it where it stands")
    guest.qtbot.waitUntil(
        lambda: any(one.hasFocus() and one.part.id == made[Kind.WORDS].id for one in _cards(guest)),
        timeout=20_000,
    )


@pytest.mark.parametrize("size", [1.0, 2.0])
@pytest.mark.parametrize("theme", THEMES)
def test_all_of_it_can_be_read_hit_and_named(
    guest: Guest, clock: FakeClock, theme: str, size: float
) -> None:
    guest.house.use(guest.house.preferences.with_theme(theme).with_text_size(size))
    guest.house.window.resize(960, 640)
    entry, made = filled(guest)
    clock.go_on(2 * DAY)

    def check() -> None:
        guest.session.journal.ask(storage.entries.newest, 1).result(20)
        guest.qtbot.wait(0)
        page = guest.house.window.page
        assert page is not None
        checks.nothing_is_clipped(page)
        checks.all_is_large_enough(page, dim=theme == "afterglow")
        checks.all_has_a_name(page)
        checks.tab_reaches_everything(page)

    guest.workspace.go("look")
    wait_for(guest, "It held.")
    check()
    for kind in (Kind.GOAL, Kind.STEP, Kind.INSIGHT, Kind.LINK):
        open_part(guest, entry, made[kind].id)
        check()
    go(guest)
    more(guest, "When it is ten, I’ll dim the lamps")
    check()
    press(guest, "Add a step")
    check()


def test_what_could_not_be_kept_stays_on_the_page(guest: Guest) -> None:
    page = go(guest)
    press(guest, "Add something I’m working towards")
    guest.fill("rest")
    typed = page._typed
    assert typed is not None
    keep, refusal = typed._keep, "Not kept yet. Your words are still on screen."

    def refuse(_texts: tuple[str, ...]) -> Reply[Changed]:
        def write(_db: object) -> Changed:
            raise NotKept(refusal)

        return guest.session.journal.do(write)

    typed._keep = refuse
    press(guest, "That’s it")
    guest.qtbot.waitUntil(lambda: typed.unkept, timeout=20_000)
    assert typed.isVisible()
    assert the_goals(guest) == []
    typed._keep = keep
    press(guest, "That’s it")
    wait_for(guest, "rest")
    assert the_goals(guest) == [Goal("rest")]


def test_another_press_keeps_what_is_being_typed_first(guest: Guest) -> None:
    sleeping(guest)
    press(guest, "Add a step")
    guest.fill("it is ten")
    press(guest, "Done")
    wait_for(guest, "done")
    wait_for(guest, "it is ten")
    assert [step.when for step in the_steps(guest)][1:] == ["it is ten"]
