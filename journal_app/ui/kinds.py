"""What the kinds of parts are called in a line, and their icons: said once for every page."""

from PySide6.QtCore import QCoreApplication

from journal_app.domain.entry import Kind

ICONS = {
    Kind.WORDS: "write",
    Kind.INK: "draw",
    Kind.VOICE: "speak",
    Kind.PHOTO: "photo",
    Kind.SESSION: "session",
    Kind.CHECKIN: "checkin",
    Kind.FORM: "form",
    Kind.GOAL: "goal",
    Kind.STEP: "step",
    Kind.INSIGHT: "insight",
    Kind.LINK: "link",
}


def names() -> dict[Kind, str]:
    """Return what each is called in a list: "drawing"."""
    return {
        Kind.WORDS: _tr("words"),
        Kind.INK: _tr("drawing"),
        Kind.VOICE: _tr("voice"),
        Kind.PHOTO: _tr("photo"),
        Kind.SESSION: _tr("session"),
        Kind.CHECKIN: _tr("check-in"),
        Kind.FORM: _tr("questionnaire"),
        Kind.GOAL: _tr("working towards"),
        Kind.STEP: _tr("step"),
        Kind.INSIGHT: _tr("insight"),
        Kind.LINK: _tr("touches"),
    }


def in_a_sentence() -> dict[Kind, str]:
    """Return what each is called where it is spoken of: "a drawing"."""
    return {
        Kind.WORDS: _tr("words"),
        Kind.INK: _tr("a drawing"),
        Kind.VOICE: _tr("your voice"),
        Kind.PHOTO: _tr("a photo"),
        Kind.SESSION: _tr("a session"),
        Kind.CHECKIN: _tr("a check-in"),
        Kind.FORM: _tr("a questionnaire"),
        Kind.GOAL: _tr("something you work towards"),
        Kind.STEP: _tr("a step"),
        Kind.INSIGHT: _tr("an insight"),
        Kind.LINK: _tr("what it touches"),
    }


def from_a_day() -> dict[Kind, str]:
    """Return what one of a day is called: "A drawing from {day}"."""
    return {
        Kind.WORDS: _tr("Words from {day}"),
        Kind.INK: _tr("A drawing from {day}"),
        Kind.VOICE: _tr("A voice from {day}"),
        Kind.PHOTO: _tr("A photo from {day}"),
        Kind.SESSION: _tr("A session from {day}"),
        Kind.CHECKIN: _tr("A check-in from {day}"),
        Kind.FORM: _tr("A questionnaire from {day}"),
        Kind.GOAL: _tr("Something you work towards, from {day}"),
        Kind.STEP: _tr("A step from {day}"),
        Kind.INSIGHT: _tr("An insight from {day}"),
        Kind.LINK: _tr("What it touches, from {day}"),
    }


def spoken() -> dict[Kind, tuple[str, str]]:
    """Return for a screen reader what each is, and what opening it is called."""
    return {
        Kind.WORDS: (_tr("Words, made {when}"), _tr("Open these words")),
        Kind.INK: (_tr("Drawing, made {when}"), _tr("Open this drawing")),
        Kind.VOICE: (_tr("Voice, made {when}"), _tr("Open this recording")),
        Kind.PHOTO: (_tr("Paper page, added {when}"), _tr("Open this page")),
        Kind.SESSION: (_tr("Session, noted {when}"), _tr("Open this session")),
        Kind.CHECKIN: (_tr("Check-in, {when}"), _tr("Open this check-in")),
        Kind.FORM: (_tr("Questionnaire, {when}"), _tr("Open this questionnaire")),
        Kind.GOAL: (_tr("Working towards, noted {when}"), _tr("Open it")),
        Kind.STEP: (_tr("Step, noted {when}"), _tr("Open this step")),
        Kind.INSIGHT: (_tr("Insight, marked {when}"), _tr("Open this insight")),
        Kind.LINK: (_tr("What it touches, noted {when}"), _tr("Open it")),
    }


def _tr(text: str) -> str:
    return QCoreApplication.translate("Kinds", text)
