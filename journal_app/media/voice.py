"""Voice: a growing list of records, folded into a note; its whole value is a transcript, or none.

Where a transcript comes from, and what it is kept as, is told in ``domain.transcript``.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from journal_app.domain import glimpse as glimpses
from journal_app.domain.entry import Part
from journal_app.domain.transcript import text_of
from journal_app.domain.voice import (
    Header,
    Page,
    VoiceNote,
    clock_face,
    fold,
    numbered,
    pack,
    unpack,
)


def read(part: Part) -> VoiceNote:
    """Return the recording a part holds, as far as it was kept."""
    return fold(part.records)


def plain_text(part: Part) -> str:
    """Return the words one could search for: the caption, and a transcript if there is one."""
    return "\n".join(filter(None, (part.caption, text_of(part.body))))


def summary(part: Part) -> str:
    """Return how long it is, as in "0:42 voice"."""
    return f"{clock_face(read(part).seconds)} voice"


def glimpse(bodies: Iterable[bytes]) -> bytes:
    """Return the heights of a few bars that look like the recording from far away."""
    return glimpses.of_voice(fold(numbered(_without_sound(bodies))))


def _without_sound(bodies: Iterable[bytes]) -> Iterator[bytes]:
    """Leave the sound out, which nobody looks at and which may be an hour long."""
    for record in map(unpack, bodies):
        if isinstance(record, Header | Page):
            yield pack(replace(record, data=b""))
