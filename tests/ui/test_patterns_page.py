"""Patterns in a whole house: one thing by default, and no more than is chosen; nothing is read."""

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from journal_app.domain import checkin, forms, sessionlog, steps
from journal_app.domain.checkin import Answer, CheckIn
from journal_app.domain.clock import Moment
from journal_app.domain.entry import Kind
from journal_app.domain.forms import Form
from journal_app.domain.sessionlog import About, SessionLog
from journal_app.domain.settings import THEMES
from journal_app.domain.spot import Spot
from journal_app.domain.steps import Step, Told, Turn
from journal_app.ui.pages.patterns import PatternsPage
from journal_app.ui.pages.sitting import SittingPage
from journal_app.ui.widgets.charting.chart import Chart
from journal_app.ui.widgets.charting.table import Table
from tests.fakes import SUNDAY_EVENING
from tests.guest import Enter, enter, fakes, keychain
from tests.ui import checks
from tests.ui.named import DAY_MS, Namer, today

__all__ = ["enter", "fakes", "keychain"]


@pytest.fixture
def namer(enter: Enter) -> Namer:
    made = Namer(enter())
    made.guest.wait_until_open()
    return made


def ago(days: int) -> Moment:
    return replace(SUNDAY_EVENING, utc_ms=SUNDAY_EVENING.utc_ms - days * DAY_MS)


def check_in(namer: Namer, days: int, word: str = "", **answers: int) -> None:
    made = CheckIn({name: Answer(value, "") for name, value in answers.items()}, word)
    namer.write(days, (Kind.CHECKIN, checkin.body(made).decode()))


def fill_in(namer: Namer, days: int, form: str, *answers: int | None) -> None:
    namer.write(days, (Kind.FORM, forms.body(Form(form, answers)).decode()))


def log_session(namer: Namer, days: int) -> None:
    on = today() - timedelta(days=days)
    log = SessionLog(day=on, begins=About(ago(days)))
    namer.write(days, (Kind.SESSION, sessionlog.body(log).decode()))


def fill(namer: Namer) -> None:
    """Note what may have been noted in two months."""
    check_in(namer, 45, mood=2, sleep=3)
    check_in(namer, 20, "heavy", mood=4, sleep=3)
    check_in(namer, 19, sleep=2)
    check_in(namer, 6, "Water", mood=1)
    check_in(namer, 5, mood=3, sleep=2)
    check_in(namer, 0, "water", mood=4)
    fill_in(namer, 19, "phq8", *[1] * 8)
    fill_in(namer, 3, "phq8", *[1] * 7, None)


def go(namer: Namer) -> PatternsPage:
    namer.guest.workspace.go("patterns")
    page = namer.guest.see(PatternsPage)
    namer.wait(lambda: page._noticed is not None)
    QApplication.processEvents()  # what is new is laid out
    return page


def charts(page: PatternsPage) -> list[str]:
    return [chart.accessibleName() for chart in page.findChildren(Chart) if chart.isVisible()]


def press(page: PatternsPage, name: str) -> None:
    found = [one for one in page.findChildren(QPushButton) if one.isVisible()]
    (button,) = (one for one in found if one.text() == name)
    button.click()
    QApplication.processEvents()


def test_one_thing_over_six_weeks_is_shown_until_somebody_chooses(namer: Namer) -> None:
    log_session(namer, 7)
    fill(namer)
    page = go(namer)
    assert charts(page) == ["Chart: mood"]
    assert "Mood, 12 October to 22 November: 4 answers, 1 left out, one session." in namer.reads(
        page
    )
    press(page, "sleep")
    assert charts(page) == ["Chart: sleep"]
    press(page, "Several at once")
    press(page, "PHQ-8 total")
    assert charts(page) == ["Chart: sleep", "Chart: PHQ-8 total"]
    press(page, "sleep")
    press(page, "PHQ-8 total")
    assert charts(page) == ["Chart: PHQ-8 total"]  # something is always shown


def test_another_span_shows_other_answers_and_other_words(namer: Namer) -> None:
    fill(namer)
    page = go(namer)
    assert "water 2 · heavy 1" in namer.reads(page)
    page._spans.setFocus()
    QTest.keyClick(page._spans, Qt.Key.Key_Up)
    QApplication.processEvents()
    assert "Mood, 9 November to 22 November: 3 answers, no session." in namer.reads(page)
    assert "water 2" in namer.reads(page)


def test_every_span_to_choose_from_can_be_hit(namer: Namer) -> None:
    fill(namer)
    spans = go(namer)._spans
    spans.showPopup()
    assert {spans.view().sizeHintForRow(row) for row in range(spans.count())} == {48}
    spans.hidePopup()


def test_the_same_can_be_read_as_a_table_and_since_sessions(namer: Namer) -> None:
    log_session(namer, 7)
    log_session(namer, 20)
    fill(namer)
    page = go(namer)
    press(page, "As a table")
    (table,) = page.findChildren(Table)
    assert (charts(page), table.model().rowCount()) == ([], 5 + 2)
    press(page, "By days since session")
    assert "Mood: 4 answers after 2 sessions." in " ".join(namer.reads(page))
    press(page, "As a table")
    assert charts(page) == ["Chart: mood, by days since a session"]


def test_a_form_is_its_total_alone_and_item_nine_never_a_line(namer: Namer) -> None:
    fill_in(namer, 30, "phq9", *[0] * 8, 3)
    fill_in(namer, 2, "phq9", *[2] * 8, None)
    page = go(namer)
    assert page._noticed is not None
    (totals,) = page._noticed.series
    assert (totals.scale.id, totals.scale.most) == ("phq9", 27)
    assert [one.value for one in totals.readings] == [3, None]
    assert charts(page) == ["Chart: PHQ-9 total"]


def test_sessions_still_to_come_are_no_ticks(namer: Namer) -> None:
    log_session(namer, 7)
    log_session(namer, -3)
    noticed = go(namer)._noticed
    assert noticed is not None
    assert [one.day for one in noticed.sessions] == [today() - timedelta(days=7)]


def test_themes_and_steps_are_counted_and_lead_to_their_places(namer: Namer) -> None:
    entry = namer.write(2, (Kind.WORDS, "slow water"))
    namer.give("water", Spot(entry.id))
    open_step, done = Step("I wake", "I’ll look out"), Step("it rains", "I’ll walk")
    done = replace(done, turns=(Told(Turn.DONE, 5),))
    bodies = [(Kind.STEP, steps.body(one).decode()) for one in (open_step, done)]
    namer.write(1, *bodies)
    page = go(namer)
    said = namer.reads(page)
    assert "Themes you named: 1" in said
    assert "water 1" in said
    assert "1 open · 1 done · 0 let go" in said
    asked: list[tuple[str, object]] = []
    page.place_asked.connect(lambda name, about: asked.append((name, about)))
    page.place_asked.disconnect(namer.guest.workspace._visits.place_asked)
    for name in ("Themes", "Working towards"):
        press(page, name)
    page._back.click()
    assert asked == [("themes", None), ("goals", None), ("guided", "look_back")]


def test_with_nothing_noted_a_check_in_is_one_press_away(namer: Namer) -> None:
    page = go(namer)
    assert "Nothing to lay side by side yet. It can stay that way." in namer.reads(page)
    assert namer.focused() is page._begin
    assert charts(page) == []


def test_what_is_shown_stays_under_the_keyboard_and_goes_with_the_lock(namer: Namer) -> None:
    fill(namer)
    page = go(namer)
    (chart,) = page.findChildren(Chart)
    chart.setFocus()
    house = namer.guest.house
    house.use(house.preferences.with_theme("evening"))
    assert namer.focused() is chart
    page.forget()
    assert page._noticed is None
    assert charts(page) == []
    assert not any("water" in said for said in namer.reads(page))


def test_it_can_be_read_hit_named_and_walked_through(namer: Namer) -> None:
    for days in (7, 20):
        log_session(namer, days)
    fill(namer)
    page, house = go(namer), namer.guest.house
    page._several.click()
    for theme, size in product(THEMES, (1.0, 2.0)):
        house.use(house.preferences.with_theme(theme).with_text_size(size))
        for switch in (page._since, page._table):
            switch.click()
            QApplication.processEvents()
            checks.nothing_is_clipped(page)
            checks.all_is_large_enough(page, dim=theme == "afterglow")
            assert not sideways(page)
    house.window.activateWindow()
    checks.all_has_a_name(page)
    checks.tab_reaches_everything(page)


def sideways(page: PatternsPage) -> list[QWidget]:
    """Return what reaches beyond the right edge of the page."""
    seen = (one for one in page.findChildren(QWidget) if one.isVisible())
    return [one for one in seen if one.mapTo(page, one.rect().topRight()).x() >= page.width()]


def test_looking_back_is_asked_one_question_at_a_time(namer: Namer) -> None:
    page = go(namer)
    page._back.click()
    sitting = namer.guest.see(SittingPage)
    namer.wait(lambda: "Which entries would you want to find again?" in namer.reads(sitting))
