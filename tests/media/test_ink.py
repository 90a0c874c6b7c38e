"""A part of ink, as the rest of the house sees it."""

from dataclasses import replace

from journal_app.domain.entry import Kind, Part, Record, new_part_id
from journal_app.domain.ink import codec as inkcodec
from journal_app.domain.ink.marks import Sample, Stroke
from journal_app.domain.ink.records import Add, Hide, Unknown
from journal_app.media import ink
from tests.fakes import SUNDAY_EVENING


def added(id_: int) -> Add:
    return Add(Stroke.of(id_, "pen", "plum", 4.0, SUNDAY_EVENING.utc_ms, (Sample(9, 9),)))


FIRST, SECOND = added(1), added(2)


def part(*blobs: bytes) -> Part:
    records = tuple(Record(n, SUNDAY_EVENING.utc_ms, blob) for n, blob in enumerate(blobs))
    return Part(new_part_id(), Kind.INK, 0, SUNDAY_EVENING, records=records)


def test_a_part_is_read_as_the_drawing_its_records_add_up_to() -> None:
    drawing = ink.read(part(*(inkcodec.pack(record) for record in (FIRST, SECOND, Hide((1,))))))
    assert list(drawing.visible()) == [SECOND.stroke]


def test_a_record_of_a_later_version_is_left_out_and_the_rest_is_there() -> None:
    made = part(inkcodec.pack(FIRST), b"\x7fsomething new", inkcodec.pack(SECOND))
    assert len(ink.read(made)) == 2
    assert ink.records(made)[1] == Unknown(b"\x7fsomething new")


def test_a_drawing_is_found_by_its_caption_only() -> None:
    assert ink.plain_text(replace(part(inkcodec.pack(FIRST)), caption="the river")) == "the river"


def test_a_line_says_that_it_is_a_drawing() -> None:
    assert ink.summary(part()) == "drawing"
