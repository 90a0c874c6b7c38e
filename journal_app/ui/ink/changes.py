"""What a record has changed of a drawing it was applied to, as far as painting goes."""

from journal_app.domain.ink.drawing import Drawing, united
from journal_app.domain.ink.marks import Box, Stroke
from journal_app.domain.ink.records import Add, Change, InkRecord, step_of

_MANY = 256


def on_top(record: InkRecord, drawing: Drawing) -> list[Stroke]:
    """Return the marks that came, if all the record did was to put them above all others."""
    match record:
        case Add(stroke) if stroke.rank == stroke.id:
            new = [stroke.id]
        case Change((), (), added, derived) if not any(one.in_place for one in derived):
            new = [*(one.id for one in added), *(one.id for one in derived)]
        case _:
            return []
    if not new or max(new) < drawing.next_id - 1:
        return []
    return [drawing.mark(id_) for id_ in new if drawing.sees(id_)]


def parts(record: InkRecord, drawing: Drawing) -> list[Box]:
    """Return the parts of the page where marks came or went: some as they are, many as one."""
    step = step_of(record)
    ids = (*step.went, *step.came) if step is not None else ()
    boxes = [drawing.mark(id_).box for id_ in ids if drawing.knows(id_)]
    whole = united(boxes)
    return [whole] if whole is not None and len(boxes) > _MANY else boxes
