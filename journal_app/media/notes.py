"""The media of what is noted: small values that are read at once, and often."""

from journal_app.domain.entry import Kind
from journal_app.media import checkin, form, goal, insight, link, session, step
from journal_app.media.medium import Medium

_MODULES = {
    Kind.SESSION: session,
    Kind.CHECKIN: checkin,
    Kind.FORM: form,
    Kind.GOAL: goal,
    Kind.STEP: step,
    Kind.INSIGHT: insight,
    Kind.LINK: link,
}

NOTES = {
    kind: Medium(kind, one.read, one.plain_text, one.summary, told=one.told)
    for kind, one in _MODULES.items()
}
