"""A form that was filled in: one small value, see ``domain.forms``."""

from journal_app import resources
from journal_app.domain import forms
from journal_app.domain.entry import Part
from journal_app.domain.forms import Form, Instrument


def read(part: Part) -> Form:
    """Return the form a part holds."""
    return forms.read(part.body)


def told(part: Part) -> tuple[str, ...]:
    """Return what is shown of it in its entry, line by line: its total, and each answer.

    What isn't scored is shown last, and only where it was answered.
    """
    form, of = read(part), _instrument(part)
    if of is None:
        return ()
    answers = (f"{item}: {_said(of, form.answer(number))}" for number, item in enumerate(of.items))
    return (summary(part), *answers, *_unscored(of, form.functional))


def plain_text(part: Part) -> str:
    """Return the words one could search for: its name alone."""
    of = _instrument(part)
    return "" if of is None else of.name


def summary(part: Part) -> str:
    """Return what it is called in a line: its name, and its total if it has one."""
    of = _instrument(part)
    if of is None:
        return ""
    total = forms.total(of, read(part))
    return f"{of.name} · no total" if total is None else f"{of.name} · total {total}"


def _instrument(part: Part) -> Instrument | None:
    return forms.instrument(resources.text("instruments"), read(part).instrument)


def _said(of: Instrument, value: int | None) -> str:
    return of.options[of.values.index(value)] if value in of.values else "left out"


def _unscored(of: Instrument, value: int | None) -> tuple[str, ...]:
    asked = of.functional
    if asked is None or value is None or value >= len(asked.options):
        return ()
    return (f"{asked.stem} {asked.options[value]}",)
