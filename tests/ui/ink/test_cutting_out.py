"""The precise rubber on the page: what it shows while it rubs is what is kept."""

from journal_app.domain.ink.records import Change, InkRecord
from journal_app.ui.ink.canvas import InkCanvas
from journal_app.ui.ink.modes.cut import CutOut
from tests.ui.ink.pages import shown
from tests.ui.pens import Pen, line, unlike


def test_a_pass_is_one_record_and_the_page_is_what_it_is_when_painted_anew(
    canvas: InkCanvas, log: list[InkRecord]
) -> None:
    for y in (80, 90, 100):
        Pen(canvas, canvas).draw(line((60, y), (500, y), 40))
    log.clear()
    canvas.use(CutOut(canvas))
    Pen(canvas, canvas).draw(line((200, 50), (220, 150), 12))
    (record,) = log
    assert isinstance(record, Change)
    assert record.hide == (1, 2, 3)
    assert len(canvas.drawing) == 6
    step_by_step = shown(canvas)
    canvas.show_drawing(canvas.drawing)
    assert unlike(step_by_step, shown(canvas), 2) == 0


def test_a_pass_that_was_a_mistake_brings_everything_back(
    canvas: InkCanvas, log: list[InkRecord]
) -> None:
    Pen(canvas, canvas).draw(line((60, 80), (500, 80), 40))
    before = shown(canvas)
    canvas.use(CutOut(canvas))
    pen = Pen(canvas, canvas)
    pen.down((200, 80))
    pen.move((260, 80))
    assert len(canvas.drawing) == 2
    canvas.mode.cancel()
    pen.up((260, 80))
    assert len(log) == 1
    assert unlike(before, shown(canvas), 2) == 0


def test_a_pass_over_paper_is_nothing(canvas: InkCanvas, log: list[InkRecord]) -> None:
    canvas.use(CutOut(canvas))
    Pen(canvas, canvas).draw(line((200, 50), (220, 150), 12))
    assert log == []
