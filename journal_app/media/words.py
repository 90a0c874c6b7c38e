"""Words: one whole value, kept as Markdown text in UTF-8."""

from journal_app.domain.entry import Part


def body(text: str) -> bytes:
    """Return what is kept for ``text``."""
    return text.encode("utf-8", "surrogatepass")


def read(part: Part) -> str:
    """Return the text a part holds."""
    return part.body.decode("utf-8", "surrogatepass")


def plain_text(part: Part) -> str:
    """Return the words one could search for."""
    return read(part)


def summary(part: Part) -> str:
    """Return the first line."""
    return read(part).strip().partition("\n")[0]
