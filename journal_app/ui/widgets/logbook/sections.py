"""The sections of the log: what is asked for in each, said once."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication

from journal_app.media import session
from journal_app.services.sessions import Sessions
from journal_app.ui.widgets.logbook.chips import Degree, OneOf, SomeOf
from journal_app.ui.widgets.logbook.felt import FeltField
from journal_app.ui.widgets.logbook.field import Asked
from journal_app.ui.widgets.logbook.intention import IntentionField
from journal_app.ui.widgets.logbook.known import KnownLine
from journal_app.ui.widgets.logbook.texts import NumberLine, TextLine, TextLines
from journal_app.ui.widgets.logbook.times import TimesField

TIMES = "times"  # the only thing asked for that isn't one field of the log


@dataclass(frozen=True)
class Topic:
    """A section: its name in ``media.session.lines``, its title, what is asked for in it.

    What only makes sense ``after`` a session isn't shown while that is to come.
    """

    name: str
    title: str
    asked: tuple[Asked, ...]
    after: bool = False
    note: str = ""


def like() -> Asked:
    """Return what is asked for right away: what it was like."""
    return Asked("qualities", _tr("What it was like"), SomeOf, options=_all(session.QUALITIES))


def sections(sessions: Sessions) -> tuple[Topic, ...]:
    """Return the sections, in their order."""
    return (
        Topic("times", _tr("When it began and ended"), (Asked(TIMES, "", TimesField),)),
        Topic("how", _tr("How and where"), _how()),
        Topic("company", _tr("Who was with you"), _company(sessions)),
        Topic("before", _tr("Before it"), _before(sessions)),
        Topic("steps", _tr("How hard, how meaningful"), _steps(), after=True),
        Topic("body", _tr("Body and after-effects"), _body(), after=True),
        Topic("team", _tr("To tell my care team"), _team()),
        Topic("course", _tr("A course it belongs to"), _course(sessions)),
        Topic("more", _tr("Add: dose, other medicines, vitals"), _more()),
    )


def _how() -> tuple[Asked, ...]:
    return (
        Asked("route", _tr("Route"), OneOf, options=_all(session.ROUTES)),
        Asked("place", _tr("Where"), OneOf, options=_all(session.PLACES)),
        Asked("setting", _tr("Around you"), SomeOf, options=_all(session.SETTING)),
        Asked("music", _tr("Music or sound"), TextLine),
    )


def _company(sessions: Sessions) -> tuple[Asked, ...]:
    line = partial(KnownLine, sessions=sessions)
    return (
        Asked("company", _tr("Was someone with you?"), OneOf, options=_all(session.COMPANY)),
        Asked("who", _tr("Who"), line),
        Asked("provider", _tr("Clinic or provider"), line),
    )


def _before(sessions: Sessions) -> tuple[Asked, ...]:
    none = _tr("Nothing was made with “Before a session” yet. It isn’t needed.")
    field = partial(IntentionField, sessions=sessions)
    return (
        Asked("intention", _tr("The intention it came with"), field, hint=none),
        Asked(
            "days_before",
            _tr("The days before"),
            TextLines,
            hint=_tr("news, screens, music, people, sleep"),
        ),
    )


def _steps() -> tuple[Asked, ...]:
    options = tuple((f"{number}", said) for number, said in enumerate(session.STEPS, 1))
    return (
        Asked("hard", _tr("How hard was it?"), Degree, options=options),
        Asked("meaningful", _tr("How meaningful was it?"), Degree, options=options),
    )


def _body() -> tuple[Asked, ...]:
    hint = _tr("To mention to your clinic. The journal makes nothing of them.")
    return (Asked("felt", "", FeltField, hint=hint, options=_all(session.EFFECTS)),)


def _team() -> tuple[Asked, ...]:
    return (Asked("team", "", TextLines, hint=_tr("To tell my care team")),)


def _course(sessions: Sessions) -> tuple[Asked, ...]:
    line = partial(KnownLine, sessions=sessions)
    return (
        Asked("course", _tr("What you call the course"), line),
        Asked("number", _tr("Number of the session"), NumberLine),
    )


def _more() -> tuple[Asked, ...]:
    return (
        Asked("dose", _tr("Dose"), TextLine, hint=_tr("as written on your paperwork")),
        Asked("medicines", _tr("Other medicines that day"), TextLines),
        Asked("vitals", _tr("Vitals, if you were given them"), TextLines),
    )


def _all(names: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((code, _tr(said)) for code, said in names.items())


def _tr(text: str) -> str:
    return QCoreApplication.translate("Session", text)
