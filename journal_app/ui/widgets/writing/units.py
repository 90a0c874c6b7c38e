"""Qt counts a character beyond the first 65,536, as most pictures are, as two."""

import re

_BEYOND = re.compile("[\U00010000-\U0010ffff]")
_TWO = "一一"  # letters, so that what is one word stays one word


def as_counted(text: str) -> str:
    """Return a text to look for places in: each is where Qt counts it to be."""
    return text if text.isascii() else _BEYOND.sub(_TWO, text)
