"""The story of four questions: what was answered is a theme, a link and a step, and never late."""

import re

from tests.desktop import steps
from tests.desktop.app import App

GOAL = "sleep by midnight"
WHEN, THEN = "I've brushed my teeth", "put the phone in the hall"
STEP = f"When {WHEN}, I’ll {THEN}"
LATE = re.compile(r"\b(overdue|late|due|missed|behind)\b", re.IGNORECASE)


def test_four_questions_become_a_step(app: App) -> None:
    app.start()
    log_a_session(app)
    note_a_goal(app)
    answer_four_questions(app)
    app.screen.wait_for("push button", "Speak")
    app.hands.press("ctrl+j")
    entry = app.screen.wait_for("list item", "words · touches · step")
    app.hands.click(app.screen.centre(entry))
    for shown in (STEP, f"Touches: {GOAL}", "water", "Looking over what’s here"):
        app.screen.wait_to_read(shown)
    assert_nothing_is_late(app)
    app.hands.press("ctrl+j")
    steps.click(app, "Working towards")
    app.screen.wait_to_read(STEP)
    assert_nothing_is_late(app)
    app.hands.press("Escape")
    steps.click(app, "Patterns")
    app.screen.wait_to_read("water")
    app.screen.wait_to_read("1 open")
    assert_nothing_is_late(app)


def answer_four_questions(app: App) -> None:
    app.hands.press("ctrl+g")
    steps.click(app, "Four questions")
    app.screen.wait_to_read("1 of 4 · stop any time")
    app.hands.press("ctrl+Right", "ctrl+Right")
    app.screen.wait_to_read("2 of 4 · stop any time")
    app.hands.type("water")
    steps.fill(app, "A name for it", "water")
    app.hands.press("Return")
    app.screen.wait_to_read("Named “water”.")
    app.hands.press("ctrl+Right", "ctrl+Right")
    app.screen.wait_to_read("3 of 4 · stop any time")
    tick(app, GOAL)
    app.hands.press("ctrl+Right")
    app.screen.wait_to_read("4 of 4 · stop any time")
    steps.fill(app, "When…", WHEN)
    steps.fill(app, "I’ll…", THEN)
    steps.click(app, "Enough")


def log_a_session(app: App) -> None:
    app.hands.press("ctrl+j")
    steps.click(app, "Sessions")
    steps.click(app, "Note a session")
    tick(app, "Yesterday")
    app.screen.wait_to_read(steps.KEPT)
    app.hands.press("ctrl+Return")
    app.screen.wait_for("push button", "Speak")


def tick(app: App, name: str) -> None:
    chip = app.screen.wait_for("check box", name)
    app.hands.click(app.screen.centre(chip))


def note_a_goal(app: App) -> None:
    app.hands.press("ctrl+j")
    steps.click(app, "Working towards")
    steps.click(app, "Add something I’m working towards")
    app.hands.type(GOAL)
    steps.click(app, "That’s it")
    app.screen.wait_for(name="Add a step")


def assert_nothing_is_late(app: App) -> None:
    said = "\n".join(thing.name for thing in app.screen.things())
    assert not LATE.search(said.replace("None is ever late.", ""))
