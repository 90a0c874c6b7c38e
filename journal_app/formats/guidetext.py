"""A set of questions as a text file that people can read, write and send to each other.

    # A few questions for Sundays

    A line or two before the first question.

    - What was the week like?
      Hint: One word is enough.
    - What comes next?

    A line for the end.

Questions may also begin with ``*`` or a number. A line that begins like one of these and isn't has
a backslash before it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from journal_app.domain import guides
from journal_app.domain.errors import JournalError
from journal_app.domain.guides import Guide

ENDING = "txt"
MOST_BYTES = 256 * 1024

_UNREAD = "That file isn’t a text one could read questions from. Nothing was changed."
_NONE = (
    "There is no question in that file. A question is a line that begins with “- ”. Nothing was"
    " changed."
)
_TITLE = re.compile(r"#+\s*(.*)")
_QUESTION = re.compile(r"\s{0,3}(?:[-*•]|\d{1,3}[.)])\s+(.*)")
_HINT = re.compile(r"\s*hint:\s*(.*)", re.IGNORECASE)
_MARKED = re.compile(r"(?:#|\\|\s{0,3}(?:[-*•]|\d{1,3}[.)])\s|\s*hint:)", re.IGNORECASE)


def write(guide: Guide) -> bytes:
    """Return the file of a set."""
    lines = [f"# {guide.title}", ""]
    if guide.intro:
        lines += [_plain(guide.intro), ""]
    for prompt in guide.prompts:
        lines.append(f"- {prompt.text}")
        if prompt.hint:
            lines.append(f"  Hint: {prompt.hint}")
    if guide.closing:
        lines += ["", _plain(guide.closing)]
    return "\n".join((*lines, "")).encode()


def read(data: bytes, guide_id: str) -> Guide:
    """Return the set of a file, under a new id; raises ``JournalError`` where there is none."""
    try:
        text = data[: MOST_BYTES + 1].decode("utf-8-sig")
    except UnicodeDecodeError:
        raise JournalError(_UNREAD) from None
    if len(data) > MOST_BYTES or "\0" in text:
        raise JournalError(_UNREAD)
    found = _Found()
    for line in text.splitlines():
        found.take(line)
    if not found.questions:
        raise JournalError(_NONE)
    return guides.own(guide_id, found.title, found.asked, found.intro, found.closing)


@dataclass(slots=True)
class _Found:
    """What the lines told so far."""

    title: str = ""
    questions: list[list[str]] = field(default_factory=list)  # each: its text, its hint
    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    _apart: bool = True  # whether what comes now no longer belongs to a question

    @property
    def intro(self) -> str:
        return " ".join(self.before)

    @property
    def closing(self) -> str:
        return " ".join(self.after)

    @property
    def asked(self) -> Iterable[tuple[str, str]]:
        return ((text, hint) for text, hint in self.questions)

    def take(self, line: str) -> None:
        """Take one more line."""
        if not line.strip():
            self._apart = True
        elif title := _TITLE.fullmatch(line):
            self.title = self.title or title[1]
        elif question := _QUESTION.fullmatch(line):
            self.questions.append([question[1], ""])
            self._apart = False
            self.after.clear()  # it wasn't the end
        else:
            self._go_on(line)

    def _go_on(self, line: str) -> None:
        hint = _HINT.fullmatch(line)
        if self._apart:
            (self.after if self.questions else self.before).append(line.strip().removeprefix("\\"))
        elif hint is not None:
            self.questions[-1][1] = hint[1]
        else:
            last = self.questions[-1]
            place = 1 if last[1] else 0
            last[place] = f"{last[place]} {line.strip()}"


def _plain(line: str) -> str:
    """Return a line that is read as what it is, and not as a question."""
    return f"\\{line}" if _MARKED.match(line) else line
