"""Words as "md1": the little of Markdown this journal knows. A line end is a line end.

    # one    ## two    ### three         headings
    - something    1. something          items, also with blanks before them
    > something                          a quote
    *emphasis*  **strong**  ***both***   within a line

Anything else is what it is; nothing is escaped. The marks are part of the text, so that what is
kept is what stands on the page. Every function takes any text, in time that grows with its length.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise


class Shape(Enum):
    """What kind of line a line is."""

    PLAIN = auto()
    HEADING = auto()
    ITEM = auto()
    NUMBER = auto()
    QUOTE = auto()


@dataclass(frozen=True, slots=True)
class Line:
    """A line's shape, how many characters mark it as that, and a heading's level."""

    shape: Shape = Shape.PLAIN
    mark: int = 0
    level: int = 0


@dataclass(frozen=True, slots=True)
class Span:
    """Emphasised words from ``start`` to ``end``, with as many ``stars`` at either side."""

    start: int
    end: int
    stars: int


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a line that is dressed in one way."""

    start: int
    end: int
    emphasis: bool
    strong: bool
    mark: bool


_MARK = re.compile(r"(#{1,3}) | {0,8}(?:(- )|\d{1,3}\. )|> ?")
_STARS = re.compile(r"\*+")
_MOST_STARS = 3
_PLAIN = Line()


def line(text: str) -> Line:
    """Say what kind of line ``text`` is."""
    found = _MARK.match(text)
    if found is None:
        return _PLAIN
    hashes, dash = found.groups()
    if hashes:
        return Line(Shape.HEADING, found.end(), len(hashes))
    if text[0] == ">":
        return Line(Shape.QUOTE, found.end())
    return Line(Shape.ITEM if dash else Shape.NUMBER, found.end())


def spans(text: str, start: int = 0) -> list[Span]:
    """Find the emphasis in a line, from ``start`` on; what is inside comes before what is around.

    As in CommonMark, stars open before a word and close after one. Between two letters or digits
    they do neither, so that 2*3*4 stays what it is.
    """
    found: list[Span] = []
    opened: list[tuple[int, int]] = []
    for stars in _STARS.finditer(text, start):
        at, end = stars.span()
        before = text[at - 1] if at > start else " "
        after = text[end] if end < len(text) else " "
        if end - at > _MOST_STARS or (_is_inside_a_word(before) and _is_inside_a_word(after)):
            continue
        while at < end and opened and not before.isspace():
            place, left = opened.pop()
            used = min(2, left, end - at)
            at += used
            left -= used
            found.append(Span(place + left, at, used))
            if left:
                opened.append((place, left))
        if at < end and not after.isspace():
            opened.append((at, end - at))
    return found


def runs(text: str, start: int = 0) -> Iterator[Run]:
    """Cut the emphasised part of a line into stretches, in order; what is plain is left out."""
    turns: list[tuple[int, int, int, int]] = []
    for span in spans(text, start):
        emphasis, strong = (1, 0) if span.stars == 1 else (0, 1)
        inside, outside = span.start + span.stars, span.end - span.stars
        turns += [(span.start, emphasis, strong, 1), (inside, 0, 0, -1)]
        turns += [(outside, 0, 0, 1), (span.end, -emphasis, -strong, -1)]
    turns.sort()
    counts = [0, 0, 0]
    for (at, *change), (until, *_next) in pairwise(turns):
        counts = [one + other for one, other in zip(counts, change, strict=True)]
        if at < until and any(counts):
            yield Run(at, until, *map(bool, counts))


def bare(text: str) -> str:
    """Return one line without its marks; an item's number stays, it may be the day of a month."""
    kind = line(text)
    start = 0 if kind.shape is Shape.NUMBER else kind.mark
    if "*" not in text:
        return text[start:]
    kept, at = [], start
    for run in runs(text, kind.mark):
        if run.mark:
            kept.append(text[at : run.start])
            at = run.end
    return "".join((*kept, text[at:]))


def plain(text: str) -> str:
    """Return a text without its marks."""
    return "\n".join(map(bare, text.split("\n")))


def _is_inside_a_word(character: str) -> bool:
    return character.isascii() and character.isalnum()
