"""Setting and taking away the marks of "md1" (see ``media.markdown``), as changes to a text."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from journal_app.media import markdown
from journal_app.media.markdown import Shape, Span

ITEM, QUOTE = "- ", "> "
_SHAPE_OF = {ITEM: Shape.ITEM, QUOTE: Shape.QUOTE}
_LEVELS = 3
_WORD = re.compile(r"\w+(?:[’'-]\w+)*")
_MARKED = re.compile(r"( *)(?:(-)|(\d{1,3})\.) ")


@dataclass(frozen=True, slots=True)
class Change:
    """``gone`` characters at ``at`` make way for ``come``."""

    at: int
    gone: int
    come: str


def head(lines: Sequence[str]) -> list[str]:
    """Return the mark each line gets if headings go one step on: one, two, three, none."""
    first = next((markdown.line(text) for text in lines if text.strip()), markdown.line(""))
    level = (first.level + 1) % (_LEVELS + 1)
    return _marks(lines, "#" * level + " " if level else "")


def toggle(lines: Sequence[str], mark: str) -> list[str]:
    """Return the mark each line gets if all become items (or a quote), or stop being that."""
    shape = _SHAPE_OF[mark]
    are = all(markdown.line(text).shape is shape for text in lines if text.strip())
    return _marks(lines, "" if are and any(map(str.strip, lines)) else mark)


def next_item(text: str) -> str:
    """Return the mark of the item after the item ``text``, or nothing if that is none."""
    found = _MARKED.match(text)
    if found is None:
        return ""
    blanks, dash, number = found.groups()
    return f"{blanks}- " if dash else f"{blanks}{min(int(number) + 1, 999)}. "


def is_empty_item(text: str) -> bool:
    """Whether ``text`` is an item with nothing in it."""
    kind = markdown.line(text)
    return kind.shape in {Shape.ITEM, Shape.NUMBER} and not text[kind.mark :].strip()


def word_at(text: str, place: int) -> tuple[int, int]:
    """Return where the word begins and ends that touches ``place``; an empty stretch if none."""
    for found in _WORD.finditer(text):
        if found.start() <= place <= found.end():
            return found.span()
    return place, place


def emphasise(parts: Iterable[tuple[str, int, int]], stars: int) -> list[list[Change]]:
    """Emphasise a stretch of each line, or no longer, if all of them were.

    ``parts`` are lines with the stretch to change in each. The changes of a line come last first.
    """
    cut = [(text, *_within(text, start, end)) for text, start, end in parts]
    around = [_around(text, start, end, stars) for text, start, end in cut]
    filled = [start < end or len(cut) == 1 for _text, start, end in cut]
    if all(span is not None for span, any_ in zip(around, filled, strict=True) if any_):
        return [[] if span is None else _unwrap(span) for span in around]
    return [
        _wrap(start, end, stars) if span is None and any_ else []
        for (_text, start, end), span, any_ in zip(cut, around, filled, strict=True)
    ]


def _marks(lines: Sequence[str], mark: str) -> list[str]:
    """Give every line the mark; empty ones among several stay empty."""
    return ["" if len(lines) > 1 and not text.strip() else mark for text in lines]


def _within(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave the line's mark, and blanks at the ends, out of a stretch."""
    start = max(start, markdown.line(text).mark)
    chosen = text[start : max(start, end)]
    if not chosen.strip():
        return start, start
    return start + len(chosen) - len(chosen.lstrip()), start + len(chosen.rstrip())


def _around(text: str, start: int, end: int, stars: int) -> Span | None:
    for span in markdown.spans(text, markdown.line(text).mark):
        if span.stars == stars and span.start <= start and end <= span.end:
            return span
    return None


def _wrap(start: int, end: int, stars: int) -> list[Change]:
    return [Change(end, 0, "*" * stars), Change(start, 0, "*" * stars)]


def _unwrap(span: Span) -> list[Change]:
    return [Change(span.end - span.stars, span.stars, ""), Change(span.start, span.stars, "")]
