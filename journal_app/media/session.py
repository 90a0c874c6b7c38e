"""A session: what was noted of it, said in a few plain lines; see ``domain.sessionlog``."""

from collections.abc import Iterable

from journal_app.domain import sessionlog
from journal_app.domain.entry import Part
from journal_app.domain.sessionlog import About, SessionLog

ROUTES = {
    "iv": "IV",
    "im": "IM",
    "under_skin": "under the skin",
    "lozenge": "lozenge or under the tongue",
    "nasal_esketamine": "nasal (esketamine)",
    "nasal": "nasal (other)",
    "swallowed": "swallowed",
    "other": "other",
    "unsaid": "rather not say",
}
PLACES = {"clinic": "clinic", "home": "home", "other": "somewhere else"}
SETTING = {
    "dim": "low light",
    "daylight": "daylight",
    "eye_mask": "eye mask",
    "own_room": "a room to myself",
    "shared_room": "a shared room",
}
COMPANY = {"yes": "yes", "no": "no", "unsaid": "rather not say"}
QUALITIES = {
    "peaceful": "peaceful",
    "strange": "strange",
    "hard": "hard",
    "joyful": "joyful",
    "blank": "blank",
    "vivid": "vivid",
    "frightening": "frightening",
    "floating": "floating",
    "close": "close",
    "far": "far",
    "nothing_much": "nothing much",
}
EFFECTS = {
    "nausea": "nausea",
    "vomiting": "vomiting",
    "dizzy": "dizzy",
    "headache": "headache",
    "vision": "blurred or double vision",
    "heart": "racing heart",
    "tired": "tired",
    "unsteady": "unsteady",
    "anxious": "anxious",
    "low": "low mood",
    "sleep": "sleep",
    "bladder": "bladder pain or urgency",
    "other": "something else",
}
STEPS = ("not at all", "a little", "in between", "quite", "very")

_SHORT = {"lozenge": "lozenge", "nasal_esketamine": "nasal", "nasal": "nasal"}
_NOT_SAID = ("", "other", "unsaid")


def read(part: Part) -> SessionLog:
    """Return what a part holds."""
    return sessionlog.read(part.body)


def told(part: Part) -> tuple[str, ...]:
    """Return what is shown of it in its entry, line by line."""
    log = read(part)
    return (_headline(log), *lines(log).values())


def plain_text(part: Part) -> str:
    """Return the words one could search for."""
    return "\n".join(told(part))


def summary(part: Part) -> str:
    """Return what it is called in a line: "Session (lozenge, home)"."""
    return _headline(read(part))


def lines(log: SessionLog) -> dict[str, str]:
    """Return what was noted in each section of the log, by its name; nothing of the others."""
    said = {
        "times": _times(log),
        "how": _how(log),
        "company": _company(log),
        "before": _before(log),
        "like": _some(QUALITIES[one] for one in log.qualities),
        "steps": _steps(log),
        "body": _body(log),
        "team": _named("To tell my care team", log.team),
        "course": _course(log),
        "more": _more(log),
    }
    return {name: line for name, line in said.items() if line}


def time_of(one: About | None) -> str:
    """Return the likes of "about 14:00"."""
    if one is None:
        return ""
    return f"{'about ' * one.about}{one.moment.civil:%H:%M}"


def known_by(log: SessionLog) -> str:
    """Return the likes of "lozenge, home"."""
    route = "" if log.route in _NOT_SAID else _SHORT.get(log.route, ROUTES[log.route])
    place = "" if log.place in _NOT_SAID else PLACES[log.place]
    return _some(filter(None, (route, place)))


def _headline(log: SessionLog) -> str:
    known = known_by(log)
    return f"Session ({known})" if known else "Session"


def _times(log: SessionLog) -> str:
    begins, ends, back = map(time_of, (log.begins, log.ends, log.back))
    if begins and ends:
        when = f"{begins} to {ends}"
    else:
        when = f"from {begins}" * bool(begins) + f"until {ends}" * bool(ends)
    return _some(filter(None, (when, f"back to myself at {back}" * bool(back))))


def _how(log: SessionLog) -> str:
    setting = (SETTING[one] for one in log.setting)
    route, place = ROUTES.get(log.route, ""), PLACES.get(log.place, "")
    unsaid = log.route == "unsaid"
    here = _some(filter(None, ("" if unsaid else route, place, *setting)))
    return _joined(here, _named("Music", log.music))


def _company(log: SessionLog) -> str:
    there = {"yes": "Someone was with me", "no": "Nobody was with me"}.get(log.company, "")
    if log.who:
        there = f"With me: {log.who}"
    return _joined(there, _named("Clinic", log.provider))


def _before(log: SessionLog) -> str:
    taken = "With an intention from before" if log.intention else ""
    return _joined(taken, _named("The days before", log.days_before))


def _steps(log: SessionLog) -> str:
    hard = "" if log.hard is None else f"How hard: {STEPS[log.hard - 1]}"
    meant = "" if log.meaningful is None else f"How meaningful: {STEPS[log.meaningful - 1]}"
    return _joined(hard, meant)


def _body(log: SessionLog) -> str:
    felt = (EFFECTS[one.what] + f" ({one.note})" * bool(one.note) for one in log.felt)
    return _some(felt)


def _course(log: SessionLog) -> str:
    number = "" if log.number is None else f"session {log.number}"
    return _some(filter(None, (log.course, number)))


def _more(log: SessionLog) -> str:
    named = (
        ("Dose, as written", log.dose),
        ("Other medicines", log.medicines),
        ("Vitals", log.vitals),
    )
    return _joined(*(_named(name, text) for name, text in named))


def _named(name: str, text: str) -> str:
    return f"{name}: {text}" if text else ""


def _some(texts: Iterable[str]) -> str:
    return ", ".join(texts)


def _joined(*texts: str) -> str:
    return " · ".join(filter(None, texts))
