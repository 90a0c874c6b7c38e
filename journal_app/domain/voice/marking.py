"""What is made of a note after it was spoken: places marked in it, and what is to be heard."""

from dataclasses import replace

from journal_app.domain.voice.note import VoiceNote
from journal_app.domain.voice.records import Bookmark, Trim


def told(note: VoiceNote, record: Bookmark | Trim) -> VoiceNote:
    """Return the note as it is with one more record."""
    if isinstance(record, Trim):
        return replace(note, trim=record if record.start < record.end else None)
    others = [one for one in note.bookmarks if one.number != record.number]
    marks = others if record.gone else [*others, record]
    return replace(note, bookmarks=tuple(sorted(marks, key=lambda one: (one.frame, one.number))))
