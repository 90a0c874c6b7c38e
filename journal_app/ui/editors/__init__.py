"""What one writes, draws and speaks with. Each is loaded when it is first needed."""

from importlib import import_module

from journal_app.domain.entry import Kind
from journal_app.ui.editor import Editor

EDITORS = {
    Kind.WORDS: ("words", "WordsEditor"),
    Kind.INK: ("ink", "InkEditor"),
    Kind.VOICE: ("voice", "VoiceEditor"),
    Kind.PHOTO: ("photo", "PhotoEditor"),
    Kind.SESSION: ("session", "SessionEditor"),
    Kind.CHECKIN: ("checkin", "CheckInEditor"),
    Kind.FORM: ("form", "FormEditor"),
    Kind.GOAL: ("goal", "GoalEditor"),
    Kind.STEP: ("step", "StepEditor"),
    Kind.INSIGHT: ("insight", "InsightEditor"),
    Kind.LINK: ("link", "LinkEditor"),
}


def editor_class(kind: Kind) -> type[Editor]:
    """Return the editor for a kind of part."""
    module, name = EDITORS[kind]
    found: type[Editor] = getattr(import_module(f"{__name__}.{module}"), name)
    return found
