"""Wording: the course of writing, so that words can come back beside what was said meanwhile.

A part of words is one whole value. While somebody speaks, it gets records, too: each holds a few
``Edit``, with when they were made. Places count code points of the text as it stood. Where noting
begins, a record also holds the whole text that stood there, so that nothing hangs on what was
written while nobody spoke; what became of the text between two such times counts as one change.

A record, in the numbers and texts of ``domain.ink.varints``:

    "W", version, length of the text it goes on from, 1 and that text or 0,
    and for each edit: after_ms, at, removed, what was added
"""

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from journal_app.domain import alike
from journal_app.domain.comparing import Fate, compare
from journal_app.domain.entry import Record
from journal_app.domain.ink.varints import Reader, number, sized
from journal_app.domain.spot import Phrase

NOT_NOTED = 0  # in the place of when something was written

_LEAD = b"W\x01"  # no record of a drawing or a voice begins like this
_LONGEST_MS = 1 << 40  # a record holds no more than a few seconds; this is some thirty years


@dataclass(frozen=True, slots=True)
class Edit:
    """At ``at``, ``removed`` code points gave way to ``added``, so long after its record began."""

    after_ms: int
    at: int
    removed: int
    added: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Noted:
    """Edits of a text of ``length`` code points; ``stands`` is that text, where noting begins."""

    edits: tuple[Edit, ...]
    length: int
    stands: str | None = field(default=None, repr=False)


def difference(before: str, after: str, after_ms: int = 0) -> Edit | None:
    """Return the one edit that leads from a text to another, or None where they are the same."""
    if before == after:
        return None
    head, tail = alike.ends(before, after)
    return Edit(after_ms, head, len(before) - head - tail, after[head : len(after) - tail])


def pack(noted: Noted) -> bytes:
    """Return the bytes a record is kept as."""
    out = [_LEAD, number(noted.length)]
    out += [number(0)] if noted.stands is None else [number(1), sized(_bytes(noted.stands))]
    for edit in noted.edits:
        out += [*map(number, (max(0, edit.after_ms), edit.at, edit.removed))]
        out += [sized(_bytes(edit.added))]
    return b"".join(out)


def unpack(body: bytes) -> Noted | None:
    """Read a record back, or None where that can't be done: damaged, or of a newer release."""
    if not knows(body):
        return None
    try:
        return _read(Reader(body, len(_LEAD)))
    except (IndexError, ValueError):
        return None


def knows(body: bytes) -> bool:
    """Whether this is a record of a part of words."""
    return body.startswith(_LEAD)


def _read(reader: Reader) -> Noted:
    length, begins = reader.number(), reader.count(1)
    stands = _text(reader.sized()) if begins else None
    edits = []
    while reader.at < len(reader.data):
        after_ms = reader.count(_LONGEST_MS)
        edits.append(Edit(after_ms, reader.number(), reader.number(), _text(reader.sized())))
    return Noted(tuple(edits), length, stands)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _text(written: bytes) -> str:
    return written.decode("utf-8", "surrogatepass")


@dataclass(frozen=True, slots=True)
class _Step:
    """One change, with what it took away, so that it can be gone both ways."""

    utc_ms: int
    at: int
    removed: str = field(repr=False)
    added: str = field(repr=False)
    noted: bool  # whether this is when it was written, or only when it was found written


class Wording:
    """How a text came about, as far as that was noted; any beginning of its records is one, too.

    What can't be read is left out: the text then stands still until noting begins again. One
    instance is for one thread; going on a little from where one looked last costs little.
    """

    def __init__(self, records: Iterable[Record]) -> None:
        folded = _Folded(records)
        self.begins = folded.first
        self.text = folded.text
        self._steps = folded.steps
        self.moments = tuple(step.utc_ms for step in self._steps)
        self._shown, self._gone = self.text, len(self._steps)

    def __bool__(self) -> bool:
        """Whether anything was noted."""
        return bool(self._steps)

    def at(self, utc_ms: int) -> str:
        """Return the text as it stood then; before all, as it stood when noting began."""
        wanted = bisect_right(self.moments, utc_ms)
        if wanted < abs(self._gone - wanted):
            self._shown, self._gone = self.begins, 0
        while self._gone < wanted:
            step = self._steps[self._gone]
            self._shown = _replaced(self._shown, step.at, len(step.removed), step.added)
            self._gone += 1
        while self._gone > wanted:
            self._gone -= 1
            step = self._steps[self._gone]
            self._shown = _replaced(self._shown, step.at, len(step.added), step.removed)
        return self._shown

    def times(self, text: str | None = None) -> "array[int]":
        """Return for every code point of the text at the end when it was written (UTC, ms).

        It is ``NOT_NOTED`` for what stood there before. With ``text``, it is told of that, which
        the text at the end has become since.
        """
        found = array("q", [NOT_NOTED]) * len(self.begins)
        before = self.begins
        for step in self._steps:
            after = _replaced(before, step.at, len(step.removed), step.added)
            if step.noted:
                new = array("q", [step.utc_ms]) * len(step.added)
                found[step.at : step.at + len(step.removed)] = new
            else:
                found = _carried(found, before, after)
            before = after
        return found if text is None or text == before else _carried(found, before, text)

    def when(self, phrase: Phrase, text: str | None = None) -> int | None:
        """Return when the first of some code points was written, or None if that wasn't noted."""
        written = self.times(text)[phrase.start : phrase.stop]
        return min((utc_ms for utc_ms in written if utc_ms != NOT_NOTED), default=None)


class _Folded:
    """Puts steps together from records, in their order; a clock that was set back stands still."""

    def __init__(self, records: Iterable[Record]) -> None:
        self.first = self.text = ""
        self.steps: list[_Step] = []
        self._begun = self._sure = False
        self._latest = 0
        for record in records:
            self._add(record.made_ms, unpack(record.body))

    def _add(self, made_ms: int, noted: Noted | None) -> None:
        if noted is not None and noted.stands is not None:
            self._begin(made_ms, noted.stands)
        self._sure = self._sure and noted is not None and noted.length == len(self.text)
        for edit in noted.edits if noted is not None and self._sure else ():
            self._sure = edit.at + edit.removed <= len(self.text)
            if not self._sure:
                break
            self._go(made_ms + edit.after_ms, edit, noted=True)

    def _begin(self, made_ms: int, stands: str) -> None:
        change = difference(self.text, stands)
        if not self._begun:
            self.first = self.text = stands
        elif change is not None:
            self._go(made_ms, change, noted=False)
        self._begun = self._sure = True

    def _go(self, utc_ms: int, edit: Edit, *, noted: bool) -> None:
        self._latest = max(self._latest, utc_ms)
        removed = self.text[edit.at : edit.at + edit.removed]
        self.steps.append(_Step(self._latest, edit.at, removed, edit.added, noted))
        self.text = _replaced(self.text, edit.at, edit.removed, edit.added)


def _replaced(text: str, at: int, removed: int, added: str) -> str:
    return text[:at] + added + text[at + removed :]


def _carried(times: "array[int]", before: str, after: str) -> "array[int]":
    """Return when what stayed was written, on its new places."""
    return array("q", _carrying(times, before, after))


def _carrying(times: "array[int]", before: str, after: str) -> Iterator[int]:
    at = 0
    for piece in compare(before, after):
        if piece.fate is Fate.CAME:
            yield from (NOT_NOTED for _ in piece.text)
            continue
        if piece.fate is Fate.STAYED:
            yield from times[at : at + len(piece.text)]
        at += len(piece.text)
