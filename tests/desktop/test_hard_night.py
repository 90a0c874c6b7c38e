"""A hard night, as a person would tell it: Support over half a sentence, and back to the word."""

import json
from pathlib import Path

from tests.desktop import canary, steps
from tests.desktop.app import App
from tests.desktop.desk import Desk
from tests.desktop.waiting import until

PEOPLE = (("Sam", "my sister", "0151 2345678"), ("Dr Novak", "therapist", "030 5550199"))
NEEDLES = [canary.Needle(one[0], one[2].encode()) for one in PEOPLE]


def live_in(app: App, country: str) -> None:
    """Have chosen a country before."""
    settings = app.home / ".config" / "afterpage" / "settings.json"
    settings.write_text(json.dumps({"welcomed": True, "country": country}), "utf-8")


def tell_of_people(app: App) -> None:
    """Write down two people, in the settings."""
    app.hands.press("ctrl+comma")
    steps.tab_to(app, "Your people")
    app.hands.press("Return")
    app.screen.wait_for("text", "Name")
    for number, person in enumerate(PEOPLE):
        if number:
            steps.click(app, "Someone else")
        for words in person:
            app.hands.type(words)
            app.hands.press("Tab")
    app.hands.press("Escape", "Escape")
    app.screen.wait_for("push button", "Write")


def test_a_hard_night(app: App, desk: Desk, tmp_path: Path) -> None:
    live_in(app, "DE")
    app.start()
    tell_of_people(app)
    app.hands.press("1")
    steps.write(app, "it was a hard ni")
    app.hands.press("F1")
    app.screen.wait_to_read("Emergency: 112")
    app.screen.wait_to_read("0800 111 0 111")
    for name, _relation, phone in PEOPLE:
        app.screen.wait_to_read(name)
        app.screen.wait_to_read(phone)
    steps.click(app, "Back to where I was")
    app.hands.type("ght")
    app.screen.wait_to_read("it was a hard night")
    app.hands.press("ctrl+Return")
    app.screen.wait_for("push button", "Write")
    offers = [thing.name for thing in app.screen.things() if thing.role == "push button"]
    assert "Not this one" not in offers, "nothing is made of what was written"
    app.click_window_closed()
    assert app.wait() == 0

    (entry,) = steps.entries(app, tmp_path)
    assert [part.body for part in entry.parts] == [b"it was a hard night"]
    assert entry.title == ""
    assert not canary.search(desk.places(), NEEDLES), "people are encrypted"


def test_a_pause_goes_over_everything_and_back(app: App) -> None:
    app.start()
    app.hands.press("1")
    steps.write(app, "too mu")
    app.hands.press("F2")
    pause = app.screen.wait_for(name="A pause. Any key goes back.")
    app.hands.press("space")
    until(lambda: app.screen.find(name=pause.name) is None, "the pause to be over")
    app.hands.type("ch")
    app.screen.wait_to_read("too much")
