"""Recovery words: sixteen random bytes, spelt in twelve words of BIP-39's English list.

The list is made for handwriting: no two words begin with the same four letters. The last four bits
are a checksum; it misses one mistake in sixteen, which the slot's own seal then catches.
"""

import re
import unicodedata

from journal_app.domain.errors import WrongWords

COUNT = 12
SECRET_BYTES = 16
TELLING = 4  # letters that say which word is meant

_LETTERS = re.compile(r"[^\W\d_]+")

_UNLISTED = "Word {place} isn’t on the list of words."
_MEANT = _UNLISTED + " Is it “{meant}”?"
_COUNTED = "A kit has twelve words; here are {count}. Take your time — nothing is deleted."
_UNFIT = (
    "Each word is on the list, but they don’t fit together. One may be in another’s place, or be"
    " another word."
)


def listed() -> tuple[str, ...]:
    """Return the 2048 words of the list, in order."""
    from mnemonic import Mnemonic  # noqa: PLC0415 - only who has words needs the list

    return tuple(Mnemonic("english").wordlist)


def spell(secret: bytes) -> tuple[str, ...]:
    """Return the twelve words that spell sixteen bytes."""
    from mnemonic import Mnemonic  # noqa: PLC0415

    return tuple(Mnemonic("english").to_mnemonic(secret).split())


def split(text: str) -> tuple[str, ...]:
    """Return the words in what someone typed or pasted, without numbers, commas or capitals."""
    return tuple(_LETTERS.findall(unicodedata.normalize("NFKC", text).casefold()))


def read(text: str) -> bytearray:
    """Return the bytes the words spell, to be wiped by the caller; raises ``WrongWords``."""
    from mnemonic import Mnemonic  # noqa: PLC0415

    typed, known = split(text), listed()
    for place, word in enumerate(typed[: 2 * COUNT], 1):  # further on, the count is what is wrong
        if word not in known:
            raise WrongWords(_unlisted(place, word, known))
    if len(typed) != COUNT:
        raise WrongWords(_COUNTED.format(count=len(typed)))
    try:
        return Mnemonic("english").to_entropy(list(typed))
    except ValueError:
        raise WrongWords(_UNFIT) from None


def _unlisted(place: int, word: str, known: tuple[str, ...]) -> str:
    """Say which word it is, and which one begins like it. What was typed is not repeated."""
    if len(word) >= TELLING:
        for meant in known:
            if meant.startswith(word[:TELLING]):
                return _MEANT.format(place=place, meant=meant)
    return _UNLISTED.format(place=place)
