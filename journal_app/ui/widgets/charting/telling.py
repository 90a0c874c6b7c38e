"""Says in words what a chart shows, and makes the rows of its table. Counts, and no claim."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from PySide6.QtCore import QCoreApplication

from journal_app.domain import day, patterns
from journal_app.domain.patterns import Aligned, Row, Series, Window
from journal_app.domain.sessionlog import Logged
from journal_app.ui.widgets.charting import sheet
from journal_app.ui.widgets.charting.items import Item
from journal_app.ui.widgets.charting.sheet import Line, Piece, Sheet

READ_OUT = 40  # answers that are read out one by one; more are in the table
WIDEST = 0.7  # of a day that answers of one day, after several sessions, stand apart
APART = 0.16

Rows = list[tuple[str, ...]]


def over_time(
    item: Item, shown: Series, sessions: Sequence[Logged], window: Window, number: int = 0
) -> Sheet:
    """Return the chart of one series from left to right, with a tick at each session.

    ``number`` says which of those that are shown it is: each looks another way.
    """
    runs = patterns.runs(shown.readings, shown.scale.apart)
    pieces = tuple(tuple((one.x, float(one.value or 0)) for one in run) for run in runs)
    ticks = tuple((patterns.tick(one), _tr("session")) for one in sessions)
    return Sheet(
        name=_tr("Chart: {item}").format(item=item.name),
        told=" ".join((counted(item, shown, sessions, window), _read_out(item, shown))),
        across=sheet.days(window),
        up=sheet.valued(item.marks),
        lines=(Line(number, pieces),) if pieces else (),
        ticks=ticks,
    )


def since_sessions(item: Item, aligned: Aligned) -> Sheet:
    """Return the chart of one series by days since a session, every session on one axis."""
    many = len(aligned.afters)
    step = min(APART, WIDEST / max(many, 1))
    lines = []
    for number, after in enumerate(aligned.afters):
        aside = (number - (many - 1) / 2) * step
        since = {one.part: days for days, one in after.answers}
        runs = patterns.runs((one for _days, one in after.answers), item.scale.apart)
        pieces: tuple[Piece, ...] = tuple(
            tuple((since[one.part] + aside, float(one.value or 0)) for one in run) for run in runs
        )
        if pieces:
            lines.append(Line(number, pieces))
    return Sheet(
        name=_tr("Chart: {item}, by days since a session").format(item=item.name),
        told=counted_since(item, aligned),
        across=sheet.counted(max(len(aligned.counts) - 1, 1), _tr("day 0")),
        up=sheet.valued(item.marks),
        lines=tuple(lines),
    )


def counted(item: Item, shown: Series, sessions: Sequence[Logged], window: Window) -> str:
    """Say what a series holds in a window."""
    given, out = len(shown.given), len(shown.readings) - len(shown.given)
    span = _tr("{item}, {first} to {last}").format(
        item=item.name.capitalize() if item.labels else item.name,
        first=_date(window.first, window.last),
        last=_date(window.last, window.first),
    )
    told = [f"{span}: {answers(given)}"]
    if out:
        without = _tr("{n} left out") if item.labels else _tr("{n} without a total")
        told.append(without.format(n=out))
    told.append(session_count(len(sessions)))
    return f"{', '.join(told)}."


def counted_since(item: Item, aligned: Aligned) -> str:
    """Say how many answers each day has, and which days have none."""
    counts = aligned.counts
    total = _tr("{item}: {answers} after {sessions}.").format(
        item=item.name.capitalize() if item.labels else item.name,
        answers=answers(sum(counts)),
        sessions=session_count(len(aligned.afters)),
    )
    told = [total]
    if counts:
        each = (
            _on(times, [day for day, there in enumerate(counts) if there == times])
            for times in sorted(set(counts), reverse=True)
        )
        told.append(f"{'; '.join(each)}.".capitalize())
    if aligned.apart:
        apart = _tr("Before these sessions, or long after: {answers}.")
        told.append(apart.format(answers=answers(aligned.apart)))
    return " ".join(told)


def joined(items: Sequence[Item]) -> str:
    """Say what a line means, once for all that are joined alike."""
    first, *others = ((n, list(run)) for n, run in groupby(items, lambda one: one.scale.apart))
    told = [_tr("A line joins answers no more than {n} days apart.").format(n=first[0])]
    for apart, alike in others:
        line = _tr("{items}: no more than {n} days.")
        told.append(line.format(items=", ".join(one.name for one in alike), n=apart))
    return " ".join((*told, _tr("One that was left out breaks it.")))


def legend(aligned: Aligned) -> tuple[tuple[int, str], ...]:
    """Return for each session its look, its day and how many answers followed it."""
    found = []
    for number, after in enumerate(aligned.afters):
        times = sum(one.value is not None for _days, one in after.answers)
        told = answers(times) if times else _tr("nothing noted")
        found.append((number, f"{_full(after.session.day)}: {told}"))
    return tuple(found)


def names(*, several: bool, since: bool) -> tuple[str, ...]:
    """Return what the columns of the table are called."""
    first = (_tr("Day"), _tr("Session of")) if since else (_tr("When"),)
    asked = (_tr("What"),) if several else ()
    return (*first, *asked, _tr("Answer"))


def rows(found: Iterable[Row], items: Sequence[Item]) -> Rows:
    """Return the rows of the table over time."""
    return [
        (_when(row), *_what(row, items), _answer(row, items, _tr("— session —"))) for row in found
    ]


def rows_since(found: Iterable[Row], items: Sequence[Item], empty: Sequence[int]) -> Rows:
    """Return the rows of the table by days since; a day nobody noted anything on has one, too."""
    made = [
        (
            row.since or 0,
            (
                _tr("day {n}").format(n=row.since),
                _full(row.day),
                *_what(row, items),
                _answer(row, items, ""),
            ),
        )
        for row in found
    ]
    blank, none = ("",) * (len(items) > 1), _tr("nothing noted")
    told = {n for n, _row in made}
    made += [(n, (_tr("day {n}").format(n=n), "", *blank, none)) for n in empty if n not in told]
    return [row for _n, row in sorted(made, key=lambda pair: pair[0])]


def answers(many: int) -> str:
    """Say how many answers there are."""
    return _tr("one answer") if many == 1 else _tr("{n} answers").format(n=many)


def session_count(many: int) -> str:
    """Say how many sessions there are."""
    if many == 0:
        return _tr("no session")
    return _tr("one session") if many == 1 else _tr("{n} sessions").format(n=many)


def _read_out(item: Item, shown: Series) -> str:
    given = shown.given
    if len(given) > READ_OUT:
        return _tr("Each of them is in the table.")
    return " ".join(f"{one.day.day} {one.day:%B}: {item.said(one.value)}." for one in given)


def _what(row: Row, items: Sequence[Item]) -> tuple[str, ...]:
    """Return what a row is about, where that isn't always the same."""
    if len(items) == 1:
        return ()
    return (next((item.name for item in items if item.scale == row.scale), ""),)


def _answer(row: Row, items: Sequence[Item], otherwise: str) -> str:
    return next((item.said(row.value) for item in items if item.scale == row.scale), otherwise)


def _when(row: Row) -> str:
    on = f"{row.day:%a} {_full(row.day)}"
    return on if row.at is None else f"{on}, {day.part_of_day(row.at)}"


def _full(on: date) -> str:
    return f"{on.day} {on:%b} {on:%Y}"


def _date(on: date, other: date) -> str:
    year = "" if on.year == other.year else f" {on.year}"
    return f"{on.day} {on:%B}{year}"


def _on(times: int, days: Sequence[int]) -> str:
    """Say on which days there are so many answers: "none on days 0, 2 and 4–6"."""
    told = _tr("{many} on days {days}") if days[1:] else _tr("{many} on day {days}")
    many = answers(times) if times else _tr("none")
    return told.format(many=many, days=_listed(days))


def _listed(days: Sequence[int]) -> str:
    """Return the likes of "0, 2 and 4–6"."""
    told: list[str] = []
    for _gap, run in groupby(enumerate(days), key=lambda pair: pair[1] - pair[0]):
        these = [day for _number, day in run]
        told += [f"{these[0]}–{these[-1]}"] if these[2:] else [f"{day}" for day in these]
    last = told.pop()
    return _tr("{some} and {last}").format(some=", ".join(told), last=last) if told else last


def _tr(text: str) -> str:
    return QCoreApplication.translate("Telling", text)
