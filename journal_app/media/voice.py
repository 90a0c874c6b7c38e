"""Voice: a growing list of records, folded into a note."""

from journal_app.domain.entry import Part
from journal_app.domain.voice import VoiceNote, clock_face, fold


def read(part: Part) -> VoiceNote:
    """Return the recording a part holds, as far as it was kept."""
    return fold(record.body for record in part.records)


def plain_text(part: Part) -> str:
    """Return the words one could search for: the caption. Nothing listens to the sound."""
    return part.caption


def summary(part: Part) -> str:
    """Return how long it is, as in "0:42 voice"."""
    return f"{clock_face(read(part).seconds)} voice"
