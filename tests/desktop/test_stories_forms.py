"""A form with a question about thoughts of death, filled in for real, and left."""

from tests.desktop import steps
from tests.desktop.app import App

ITEM_9 = "Thoughts that you would be better off dead"
CARD = "Thank you for answering that"


def test_item_nine(app: App) -> None:
    app.start()
    _switch_on(app)
    _fill_in_to_item_nine(app)
    app.hands.press("Return")
    app.screen.wait_to_read("Back to where I was")
    app.hands.press("Escape")
    app.screen.wait_to_read(CARD)
    steps.click(app, "Carry on")
    app.hands.press("1")
    app.screen.wait_to_read("PHQ-9 total: 1")
    app.hands.press("ctrl+Return")

    app.hands.press("ctrl+j")
    app.screen.wait_for("list item", "PHQ-9 · total 1")
    assert not app.screen.reads(ITEM_9)
    steps.click(app, "Patterns")
    app.screen.wait_for(name="Chart: PHQ-9 total")
    assert not app.screen.reads(ITEM_9)
    app.hands.click(app.screen.centre(app.screen.wait_for("check box", "As a table")))
    app.screen.wait_for(name="Table: ")
    assert not app.screen.reads(ITEM_9)

    app.hands.press("Escape")
    steps.click(app, "Questionnaires")
    steps.click(app, "Fill in PHQ-9")
    _answer_to_item_nine(app)
    app.hands.press("Escape")  # it can be left as it is
    app.screen.wait_for("push button", "Fill in PHQ-9")


def _switch_on(app: App) -> None:
    app.hands.press("ctrl+comma")
    steps.tab_to(app, "Check-in and forms")
    app.hands.press("Return")
    switch = app.screen.wait_for("check box", "PHQ-9, the version")
    app.hands.click(app.screen.centre(switch))
    app.screen.wait_for("check box", "PHQ-9, the version", lambda it: "checked" in it.states)
    app.hands.press("Escape", "Escape")


def _fill_in_to_item_nine(app: App) -> None:
    app.screen.wait_to_read("PHQ-9, if you like")
    steps.click(app, "Fill it in")
    _answer_to_item_nine(app)
    here = app.screen.focused()
    assert here is not None
    assert here.name.startswith("Several days")
    app.hands.press("Tab")
    app.screen.wait_for(name="Open Support", where=lambda it: "focused" in it.states)


def _answer_to_item_nine(app: App) -> None:
    app.screen.wait_to_read("PHQ-9 · 1 of 10")
    app.hands.press(*"11111111")
    app.screen.wait_to_read(ITEM_9)
    assert not app.screen.reads(CARD)
    app.hands.press("2")
    app.screen.wait_to_read(CARD)
