"""What counts as the same word in a search, what somebody looks for, and where it stands in a text.

The search knows a text only as words folded here: case, accents and the two ways to write an
accent make no difference. Scripts that put no blanks between words (and emoji) count as a word for
each character, so that any few of them are found inside a longer run. A word that is looked for is
written as its folded words with blanks between ("it’s" is "it s"), and ends in ``*`` where only its
beginning has been typed.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from unicodedata import category, combining, normalize

from journal_app.domain.clock import Moment
from journal_app.domain.entry import EntryId, PartId
from journal_app.domain.lines import Wanted
from journal_app.domain.spot import Spot
from journal_app.domain.transcript import Transcript

BEGINNING = "*"
ALL = Wanted()
MOST_TYPED = 400

_LABEL = "·"  # is in no folded word
_LEAST = 2  # letters, before anything is looked for
_MOST_WORDS = 16
_BEFORE, _LONGEST = 36, 220  # characters of an excerpt

_LONE = (
    "\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46\u0e81-\u0eb0\u0eb2\u0eb3\u0ebd-\u0ec6"  # Thai, Lao
    "\u1000-\u102a\u1780-\u17b3"  # Burmese, Khmer
    "\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
    "\u231a-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"  # pictures
)
_UNSEEN = "\u00ad\u200c\u200d\u2060\ufe00-\ufe0f"  # within a word, and no part of it
_HIDDEN = re.compile(f"[{_UNSEEN}]")
_IS_LONE = re.compile(f"[{_LONE}]")
_ACCENTS = 10  # the least class of marks that are no letter of their own
_ALIKE = str.maketrans({"\u0131": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe"})


class Where(StrEnum):
    """In what of an entry something was found."""

    TITLE = "title"
    WORDS = "words"
    CAPTION = "caption"
    TRANSCRIPT = "transcript"  # what a machine wrote down of a voice
    PROMPT = "prompt"
    NOTED = "noted"  # what a session, a check-in, a step says
    THEME = "theme"
    QUOTE = "quote"  # a phrase as it was when a theme was given to it


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody looks for, among which entries, and from which day until which."""

    words: tuple[str, ...] = field(default=(), repr=False)
    within: Wanted = ALL
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """A text in which all the words stand. ``order`` is larger, the later the entry.

    If it is a ``transcript``, that tells where they are heard.
    """

    order: int
    entry: EntryId
    part: PartId | None
    where: Where
    day: date
    made: Moment
    text: str = field(repr=False)
    transcript: Transcript | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A piece of a text, and from where to where what was looked for stands in it."""

    text: str = field(repr=False)
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """One line of what was found, and the spot it opens."""

    order: int
    spot: Spot
    where: Where
    day: date
    made: Moment
    excerpt: Excerpt


def tokens(text: str) -> Iterator[tuple[str, int, int]]:
    """Find the words of a text, folded, each with where it begins and ends."""
    for found in _pattern().finditer(text):
        folded = fold(found[0])
        if folded:
            yield folded, *found.span()


def fold(word: str) -> str:
    """Return a word without what makes no difference."""
    if word.isascii():
        return word.lower()
    whole = normalize("NFC", _HIDDEN.sub("", word)).casefold()
    bare = "".join(sign for sign in normalize("NFD", whole) if combining(sign) < _ACCENTS)
    return normalize("NFC", bare).translate(_ALIKE)


def document(text: str) -> str:
    """Return a text as the search keeps it: its folded words, a blank between each."""
    return " ".join(filter(None, map(fold, _pattern().findall(text))))


def labels(kinds: Iterable[str], themes: Iterable[str] = (), *, shared: bool = False) -> str:
    """Return the words, which nobody can type, that stand for what one can search within."""
    return " ".join(f"{_LABEL}{name}" for name in (*kinds, *themes, *(["shared"] * shared)))


def unlabelled(kept: str) -> str:
    """Return what the search keeps of a text, without the labels it was given."""
    return kept.partition(f" {_LABEL}")[0]


def parse(typed: str) -> tuple[str, ...]:
    """Return the words to look for; none if that would be nearly everything."""
    pieces = typed[:MOST_TYPED].split()[:_MOST_WORDS]
    words = [document(piece) for piece in pieces]
    if words and words[-1] and not typed[-1].isspace():
        words[-1] = _begun(words[-1])
    sought = tuple(dict.fromkeys(filter(None, words)))
    enough = any(len(word) >= _LEAST or _IS_LONE.match(word) for word in sought)
    return sought if enough else ()


def _begun(word: str) -> str:
    """Return a word that may go on; a single letter could become anything."""
    last = word.rpartition(" ")[2]
    if len(last) >= _LEAST or _IS_LONE.match(last):
        return word + BEGINNING
    return word if last != word else ""


def expression(query: Query) -> str:
    """Return what is looked for as the index takes it: quoted, so that no word is a command."""
    kinds, themes = filter(None, [query.within.kind]), filter(None, [query.within.theme])
    within = labels(kinds, themes, shared=query.within.shared).split()
    return " ".join(
        f'"{word.removesuffix(BEGINNING)}"' + (" *" if word.endswith(BEGINNING) else "")
        for word in (*query.words, *within)
    )


def found_in(text: str, words: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """Say from where to where what was looked for stands in a text: whole words, in order.

    A word may also come as it stands in some text, with its accents and all.
    """
    return tuple(_hits(text, words))


def _hits(text: str, words: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    sought = [_phrase(word) for word in words if document(word)]
    longest = max((len(before) for before, _last, _begun in sought), default=0)
    passed: deque[tuple[str, int]] = deque(maxlen=longest)
    said = 0  # up to where it has been told of
    for token, start, stop in tokens(text) if sought else ():
        for before, last, begun in sought:
            if not token.startswith(last) or not (begun or token == last):
                continue
            first = _began(before, passed) if before else start
            if first is not None and first >= said:
                said = stop
                yield first, stop
                break
        passed.append((token, start))


def _phrase(word: str) -> tuple[tuple[str, ...], str, bool]:
    """Take a word to look for apart: what comes before its last one, that, and if it may go on."""
    *before, last = document(word).split()
    return tuple(before), last, word.endswith(BEGINNING)


def _began(before: tuple[str, ...], passed: deque[tuple[str, int]]) -> int | None:
    """Return where those words begin, if they are the ones just passed."""
    run = list(passed)[-len(before) :]
    return run[0][1] if tuple(token for token, _start in run) == before else None


def first_in(text: str, words: tuple[str, ...]) -> tuple[int, int] | None:
    """Say where what was looked for stands first."""
    return next(_hits(text, words), None)


def excerpt(text: str, words: tuple[str, ...]) -> Excerpt:
    """Return the piece of a text around the first word that was looked for, as one line."""
    line = " · ".join(filter(None, (" ".join(one.split()) for one in text.splitlines())))
    first = first_in(line, words)
    begin = 0 if first is None else _cut(line, first[0])
    end = begin + _LONGEST
    end = len(line) if len(line) <= end else max(line.rfind(" ", end - _BEFORE, end), end - _BEFORE)
    piece = line[begin:end].strip()
    piece = ("… " if begin else "") + piece + ("…" if end < len(line) else "")
    return Excerpt(piece, found_in(piece, words))


def _cut(line: str, first: int) -> int:
    """Return where an excerpt begins that shows what stands at ``first``: between two words."""
    if first <= _BEFORE:
        return 0
    blank = line.find(" ", first - _BEFORE, first - _BEFORE // 2)
    return first - _BEFORE // 2 if blank < 0 else blank + 1


@cache
def _pattern() -> re.Pattern[str]:
    """Return what finds a word. Marks are many, and looked up when first needed."""
    marks = "".join(chr(code) for code in range(0x300, 0x20000) if category(chr(code))[0] == "M")
    joined, letter = f"[{marks}{_UNSEEN}]", rf"[^\W_{_LONE}]"
    plain = rf"{letter}++(?![\u00ad\u0300-\U0001ffff])"  # most words: seen without the long list
    return re.compile(rf"{plain}|{letter}+(?:{joined}+{letter}*)*|[{_LONE}]{joined}*")
