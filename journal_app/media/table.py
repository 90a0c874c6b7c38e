"""The table of media. A new one is a module here, a row below, and an editor of the same name.

What is only noted has its row in ``media.notes``, which is read without all that the others need.
"""

from journal_app.domain.entry import Kind
from journal_app.domain.voice import LEAD_BYTES
from journal_app.media import ink, photo, voice, words
from journal_app.media.medium import Medium
from journal_app.media.notes import NOTES

WORDS = Medium(Kind.WORDS, words.read, words.plain_text, words.summary)
INK = Medium(Kind.INK, ink.read, ink.plain_text, ink.summary, ink.glimpse)
VOICE = Medium(Kind.VOICE, voice.read, voice.plain_text, voice.summary, voice.glimpse, LEAD_BYTES)
PHOTO = Medium(Kind.PHOTO, photo.read, photo.plain_text, photo.summary)

MEDIA = {medium.kind: medium for medium in (WORDS, INK, VOICE, PHOTO)} | NOTES
