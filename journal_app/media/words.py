"""Words: one whole value, kept as Markdown text (see ``media.markdown``) in UTF-8."""

import re

from journal_app.domain.entry import Part
from journal_app.media import markdown

_LINE_END = re.compile("\r\n?|[\u2028\u2029]")
_NOT_TEXT = re.compile("[\ud800-\udfff\ufdd0\ufdd1\ufffe\uffff]")


def body(text: str) -> bytes:
    """Return what is kept for ``text``."""
    return text.encode("utf-8", "surrogatepass")


def read(part: Part) -> str:
    """Return the text a part holds."""
    return part.body.decode("utf-8", "surrogatepass")


def settle(text: str) -> str:
    """Return a text from anywhere as it can stand on a page: with one kind of line end.

    What is no character at all is shown as one that is missing.
    """
    return _NOT_TEXT.sub("\ufffd", _LINE_END.sub("\n", text.lstrip("\ufeff")))


def plain_text(part: Part) -> str:
    """Return the words one could search for."""
    return markdown.plain(read(part))


def summary(part: Part) -> str:
    """Return the first line in which something stands."""
    lines = (markdown.bare(line).strip() for line in read(part).split("\n"))
    return next(filter(None, lines), "")
