"""A second start never opens a second window: it raises the first."""

from tests.desktop import steps
from tests.desktop.app import App
from tests.desktop.waiting import until


def test_a_second_start_brings_the_first_window_back(app: App) -> None:
    app.start()
    app.hands.press("1")
    steps.write(app, "still here")
    window = app.window()
    app.minimise()
    until(lambda: not app.has_keyboard(), "the window to be away")
    assert app.start_again_beside() == 0
    until(app.has_keyboard, "the window to be back")
    assert app.window() == window
    assert app.screen.reads("still here")


def test_a_start_after_a_power_cut_is_a_first_start(app: App) -> None:
    app.start().kill()
    app.start()
    app.hands.press("1")
    steps.write(app, "still here")
