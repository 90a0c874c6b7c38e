"""Words that were noted once, found again in a text that has changed since, with their sentence."""

from dataclasses import dataclass, field

from journal_app.domain.spot import Phrase

REACH = 160  # characters before and after the words; a sentence may be longer
LONGEST = 600  # characters of the words themselves

_ENDS = ".!?…。！？"  # noqa: RUF001 - full stops of Chinese and Japanese
_CLOSING = "”’»)]*_\"'"


@dataclass(frozen=True, slots=True)
class Passage:
    """Some words and what stands around them; ``gone`` when the text doesn't have them any more."""

    before: str = field(repr=False)
    words: str = field(repr=False)
    after: str = field(repr=False)
    gone: bool = False


def find(text: str, quote: str, noted: Phrase) -> Phrase | None:
    """Return where the words are now: in their place, else where they stand nearest to it."""
    if not quote:
        return None
    after = text.find(quote, noted.start)
    before = text.rfind(quote, 0, max(0, noted.start + len(quote) - 1))
    there = [at for at in (before, after) if at >= 0]
    if not there:
        return None
    nearest = min(there, key=lambda at: abs(at - noted.start))
    return Phrase(nearest, nearest + len(quote))


def sentence(text: str, at: Phrase) -> Phrase:
    """Return the sentence, or the line, around a place."""
    return Phrase(_begins(text, at.start), _ends(text, at.stop))


def passage(text: str, at: Phrase) -> Passage:
    """Return a phrase in its sentence, both cut short where they are long."""
    around = sentence(text, at)
    words = text[at.start : at.stop]
    before, after = text[around.start : at.start], text[at.stop : around.stop]
    if around.start and at.start - around.start >= REACH:
        before = "… " + before.partition(" ")[2]
    if len(text) > around.stop and around.stop - at.stop >= REACH:
        after = after.rpartition(" ")[0] + " …"
    if len(words) > LONGEST:
        return Passage(before.lstrip(), words[:LONGEST].rstrip() + " …", "")
    return Passage(before.lstrip(), words, after.rstrip())


def opening(text: str) -> Passage:
    """Return how a text begins, with nothing marked in it."""
    begun = text.lstrip()
    stop = sentence(begun, Phrase(0, 0)).stop
    return Passage("", "", begun[:stop].rstrip() + (" …" if len(begun.rstrip()) > stop else ""))


def noted(quote: str) -> Passage:
    """Return words as they were noted, for a text that doesn't have them any more."""
    more = " …" if len(quote) > LONGEST else ""
    return Passage("", quote[:LONGEST] + more, "", gone=True)


def short(text: str, most: int) -> str:
    """Return a text on one line, cut short where it is longer than ``most``."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def trimmed(text: str, at: Phrase) -> Phrase | None:
    """Return a place without the white space at its ends; None if nothing is left."""
    words = text[at.start : at.stop]
    start = at.start + len(words) - len(words.lstrip())
    stop = at.stop - len(words) + len(words.rstrip())
    return Phrase(start, stop) if start < stop else None


def _begins(text: str, start: int) -> int:
    first = max(0, start - REACH)
    for at in range(start, first, -1):
        if text[at - 1] == "\n" or (text[at - 1].isspace() and _is_end(text, at - 1)):
            return at
    return first


def _ends(text: str, stop: int) -> int:
    last = min(len(text), stop + REACH)
    for at in range(stop, last):
        if text[at] == "\n" or (text[at].isspace() and at > stop and _is_end(text, at)):
            return at
    return last


def _is_end(text: str, at: int) -> bool:
    """Whether a sentence ends just before ``at``, maybe with a closing quotation mark."""
    said = text[max(0, at - 4) : at].rstrip(_CLOSING)
    return bool(said) and said[-1] in _ENDS
