"""Voice: what a recording is kept as, the note its records make, and what that looks like."""

from journal_app.domain.voice.gaps import Cause, Gap, gaps
from journal_app.domain.voice.marking import told
from journal_app.domain.voice.note import Piece, Stretch, VoiceNote, fold, numbered
from journal_app.domain.voice.records import (
    CODEC,
    LEAD_BYTES,
    PEAK_FRAMES,
    RATE,
    Bookmark,
    Event,
    EventKind,
    Header,
    Page,
    Tick,
    Trim,
    Unknown,
    VoiceRecord,
    pack,
    unpack,
)
from journal_app.domain.voice.waveform import Outline, clock_face, shape, whole_peaks

__all__ = [
    "CODEC",
    "LEAD_BYTES",
    "PEAK_FRAMES",
    "RATE",
    "Bookmark",
    "Cause",
    "Event",
    "EventKind",
    "Gap",
    "Header",
    "Outline",
    "Page",
    "Piece",
    "Stretch",
    "Tick",
    "Trim",
    "Unknown",
    "VoiceNote",
    "VoiceRecord",
    "clock_face",
    "fold",
    "gaps",
    "numbered",
    "pack",
    "shape",
    "told",
    "unpack",
    "whole_peaks",
]
