from dataclasses import replace

from journal_app.domain.entry import Kind, Part, Record, new_part_id
from journal_app.domain.transcript import pack as pack_transcript
from journal_app.domain.voice import Header, Page, pack
from journal_app.media import voice
from tests.domain.test_transcript import spoken
from tests.fakes import SUNDAY_EVENING


def _part(*bodies: bytes) -> Part:
    records = tuple(Record(seq, 0, body) for seq, body in enumerate(bodies))
    return Part(new_part_id(), Kind.VOICE, 0, SUNDAY_EVENING, caption="apricot", records=records)


def test_a_part_is_read_as_a_note() -> None:
    part = _part(pack(Header(1, 0, 0, b"h")), pack(Page(1, 0, 42 * 48_000, b"p")))
    assert voice.read(part).seconds == 42.0
    assert voice.summary(part) == "0:42 voice"


def test_a_voice_of_which_nothing_was_written_down_is_found_by_its_caption_only() -> None:
    assert voice.plain_text(_part()) == "apricot"


def test_a_part_with_nothing_in_it_is_an_empty_note() -> None:
    assert voice.read(_part()).frames == 0
    assert voice.summary(_part(b"?")) == "0:00 voice"


def test_a_voice_is_found_by_what_was_written_down_of_it() -> None:
    written = spoken("slow water")
    part = replace(_part(), body=pack_transcript(written))
    assert voice.plain_text(part) == "apricot\nslow water"
    changed = replace(part, caption="", body=pack_transcript(replace(written, edited="still")))
    assert voice.plain_text(changed) == "still"
    assert voice.plain_text(replace(part, body=b"a later release")) == "apricot"
