"""Charts stand still, show the whole scale, break at gaps, and say in words what is to be seen."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pyqtgraph as pg
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from journal_app.domain import patterns
from journal_app.domain.clock import Moment
from journal_app.domain.entry import EntryId, PartId
from journal_app.domain.patterns import Reading, Scale, Series, Window
from journal_app.domain.sessionlog import About, Logged, SessionLog
from journal_app.domain.settings import Preferences
from journal_app.ui.theme import Theme
from journal_app.ui.widgets.charting import looks
from journal_app.ui.widgets.charting.chart import Chart
from journal_app.ui.widgets.charting.showing import Look, Showing
from journal_app.ui.widgets.charting.table import Table

MOOD, PHQ8 = Scale("mood", 1, 5, 7), Scale("phq8", 0, 24, 35)
FIRST = date(2026, 11, 1)
WINDOW = Window(FIRST, FIRST + timedelta(days=13))

Show = Callable[..., Showing]


def noon(day: int) -> Moment:
    at = datetime(2026, 11, day, 12).astimezone()
    offset = at.utcoffset()
    assert offset is not None
    return Moment(round(at.timestamp() * 1000), round(offset.total_seconds() / 60), "Here")


def answered(scale: Scale, *answers: tuple[int, int | None]) -> Series:
    made = (
        Reading(PartId(f"{scale.id}{day}"), date(2026, 11, day), noon(day), value)
        for day, value in answers
    )
    return patterns.series(scale, made)


def session(day: int) -> Logged:
    on = date(2026, 11, day)
    return Logged(
        EntryId(f"e{day}"), PartId(f"s{day}"), on, SessionLog(day=on, begins=About(noon(day)))
    )


SERIES = answered(MOOD, (2, 4), (3, None), (5, 1), (6, 5), (14, 3))
SESSIONS = (session(4), session(8))
TOTALS = answered(PHQ8, (2, 11), (13, None))


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, Preferences())


@pytest.fixture
def show(qtbot: QtBot, theme: Theme) -> Show:
    kept = []

    def made(*series: Series, since: bool = False, table: bool = False) -> Showing:
        shown = Showing(theme)
        qtbot.addWidget(shown)
        kept.append(shown)
        shown.resize(900, 900)
        shown.show_look(Look(series, SESSIONS, WINDOW, since=since, table=table))
        shown.show()
        QApplication.processEvents()
        return shown

    return made


def charts(shown: Showing) -> list[Chart]:
    return shown.findChildren(Chart)


def items(chart: Chart, kind: type) -> list[Any]:
    return [item for item in chart._item.items if isinstance(item, kind)]


def told(shown: Showing) -> str:
    return "\n".join(label.text() for label in shown.findChildren(QLabel))


def test_the_whole_scale_is_shown_whatever_was_answered(show: Show) -> None:
    (chart,) = charts(show(TOTALS))
    (_x, (low, high)) = chart._item.viewRange()
    assert low < 0
    assert high > 24


def test_dots_are_joined_and_gaps_are_not(show: Show) -> None:
    (chart,) = charts(show(SERIES))
    dots = [len(item.data) for item in items(chart, pg.ScatterPlotItem)]
    joined = [len(item.xData) for item in items(chart, pg.PlotCurveItem)]
    assert dots == [1, 2, 1]  # one was left out, and eight days are more than a week
    assert joined == [2]


def test_days_stand_in_the_same_places_in_charts_one_above_the_other(show: Show) -> None:
    both = charts(show(SERIES, TOTALS))
    assert len(both) == 2
    assert len({chart._item.getAxis("left").width() for chart in both}) == 1
    assert [line.look for chart in both if chart.sheet for line in chart.sheet.lines] == [0, 1]


def test_sessions_are_plain_ticks_that_say_so(show: Show) -> None:
    (chart,) = charts(show(SERIES))
    upright = [line for line in items(chart, pg.InfiniteLine) if line.angle == 90]
    assert [int(line.value()) for line in upright] == [one.day.toordinal() for one in SESSIONS]
    (marks,) = chart._item.getAxis("top")._tickLevels
    assert [said for _at, said in marks] == ["session", "session"]


def test_nothing_is_drawn_but_dots_lines_and_ticks(show: Show) -> None:
    for since in (False, True):
        (chart,) = charts(show(SERIES, since=since))
        known = (pg.ScatterPlotItem, pg.PlotCurveItem, pg.InfiniteLine)
        assert all(isinstance(item, known) for item in chart._item.items)
        assert all(not item.opts.get("fillLevel") for item in items(chart, pg.PlotCurveItem))


def test_a_chart_stands_still(show: Show, qtbot: QtBot) -> None:
    shown = show(SERIES)
    (chart,) = charts(shown)
    before = chart._item.viewRange()
    middle = chart.rect().center()
    assert chart.childAt(middle) is None  # the mouse never reaches what is drawn
    qtbot.mousePress(chart, Qt.MouseButton.RightButton, pos=middle)
    qtbot.mouseMove(chart, middle + QPoint(80, 40))
    qtbot.mouseRelease(chart, Qt.MouseButton.RightButton, pos=middle + QPoint(80, 40))
    button, pressed = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    wheel = QWheelEvent(
        QPointF(middle), chart.mapToGlobal(QPointF(middle)), QPoint(), QPoint(0, 120),
        button, pressed, Qt.ScrollPhase.NoScrollPhase, False,  # noqa: FBT003 - as Qt wants it
    )  # fmt: skip
    QApplication.sendEvent(chart, wheel)
    assert not wheel.isAccepted()  # so that the page is scrolled
    assert chart._item.viewRange() == before
    assert chart._item.getViewBox().menuEnabled() is False


def test_a_screen_reader_is_told_what_is_to_be_seen(show: Show) -> None:
    (chart,) = charts(show(SERIES))
    assert chart.focusPolicy() is Qt.FocusPolicy.TabFocus
    assert chart.accessibleName() == "Chart: mood"
    assert chart.accessibleDescription() == (
        "Mood, 1 November to 14 November: 4 answers, 1 left out, 2 sessions."
        " 2 November: 4 good. 5 November: 1 very low. 6 November: 5 very good."
        " 14 November: 3 in between."
    )


def test_every_session_begins_at_day_nought_and_the_gaps_are_said(show: Show) -> None:
    shown = show(SERIES, since=True)
    (chart,) = charts(shown)
    at = [[round(spot[0]) for spot in item.data] for item in items(chart, pg.ScatterPlotItem)]
    assert at == [[1, 2], [6]]
    said = told(shown)
    assert "4 Nov 2026: 2 answers" in said
    assert "8 Nov 2026: one answer" in said
    assert (
        "Mood: 3 answers after 2 sessions. One answer on days 1, 2 and 6; none on days 0 and 3–5."
        " Before these sessions, or long after: one answer."
    ) in said


def test_sessions_differ_by_more_than_their_colour(show: Show) -> None:
    (chart,) = charts(show(SERIES, since=True))
    assert chart.sheet is not None
    first, second = (looks.look(line.look) for line in chart.sheet.lines)
    assert first.marker != second.marker
    assert first.dash != second.dash
    assert len({(one.marker, one.dash) for one in map(looks.look, range(16))}) == 16


def test_the_table_says_the_same(show: Show) -> None:
    shown = show(SERIES, table=True)
    assert not charts(shown)
    (table,) = shown.findChildren(Table)
    assert table.accessibleName() == "Table: mood"
    assert rows(table) == [
        ("Sat 14 Nov 2026, afternoon", "3 in between"),
        ("Sun 8 Nov 2026, afternoon", "— session —"),
        ("Fri 6 Nov 2026, afternoon", "5 very good"),
        ("Thu 5 Nov 2026, afternoon", "1 very low"),
        ("Wed 4 Nov 2026, afternoon", "— session —"),
        ("Tue 3 Nov 2026, afternoon", "left out"),
        ("Mon 2 Nov 2026, afternoon", "4 good"),
    ]


def test_the_table_by_days_since_names_the_empty_days(show: Show) -> None:
    (table,) = show(SERIES, TOTALS, since=True, table=True).findChildren(Table)
    assert rows(table) == [
        ("day 0", "", "", "nothing noted"),
        ("day 1", "4 Nov 2026", "mood", "1 very low"),
        ("day 2", "4 Nov 2026", "mood", "5 very good"),
        ("day 3", "", "", "nothing noted"),
        ("day 4", "", "", "nothing noted"),
        ("day 5", "8 Nov 2026", "PHQ-8 total", "no total"),
        ("day 6", "8 Nov 2026", "mood", "3 in between"),
    ]


def test_a_chart_takes_the_colours_and_letters_of_the_theme(show: Show, theme: Theme) -> None:
    (chart,) = charts(show(SERIES))
    for preferences in (
        Preferences().with_theme("afterglow").with_text_size(2.0),
        Preferences().with_theme("paper").with_text_size(1.0),
    ):
        theme.use(preferences)
        (dots, *_others) = items(chart, pg.ScatterPlotItem)
        assert QColor(dots.opts["brush"].color()) == theme.colour("chart1")
        font = chart._item.getAxis("left").style["tickFont"]
        assert (font.family(), font.pixelSize()) == (theme.font().family(), theme.px(16))
        image = chart.grab().toImage()
        assert image.pixelColor(20, 40) == theme.colour("surface")


def rows(table: Table) -> list[tuple[str, ...]]:
    model = table.model()
    across = range(model.columnCount())
    return [
        tuple(str(model.index(row, column).data()) for column in across)
        for row in range(model.rowCount())
    ]
