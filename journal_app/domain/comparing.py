"""What became of a text, word by word: what stayed, what went, and what came."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import Enum, auto
from itertools import groupby
from operator import attrgetter

AROUND = 24  # words beside a change, in ``gist``
MOST = 2000  # pieces, there: nobody reads so many
GAP = "…"

_CJK = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"  # written without blanks: each is a word
_WORD = re.compile(rf"([{_CJK}]|(?:(?![{_CJK}])[\w'’])+|[^\w\s]+|\A(?=\s))(\s*)")
_AT_ONCE = 500  # words compared each with each; more are cut where a word is the only one

Words = Sequence[str]
Match = tuple[int, int, int]  # where words stand in the old and in the new text, and how many


class Fate(Enum):
    """What became of some words."""

    STAYED = auto()
    WENT = auto()
    CAME = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words that share a fate."""

    text: str = field(repr=False)
    fate: Fate


def compare(before: str, after: str) -> tuple[Piece, ...]:
    """Return what became of ``before``: without what came it is that, without what went ``after``.

    The time this takes grows little faster than the texts.
    """
    found = filter(attrgetter("text"), _pieces(_WORD.findall(before), _WORD.findall(after)))
    return tuple(
        Piece("".join(piece.text for piece in pieces), fate)
        for fate, pieces in groupby(found, key=attrgetter("fate"))
    )


def gist(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Leave out most of what stayed far from any change, and all that is behind very many."""
    last = len(pieces) - 1
    short = tuple(
        Piece(_short(piece.text, first=place == 0, last=place == last), Fate.STAYED)
        if piece.fate is Fate.STAYED
        else piece
        for place, piece in enumerate(pieces[:MOST])
    )
    return short if last < MOST else (*short, Piece(GAP, Fate.STAYED))


def _short(text: str, *, first: bool, last: bool) -> str:
    words = ["".join(word) for word in _WORD.findall(text)]
    if len(words) <= 3 * AROUND or (first and last):
        return text
    before = [] if first else words[:AROUND]
    after = [] if last else [" ", *words[-AROUND:]]
    return "".join((*before, GAP, *after))


def _pieces(old: Sequence[tuple[str, str]], new: Sequence[tuple[str, str]]) -> Iterator[Piece]:
    """Yield what became of words, each with the blank behind it."""
    i = j = 0
    words = [word for word, _blank in old], [word for word, _blank in new]
    for at, to, count in (*_matches(*words, 0, 0), (len(old), len(new), 0)):
        yield from _change(old[i:at], new[j:to])
        i, j = at + count, to + count
        for (word, was), (_word, blank) in zip(old[at:i], new[to:j], strict=True):
            yield Piece(word, Fate.STAYED)
            if was == blank:
                yield Piece(blank, Fate.STAYED)
            else:
                yield Piece(was, Fate.WENT)
                yield Piece(blank, Fate.CAME)


def _change(old: Sequence[tuple[str, str]], new: Sequence[tuple[str, str]]) -> Iterator[Piece]:
    """Yield what went and what came in its place; the blank behind both stayed."""
    went, came = ("".join(map("".join, words)) for words in (old, new))
    blank = old[-1][1] if old and new and old[-1][1] == new[-1][1] else ""
    yield Piece(went.removesuffix(blank), Fate.WENT)
    yield Piece(came.removesuffix(blank), Fate.CAME)
    yield Piece(blank, Fate.STAYED)


def _matches(old: Words, new: Words, at: int, to: int) -> Iterator[Match]:
    """Yield the words two texts share, in order; they begin at ``at`` and ``to`` of longer ones."""
    head = _alike(old, new)
    tail = _alike(old[head:][::-1], new[head:][::-1])
    yield at, to, head
    yield from _inner(
        old[head : len(old) - tail], new[head : len(new) - tail], at + head, to + head
    )
    yield at + len(old) - tail, to + len(new) - tail, tail


def _inner(old: Words, new: Words, at: int, to: int) -> Iterator[Match]:
    if max(len(old), len(new)) <= _AT_ONCE:
        for i, j, count in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
            yield at + i, to + j, count
        return
    i = j = 0
    anchors = _anchors(old, new)
    for this_at, this_to in anchors:
        yield from _matches(old[i:this_at], new[j:this_to], at + i, to + j)
        yield at + this_at, to + this_to, 1
        i, j = this_at + 1, this_to + 1
    if anchors:
        yield from _matches(old[i:], new[j:], at + i, to + j)


def _alike(old: Words, new: Words) -> int:
    """Return how many words two texts share at their beginning."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((place for place, (one, other) in pairs if one != other), min(len(old), len(new)))


def _anchors(old: Words, new: Words) -> list[tuple[int, int]]:
    """Return where words stand that each text has once: the most of them that keep their order."""
    of_old, of_new = Counter(old), Counter(new)
    there = {word: place for place, word in enumerate(new)}
    pairs = [(i, there[word]) for i, word in enumerate(old) if of_old[word] == of_new[word] == 1]
    ends: list[int] = []  # the least a way of so many steps can end at
    lasts: list[int] = []  # and which pair ends it
    before: list[int] = []
    for number, (_i, j) in enumerate(pairs):
        steps = bisect_left(ends, j)
        before.append(lasts[steps - 1] if steps else -1)
        ends[steps : steps + 1] = [j]
        lasts[steps : steps + 1] = [number]
    way: list[tuple[int, int]] = []
    number = lasts[-1] if lasts else -1
    while number >= 0:
        way.append(pairs[number])
        number = before[number]
    return way[::-1]
